"""A post, what was changed in it, and one of its statements."""

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from blog.blocks import LIVE
from blog.editions import history
from blog.for_machines import told
from blog.links import BlogLinks, post_address
from blog.models import BlogIndexPage
from blog.neighbours import Onward, read_on_from
from blog.reading_time import minutes, words_of
from blog.routes import CHANGES, POST_ROUTES, STATEMENT
from blog.talk import SUBJECT, described
from collaboration.board import Section, lay_out
from collaboration.board_lookup import look_up
from collaboration.live_blocks import tell_apart
from collaboration.models import Kind, Statement
from collaboration.reader import reader_of
from collaboration.reading import mark_of, read_list, read_lists
from collaboration.vocabulary import term_names
from collaboration.wordings import reading as wordings
from comments import feeds, following
from comments.recognition import keep_apart
from comments.talk import talk_of
from home.blocks import heading_anchor
from home.chrome import chrome_of
from home.errors import NotHere
from home.following import Subject
from subscriptions.feeds import wordpress_words
from subscriptions.feeds.wordpress import led_to

KIND_HEADINGS = {
    Kind.COMPETENCY: gettext_lazy("What are we good at?"),
    Kind.CHALLENGE: gettext_lazy("What is hard?"),
    Kind.GOAL: gettext_lazy("What do we want to achieve?"),
    Kind.MEANS: gettext_lazy("By these means"),
}


@dataclass(eq=False)
class Part:
    """A stretch of the body: running text, or statement lists of one kind."""

    kind: str = ""
    blocks: list[Any] = field(default_factory=list)
    is_live: bool = False
    section: Section | None = None
    title: str = ""
    anchor: str = ""
    # Means that follow goals stand beside them.
    beside: "Part | None" = None


def said_language(post, request):
    """Return the language that a post's statements were said in: that of the page first written."""
    return chrome_of(request, post).first_written or post.content_language(request)


def parts_of(post, request):
    """Return the body in stretches, with what was said laid out."""
    seen = Counter()
    parts, lists = [], []
    for number, stored in enumerate(post.body.raw_data):
        said = read_list(stored, seen)
        kind = said.kind if said else ""
        is_live = stored["type"] in LIVE
        if not parts or (parts[-1].kind, parts[-1].is_live) != (kind, is_live):
            parts.append(Part(kind, is_live=is_live))
            lists.append([])
        if said is None:
            parts[-1].blocks.append(post.body[number])
        lists[-1].append(said)
    said_here = [said for run in lists for said in run if said]
    foreign = bool(said_here) and said_language(post, request) != post.locale.language_code
    translations = wordings.of_post(post.translation_key, post.locale) if foreign else {}
    lookup = look_up(said_here, reader_of(request, post.locale), translations)
    for number, (part, run) in enumerate(zip(parts, lists, strict=True), 1):
        if part.kind:
            part.section = lay_out(run, lookup)[0]
            part.title = part.section.heading or KIND_HEADINGS[part.kind]
            part.anchor = f"{part.kind}-{number}"
    live = [block.value for part in parts if part.is_live for block in part.blocks]
    tell_apart(live, reader_of(request, post.locale), headings_of(parts))
    for goals, means in itertools.pairwise(parts):
        if (goals.kind, means.kind) == (Kind.GOAL, Kind.MEANS) and not goals.section.by_organisation:
            goals.beside = means
    return parts


def headings_of(parts):
    """Return the anchors of the headings in the running text."""
    texts = [block for part in parts if not part.kind and not part.is_live for block in part.blocks]
    return [heading_anchor(block.value["text"]) for block in texts if block.block_type == "heading"]


def contents_of(parts):
    """Return [(anchor, title, number of statements or 0)] of what stands under a heading of its own."""
    contents = []
    for part in parts:
        if part.section:
            contents.append((part.anchor, part.title, part.section.count))
        elif part.is_live:
            contents += [(block.value.anchor, block.value.title, 0) for block in part.blocks]
        else:
            headings = [block.value for block in part.blocks if block.block_type == "heading"]
            contents += [
                (heading_anchor(value["text"]), value["text"], 0) for value in headings if value["level"] == "h2"
            ]
    return contents if len(contents) > 1 else []


def _render(page, request, template, **context):
    index_page = (
        chrome_of(request, page).section(BlogIndexPage, of=page) or BlogIndexPage.objects.ancestor_of(page).first()
    )
    trail = [(above.title, above.get_url(request)) for above in (index_page, page) if above]
    context = {
        **page.get_context(request),
        "index_page": index_page,
        "blog_links": BlogLinks(index_page, request),
        "trail": trail + context.pop("below", []),
        **context,
    }
    if template == "post_page" and not getattr(request, "is_preview", False):
        context |= told(page, request, context)
    response = TemplateResponse(request, f"blog/{template}.html", context)
    return keep_apart(response, request) if context.get("talk") else response


