"""What stands on every page: the site's texts, its menu, its languages, dates in words."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.models import Page

from home.date_words import in_words
from home.models import HomePage, SiteText

register = template.Library()


def _once(context, name, ask):
    """Ask once for each request, whoever asks."""
    request = context.get("request")
    if request is None:
        return ask()
    if not hasattr(request, name):
        setattr(request, name, ask())
    return getattr(request, name)


@register.simple_tag(takes_context=True)
def site_text(context):
    """Return the live SiteText of the active language, or of the source language, or None."""
    return _once(context, "_site_text", lambda: SiteText.objects.for_language(get_language()))


@register.simple_tag
def site_name():
    return settings.SITE_NAME


def _home(context):
    return _once(
        context,
        "_home_page",
        lambda: HomePage.objects.live()
        .filter(locale__language_code=get_language())
        .select_related("locale")
        .order_by("path")
        .first(),
    )


@register.simple_tag(takes_context=True)
def home_url(context):
    """Return the address of the front page in the active language."""
    page = _home(context)
    return page.get_url(context.get("request")) if page else "/"


@dataclass(frozen=True)
class MenuItem:
    title: str
    url: str
    # "page" on the very page, "true" on its section, else empty.
    current: str


@register.simple_tag(takes_context=True)
def menu(context):
    """Return the pages of the main menu: below the home page and marked for menus."""
    home, request = _home(context), context.get("request")
    if home is None:
        return []
    path = request.path if request else ""
    items = []
    for page in home.get_children().live().public().in_menu().order_by("path"):
        url = page.get_url(request) or ""
        current = "page" if url == path else "true" if path.startswith(url) else ""
        items.append(MenuItem(page.title, url, current))
    return items


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    current: bool
    # Whether it leads to this very page; else to the front page.
    same: bool


@register.simple_tag(takes_context=True)
def languages(context):
    """Return where this page is to be read in each of the site's languages.

    A view may put `alternates` ({language: address}) into the context, where the page's own address
    is not the whole answer. Where there is no such page, the link leads to the front page.
    """
    return _once(context, "_languages", lambda: _languages(context))


def _languages(context):
    request, page = context.get("request"), context.get("page")
    alternates = dict(context.get("alternates") or {})
    homes = HomePage.objects.live().select_related("locale").order_by("path")
    fronts = {home.locale.language_code: home.get_url(request) for home in homes}
    if isinstance(page, Page) and page.pk and not alternates:
        translations = page.get_translations(inclusive=True).live().public().select_related("locale")
        alternates = {other.locale.language_code: other.get_url(request) for other in translations}
    active = get_language()
    return [
        LanguageLink(code, name, alternates.get(code) or fronts[code], code == active, bool(alternates.get(code)))
        for code, name in settings.LANGUAGES
        if code in fronts
    ]


@register.simple_tag
def language_name(code):
    """Return a language's own name for itself."""
    return dict(settings.LANGUAGES).get(code, code)


@register.filter(name="in_words")
def in_words_filter(when):
    """Write an ImpreciseDate as people say it."""
    return in_words(when)


@register.simple_tag(takes_context=True)
def foreign_lang(context, code):
    """Return ` lang="…"` where a text is in another language than the page."""
    return format_html(' lang="{}"', code) if code and code != get_language() else ""

