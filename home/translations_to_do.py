"""Translations that lag behind what they were made from, for the admin's first page."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import ngettext
from wagtail_localize.models import Translation, TranslationSource

from home.registries import ToDo
from home.to_do import EXAMPLES, pages_to_edit


def outdated_translations(user):
    """Yield the pages that were published anew after their translations last took over the text."""
    behind = TranslationSource.objects.filter(
        object_id=OuterRef("translation_key"),
        locale=OuterRef("locale"),
        last_updated_at__lt=OuterRef("last_published_at"),
    ).filter(Exists(Translation.objects.filter(source=OuterRef("pk"), enabled=True)))
    pages = pages_to_edit(user).filter(Exists(behind.order_by()), live=True).order_by("-last_published_at", "-pk")
    newest = list(pages.annotate(source=behind.order_by().values("pk")[:1]).only("title", "draft_title")[:EXAMPLES])
    if not newest:
        return
    number = pages.count() if len(newest) == EXAMPLES else len(newest)
    examples = tuple(
        (page.title, reverse("wagtail_localize:update_translations", args=[page.source])) for page in newest
    )
    yield ToDo(
        words=ngettext(
            "%(number)s page was changed after it was translated",
            "%(number)s pages were changed after they were translated",
            number,
        )
        % {"number": number},
        url=examples[0][1] if number == 1 else reverse("wagtail_localize:translations_report"),
        count=number,
        examples=examples,
    )
