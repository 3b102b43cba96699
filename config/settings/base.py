"""What holds everywhere; dev, test and production say what differs."""

import datetime
import os
from importlib.util import find_spec
from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf.locale import LANG_INFO

from home.embeds import PLAYER_ORIGINS
from languages.apertium import find_engine

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# After .env is read.
from config.settings.sign_in import *  # noqa: E402, F403
from config.settings.sign_in import SIGN_IN_APPS, SIGN_IN_MIDDLEWARE, SIGN_IN_SILENCED  # noqa: E402

VAR_DIR = Path(env("VAR_DIR", default=str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "config",
    "blog",
    "collaboration",
    "languages",
    "mail",
    "home",
    "accounts",
    "accounts.admin_users.AdminUsersConfig",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.contrib.routable_page",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django_comments_xtd",
    "django_comments",
    # After the package, whose signal it disconnects when both are ready.
    "comments",
    "subscriptions",
    # After those that say what can be searched.
    "search",
    *SIGN_IN_APPS,
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.ReaderGZipMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "config.middleware.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    *SIGN_IN_MIDDLEWARE,
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Asked last, after the redirects: it sees what they do not know.
    "blog.old_addresses.OldAddressMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Databases. The embedded SQLite database is a real choice for a small site, so it is set up
# for several processes: readers do not wait for a writer, and a writer waits its turn.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'samspill.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728;"
                " PRAGMA journal_size_limit=27103364; PRAGMA cache_size=2000;"
            ),
        }
    )
else:
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "pool", {"min_size": 1, "max_size": env.int("DATABASE_POOL_SIZE", default=8)}
    )
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if REDIS_URL := env("REDIS_URL", default=""):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# Who may come in.
AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
AUTH_PASSWORD_VALIDATORS[1]["OPTIONS"] = {"min_length": 12}

# Languages: the first is the source language, without a prefix in the addresses.
OWN_LANGUAGE_NAMES = {"nb": "Bokmål", "nn": "Nynorsk"}
# Django does not know Northern Sámi, and takes no language that it does not know.
LANG_INFO.setdefault("se", {"bidi": False, "code": "se", "name": "Northern Sami", "name_local": "davvisámegiella"})
LANGUAGES = [
    (code, OWN_LANGUAGE_NAMES.get(code) or LANG_INFO[code]["name_local"].capitalize())
    for code in env.list("LANGUAGES", default=["nb", "nn", "en", "se"])
]
LANGUAGE_CODE = LANGUAGES[0][0]
TIME_ZONE = env("TIME_ZONE", default="Europe/Oslo")
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
# Ours first; then what packages lack in Norwegian.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]

# Files.
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_storage.SiteStaticStorage"},
}
# An editor's page with hundreds of statements has several fields for each of them.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024

# Wagtail.
SITE_ID = 1
SITE_NAME = env("SITE_NAME", default="Samspill")
BASE_URL = env("BASE_URL", default=f"http://127.0.0.1:{env('PORT', default='8000')}")
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
# Whom to tell of a weakness in the site, at /.well-known/security.txt: an e-mail address, or a page's.
SECURITY_CONTACT = env("SECURITY_CONTACT", default="")

# The proxies that say whom a request comes from: addresses and networks. None, where nothing stands in front.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
# Neither Wagtail nor we say the admin in Northern Sámi: nobody is to choose it there, and read bokmål.
WAGTAILADMIN_PERMITTED_LANGUAGES = [pair for pair in LANGUAGES if pair[0] != "se"] or LANGUAGES
# Without this the nynorsk page goes live at once, with bokmål text.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False

# Drafts of translations: by the engine that is named, else by Apertium where it is installed, else by nobody.
APERTIUM_COMMAND = env("APERTIUM_COMMAND", default="apertium")
APERTIUM_TIMEOUT = env.float("APERTIUM_TIMEOUT", default=30.0)
if MACHINE_TRANSLATOR := env("MACHINE_TRANSLATOR", default=""):
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": MACHINE_TRANSLATOR,
        "OPTIONS": env.json("MACHINE_TRANSLATOR_OPTIONS", default={}),
    }
