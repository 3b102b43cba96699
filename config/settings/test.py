"""The test suite: as production where it matters, quick where it does not."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES

DEBUG = False
SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
BASE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = Path(tempfile.gettempdir()) / "samspill-test-media"
SERVE_MEDIA = True
PATTERN_PAGE = True
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MAIL_DELIVERY_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# A pool would hold connections to the test database after the last test.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Whether a translator is installed must not decide what a test sees: those about translating say so.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
