"""Enter what an editor decided on a group's notes: terms and organisations that are new, and lists for a body."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale

from collaboration.models import TERM_MODELS, Kind, Organisation
from collaboration.notes.reviewed import ORGANISATIONS, Reviewed, ReviewedItem, ReviewedSection
from collaboration.reading import LIST_KINDS
from home.text.normalise import name_key

BLOCK_OF = {kind: block for block, kind in LIST_KINDS.items()}
LONGEST_HEADING = 200


@dataclass
class Entered:
    """What was made: blocks for a body, as they are stored, and rows by (model, pk)."""

    blocks: list[dict[str, Any]] = field(default_factory=list)
    made: list[tuple[str, int]] = field(default_factory=list)


@transaction.atomic
def enter(*, reviewed: Reviewed, locale: Locale, user: Any) -> Entered:
    """Make the terms and organisations that are new, and return the lists as blocks of a body.

    What has no kind becomes running text: a heading and a list. Raises ValidationError where a chosen term is gone.
    """
    entering = _Entering(locale, user)
    entering.check_terms(reviewed)
    for section in reviewed.sections:
        if section.items:
            entering.entered.blocks += entering.section(section)
    if reviewed.text:
        paragraphs = format_html_join("", "<p>{}</p>", ((passage.text,) for passage in reviewed.text))
        entering.entered.blocks.append(_block("text", str(paragraphs)))
    return entering.entered


def take_back(made: list[tuple[str, int]]) -> int:
    """Delete rows that were made for notes and are used nowhere else. Returns how many were kept."""
    models = {model._meta.label: model for model in (*TERM_MODELS.values(), Organisation)}
    kept = 0
    for label, pk in reversed(made):
        row = models[label].objects.filter(pk=pk).first()
        try:
            # Within a transaction of its own: what is protected leaves the rest as it is.
            with transaction.atomic():
                if row:
                    row.delete()
        except ProtectedError:
            kept += 1
    return kept


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


class _Entering:
    def __init__(self, locale: Locale, user: Any) -> None:
        self.locale = locale
        self.user = user
        self.entered = Entered()
        self._terms: dict[tuple[str, str], int] = {}
        self._organisations: dict[str, int] = {}

    def check_terms(self, reviewed: Reviewed) -> None:
        for kind, model in TERM_MODELS.items():
            chosen = {
                item.term: item
                for section in reviewed.sections
                for item in section.items
                if section.kind == kind and item.term is not None
            }
            there = set(model.objects.filter(pk__in=chosen).values_list("pk", flat=True))
            gone = [item.name for pk, item in chosen.items() if pk not in there]
            if gone:
                raise ValidationError(
                    _("“%(name)s” is no longer there. Choose another term, or make a new one.") % {"name": gone[0]}
                )

    def section(self, section: ReviewedSection) -> Iterator[dict[str, Any]]:
        if section.kind not in TERM_MODELS:
            yield from self._unsorted(section)
            return
        kind = Kind(section.kind)
        organisations = [*section.organisations, *(self._organisation(name) for name in section.new_organisations)]
        value = {
            "heading": section.heading[:LONGEST_HEADING],
            "attribution": section.attribution,
            "organisations": [
                {"type": "item", "id": str(uuid.uuid4()), "value": pk}
                for pk in (organisations if section.attribution == ORGANISATIONS else [])
            ],
            "items": [
                {
                    "type": "item",
                    "id": str(uuid.uuid4()),
                    "value": {"term": self._term(kind, item), "wording": item.verbatim, "note": item.note[:500]},
                }
                for item in section.items
            ],
        }
        yield _block(BLOCK_OF[kind], value)

    def _unsorted(self, section: ReviewedSection) -> Iterator[dict[str, Any]]:
        if section.heading:
            yield _block("heading", {"text": section.heading[:LONGEST_HEADING], "level": "h2"})
        entries = format_html_join("", "<li>{}</li>", ((item.verbatim,) for item in section.items))
        yield _block("text", str(format_html("<ul>{}</ul>", entries)))

    def _term(self, kind: Kind, item: ReviewedItem) -> int:
        """Return the term of an entry: the one chosen, one of the same name, or a new one."""
        if item.term is not None:
            return item.term
        key = name_key(item.name)
        if (kind, key) not in self._terms:
            model = TERM_MODELS[kind]
            same = model.objects.filter(locale=self.locale, name_key=key, concept__replaced_by=None).order_by("pk")
            there = same.values_list("pk", flat=True).first()
            self._terms[kind, key] = there or self._make(model(name=item.name, locale=self.locale))
        return self._terms[kind, key]

    def _organisation(self, name: str) -> int:
        key = name_key(name)
        if key not in self._organisations:
            there = Organisation.objects.filter(name_key=key).order_by("pk").values_list("pk", flat=True).first()
            self._organisations[key] = there or self._make(Organisation(name=name, locale=self.locale))
        return self._organisations[key]

    def _make(self, row: Any) -> int:
        """Save a new row as the chooser does: live if the user may publish, or there is no user to ask."""
        row.full_clean()
        row.live = False
        row.save()
        log(instance=row, action="wagtail.create", user=self.user, content_changed=True)
        revision = row.save_revision(user=self.user)
        right = f"{row._meta.app_label}.publish_{row._meta.model_name}"
        if self.user is None or self.user.has_perm(right):
            revision.publish(user=self.user)
        self.entered.made.append((row._meta.label, row.pk))
        return row.pk
