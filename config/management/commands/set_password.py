from django.core.management.base import BaseCommand, CommandError

from accounts.services import set_random_password
from config.staff import staff


class Command(BaseCommand):
    help = "Give somebody who works in the admin a new random password, and print it."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("email", nargs="?", help="without it, all addresses are listed")

    def handle(self, *args, email=None, **options):
        if not email:
            self.stdout.write("Whose password? Say: make password EMAIL=… with one of")
            for user in staff():
                self.stdout.write(f"  {user.email}")
            return
        user = staff().filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody who works here has the address {email}; make password lists them.")
        password = set_random_password(user)
        self.stdout.write(f"The new password of {user.email}, shown only now:\n  {password}")
