"""A public site. Nothing secret has a default, and what is missing is named."""

from django.core.exceptions import ImproperlyConfigured

from home.reader_address import networks

from .base import *  # noqa: F403
from .base import env

REQUIRED = {
    "SECRET_KEY": "a long random text, kept secret",
    "ALLOWED_HOSTS": "the names the site answers to, with commas between",
    "DATABASE_URL": "for example postgres://user:password@host:5432/name",
    "BASE_URL": "the site's public address, for example https://samspill.example.org",
    "EMAIL_URL": "the server that takes mail, for example smtp+tls://user:password@host:587",
    "DEFAULT_FROM_EMAIL": "the address that mails come from",
}
for name, meaning in REQUIRED.items():
    if not env(name, default="").strip():
        raise ImproperlyConfigured(f"Set {name} in the environment: {meaning}. See .env.example.")

DEBUG = False
SECRET_KEY = env("SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is too short: use at least 50 random characters.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
try:
    networks(tuple(env.list("TRUSTED_PROXIES", default=[])))
except ValueError as error:
    raise ImproperlyConfigured(
        f"TRUSTED_PROXIES holds addresses and networks, with commas between: {error}."
    ) from error
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)

# A bench or an inner network may speak plain HTTP; it has to say so.
HTTPS_ONLY = env.bool("HTTPS_ONLY", default=True)
SECURE_SSL_REDIRECT = HTTPS_ONLY
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS_ONLY else 0
SESSION_COOKIE_SECURE = HTTPS_ONLY
CSRF_COOKIE_SECURE = HTTPS_ONLY
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
