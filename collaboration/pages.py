"""What stands under the collaboration page: its front, its lists, and a page for each thing."""

from collections import Counter

from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from collaboration import following, talk
from collaboration.asking.reading import HelpList, requests_about, requests_to
from collaboration.board_lookup import sayers_of
from collaboration.changes.page import Comparison, since_url
from collaboration.changes.story import Story
from collaboration.for_machines import told
from collaboration.links.on_pages import TermLinks, exchange_of
from collaboration.models import TERM_MODELS, Concept, Kind, Organisation, Session, Statement, Succession
from collaboration.models.concept import current_concepts, merged_into
from collaboration.overview.narrowed import NARROWING, narrowed
from collaboration.overview.table import Overview
from collaboration.pictures import showing as pictures
from collaboration.reader import reader_of
from collaboration.responsibility.page import ResponsibilityMap
from collaboration.routes import CHANGES, HELP, LISTS_ALONE, ORGANISATIONS, PICTURES, RESPONSIBILITY, SECTIONS, SESSIONS
from collaboration.summaries import summaries_of
from collaboration.vocabulary import TermName, term_names
from collaboration.wordings.reading import with_translations
from comments.recognition import keep_apart
from comments.talk import talk_of
from home.bodies import made_sizes
from home.errors import NotHere
from home.localised_pages import localised
from home.pagination import page_of

STATEMENTS_PER_PAGE = 200
RELATED = 8


def _render(page, request, template, **context):
    base = {**page.get_context(request), "content_language": None, **told(page, request, context)}
    response = TemplateResponse(request, f"collaboration/{template}.html", {**base, **context})
    return keep_apart(response, request) if "talk" in context else response


def _own_word(page, section, slug=None):
    """Return (key, None), or (key, redirect) where the address has another language's word."""
    key = SECTIONS.key(section)
    if section != SECTIONS.word(key, page.locale.language_code):
        to = page.entry_url(key, slug) if slug else page.section_url(key)
        return key, redirect(to, permanent=True)
    return key, None


def front(page, request):
    """Show who can what, who takes part, when they met, and how much was said of each kind."""
    named = Statement.objects.public().of_shown_terms().order_by().values_list("concept__kind")
    counts = dict(named.annotate(n=Count("concept", distinct=True)))
    reader = reader_of(request, page.locale)
    sessions = sorted(reader.sessions.values(), key=lambda session: session.when, reverse=True)
    return _render(
        page,
        request,
        "collaboration_page",
        overview=Overview(Kind.COMPETENCY, reader, request),
        organisations=reader.organisations.values(),
        sessions=sessions[:RELATED],
        kinds=[(kind, counts.get(kind.value, 0)) for kind in Kind],
    )


def section(page, request, section):
    """List the organisations, the sessions, or the terms of one kind."""
    key, moved = _own_word(page, section)
    if moved:
        return moved
    reader = reader_of(request, page.locale)
    if key == RESPONSIBILITY:
        return _render(page, request, "responsibility", map=ResponsibilityMap(reader, request), section=key)
    if key == HELP:
        return _render(page, request, "help_list", asked=HelpList(reader, request), section=key)
    if key == ORGANISATIONS:
        counts = dict(Statement.objects.public().order_by().values_list("organisation_id").annotate(n=Count("pk")))
        organisations = [(organisation, counts.get(pk, 0)) for pk, organisation in reader.organisations.items()]
        return _render(page, request, "organisation_list", organisations=organisations, section=key)
    if key == SESSIONS:
        counts = dict(Statement.objects.public().order_by().values_list("session_id").annotate(n=Count("pk")))
        sessions = sorted(
            ((session, counts.get(pk, 0)) for pk, session in reader.sessions.items()),
            key=lambda row: row[0].when,
            reverse=True,
        )
        return _render(page, request, "session_list", sessions=sessions, section=key)
    if key == PICTURES:
        return _render(page, request, "pictures", figures=pictures.shown(reader, request), section=key)
    if key == CHANGES:
        return _render(page, request, "changes", comparison=Comparison(reader, request), section=key)
    overview = Overview(Kind(key), reader, request)
    return _render(page, request, "overview", overview=overview, section=key)


