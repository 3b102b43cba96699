"""Files that machines ask for at fixed addresses: robots.txt, the web manifest, security.txt."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from home.models import SiteText

# RFC 9116 asks for less than a year; half of one shows that somebody still looks after the site.
SECURITY_TXT_DAYS = 180


@require_safe
@cache_control(public=True, max_age=86400)
def robots(request):
    """Keep machines out of the admin alone, and show them the map.

    Documents stay open to them: a final report should be found.
    """
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('wagtailadmin_home')}",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return _text(lines)


@require_safe
@cache_control(public=True, max_age=86400)
def security_txt(request):
    """Say where to report a weakness (RFC 9116), where the operator has named somebody."""
    contact = settings.SECURITY_CONTACT
    if not contact:
        raise Http404
    midnight = timezone.now().replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact if ':' in contact else f'mailto:{contact}'}",
        f"Expires: {midnight + timedelta(days=SECURITY_TXT_DAYS):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {request.build_absolute_uri(reverse('security_txt'))}",
    ]
    return _text(lines)


@require_safe
@cache_control(public=True, max_age=86400)
def manifest(request):
    """Say what the site is called and looks like where it is kept among apps. It opens in the browser."""
    texts = SiteText.objects.for_language(settings.LANGUAGE_CODE)
    icons = [
        {"src": static("mark.svg"), "sizes": "any", "type": "image/svg+xml"},
        {"src": static("icons/mark-180.png"), "sizes": "180x180", "type": "image/png"},
        {"src": static("icons/mark-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ]
    told = {
        "name": texts.name if texts else settings.SITE_NAME,
        "description": texts.tagline if texts else "",
        "lang": settings.LANGUAGE_CODE,
        "start_url": "/",
        "scope": "/",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": icons,
    }
    return JsonResponse(
        {key: value for key, value in told.items() if value},
        content_type="application/manifest+json",
        json_dumps_params={"ensure_ascii": False},
    )


@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request):
    """Lead those who ask at the old address, without reading the page, to the mark."""
    return redirect(static("icons/mark-32.png"))


def _text(lines):
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
