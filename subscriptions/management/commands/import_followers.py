"""Invite the followers of another site."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from home.following import Subject
from subscriptions import address_lists
from subscriptions.csv_files import import_followers


class Command(BaseCommand):
    """Read the file, have the service invite, and print what came of it."""

    help = "Invite the addresses in a CSV file, or one address a line, to follow: one mail each, to nobody twice."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--about", default="blog:all", help="What they are invited to follow: kind:key.")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=dict(settings.LANGUAGES))
        parser.add_argument("--dry-run", action="store_true", help="Count only; write and mail nothing.")

    def handle(self, *, file, about, language, dry_run, **options):
        subject = Subject.parse(about)
        if subject is None:
            raise CommandError(f"Nothing called {about!r} can be followed here.")
        try:
            found = address_lists.read(file.read_bytes())
        except (OSError, ValidationError) as error:
            raise CommandError(getattr(error, "messages", [str(error)])[0]) from error
        for one in found.refused:
            self.stderr.write(f"Line {one.line}: {one.text!r}: {one.reason}")
        came = import_followers(addresses=found.addresses, subjects=[subject], language=language, dry_run=dry_run)
        invalid = came.invalid + len(found.refused)
        self.stdout.write(f"{came.invited} invited, {came.known} known already, {invalid} invalid.")
