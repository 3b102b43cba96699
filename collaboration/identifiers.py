"""From an identifier to today's address."""

from django.utils.translation import get_language
from wagtail.models import Locale

from collaboration.links import Links
from collaboration.models import Concept, Organisation, Session, Statement
from collaboration.models.concept import current_concepts
from collaboration.vocabulary import directory, term_names
from home.localised_pages import localised


def address_of(uuid, request):
    """Return where a concept, statement, organisation or session is to be read today, else None.

    Only what readers may see has an address. Organisations and sessions are known by their translation key.
    """
    locale = Locale.objects.filter(language_code=get_language()).first() or Locale.get_default()
    links = Links(locale, request)
    if concept := Concept.objects.filter(uuid=uuid).first():
        current = current_concepts([concept.pk])[concept.pk]
        name = term_names([current], locale).get(current)
        return name and links.term(name)
    if statement := Statement.objects.public().filter(uuid=uuid).select_related("post").first():
        page = localised([statement.post], locale)[statement.post_id]
        return f"{page.get_url(request)}#{statement.anchor}"
    for model, link in ((Organisation, links.organisation), (Session, links.session)):
        if first := model.objects.first_written().filter(translation_key=uuid).first():
            shown = directory(model, locale).get(first.pk)
            return shown and link(shown)
    return None
