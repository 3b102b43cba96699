"""What stands on every page: the site's texts, its menu, its languages, dates in words."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from home.chrome import chrome_of
from home.date_words import in_words
from home.staff import staff_strip
from home.structured_data import as_json, breadcrumbs, website

register = template.Library()


@register.simple_tag(takes_context=True)
def chrome(context):
    """Return what stands around the page (home.chrome.Chrome)."""
    around = chrome_of(context.get("request"), context.get("page"))
    if "alternates" in context:
        around.given = context["alternates"]
    return around


@register.simple_tag(takes_context=True)
def staff(context):
    """Return what stands above the page for those who edit it (home.staff.StaffStrip), or None."""
    request = context.get("request")
    return request and staff_strip(request, context.get("subject") or context.get("page"))


@register.simple_tag
def site_name():
    """Return the name to use where no site texts have been written."""
    return settings.SITE_NAME


@register.simple_tag
def language_name(code):
    """Return a language's own name for itself."""
    return dict(settings.LANGUAGES).get(code, code)


@register.filter(name="in_words")
def in_words_filter(when):
    """Write an ImpreciseDate as people say it."""
    return in_words(when)


@register.simple_tag
def foreign_lang(code):
    """Return ` lang="…"` where a text is in another language than the page."""
    return format_html(' lang="{}"', code) if code and code != get_language() else ""


@register.inclusion_tag("includes/for_machines.html", takes_context=True)
def for_machines(context, description=""):
    """Say what the page is: its one address, its translations, how to share it, and structured data.

    Reads from the context what a view knows: `trail`, (title, address) pairs from below the front page to
    the page itself; `structured`, its nodes of JSON-LD; `share_type` and `share_image` (absolute address,
    width, height, alternative text) for Open Graph; `listed`, the page of a list.
    """
    request, page = context["request"], context["page"]
    around = chrome(context)
    number = context["listed"].number if context.get("listed") else 1
    absolute = request.build_absolute_uri
    nodes, trail = list(context.get("structured") or []), context.get("trail") or []
    if request.path == around.home_url:
        nodes.append(website(around.name, absolute(around.home_url), around.language, str(description)))
    if trail:
        here = [(str(title), absolute(url)) for title, url in trail]
        nodes.append(breadcrumbs([(around.name, absolute(around.home_url)), *here]))
    return {
        "canonical": around.canonical(number),
        "alternates": around.alternates(number),
        "site": around.name,
        "title": trail[-1][0] if trail else page.seo_title or page.title,
        "description": description,
        "type": context.get("share_type") or "website",
        "image": context.get("share_image"),
        # Escaped for where it stands: as_json leaves nothing that could end a script element.
        "structured": mark_safe(as_json(nodes)) if nodes else "",
    }
