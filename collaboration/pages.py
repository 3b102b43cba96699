"""What stands under the collaboration page: its front, its lists, and a page for each thing."""

from collections import Counter

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from collaboration.board_lookup import sayers_of
from collaboration.links import Links
from collaboration.models import TERM_MODELS, Concept, Kind, Organisation, Session, Statement
from collaboration.models.concept import current_concepts
from collaboration.routes import ORGANISATIONS, SECTIONS, SESSIONS
from collaboration.vocabulary import directory, term_names
from home.localised_pages import localised
from home.pagination import page_of

TERMS_PER_PAGE = 200
STATEMENTS_PER_PAGE = 200
RELATED = 8


def _render(page, request, template, **context):
    links = Links(page.locale, request)
    base = page.get_context(request)
    return TemplateResponse(
        request, f"collaboration/{template}.html", {**base, "links": links, "content_language": None, **context}
    )


def _own_word(page, section, slug=None):
    """Return (key, None), or (key, redirect) where the address has another language's word."""
    key = SECTIONS.key(section)
    if section != SECTIONS.word(key, page.locale.language_code):
        to = page.entry_url(key, slug) if slug else page.section_url(key)
        return key, redirect(to, permanent=True)
    return key, None


def front(page, request):
    """Show who takes part, when they met, and how much was said of each kind."""
    counts = dict(
        Statement.objects.public()
        .order_by()
        .values_list("concept__kind")
        .annotate(n=Count("concept", distinct=True))
    )
    sessions = sorted(directory(Session, page.locale).values(), key=lambda session: session.when, reverse=True)
    return _render(
        page,
        request,
        "collaboration_page",
        organisations=directory(Organisation, page.locale).values(),
        sessions=sessions[:RELATED],
        kinds=[(kind, counts.get(kind.value, 0)) for kind in Kind],
    )


def section(page, request, section):
    """List the organisations, the sessions, or the terms of one kind."""
    key, moved = _own_word(page, section)
    if moved:
        return moved
    if key == ORGANISATIONS:
        counts = dict(
            Statement.objects.public().order_by().values_list("organisation_id").annotate(n=Count("pk"))
        )
        organisations = [
            (organisation, counts.get(pk, 0)) for pk, organisation in directory(Organisation, page.locale).items()
        ]
        return _render(page, request, "organisation_list", organisations=organisations, section=key)
    if key == SESSIONS:
        counts = dict(Statement.objects.public().order_by().values_list("session_id").annotate(n=Count("pk")))
        sessions = sorted(
            ((session, counts.get(pk, 0)) for pk, session in directory(Session, page.locale).items()),
            key=lambda row: row[0].when,
            reverse=True,
        )
        return _render(page, request, "session_list", sessions=sessions, section=key)
    terms = TERM_MODELS[key].objects.in_language(page.locale).filter(concept__replaced_by=None).alphabetical()
    listed = page_of(Paginator(terms.select_related("locale"), TERMS_PER_PAGE), request)
    sayers = sayers_of([term.concept_id for term in listed])
    organisations = directory(Organisation, page.locale)
    rows = [
        (
            term,
            [organisations[pk] for pk in organisations if pk in sayers.get(term.concept_id, ())],
            None in sayers.get(term.concept_id, ()),
        )
        for term in listed
    ]
    return _render(page, request, "term_list", kind=Kind(key), rows=rows, listed=listed, section=key)


def entry(page, request, section, slug):
    """Show one organisation, session or term."""
    key, moved = _own_word(page, section, slug)
    if moved:
        return moved
    if key == ORGANISATIONS:
        return _organisation(page, request, slug)
    if key == SESSIONS:
        return _session(page, request, slug)
    return _term(page, request, key, slug)


def _first_of(model, page, slug):
    """Return (the row to show, the pk the index knows it by) for a slug in this language or the first one."""
    for pk, row in directory(model, page.locale).items():
        if row.slug == slug:
            return row, pk
    # A slug of another language's row leads to the row of this one.
    other = model.objects.filter(slug=slug, live=True).order_by("pk").first()
    if other is None:
        raise Http404(_("There is nothing here by the name “%(slug)s”.") % {"slug": slug[:80]})
    first = model.objects.first_written().get(translation_key=other.translation_key)
    return directory(model, page.locale)[first.pk], first.pk


def _spoken(statements, page, request):
    """Return statements with what is shown beside each: names, addresses, the post in this language."""
    statements = list(statements)
    links = Links(page.locale, request)
    names = term_names({statement.concept_id for statement in statements}, page.locale)
    organisations = directory(Organisation, page.locale)
    sessions = directory(Session, page.locale)
    posts = localised({row.post_id: row.post for row in statements if row.post}.values(), page.locale)
    urls = {pk: post.get_url(request) for pk, post in posts.items()}
    for statement in statements:
        name = names.get(statement.concept_id)
        statement.term_name = name
        statement.term_url = name and links.term(name)
        statement.speaker = organisations.get(statement.organisation_id)
        statement.said_in = sessions.get(statement.session_id)
        statement.post_title = posts[statement.post_id].title
        statement.address = f"{urls[statement.post_id]}#{statement.anchor}"
    return statements


