"""Let go of old spam, old unconfirmed comments and old addresses."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from comments import purging


class Command(BaseCommand):
    """Let the service purge, and print what went."""

    help = "Delete spam, unconfirmed comments and e-mail addresses that have been kept for as long as the settings say."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Count only; delete nothing.")

    def handle(self, *, dry_run, **options):
        gone = purging.due(timezone.now()) if dry_run else purging.purge()
        self.stdout.write(f"{gone.spam} spam, {gone.unconfirmed} unconfirmed comments, {gone.addresses} addresses.")
