"""Write everybody who follows to a file, to take along or to keep."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from subscriptions.csv_files import export_followers


class Command(BaseCommand):
    """Write what the service yields."""

    help = "Write all followers as CSV, to a file that only its owner can read, or to standard output."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?")

    def handle(self, *, file, **options):
        lines = export_followers(settings.LANGUAGE_CODE)
        if file is None:
            self.stdout.write("".join(lines), ending="")
            return
        file.touch(mode=0o600)
        number = -1
        with file.open("w", encoding="utf-8", newline="") as out:
            for line in lines:
                out.write(line)
                number += 1
        self.stdout.write(f"{number} followers.")
