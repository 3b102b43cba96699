"""The site's Content-Security-Policy, strict for readers and wider for Wagtail's admin; and compression."""

from csp.constants import NONE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

# No script may write text as markup. Wagtail's userbar does, so it is asked only where there is none.
TRUSTED_TYPES = {"require-trusted-types-for": ["'script'"], "trusted-types": [NONE]}


def _is_signed_in(request):
    """Return whether somebody is signed in; without a session cookie nobody is, and the database is not asked."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and hasattr(request, "user") and request.user.is_authenticated


class ContentPolicyMiddleware(CSPMiddleware):
    """Send the admin's own policy under /admin/, and the strict one everywhere else."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if report_only:
            return parts
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            return PolicyParts(config=settings.ADMIN_CONTENT_SECURITY_POLICY)
        if not _is_signed_in(request):
            parts.replace = {**TRUSTED_TYPES, **(parts.replace or {})}
        return parts


class ReaderGZipMiddleware(GZipMiddleware):
    """Compress what is the same for everybody.

    Compressing a secret beside text that a stranger may have put there tells the secret (the BREACH
    attack). Readers' pages hold no secret; whatever has to do with a session or a form token stays plain.
    """

    def process_response(self, request, response):
        personal = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME} & request.COOKIES.keys()
        if personal or response.cookies:
            return response
        return super().process_response(request, response)
