"""Our static files as readers get them: hashed, compressed, one style sheet.

Wagtail's own are served as they lie: collecting them takes longer than all the browser tests.
"""

import contextlib
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.management import call_command
from django.test import override_settings

from config.static_storage import SiteStaticStorage


class OurFilesCollected(SiteStaticStorage):
    """Knows ours by their hashed names, and all others by their own."""

    def stored_name(self, name):
        known = self.hash_key(self.clean_name(name)) in self.hashed_files
        return super().stored_name(name) if known else name


class OtherFiles(StaticFilesHandler):
    """Leave to WhiteNoise what was collected."""

    def _should_handle(self, path):
        name = path.removeprefix(urlsplit(settings.STATIC_URL).path)
        return super()._should_handle(path) and not (Path(settings.STATIC_ROOT) / name).is_file()


@contextlib.contextmanager
def our_files_collected(folder):
    """Collect our static files in a folder, and use them from there."""
    storages = {**settings.STORAGES, "staticfiles": {"BACKEND": f"{__name__}.OurFilesCollected"}}
    ours = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    with override_settings(STORAGES=storages, STATIC_ROOT=str(folder), WHITENOISE_USE_FINDERS=False):
        with override_settings(STATICFILES_FINDERS=ours):
            call_command("collectstatic", interactive=False, verbosity=0)
        yield
