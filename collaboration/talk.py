"""What comments need to know of the collaboration: terms that can be talked about, and organisations to be of."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Q

from collaboration.models import TERM_MODELS, CollaborationPage, Concept, Organisation
from collaboration.models.concept import current_concepts
from collaboration.reader import reader_in
from collaboration.vocabulary import term_names
from comments.affiliations import Affiliation
from comments.closing import why_closed
from comments.preferences import comment_settings
from comments.subjects import Described
from home import following
from home.chrome import chrome_of
from home.once import asked_once
from home.visibility import readable_by_all

SUBJECT = "term"


def describe(keys, language, request=None):
    """Return what each concept is called in a language, and where its page is."""
    reader = reader_in(request, language)
    current = standing_for(frozenset(keys))
    names = term_names(current.values(), reader.locale)
    page = public_page(language, request) if names else None
    closed = why_closed(switched_on=comment_settings().terms_open)
    return {
        key: Described(
            title=name.name,
            url=reader.url(name),
            language=name.language,
            is_public=page is not None,
            is_open=not closed,
            why_closed=closed,
            page_path=page.path if page else "",
        )
        for key, pk in current.items()
        if (name := names.get(pk))
    }


@asked_once
def standing_for(keys):
    """Return {UUID of a concept: number of what stands for it today}, of these keys."""
    concepts = dict(Concept.objects.filter(uuid__in=keys).values_list("uuid", "pk"))
    current = current_concepts(concepts.values())
    return {uuid: current[pk] for uuid, pk in concepts.items()}


def described(term, page, request=None):
    """Return what comments need to know of a term in hand, on the page that it is shown on."""
    closed = why_closed(switched_on=comment_settings().terms_open)
    return Described(
        title=term.name,
        url=page.entry_url(term.kind, term.slug, request),
        language=term.locale.language_code,
        is_public=True,
        is_open=not closed,
        why_closed=closed,
        page_path=page.path,
    )


def public_page(language, request):
    """Return the collaboration page that anybody may read, in the language or another, or None."""
    found = chrome_of(request).section(CollaborationPage) if request is not None else None
    if found:
        return found
    pages = _public_pages()
    return next((page for page in pages if page.locale.language_code == language), next(iter(pages), None))


@asked_once
def _public_pages():
    return tuple(CollaborationPage.objects.filter(readable_by_all()).select_related("locale").order_by("path"))


def followed_as(key):
    """Return the term, and those that were merged into it or that it became: who follows one hears of all."""
    return [following.Subject("term", str(uuid)) for uuid in together([key])[key]]


def readable():
    """Return the condition on Discussion that its concept has a page that anybody may read."""
    if public_page("", None) is None:
        return Q(pk__in=[])
    named = Q(pk__in=[])
    for model in TERM_MODELS.values():
        named |= Q(pk__in=model.objects.filter(live=True).values("concept"))
    return Q(key__in=Concept.objects.filter(named | Q(replaced_by__isnull=False)).values("uuid"))


def within(paths):
    """Return the condition that the terms have their pages below these: on a collaboration page."""
    wanted = Q(pk__in=[])
    for path in paths:
        wanted |= Q(path__startswith=path)
    return Q() if CollaborationPage.objects.filter(wanted).exists() else Q(pk__in=[])


def together(keys):
    """Return for each concept itself, what it was merged into, and what else was: their comments are one thread."""
    return _together(tuple(keys))


@asked_once
def _together(keys):
    rows = list(Concept.objects.filter(uuid__in=keys).values_list("uuid", "pk", "replaced_by"))
    current = {pk: pk for _uuid, pk, _target in rows}
    uuids = defaultdict(list)
    if any(target for _uuid, _pk, target in rows):
        current = current_concepts(current)
        for pk, uuid in Concept.objects.filter(pk__in=set(current.values())).values_list("pk", "uuid"):
            uuids[pk].append(uuid)
    _add_merged(uuids, set(current.values()))
    gathered = {uuid: uuids[current[pk]] for uuid, pk, _target in rows}
    return {key: [key, *(uuid for uuid in gathered.get(key, ()) if uuid != key)] for key in keys}


def _add_merged(uuids, pks):
    """Add to each concept the UUIDs of all that was merged into it, however many times over."""
    top = {pk: pk for pk in pks}
    ask = set(pks)
    while ask:
        rows = Concept.objects.filter(replaced_by__in=ask).exclude(pk__in=list(top))
        found = {pk: (uuid, top[target]) for pk, uuid, target in rows.values_list("pk", "uuid", "replaced_by")}
        for pk, (uuid, above) in found.items():
            top[pk] = above
            uuids[above].append(uuid)
        ask = set(found)


def organisations_to_be_of(language: str, request=None) -> list[Affiliation]:
    """Return the live organisations, as they are called in a language."""
    rows = reader_in(request, language).organisations
    return [
        Affiliation(key=row.translation_key, name=row.display_name, sign=row)
        for row in rows.values()
        if isinstance(row, Organisation) and isinstance(row.translation_key, UUID)
    ]
