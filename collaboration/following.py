"""What groups said as news, for feeds, and what of the collaboration can be followed."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db.models import F
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.models import Page

from collaboration import talk
from collaboration.models import Attribution, Concept, Kind, Organisation, Session, Statement
from collaboration.models.concept import current_concepts
from collaboration.reader import reader_in
from collaboration.reading import SaidList
from collaboration.routes import ORGANISATIONS, SESSIONS
from collaboration.vocabulary import chosen_terms, term_names
from comments import following as comments_following
from comments.text import neutral_name
from home.following import Entry, Followable, Followed, News, Source, Subject, uuids_of
from home.localised_pages import localised
from home.structured_data import plain

STATEMENT, ORGANISATION, SESSION, TERM = "statement", "organisation", "session", "term"
# When a page was published that does not say when: one that code has put there.
LONG_AGO = datetime.min.replace(tzinfo=UTC)
TITLES = {
    ORGANISATION: gettext_lazy("Organisation: %(name)s"),
    SESSION: gettext_lazy("Session: %(name)s"),
}


def title_of(kind: str, name: str) -> str:
    """Return what an organisation or a session is called, so that it is clear by itself."""
    return str(TITLES[kind]) % {"name": name}


def title_of_term(kind: str, name: str) -> str:
    """Return what a term is called, with what kind it is of."""
    return f"{Kind(kind).label}: {name}"


def told(kind: str, thing: Organisation | Session) -> dict[str, Any]:
    """Return what a page is about, for its context."""
    return {
        "following": Subject(kind, str(thing.translation_key)),
        "following_title": title_of(kind, thing.name),
    }


def told_of_term(term: Any) -> dict[str, Any]:
    """Return what a term's page is about, for its context."""
    return {
        "following": Subject(TERM, str(term.concept.uuid)),
        "following_title": title_of_term(term.kind, term.name),
    }


# --- Statements as news --------------------------------------------------------------------------


def _newest_first(statements: Any) -> Any:
    """Order by when the post that says it was first published, then as it stands there."""
    return statements.order_by(F("post__first_published_at").desc(nulls_last=True), "-post_id", "position", "pk")


def entries(keys: Collection[str], language: str) -> dict[str, Entry]:
    """Return what was said, as far as anybody may read it."""
    statements = list(Statement.objects.public().filter(uuid__in=uuids_of(keys)).with_context())
    if not statements:
        return {}
    with override(language):
        reader = reader_in(None, language)
        names = term_names({statement.concept_id for statement in statements}, reader.locale)
        posts = {statement.post_id: statement.post for statement in statements}
        written = {page.pk: page for page in Page.objects.filter(pk__in=posts).defer_streamfields().specific()}
        posts = localised(posts.values(), language)
        return {
            str(statement.uuid): _entry(statement, names, reader, written[statement.post_id], posts[statement.post_id])
            for statement in statements
        }


def _entry(statement: Any, names: Any, reader: Any, written: Any, post: Any) -> Entry:
    speaker = reader.organisations.get(statement.organisation_id)
    whose = speaker.display_name if speaker else _attributed(statement)
    # A post has a date of its own, which only the page of its own type knows.
    published: datetime = getattr(written, "date", None) or written.first_published_at or LONG_AGO
    url = f"{post.get_url() or ''}#{statement.anchor}"
    name, session = names.get(statement.concept_id), reader.sessions.get(statement.session_id)
    html = render_to_string(
        "collaboration/entry/statement.html",
        {
            "statement": statement,
            "kind": Kind(statement.concept.kind).label,
            "term": name and (name.name, reader.url(name)),
            "session": session and (session, reader.url(session)),
            "whose": whose,
            "speaker_url": reader.url(speaker) if speaker else "",
            "post": (post.title, url),
        },
    ).strip()
    return Entry(
        id=statement.uuid.urn,
        title=neutral_name(_("“%(wording)s” – %(who)s") % {"wording": plain(statement.wording, 150), "who": whose}),
        url=url,
        published=published,
        updated=max(published, written.last_published_at or published),
        language=statement.locale.language_code,
        html=html,
        summary=plain(strip_tags(html), 300),
        authors=((speaker.name, reader.url(speaker)),) if speaker else (),
        categories=(name.name,) if name else (),
    )


def _attributed(statement: Any) -> str:
    return _("Shared by several") if statement.attribution == Attribution.SHARED else _("Said in the room")


def subjects(key: str) -> Collection[Subject]:
    """Return the term, the organisation and the session of a statement."""
    return _subjects_of(Statement.objects.public().filter(uuid__in=uuids_of([key])))


def said_in(translation_key: UUID) -> Collection[Subject]:
    """Return the terms that a post says, the organisations it says it of, and the session."""
    return _subjects_of(Statement.objects.public().filter(translation_key=translation_key))


def said_in_lists(lists: Sequence[SaidList]) -> Collection[Subject]:
    """Return the terms and organisations that statement lists name, before they are published."""
    terms = chosen_terms(lists)
    concepts = dict.fromkeys(term.concept_id for term in terms.values())
    uuids = list(Concept.objects.filter(pk__in=concepts).order_by("pk").values_list("uuid", flat=True))
    named = {pk for said in lists for pk in said.organisations}
    keys = Organisation.objects.filter(pk__in=named).order_by("pk").values_list("translation_key", flat=True)
    return (
        *(Subject(TERM, str(uuid)) for together in talk.together(uuids).values() for uuid in together),
        *(Subject(ORGANISATION, str(key)) for key in keys),
    )


