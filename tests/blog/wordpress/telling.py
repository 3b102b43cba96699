"""What a site holds after an import, without the numbers that two imports of the same would not share."""

from pathlib import Path

from django.conf import settings
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Collection, PageViewRestriction, ReferenceIndex, Revision

from blog.models import Author, Category, ImportedThing, PostPage
from comments.models import CommentEvent, ModeratedComment, Writer
from home.models import SiteImage, StandardPage


def state():
    """Return all of it as plain values, in an order of its own."""
    pages = {page.pk: page for model in (PostPage, StandardPage) for page in model.objects.order_by("url_path")}
    return {
        "things": _rows(ImportedThing, "kind", "source_id", "result", "reason", "has_open_links"),
        "pages": [_page(page) for page in pages.values()],
        "posts": _rows(
            PostPage,
            "guid",
            "date",
            "comments_open",
            "post_authors__author__slug",
            "post_categories__category__slug",
            "tags__slug",
            "featured_image__title",
        ),
        "revisions": sorted(
            (pages[int(number)].url_path, str(made))
            for number, made in Revision.objects.values_list("object_id", "created_at")
            # The time of what is to come is that of the import.
            if int(number) in pages and pages[int(number)].live
        ),
        "closed": _rows(PageViewRestriction, "page__url_path", "restriction_type", "password"),
        "filed": [*_rows(Author, "name", "slug"), *_rows(Category, "name", "slug")],
        "comments": _rows(
            ModeratedComment,
            "discussion__subject",
            "circumstances",
            "state",
            "level",
            "order",
            "nested_count",
            "submit_date",
            "writer__email",
        ),
        "events": CommentEvent.objects.count(),
        "writers": _rows(Writer, "name", "email"),
        "images": _rows(SiteImage, "title", "file", "file_hash", "collection__name"),
        "documents": _rows(get_document_model(), "title", "file", "file_hash", "collection__name"),
        "collections": _rows(Collection, "name", "numchild"),
        "redirects": _rows(Redirect, "old_path", "redirect_page__url_path", "redirect_page_route_path"),
        "references": ReferenceIndex.objects.count(),
        "files": sorted(
            str(file.relative_to(settings.MEDIA_ROOT))
            for folder in ("original_images", "documents")
            for file in (Path(settings.MEDIA_ROOT) / folder).rglob("*")
            if file.is_file()
        ),
    }


def _rows(model, *fields):
    return sorted(map(str, model._default_manager.order_by().values_list(*fields)))


def _page(page):
    # Links within name pages by number; those differ from import to import.
    blocks = [[block["type"], block["id"], str(block["value"]).count("linktype")] for block in page.body.raw_data]
    times = [str(page.first_published_at)] if page.live and page.first_published_at else []
    return [page.url_path, page.title, page.live, page.numchild, page.show_in_menus, blocks, times]
