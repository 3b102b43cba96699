"""The site's Content-Security-Policy: strict for readers, wider for Wagtail's admin."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.urls import reverse


class ContentPolicyMiddleware(CSPMiddleware):
    """Send the admin's own policy under /admin/, and the strict one everywhere else."""

    def get_policy_parts(self, request, response, report_only=False):
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path_info.startswith(reverse("wagtailadmin_home")):
            return PolicyParts(config=settings.ADMIN_CONTENT_SECURITY_POLICY)
        return parts
