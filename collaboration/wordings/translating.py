"""Translate what was said. The only writer of `WordingTranslation`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from collaboration.models import LONGEST_TRANSLATION, WordingTranslation
from collaboration.wordings.sources import source_of, wordings_of
from home.text.normalise import clean_wording

TRANSLATED = "collaboration.translate_wordings"


class NotTranslated(Exception):
    """Nothing was written. `problems` says why: {item: a sentence}."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


@dataclass(frozen=True)
class Answer:
    """What a translator says of one item.

    `words_seen` and `text_seen` stand for what she had before her; what she left as it was is not hers to write.
    """

    item_uuid: str
    text: str
    words_seen: str
    text_seen: str
    still_fits: bool = False

    @property
    def is_given(self) -> bool:
        return self.still_fits or stands_for(clean_wording(self.text)) != self.text_seen


def stands_for(text: str) -> str:
    """Return what a text is recognised by in a form."""
    return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()


@transaction.atomic
def translate(*, face: Any, answers: Iterable[Answer], user: Any = None) -> int:
    """Write the translations of a post's wordings into the language of one of its pages, all of them or none.

    An empty text deletes. Returns how many were changed; raises NotTranslated.
    """
    key, locale = face.translation_key, face.locale
    # One translator after the other, and none while the post itself is published.
    list(Page.objects.select_for_update(of=("self",)).filter(translation_key=key).order_by("pk"))
    source = source_of(key)
    wordings = wordings_of(source) if source and source.locale_id != locale.pk else {}
    there = {row.item_uuid: row for row in WordingTranslation.objects.filter(translation_key=key, locale=locale)}
    problems: dict[str, str] = {}
    written: list[WordingTranslation] = []
    gone: list[int] = []
    for answer in (answer for answer in answers if answer.is_given):
        item, text, row = answer.item_uuid, clean_wording(answer.text), there.get(answer.item_uuid)
        if problem := _problem(answer, text, wordings.get(item), row):
            problems[item] = problem
        elif not text:
            gone += [row.pk] if row else []
        elif row is None or (row.text, row.original) != (text, wordings[item]):
            made = row or WordingTranslation(translation_key=key, item_uuid=item, locale=locale)
            made.text, made.original, made.translated_by = text, wordings[item], user
            written.append(made)
    if problems:
        raise NotTranslated(problems)
    for made in written:
        made.save()
    WordingTranslation.objects.filter(pk__in=gone).delete()
    if changed := len(written) + len(gone):
        data = {"language": locale.language_code, "written": len(written), "deleted": len(gone)}
        log(instance=face, action=TRANSLATED, user=user, data=data)
    return changed


def _problem(answer: Answer, text: str, wording: str | None, row: WordingTranslation | None) -> str:
    """Return what keeps an answer from being written, or ""."""
    if wording is None:
        return _("“%(text)s” was not saved: what it translates is not in the post any more.") % {"text": text}
    if stands_for(wording) != answer.words_seen and text:
        return _("The words were changed while you translated. See whether this still fits, and save again.")
    if row and row.text != text and stands_for(row.text) != answer.text_seen:
        told = _("Somebody else has translated it meanwhile: “%(text)s”. Save again to have yours in its place.")
        return told % {"text": row.text}
    if text == wording:
        return _("These are the words themselves. Leave it empty where they need no translation.")
    if len(text) > LONGEST_TRANSLATION:
        return _("This is too long: %(length)d characters, where %(most)d have room.") % {
            "length": len(text),
            "most": LONGEST_TRANSLATION,
        }
    return ""


def forget(translation_key: UUID) -> None:
    """Delete the translations of what a post said, once none of its pages is there."""
    if not Page.objects.filter(translation_key=translation_key).exists():
        WordingTranslation.objects.filter(translation_key=translation_key).delete()
