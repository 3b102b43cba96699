"""From an identifier to today's address."""

from django.utils.translation import get_language
from wagtail.models import Locale

from collaboration.changes.story import anchor_of
from collaboration.models import Concept, Development, Organisation, Session, Statement
from collaboration.models.concept import current_concepts
from collaboration.reader import reader_of
from collaboration.vocabulary import term_names
from home.localised_pages import localised


def address_of(uuid, request):
    """Return where a concept, statement, development, organisation or session is to be read today, else None.

    Only what readers may see has an address. Organisations and sessions are known by their translation key.
    """
    locale = Locale.objects.filter(language_code=get_language()).first() or Locale.get_default()
    reader = reader_of(request, locale)
    if concept := Concept.objects.filter(uuid=uuid).first():
        return _page_of(concept.pk, reader)
    if statement := Statement.objects.public().filter(uuid=uuid).select_related("post__locale").first():
        page = localised([statement.post], locale.language_code)[statement.post_id]
        return f"{page.get_url(request)}#{statement.anchor}"
    if development := Development.objects.standing().filter(uuid=uuid).first():
        term = _page_of(development.concept_id, reader)
        return term and f"{term}#{anchor_of(uuid)}"
    for model, rows in ((Organisation, reader.organisations), (Session, reader.sessions)):
        if row := model.objects.filter(translation_key=uuid).first():
            shown = rows.shown(row.pk)
            return shown and reader.url(shown)
    return None


def _page_of(concept, reader):
    """Return the address of the term that stands for a concept today, or None."""
    current = current_concepts([concept])[concept]
    name = term_names([current], reader.locale).get(current)
    return name and reader.url(name)
