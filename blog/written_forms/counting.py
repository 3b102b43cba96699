"""Count the words of pages when they are published, and of those that were published uncounted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from wagtail.models import Page, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation

from blog.models import PublishedWords
from blog.written_forms.wording import body_lines, count, html_lines, line_key

# In one run of the job: the worker has other things to do as well.
AT_ONCE = 200


def lines_of(page: Any) -> Iterator[str]:
    """Yield the lines of a page that its editor wrote: title, introduction, text, and what its picture shows."""
    yield page.title
    for name in ("introduction", "featured_image_alt"):
        yield from (getattr(page, name, "") or "").splitlines()
    if body := getattr(page, "body", None):
        yield from body_lines(body.raw_data)


def count_page(page: Any) -> None:
    """Count the words of a page as it is now; it mirrors no other."""
    words = count(lines_of(page), untranslated_lines(page))
    counted = {"words": words.own, "untranslated": words.untranslated, "revision": page.live_revision_id}
    PublishedWords.objects.update_or_create(
        page_id=page.pk,
        defaults=counted,
        create_defaults={**counted, "own_since": _own_since(page)},
    )


def untranslated_lines(page: Any) -> set[str]:
    """Return the keys of lines that in this page may be left as they were written in another language.

    These are the lines of what the page was translated from, as wagtail-localize took them over, and of the pages
    that were there before it in other languages. What a translator has confirmed, letter for letter the same, is not
    among them: much is the same in both written forms.
    """
    key = page.translation_key
    others = Page.objects.filter(translation_key=key, alias_of=None, pk__lt=page.pk)
    others = others.exclude(locale=page.locale_id).filter(first_published_at__isnull=False)
    written = {line_key(line) for other in others.order_by("pk").specific() for line in lines_of(other)}
    taken_over = StringSegment.objects.filter(source__object_id=key).exclude(source__locale=page.locale_id)
    written |= _keys(taken_over.values_list("string__data", flat=True))
    if not written:
        return written
    translations = StringTranslation.objects.filter(locale=page.locale_id, context__object_id=key, has_error=False)
    return written - _keys(translations.values_list("data", flat=True))


def _keys(texts: Any) -> set[str]:
    return {line_key(line) for text in texts for line in html_lines(text)}


def _own_since(page: Any) -> datetime | None:
    """Return when a page that had mirrored another was first published with a text of its own, else None."""
    log = PageLogEntry.objects.filter(page=page.pk).order_by("timestamp")
    converted = log.filter(action="wagtail.convert_alias").values_list("timestamp", flat=True).first()
    if converted is None:
        return None
    published = log.filter(action="wagtail.publish", timestamp__gte=converted).values_list("timestamp", flat=True)
    # The publication that is going on is logged when it is over.
    return published.first() or max(converted, page.last_published_at or converted)


def uncounted() -> Any:
    """Return the pages that were published, and not counted since."""
    counted = PublishedWords.objects.as_published().filter(page=OuterRef("pk")).order_by()
    pages = Page.objects.filter(depth__gt=1, alias_of=None, first_published_at__isnull=False)
    return pages.filter(~Exists(counted))


def count_missing(most: int = AT_ONCE) -> int:
    """Count some of what is not counted yet, and return how many pages that was."""
    pages = list(uncounted().order_by("pk").specific()[:most])
    for page in pages:
        count_page(page)
    return len(pages)
