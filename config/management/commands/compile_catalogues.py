from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from config.catalogues import compile_catalogues


class Command(BaseCommand):
    help = "Compile our own translations (locale/) where they have changed. Needs no gettext tools."
    requires_system_checks = ()

    def handle(self, *args, **options):
        written = [path for folder in settings.LOCALE_PATHS for path in compile_catalogues(Path(folder))]
        for path in written:
            self.stdout.write(f"Compiled {path}")
        if not written:
            self.stdout.write("The translations are compiled already.")
