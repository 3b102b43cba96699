from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.invitations.services import invite
from accounts.models.role import RoleKey


class Command(BaseCommand):
    """Invite somebody by mail; the link is in the mail alone."""

    help = "Invite somebody by mail to work in the admin."

    def add_arguments(self, parser):
        parser.add_argument("address")
        parser.add_argument("--role", choices=RoleKey.values, default=RoleKey.EDITOR)
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), default=settings.LANGUAGE_CODE)

    def handle(self, *, address, role, language, **options):
        try:
            invite(email=address, role=role, language=language, invited_by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write("Invited.")