elif find_engine(APERTIUM_COMMAND):
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "languages.translator.ApertiumTranslator"}
else:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None

WAGTAILIMAGES_IMAGE_MODEL = "home.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "home.SiteDocument"
# No SVG: it can carry scripts.
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif", "heic"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "md", "odp", "ods", "odt", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 25 * 1024 * 1024
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_RECENT_EDITS_LIMIT = 8
# How many rows a page of the API holds at most.
WAGTAILAPI_LIMIT_MAX = 100
# Wagtail's own lets nobody finish the workflow of a second editor.
WAGTAIL_FINISH_WORKFLOW_ACTION = "accounts.approval.publish_approved"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
# How long words that were searched for in vain are kept for the editors.
SEARCH_KEEP_MISSES_DAYS = env.int("SEARCH_KEEP_MISSES_DAYS", default=90)
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True
# Our own embed block knows its players (home.embeds): nothing is fetched from others when a page is saved.
WAGTAILEMBEDS_FINDERS = []

# Exports from WordPress: where they lie until they have been brought in, never served; and how much at once.
WORDPRESS_IMPORTS_DIR = VAR_DIR / "imports"
WORDPRESS_UPLOAD_MAX_SIZE = env.int("WORDPRESS_UPLOAD_MAX_SIZE", default=2 * 1024**3)

# Tasks and mail: see mail/.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "mail.backend.OutboxEmailBackend"
MAIL_DELIVERY_BACKEND = env("MAIL_DELIVERY_BACKEND", default="django.core.mail.backends.smtp.EmailBackend")
MAIL_KEEP_SENT_DAYS = env.int("MAIL_KEEP_SENT_DAYS", default=30)
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="samspill@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
if EMAIL_URL := env("EMAIL_URL", default=""):
    EMAIL_CONFIG = env.email_url("EMAIL_URL")
    globals().update({key: value for key, value in EMAIL_CONFIG.items() if key != "EMAIL_BACKEND"})
EMAIL_TIMEOUT = 20
# Where mail goes out by a service that django-anymail knows, and this secret is set, it tells of mail that came back.
ANYMAIL = {name.removeprefix("ANYMAIL_"): value for name, value in os.environ.items() if name.startswith("ANYMAIL_")}
if env("ANYMAIL_WEBHOOK_SECRET", default="") and find_spec("anymail"):
    INSTALLED_APPS.append("anymail")

# Whom feeds tell when they change (WebSub): a hub's address. Empty: nobody is told, readers' programs ask.
WEBSUB_HUB = env("WEBSUB_HUB", default="")

# Comments: see comments/. Our own views stand in for the package's, and our own mails for its.
COMMENTS_APP = "django_comments_xtd"
COMMENTS_XTD_MODEL = "comments.models.ModeratedComment"
COMMENTS_XTD_FORM_CLASS = "comments.forms.CommentForm"
COMMENTS_XTD_CONFIRM_EMAIL = False
# Out of reach: how deep answers are shown is a setting of the site.
COMMENTS_XTD_MAX_THREAD_LEVEL = 30_000

# Security. The public site needs no inline script or style; Wagtail's admin cannot do without.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        # Films and maps, where the reader has asked for one.
        "frame-src": [*PLAYER_ORIGINS],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    },
}
ADMIN_CONTENT_SECURITY_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "frame-src": [SELF, *PLAYER_ORIGINS],
    "object-src": [NONE],
    "form-action": [SELF],
    "base-uri": [SELF],
    "frame-ancestors": [SELF],
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(datetime.timedelta(days=14).total_seconds())
CSRF_COOKIE_HTTPONLY = False  # Wagtail's admin reads it from script.
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
SILENCED_SYSTEM_CHECKS = [
    *SIGN_IN_SILENCED,
    # Whether subdomains, and browsers' preload lists, are bound to HTTPS is the owner of the domain's to decide.
    "security.W005",
    # Wagtail's admin shows previews in a frame of the same site.
    "security.W019",
    "security.W021",
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    "loggers": {
        # A reader's 404 is not news.
        "django.request": {"level": "ERROR"},
        "httpx": {"level": "WARNING"},
    },
}
