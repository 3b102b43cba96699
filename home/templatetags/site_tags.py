"""What stands on every page: the site's texts, its menu, its languages, dates in words."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language

from home.chrome import chrome_of
from home.date_words import in_words

register = template.Library()


@register.simple_tag(takes_context=True)
def chrome(context):
    """Return what stands around the page (home.chrome.Chrome)."""
    return chrome_of(context.get("request"), context.get("page"), context.get("alternates"))


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
