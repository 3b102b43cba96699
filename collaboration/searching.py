"""What of the collaboration can be searched: terms, in whose words they were said, organisations and sessions.

A term and the statements of it are one thing: whoever finds the words that were used is led to the term. Statements are
kept apart all the same, since who may read one is asked of its post.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from django.db.models import Exists, Value
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy

from collaboration import searching_wordings
from collaboration.models import (
    TERM_MODELS,
    CollaborationPage,
    Concept,
    Organisation,
    Session,
    Statement,
    Theme,
    WordingTranslation,
)
from collaboration.models import Kind as TermKind
from collaboration.reader import reader_in
from collaboration.routes import ORGANISATIONS, SESSIONS
from collaboration.talk import public_page
from collaboration.vocabulary import term_names
from home.searching import ORGANISATION, SESSION, THEME, Found, Kind, Narrowing, Shown, Source, Text
from home.visibility import readable_by_all

STATEMENT = "statement"
_NARROWED = {ORGANISATION: Organisation, SESSION: Session, THEME: Theme}
SECTION_OF = {ORGANISATION: ORGANISATIONS, SESSION: SESSIONS}
KINDS = {
    kind: Kind(str(kind), model._meta.verbose_name, model._meta.verbose_name_plural)
    for kind, model in TERM_MODELS.items()
}


def _shown_to_all(rows: Any) -> Any:
    """Return the rows, where there is a page of the collaboration that anybody may read: theirs stand below it."""
    return rows.filter(Exists(CollaborationPage.objects.filter(readable_by_all()).order_by()))


def _place(language: str) -> tuple[Any, Any]:
    """Return the page below which things stand, or None, and the locale in which they are named."""
    page = public_page(language, None)
    own = page is not None and page.locale.language_code == language
    return page, page.locale if own else reader_in(None, language).locale


def _plain(html: str) -> str:
    return unescape(strip_tags(html.replace("</p>", "\n").replace("</li>", "\n"))).strip()


# --- Terms and statements ------------------------------------------------------------------------


def _term(concept_id: int) -> str:
    return f"term:{concept_id}"


def terms_shown(found: Sequence[Found], language: str) -> Mapping[Found, Shown]:
    """Return the terms as readers of the language know them."""
    concepts = {one: int(one.thing.partition(":")[2]) for one in found}
    page, locale = _place(language)
    names = term_names(sorted(set(concepts.values())), locale) if page else {}
    return {
        one: Shown(title=name.name, url=page.entry_url(name.kind, name.slug), language=name.language)
        for one, concept in concepts.items()
        if (name := names.get(concept))
    }


def _terms(model: Any) -> Callable[[], Any]:
    return lambda: model.objects.filter(live=True, concept__replaced_by=None)


def _term_texts(model: Any) -> Callable[[Collection[int]], Iterator[Text]]:
    def texts(ids: Collection[int]) -> Iterator[Text]:
        for term in _terms(model)().filter(pk__in=ids).select_related("locale", "concept__theme"):
            theme = term.concept.theme
            yield Text(
                id=term.pk,
                thing=_term(term.concept_id),
                language=term.locale.language_code,
                kind=str(model.kind),
                title=term.name,
                names=tuple(term.alias_list),
                body=_plain(term.description),
                facets=((THEME, str(theme.translation_key)),) if theme else (),
            )

    return texts


def _source_of_terms(kind: TermKind, model: Any) -> Source:
    def of_concept(concept: Concept) -> Iterable[int]:
        # Saved by its pk; what kind it is never changes.
        return model.objects.filter(concept=concept.pk).values_list("pk", flat=True) if concept.kind == kind else ()

    return Source(
        name=str(kind),
        place=1,
        model=model,
        kinds=(KINDS[kind],),
        texts=_term_texts(model),
        rows=_terms(model),
        visible=lambda: _shown_to_all(_terms(model)()),
        shown=terms_shown,
        touched_by={model: lambda term: [term.pk], Concept: of_concept},
    )


def statement_texts(ids: Collection[int]) -> Iterator[Text]:
    """Yield the words in which something was said."""
    rows = Statement.objects.standing().filter(pk__in=ids)
    for row in rows.select_related("locale", "organisation", "session", "concept__theme"):
        about = {ORGANISATION: row.organisation, SESSION: row.session, THEME: row.concept.theme}
        yield Text(
            id=row.pk,
            thing=_term(row.concept_id),
            language=row.locale.language_code,
            kind=row.concept.kind,
            title=row.wording,
            body=row.note,
            dated=row.session and row.session.date,
            facets=tuple((name, str(thing.translation_key)) for name, thing in about.items() if thing),
        )


def _statements_of(concept: Concept) -> Iterable[int]:
    return Statement.objects.standing().filter(concept=concept.pk).values_list("pk", flat=True)


# --- Organisations and sessions ------------------------------------------------------------------


def _live(model: Any) -> Callable[[], Any]:
    return lambda: model.objects.filter(live=True)


def _organisation_texts(ids: Collection[int]) -> Iterator[Text]:
    for row in _live(Organisation)().filter(pk__in=ids).select_related("locale"):
        yield Text(
            id=row.pk,
            thing=f"{ORGANISATION}:{row.translation_key}",
            language=row.locale.language_code,
            kind=ORGANISATION,
            title=row.name,
            names=(row.short_name,) if row.short_name else (),
            body=f"{row.kind}\n{_plain(row.description)}".strip(),
            facets=((ORGANISATION, str(row.translation_key)),),
        )


def _session_texts(ids: Collection[int]) -> Iterator[Text]:
    for row in _live(Session)().filter(pk__in=ids).select_related("locale"):
        yield Text(
            id=row.pk,
            thing=f"{SESSION}:{row.translation_key}",
            language=row.locale.language_code,
            kind=SESSION,
            title=row.name,
            body=f"{row.place}\n{_plain(row.description)}".strip(),
            dated=row.date,
            facets=((SESSION, str(row.translation_key)),),
        )


def named_shown(found: Sequence[Found], language: str) -> Mapping[Found, Shown]:
    """Return organisations and sessions as readers of the language know them, in one query."""
    page, locale = _place(language)
    keys: dict[str, set[str]] = {}
    for one in found:
        keys.setdefault(one.source, set()).add(one.thing.partition(":")[2])
    rows = _named(keys, locale, "slug", "locale__language_code") if page else []
    by_thing = {f"{name}:{key}": rest for name, key, *rest in rows}
    return {
        one: Shown(title=by_thing[one.thing][0], url=page.entry_url(SECTION_OF[one.source], slug), language=code)
        for one in found
        if one.thing in by_thing
        for slug, code in [by_thing[one.thing][1:]]
    }


def _named(keys: Mapping[str, Collection[str]], locale: Any, *more: str) -> Iterable[Sequence[Any]]:
    """Return (which facet, key, name and more) of what is live."""
    queries = [
        _NARROWED[name]
        .objects.in_language(locale)
        .filter(translation_key__in=some)
        .order_by()
        .values_list(Value(name), "translation_key", "name", *more)
        for name, some in keys.items()
        if some
    ]
    if not queries:
        return []
    return list(queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0])


def _source_of_named(name: str, place: int, model: Any, texts: Any) -> Source:
    return Source(
        name=name,
        model=model,
        place=place,
        kinds=(Kind(name, model._meta.verbose_name, model._meta.verbose_name_plural),),
        texts=texts,
        rows=_live(model),
        visible=lambda: _shown_to_all(_live(model)()),
        shown=named_shown,
        touched_by={model: lambda row: [row.pk]},
    )


# --- Narrowing down ------------------------------------------------------------------------------


def names_of(keys: Mapping[str, Collection[str]], language: str) -> Mapping[tuple[str, str], str]:
    """Return what organisations, sessions and themes are called, in one query."""
    _page, locale = _place(language)
    return {(name, str(key)): called for name, key, called in _named(keys, locale)}


SOURCES = (
    *(_source_of_terms(kind, model) for kind, model in TERM_MODELS.items()),
    Source(
        name=STATEMENT,
        place=1,
        model=Statement,
        kinds=tuple(KINDS.values()),
        texts=statement_texts,
        rows=lambda: Statement.objects.standing(),
        visible=lambda: _shown_to_all(Statement.objects.public().of_shown_terms()),
        shown=terms_shown,
        touched_by={Concept: _statements_of, Statement: lambda row: [row.pk]},
        boost=0.9,
        suggested=False,
    ),
    Source(
        name=searching_wordings.WORDING,
        place=1,
        model=WordingTranslation,
        kinds=tuple(KINDS.values()),
        texts=searching_wordings.texts,
        rows=searching_wordings.rows,
        visible=lambda: _shown_to_all(searching_wordings.visible()),
        shown=terms_shown,
        touched_by={Concept: searching_wordings.of_concept, WordingTranslation: lambda row: [row.pk]},
        boost=0.9,
        suggested=False,
    ),
    _source_of_named(ORGANISATION, 2, Organisation, _organisation_texts),
    _source_of_named(SESSION, 3, Session, _session_texts),
)
NARROWING = Narrowing(
    name="collaboration",
    labels={
        ORGANISATION: gettext_lazy("Organisation"),
        SESSION: gettext_lazy("Session"),
        THEME: gettext_lazy("Theme"),
    },
    names=names_of,
)
