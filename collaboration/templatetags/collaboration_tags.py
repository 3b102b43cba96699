"""What the collaboration shows on pages of other rooms."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from collaboration.models import Kind
from collaboration.reader import reader_of
from collaboration.routes import DATA
from collaboration.shelf import shelf_of

register = template.Library()


@register.inclusion_tag("collaboration/includes/spine.html")
def spine(organisation, size=""):
    """Draw an organisation's sign. It is hidden from screen readers: say the name beside it."""
    return {"organisation": organisation, "size": size}


@register.inclusion_tag("collaboration/includes/spine_shared.html")
def shared_spine(size=""):
    """Draw the sign of what is shared."""
    return {"size": size}


def _reader(context):
    page = context.get("page")
    locale = page.locale if getattr(page, "locale_id", None) else Locale.get_active()
    return reader_of(context.get("request"), locale)


@register.simple_tag(takes_context=True)
def organisations(context):
    """Return the live organisations in the page's language."""
    return list(_reader(context).organisations.values())


@register.simple_tag(takes_context=True)
def collaboration_url(context, thing=None):
    """Return the address of an organisation, a session or a term; without one, of the collaboration page."""
    reader = _reader(context)
    return reader.front if thing is None else reader.url(thing)


@register.simple_tag(takes_context=True)
def shelf(context):
    """Return what stands on the shelf: a list of Stand."""
    return shelf_of(_reader(context))


@register.simple_tag(takes_context=True)
def section_url(context, section):
    """Return the address of the list of organisations, of sessions, or of the terms of a kind."""
    return _reader(context).section(section)


@register.simple_tag(takes_context=True)
def help_url(context):
    """Return the address of the page that says who can help whom, or "" where there is none."""
    return _reader(context).help


@register.simple_tag(takes_context=True)
def open_data_url(context):
    """Return the address of the page of open data, or "" where there is none."""
    front = _reader(context).front
    return front and f"{front}{DATA}/"


@register.simple_tag(takes_context=True)
def latest_sessions(context, count):
    """Return the newest live sessions in the page's language; none where nothing leads to them."""
    reader = _reader(context)
    sessions = sorted(reader.sessions.values(), key=lambda session: (session.date, session.pk), reverse=True)
    return sessions[:count] if reader.front else []


KIND_PLURALS = {
    Kind.COMPETENCY: gettext_lazy("Competencies"),
    Kind.CHALLENGE: gettext_lazy("Challenges"),
    Kind.GOAL: gettext_lazy("Goals"),
    Kind.MEANS: gettext_lazy("Means (several)"),
}


@register.simple_tag
def kind_plural(kind):
    """Return what several terms of a kind are called."""
    return KIND_PLURALS[kind]


@register.simple_tag(takes_context=True)
def drawing(context, figure):
    """Draw a picture in a page. Each has an identifier of its own, however often the page shows it."""
    request = context.get("request")
    drawn = 1 + getattr(request, "_pictures_drawn", 0)
    if request is not None:
        request._pictures_drawn = drawn
    return mark_safe(figure.svg(uid=f"picture-{drawn}-"))
