"""What the collaboration shows on pages of other rooms."""

from django import template
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from collaboration.models import Kind, Statement
from collaboration.reader import reader_of
from collaboration.vocabulary import term_names

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
def shelf(context, kind=Kind.COMPETENCY):
    """Return what stands on the shelf: [(organisation or None for shared, [(name, address)])]."""
    reader = _reader(context)
    rows = (
        Statement.objects.public()
        .filter(concept__kind=kind)
        .exclude(attribution="unattributed")
        .in_order()
        .values_list("organisation_id", "concept_id", "wording")
    )
    wordings = {}
    for organisation_id, concept_id, wording in rows:
        wordings.setdefault(organisation_id, {}).setdefault(concept_id, wording)
    names = term_names({concept for said in wordings.values() for concept in said}, reader.locale)
    shown = reader.organisations
    stands = []
    for pk in [None, *shown]:
        books = [
            (names[concept].name, reader.url(names[concept])) for concept in wordings.get(pk, ()) if concept in names
        ]
        if books:
            stands.append((shown.get(pk), books))
    return stands


@register.simple_tag(takes_context=True)
def section_url(context, section):
    """Return the address of the list of organisations, of sessions, or of the terms of a kind."""
    return _reader(context).section(section)


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
