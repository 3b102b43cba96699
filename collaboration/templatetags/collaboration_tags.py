"""What the collaboration shows on pages of other rooms."""

from django import template
from wagtail.models import Locale

from collaboration.links import Links
from collaboration.models import Kind, Organisation, Statement
from collaboration.vocabulary import directory, term_names

register = template.Library()


def _locale(context):
    page = context.get("page")
    return page.locale if getattr(page, "locale_id", None) else Locale.get_active()


@register.inclusion_tag("collaboration/includes/spine.html")
def spine(organisation, size=""):
    """Draw an organisation's sign: letter, bands and colour. Say its name beside it: this is hidden from readers-out."""
    return {"organisation": organisation, "size": size}


@register.inclusion_tag("collaboration/includes/spine_shared.html")
def shared_spine(size=""):
    """Draw the sign of what is shared."""
    return {"size": size}


@register.simple_tag(takes_context=True)
def organisations(context):
    """Return the live organisations in the page's language; asked once for each request."""
    request = context.get("request")
    if request is None:
        return list(directory(Organisation, _locale(context)).values())
    if not hasattr(request, "_organisations"):
        request._organisations = list(directory(Organisation, _locale(context)).values())
    return request._organisations


@register.simple_tag(takes_context=True)
def collaboration_links(context):
    """Return the addresses of terms, organisations and sessions in the page's language."""
    return Links(_locale(context), context.get("request"))


@register.simple_tag(takes_context=True)
def shelf(context, kind=Kind.COMPETENCY):
    """Return what stands on the shelf: [(organisation or None for shared, [(name, address)])]."""
    locale = _locale(context)
    links = Links(locale, context.get("request"))
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
    names = term_names({concept for said in wordings.values() for concept in said}, locale)
    shown = directory(Organisation, locale)
    stands = []
    for pk in [None, *shown]:
        books = [(names[concept].name, links.term(names[concept])) for concept in wordings.get(pk, ()) if concept in names]
        if books:
            stands.append((shown.get(pk), books))
    return stands