def entry(page, request, section, slug):
    """Show one organisation, session or term."""
    key, moved = _own_word(page, section, slug)
    if moved:
        return moved
    if key in LISTS_ALONE:
        raise NotHere(_("There is nothing here by the name “%(slug)s”.") % {"slug": slug[:80]})
    if key == ORGANISATIONS:
        return _organisation(page, request, slug)
    if key == SESSIONS:
        return _session(page, request, slug)
    return _term(page, request, key, slug)


def _first_of(model, rows, slug):
    """Return (the row to show, the pk the index knows it by) for a slug in this language or another."""
    for pk, row in rows.items():
        if row.slug == slug:
            return row, pk
    # A slug of another language's row leads to the row of this one.
    other = model.objects.filter(slug=slug, live=True).order_by("pk").first()
    if other is None or not rows.shown(other.pk):
        raise NotHere(_("There is nothing here by the name “%(slug)s”.") % {"slug": slug[:80]})
    return rows.shown(other.pk), rows.firsts[other.pk]


def _spoken(statements, page, request, names=None, also=()):
    """Return statements with what is shown beside each, and {pk: page in this language} of their posts and `also`."""
    statements = list(statements)
    reader = reader_of(request, page.locale)
    if names is None:
        names = term_names({statement.concept_id for statement in statements}, page.locale)
    posts = {**{other.pk: other for other in also}, **{row.post_id: row.post for row in statements}}
    posts = localised(posts.values(), page.locale.language_code)
    urls = {pk: post.get_url(request) for pk, post in posts.items()}
    for statement in statements:
        name = names.get(statement.concept_id)
        statement.term_url = name and reader.url(name)
        statement.speaker = reader.organisations.get(statement.organisation_id)
        statement.said_in = reader.sessions.get(statement.session_id)
        statement.post_title = posts[statement.post_id].title
        statement.address = f"{urls[statement.post_id]}#{statement.anchor}"
    return statements, posts


def _said(page, request, **what):
    """Return (the page of the list, [(kind, its statements, how many terms they are of, on all pages)]).

    In the order of the kinds, without those of which nothing stands on this page.
    """
    public = Statement.objects.public().filter(**what)
    counts = {
        kind: (statements, terms)
        for kind, statements, terms in public.order_by()
        .values_list("concept__kind")
        .annotate(statements=Count("pk"), terms=Count("concept", distinct=True))
    }
    paginator = Paginator(with_translations(public.in_order().with_context(), page.locale), STATEMENTS_PER_PAGE)
    paginator.count = sum(statements for statements, _terms in counts.values())
    listed = page_of(paginator, request)
    statements = _spoken(listed, page, request)[0]
    by_kind = [
        (kind, [row for row in statements if row.concept.kind == kind], counts[kind][1])
        for kind in Kind
        if kind in counts
    ]
    return listed, [part for part in by_kind if part[1]]


def _organisation(page, request, slug):
    reader = reader_of(request, page.locale)
    organisation, first_pk = _first_of(Organisation, reader.organisations, slug)
    if organisation.slug != slug:
        return redirect(page.entry_url(ORGANISATIONS, organisation.slug), permanent=True)
    listed, by_kind = _said(page, request, organisation=first_pk)
    # Successions are recorded on the row first written.
    after = Succession.objects.filter(predecessor=first_pk).values_list("successor", "since")
    before = Succession.objects.filter(successor=first_pk).values_list("predecessor", "since")
    return _render(
        page,
        request,
        "organisation",
        organisation=organisation,
        **following.told(following.ORGANISATION, organisation),
        faces=reader.organisations.faces[first_pk],
        by_kind=by_kind,
        listed=listed,
        successors=[(row, since) for pk, since in after if (row := reader.organisations.shown(pk))],
        exchange=exchange_of(first_pk, reader) if listed.number == 1 else None,
        predecessors=[(row, since) for pk, since in before if (row := reader.organisations.shown(pk))],
        asked=requests_to(organisation, first_pk, reader),
    )


