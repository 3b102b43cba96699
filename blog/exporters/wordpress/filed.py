"""Authors, categories and tags, as WordPress has them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from taggit.models import Tag
from wagtail.rich_text import expand_db_html

from blog.importers.wordpress import records
from blog.models import Author, Category
from blog.models.post_page import PostTag
from comments.importing import text_from_html
from home.bodies import SEAM

from .numbers import term_number

CATEGORY, TAG, MENU, AUTHOR = "category", "post_tag", "nav_menu", "author"


class Filed:
    """All that posts can be filed under, by primary keys. Four queries."""

    def __init__(self, locales: Iterable[Any]) -> None:
        self.authors = {row.pk: row for row in Author.objects.select_related("user")}
        self._listed = list(Category.objects.filter(locale__in=locales).order_by("pk"))
        # A draft may be filed under what stands in another language.
        self.categories = {row.pk: row for row in Category.objects.all()}
        self.tags = {row.pk: row for row in Tag.objects.order_by("pk")}
        self._used = set(PostTag.objects.values_list("tag_id", flat=True))

    def author_records(self) -> Iterable[records.Author]:
        for row in self.authors.values():
            user = row.user
            yield records.Author(
                id=str(row.pk),
                login=row.slug,
                email=user.email if user else "",
                display_name=row.name,
                first_name=user.first_name if user else "",
                last_name=user.last_name if user else "",
            )

    def term_records(self) -> Iterable[records.Term]:
        """Yield the terms: of those in two languages with one address, the first."""
        htmls = expand_db_html(SEAM.join(row.description for row in self._listed)).split(SEAM)
        said = set()
        for row, html in zip(self._listed, htmls, strict=True) if self._listed else ():
            if row.slug not in said:
                said.add(row.slug)
                yield _term(CATEGORY, row, text_from_html(html))
        for pk in sorted(self._used & self.tags.keys()):
            yield _term(TAG, self.tags[pk])

    def of(self, saying: Any) -> tuple[tuple[str, str, str], ...]:
        """Return (taxonomy, slug, name) of what a page is filed under; several authors as Co-Authors Plus has them."""
        rows = [(CATEGORY, self.categories.get(pk)) for pk in saying.categories]
        rows += [(TAG, self.tags.get(pk)) for pk in saying.tags]
        terms = [(kind, row.slug, row.name) for kind, row in rows if row]
        if len(saying.authors) > 1:
            authors = [self.authors[pk] for pk in saying.authors if pk in self.authors]
            terms += [(AUTHOR, f"cap-{row.slug}", row.name) for row in authors]
        return tuple(terms)

    def creator(self, saying: Any) -> str:
        return next((self.authors[pk].slug for pk in saying.authors if pk in self.authors), "")


def _term(kind: str, row: Any, description: str = "") -> records.Term:
    return records.Term(
        taxonomy=kind, slug=row.slug, name=row.name, description=description, id=term_number(kind, row.pk)
    )