def _by_kind(statements):
    """Return [(kind, statements)] in the order of the kinds, without empty ones."""
    return [
        (kind, rows)
        for kind in Kind
        if (rows := [statement for statement in statements if statement.concept.kind == kind])
    ]


def _organisation(page, request, slug):
    organisation, first_pk = _first_of(Organisation, page, slug)
    if organisation.slug != slug:
        return redirect(page.entry_url(ORGANISATIONS, organisation.slug), permanent=True)
    said = Statement.objects.public().filter(organisation=first_pk).in_order().with_context()
    listed = page_of(Paginator(said, STATEMENTS_PER_PAGE), request)
    statements = _spoken(listed, page, request)
    others = directory(Organisation, page.locale)
    first = Organisation.objects.get(pk=first_pk)
    return _render(
        page,
        request,
        "organisation",
        organisation=organisation,
        by_kind=_by_kind(statements),
        listed=listed,
        successors=[
            (others.get(row.successor_id), row.since)
            for row in first.successions.all()
            if others.get(row.successor_id)
        ],
        predecessors=[
            (others.get(row.predecessor_id), row.since)
            for row in first.precedents.all()
            if others.get(row.predecessor_id)
        ],
    )


def _session(page, request, slug):
    session, first_pk = _first_of(Session, page, slug)
    if session.slug != slug:
        return redirect(page.entry_url(SESSIONS, session.slug), permanent=True)
    said = Statement.objects.public().filter(session=first_pk).in_order().with_context()
    listed = page_of(Paginator(said, STATEMENTS_PER_PAGE), request)
    statements = _spoken(listed, page, request)
    organisations = {row.translation_key: row for row in directory(Organisation, page.locale).values()}
    present = [
        organisations.get(row.organisation.translation_key)
        for row in session.present.select_related("organisation")
        if organisations.get(row.organisation.translation_key)
    ]
    summaries = {statement.post_id: (statement.post_title, statement.address.split("#")[0]) for statement in statements}
    return _render(
        page,
        request,
        "session",
        session=session,
        present=present,
        by_kind=_by_kind(statements),
        listed=listed,
        summaries=summaries.values(),
        pictures=session.pictures.select_related("image"),
        documents=session.documents.select_related("document"),
    )


def _term(page, request, kind, slug):
    model = TERM_MODELS[kind]
    candidates = model.objects.filter(slug=slug, live=True).select_related("concept", "locale").order_by("pk")
    by_locale = {term.locale_id: term for term in candidates}
    found = by_locale.get(page.locale_id) or (candidates[0] if by_locale else None)
    if found is None:
        raise Http404(_("There is no term here by the name “%(slug)s”.") % {"slug": slug[:80]})
    current = current_concepts([found.concept_id])[found.concept_id]
    term = model.objects.in_language(page.locale).select_related("concept__theme", "locale").get(concept=current)
    if term.slug != slug:
        # Merged into another, or known by another name in this language.
        return redirect(page.entry_url(kind, term.slug), permanent=True)
    said = Statement.objects.public().about([current]).in_order().with_context()
    listed = page_of(Paginator(said, STATEMENTS_PER_PAGE), request)
    statements = _spoken(listed, page, request)
    sayers = sayers_of([current]).get(current, frozenset())
    organisations = directory(Organisation, page.locale)
    return _render(
        page,
        request,
        "term",
        term=term,
        kind=Kind(kind),
        statements=statements,
        listed=listed,
        stand=[(organisation, pk in sayers) for pk, organisation in organisations.items()] if sayers else [],
        shared=None in sayers,
        related=_related(term.concept, page, request),
    )


def _related(concept, page, request):
    """Return at most RELATED (name, address) pairs: said in the same list most often, then of the same theme."""
    lists = Statement.objects.public().about([concept.pk]).order_by().values("list_uuid")
    together = Counter(
        Statement.objects.public()
        .filter(list_uuid__in=lists)
        .exclude(concept=concept)
        .order_by("position")
        .values_list("concept_id", flat=True)[: RELATED * 25]
    )
    ids = [concept_id for concept_id, _n in together.most_common(RELATED)]
    if len(ids) < RELATED and concept.theme_id:
        same_theme = Concept.objects.filter(theme=concept.theme_id, replaced_by=None).exclude(pk__in=[concept.pk, *ids])
        ids += same_theme.order_by("pk").values_list("pk", flat=True)[: RELATED - len(ids)]
    names = term_names(ids, page.locale)
    links = Links(page.locale, request)
    return [(names[concept_id], links.term(names[concept_id])) for concept_id in ids if concept_id in names]