def _session(page, request, slug):
    reader = reader_of(request, page.locale)
    session, first_pk = _first_of(Session, reader.sessions, slug)
    if session.slug != slug:
        return redirect(page.entry_url(SESSIONS, session.slug), permanent=True)
    listed, by_kind = _said(page, request, session=first_pk)
    present = session.present.values_list("organisation", flat=True)
    return _render(
        page,
        request,
        "session",
        session=session,
        **following.told(following.SESSION, session),
        faces=reader.sessions.faces[first_pk],
        present=[row for pk in present if (row := reader.organisations.shown(pk))],
        by_kind=by_kind,
        has_translations=any(statement.translation for _kind, rows, _terms in by_kind for statement in rows),
        listed=listed,
        summaries=[
            (summary, summary.get_url(request))
            for summary in summaries_of(session.translation_key, page.locale.language_code)
        ],
        pictures=session.pictures.filter(shown=True)
        .select_related("image")
        .prefetch_related(made_sizes("image__renditions")),
        documents=session.documents.filter(shown=True).select_related("document"),
        since_url=since_url(first_pk, reader),
    )


def _term(page, request, kind, slug):
    model = TERM_MODELS[kind]
    # The term in all its languages, found by its name in any.
    named = model.objects.filter(slug=slug, live=True).values("concept")
    rows = model.objects.filter(live=True, concept__in=named).select_related("concept__theme", "locale").order_by("pk")
    candidates = sorted(rows, key=lambda row: (row.slug != slug, row.locale_id != page.locale_id))
    found = term = candidates[0] if candidates else None
    if found and found.concept.replaced_by_id:
        current = current_concepts([found.concept_id])[found.concept_id]
        term = model.objects.in_language(page.locale).filter(concept=current).select_related("concept__theme").first()
    elif found:
        term = next(
            (row for row in rows if (row.concept_id, row.locale_id) == (found.concept_id, page.locale_id)), None
        )
        term = term or next(row for row in rows if row.concept_id == found.concept_id)
    if term is None:
        raise NotHere(_("There is no term here by the name “%(slug)s”.") % {"slug": slug[:80]})
    if term.slug != slug:
        # Merged into another, or known by another name in this language.
        return redirect(page.entry_url(kind, term.slug), permanent=True)
    reader = reader_of(request, page.locale)
    name = TermName(term.concept_id, kind, term.name, term.slug, term.locale.language_code)
    only = narrowed(request.GET, reader)
    story, same, links = Story(term.concept_id, kind, reader), merged_into(term.concept), TermLinks(term.concept_id)
    said = Statement.objects.public().about([term.concept_id]).filter(only.conditions).in_order().with_context()
    paginator = Paginator(with_translations(said, page.locale), STATEMENTS_PER_PAGE)
    if not only.words:
        # The story has counted them.
        paginator.count = story.count
    listed = page_of(paginator, request, keep=NARROWING)
    statements, posts = _spoken(listed, page, request, {term.concept_id: name}, also=story.sources)
    related = _related(term.concept)
    names = term_names({*related, *links.others, *story.other_concepts}, page.locale)
    return _render(
        page,
        request,
        "term",
        term=term,
        **following.told_of_term(term),
        faces=[row for row in rows if row.concept_id == term.concept_id] or [term],
        kind=Kind(kind),
        theme=term.concept.theme,
        statements=statements,
        has_translations=any(statement.translation for statement in statements),
        listed=listed,
        only=only.words,
        stand=[(organisation, pk in story.sayers) for pk, organisation in reader.organisations.items()]
        if story.sayers
        else [],
        shared=None in story.sayers,
        linked=links.shown(names, sayers_of(links.helping) if links.helping else {}, reader),
        asked=requests_about(same, name, reader) if kind == Kind.COMPETENCY else None,
        related=[(names[pk], reader.url(names[pk])) for pk in related if pk in names],
        became=story.standing and story.told(story.standing, names, posts, request),
        steps=story.steps(names, posts, request, reader.url(name), merged=list(same) if len(same) > 1 else []),
        talk=talk_of(
            request,
            subject=talk.SUBJECT,
            key=term.concept.uuid,
            about=talk.described(term, page, request),
            language=page.locale.language_code,
            keys=list(same.values()),
        ),
    )


def _related(concept):
    """Return the ids of at most RELATED concepts: said in the same list most often, then of the same theme."""
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
    return ids