def post(page, request):
    """Show a post; a preview of one too."""
    preview = getattr(request, "is_preview", False)
    editions = (
        [] if preview else list(page.editions.order_by("published_at", "pk").values_list("published_at", flat=True))
    )
    parts = parts_of(page, request)
    words = words_of(page, parts)
    said_in = said_language(page, request)
    return _render(
        page,
        request,
        "post_page",
        parts=[part for part in parts if part not in [other.beside for other in parts]],
        contents=contents_of(parts),
        authors=[row.author for row in page.post_authors.select_related("author")],
        categories=[row.category for row in page.post_categories.select_related("category")],
        tags=list(page.tags.all()),
        words=words,
        minutes=minutes(words),
        onward=Onward() if preview else read_on_from(page),
        changed_at=editions[-1] if len(editions) > 1 else None,
        changes_url=post_address(page, CHANGES, request) if page.show_changes and len(editions) > 1 else "",
        talk=None
        if preview
        else talk_of(
            request,
            subject=SUBJECT,
            key=page.translation_key,
            about=described(page, request, language=page.content_language(request)),
            language=page.locale.language_code,
        ),
        statement_base=_statement_base(page, request, preview),
        said_in=said_in,
        # The article says what language its text is in; a translated post's statements are in another.
        verbatim_lang=said_in if said_in != page.content_language(request) else "",
        has_translations=any(part.section.has_translations for part in parts if part.section),
        following=following.of(SUBJECT, page.translation_key),
        following_title=following.title_of(page.title),
    )


def comments_feed(page, request):
    """Answer with the post's comments as a feed, where WordPress had it."""
    return feeds.discussion(request, SUBJECT, page.translation_key)


def comments_feed_by_name(page, request, form):
    """Lead to the post's comments as Atom, or as the feed above, from where WordPress had them in other formats."""
    if form != wordpress_words.ATOM:
        return redirect(f"{page.get_url(request)}feed/", permanent=True)
    return led_to(Subject("comments", f"{SUBJECT}.{page.translation_key}"), form)


def _statement_base(page, request, preview):
    """Return where the addresses of statements begin: below the page itself, and in a preview the whole of it."""
    if not page.live:
        return ""
    if preview:
        return post_address(page, STATEMENT, request)
    return f"{POST_ROUTES.word(STATEMENT, page.locale.language_code)}/"


def _own_word(page, request, section, key, item=""):
    if section != POST_ROUTES.word(key, page.locale.language_code):
        return redirect(post_address(page, key, request, item), permanent=True)
    return None


def changes(page, request, section):
    """Show what was changed after publication."""
    if moved := _own_word(page, request, section, CHANGES):
        return moved
    told = history(page) if page.show_changes else []
    if not told:
        raise NotHere(_("Nothing has been changed in this post since it was published."))
    return _render(page, request, "post_changes", history=told)


def statement(page, request, section, item):
    """Show one statement, and how to cite it."""
    mark = mark_of(item)
    if moved := _own_word(page, request, section, STATEMENT, mark):
        return moved
    if item != mark:
        return redirect(post_address(page, STATEMENT, request, mark), permanent=True)
    # Only what this very page says: another language's page may be closed, and say more.
    said_here = [row.item_uuid for said in read_lists(page.body.raw_data) for row in said.items]
    found = [item_uuid for item_uuid in said_here if mark_of(item_uuid) == mark]
    statements = Statement.objects.standing().filter(translation_key=page.translation_key, item_uuid__in=found)
    statements = wordings.with_translations(statements.select_related("concept", "locale"), page.locale)
    statements = list(statements) if found else []
    if not statements:
        raise NotHere(_("This statement is not in the post any more."))
    first = statements[0]
    reader = reader_of(request, page.locale)
    name = term_names([first.concept_id], page.locale).get(first.concept_id)
    return _render(
        page,
        request,
        "statement",
        statement=first,
        speakers=[speaker for row in statements if (speaker := reader.organisations.get(row.organisation_id))],
        session=reader.sessions.get(first.session_id),
        term_name=name,
        term_url=reader.url(name) if name else "",
        kind_label=Kind(first.concept.kind).label,
        correct_url=reverse("comments:correct", args=[first.uuid]),
        identifier=request.build_absolute_uri(f"/id/{first.uuid}"),
        below=[(first.wording, request.path)],
    )
