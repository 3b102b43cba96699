"""A post, what was changed in it, and one of its statements."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from blog.editions import history
from blog.links import BlogLinks, post_address
from blog.models import BlogIndexPage
from blog.routes import CHANGES, POST_ROUTES, STATEMENT
from collaboration.board import Section, lay_out
from collaboration.board_lookup import look_up
from collaboration.links import Links
from collaboration.models import Statement
from collaboration.reading import is_statement_list, read_list


@dataclass
class Part:
    """A stretch of the body: running text, or statement lists of one kind."""

    kind: str = ""
    blocks: list[Any] = field(default_factory=list)
    section: Section | None = None


def parts_of(post, request):
    """Return the body in stretches, with what was said laid out."""
    seen = Counter()
    parts, lists = [], []
    for block in post.body:
        said = read_list(block, seen) if is_statement_list(block) else None
        kind = said.kind if said else ""
        if not parts or parts[-1].kind != kind:
            parts.append(Part(kind))
            lists.append([])
        parts[-1].blocks.append(block)
        lists[-1].append(said)
    lookup = look_up([said for run in lists for said in run if said], post.locale, request)
    for part, run in zip(parts, lists, strict=True):
        if part.kind:
            part.section = lay_out(run, lookup)[0]
    return parts


def _render(page, request, template, **context):
    index_page = BlogIndexPage.objects.ancestor_of(page).first()
    context = {
        **page.get_context(request),
        "index_page": index_page,
        "blog_links": BlogLinks(index_page, request),
        "links": Links(page.locale, request),
        **context,
    }
    return TemplateResponse(request, f"blog/{template}.html", context)


def post(page, request):
    """Show a post; a preview of one too."""
    editions = [] if getattr(request, "is_preview", False) else list(
        page.editions.order_by("published_at", "pk").values_list("published_at", flat=True)
    )
    return _render(
        page,
        request,
        "post_page",
        parts=parts_of(page, request),
        authors=[row.author for row in page.post_authors.select_related("author")],
        categories=[row.category for row in page.post_categories.select_related("category")],
        tags=page.tags.all(),
        changed_at=editions[-1] if len(editions) > 1 else None,
        changes_url=post_address(page, CHANGES, request) if page.show_changes and len(editions) > 1 else "",
        statement_base=post_address(page, STATEMENT, request) if page.live else "",
    )


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
        raise Http404(_("Nothing has been changed in this post since it was published."))
    return _render(page, request, "post_changes", history=told)


def statement(page, request, section, item):
    """Show one statement, and how to cite it."""
    if moved := _own_word(page, request, section, STATEMENT, item):
        return moved
    statements = list(
        Statement.objects.standing()
        .filter(translation_key=page.translation_key, item_uuid=item)
        .select_related("organisation", "session", "concept", "locale")
    )
    if not statements:
        raise Http404(_("This statement is not in the post any more."))
    first = statements[0]
    return _render(
        page,
        request,
        "statement",
        statement=first,
        statements=statements,
        identifier=request.build_absolute_uri(f"/id/{first.uuid}"),
    )