def _subjects_of(statements: Any) -> Collection[Subject]:
    rows = list(
        statements.order_by("position", "pk").values_list(
            "concept__uuid", "organisation__translation_key", "session__translation_key"
        )
    )
    concepts = list(dict.fromkeys(concept for concept, _organisation, _session in rows))
    # Who follows a term that was merged into this one hears of it too.
    found = [Subject(TERM, str(uuid)) for uuids in talk.together(concepts).values() for uuid in uuids]
    for _concept, organisation, session in rows:
        found += [Subject(ORGANISATION, str(organisation))] if organisation else []
        found += [Subject(SESSION, str(session))] if session else []
    return tuple(dict.fromkeys(found))


# --- What can be followed ------------------------------------------------------------------------


def _things(kind: str, language: str) -> tuple[Any, Any]:
    """Return (the page they stand below, {translation key: the row to show}), of all of a kind; no page, no rows."""
    page = talk.public_page(language, None)
    if page is None:
        return None, {}
    reader = reader_in(None, language)
    rows = reader.organisations if kind == ORGANISATION else reader.sessions
    return page, {str(row.translation_key): row for row in rows.values()}


def _describe(kind: str, section: str) -> Any:
    def describe(keys: Collection[str], language: str) -> dict[str, Followed]:
        with override(language):
            page, rows = _things(kind, language)
            return {
                key: Followed(title=title_of(kind, rows[key].name), url=page.entry_url(section, rows[key].slug))
                for key in keys
                if key in rows
            }

    return describe


def _newest(kind: str) -> Any:
    def newest(key: str, language: str, most: int) -> list[News]:
        said = Statement.objects.public().filter(**{f"{kind}__translation_key__in": uuids_of([key])})
        return [News(STATEMENT, str(uuid)) for uuid in _newest_first(said).values_list("uuid", flat=True)[:most]]

    return newest


def _offered(kind: str) -> Any:
    def offered(language: str) -> list[tuple[str, str]]:
        with override(language):
            _page, rows = _things(kind, language)
            if kind == SESSION:
                ordered = sorted(rows.items(), key=lambda pair: (pair[1].date, pair[1].pk), reverse=True)
            else:
                ordered = list(rows.items())
            return [(key, row.name) for key, row in ordered]

    return offered


def _by_slug(model: Any) -> Any:
    def by_slug(slug: str, language: str) -> str | None:
        rows = model.objects.in_language(reader_in(None, language).locale).filter(slug=slug)
        found = rows.values_list("translation_key", flat=True).first()
        return found and str(found)

    return by_slug


def describe_terms(keys: Collection[str], language: str) -> dict[str, Followed]:
    """Return the terms; one that was merged is what it became."""
    with override(language):
        page = talk.public_page(language, None)
        concepts = dict(Concept.objects.filter(uuid__in=uuids_of(keys)).values_list("uuid", "pk")) if page else {}
        current = current_concepts(concepts.values())
        names = term_names(current.values(), reader_in(None, language).locale)
        return {
            str(uuid): Followed(title=title_of_term(name.kind, name.name), url=page.entry_url(name.kind, name.slug))
            for uuid, pk in concepts.items()
            if (name := names.get(current[pk]))
        }


def newest_of_term(key: str, language: str, most: int) -> list[News]:
    """Return what was said and what was commented, by time; of all terms that are one today."""
    uuids = [uuid for key_ in uuids_of([key]) for uuid in talk.together([key_])[key_]]
    if not uuids:
        return []
    said = Statement.objects.public().filter(concept__uuid__in=uuids)
    statements = [
        (when or LONG_AGO, News(STATEMENT, str(uuid)))
        for uuid, when in _newest_first(said).values_list("uuid", "post__first_published_at")[:most]
    ]
    commented = comments_following.readable().on(talk.SUBJECT, uuids).newest_first()[:most]
    comments = [(comment.submit_date, comments_following.news_of(comment)) for comment in commented]
    merged = heapq.merge(statements, comments, key=lambda pair: pair[0], reverse=True)
    return [news for _when, news in islice(merged, most)]


SOURCE = Source(name=STATEMENT, label=gettext_lazy("statement"), entries=entries, subjects=subjects)
FOLLOWABLES = (
    *(
        Followable(
            name=kind,
            label=label,
            plural=plural,
            describe=_describe(kind, section),
            newest=_newest(kind),
            offered=_offered(kind),
            by_slug=_by_slug(model),
        )
        for kind, label, plural, section, model in (
            (ORGANISATION, gettext_lazy("organisation"), gettext_lazy("organisations"), ORGANISATIONS, Organisation),
            (SESSION, gettext_lazy("session"), gettext_lazy("sessions"), SESSIONS, Session),
        )
    ),
    Followable(name=TERM, label=gettext_lazy("term"), describe=describe_terms, newest=newest_of_term),
)
