"""Import a group's notes from a file: the steps of the review, with nobody looking at them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from accounts.models import User
from blog.models import BlogIndexPage, PostPage
from blog.notes import begin_review, finish, same_notes
from blog.notes_there import there_already
from collaboration.models import NotesReview, Session
from collaboration.notes.as_json import as_json
from collaboration.notes.deciding import Accept, DecidedSection
from collaboration.notes.draft import Draft
from collaboration.notes.files import MOST_BYTES, CannotRead, Trouble, lines_of_file
from collaboration.notes.lines import as_text
from collaboration.notes.reviewed import Reviewed, reviewed
from collaboration.notes.reviewing import set_aside
from collaboration.notes_lookup import read_notes


class CannotImport(Exception):
    """What is missing on the site; the message says it in a sentence."""


@dataclass(frozen=True)
class Told:
    """What was read, and what became of it. `before` is the title of the post where the same is said already, and
    `left_out` how many lines were there.
    """

    draft: Draft
    decided: Sequence[DecidedSection]
    post: PostPage | None = None
    before: str = ""
    left_out: int = 0

    def as_json(self) -> str:
        return json.dumps(as_json(self.draft, self.decided), ensure_ascii=False, indent=2)

    def as_text(self) -> str:
        counted: dict[str, int] = {}
        for section in self.decided:
            for item in section.items:
                counted[item.match.decision] = counted.get(item.match.decision, 0) + 1
        rows = [
            f"{len(section.items):4}  {section.section.kind or 'unsorted'}  "
            f"{', '.join(section.section.whose) or ('shared' if section.section.shared else '–')}  "
            f"{section.section.heading}"
            for section in self.decided
        ]
        decisions = ", ".join(f"{count} {decision}" for decision, count in counted.items()) or "nothing"
        aside = sum(len(piece.lines) for piece in self.draft.set_aside)
        rows.append(f"{self.draft.item_count} statements ({decisions}); {aside} lines set aside.")
        if self.before and not self.post:
            rows.append(f"These notes are already there, in the post “{self.before}”. Nothing was made.")
        elif self.before:
            rows.append(f"{self.left_out} lines are already there, in the post “{self.before}”. They were left out.")
        if self.post:
            rows.append(f"Made the draft “{self.post.title}”. Publish it in the admin.")
        return "\n".join(rows)


def import_notes(
    *,
    name: str,
    data: bytes,
    session: str = "",
    title: str = "",
    language: str,
    dry_run: bool = False,
    accept: Accept = Accept.CONFIDENT,
    author: str = "",
) -> Told:
    """Make a draft post of a file, or only tell what would be made. Organisations that are not known are made too.

    Raises CannotRead, CannotImport, ValidationError.
    """
    if len(data) > MOST_BYTES:
        raise CannotRead(Trouble.TOO_LARGE)
    locale = _one(Locale, "The site has no language “%s”.", language, language_code=language)
    held = _one(Session, "There is no session at the address “%s”.", session, slug=session)
    held = (held and held.get_translation_or_none(locale)) or held
    user = _one(User, "Nobody here has the e-mail address %s.", author, email__iexact=author)
    lines = lines_of_file(name, data)
    present = list(held.present.values_list("organisation", flat=True)) if held else []
    draft, decided = read_notes(lines, locale, accept, present)
    if not lines:
        raise CannotRead(Trouble.NOTHING)
    if dry_run:
        return Told(draft, decided)
    blog = BlogIndexPage.objects.filter(locale=locale, alias_of=None).order_by("pk").first()
    if blog is None:
        raise CannotImport(f"The site has no blog in the language “{language}”.")
    with transaction.atomic():
        review = begin_review(
            notes=as_text(lines),
            reviewed=reviewed(draft, decided, accept, present),
            owner=user,
            locale=locale,
            session=held,
            title=title,
            source_name=name,
        )
        told = _finished(review, user, blog, draft, decided)
        if told.post is None:
            transaction.set_rollback(True)
        return told


def _finished(review: NotesReview, user: Any, blog: BlogIndexPage, draft: Draft, decided: Any) -> Told:
    """Make the draft of what posts of the session do not say already."""
    if before := same_notes(review):
        return Told(draft, decided, before=str(before.post))
    content = Reviewed.from_dict(review.content)
    there = there_already(review, content)
    if not there:
        return Told(draft, decided, post=finish(review=review, user=user, blog=blog))
    title = next(iter(there.values()))
    if len(there) == draft.item_count:
        return Told(draft, decided, before=title)
    review.content = set_aside(content, there).as_dict()
    review.save()
    post = finish(review=review, user=user, blog=blog)
    return Told(draft, decided, post=post, before=title, left_out=len(there))


def _one(model: Any, missing: str, asked: str, **lookup: Any) -> Any:
    """Return the row that was asked for; None where nothing was."""
    found = model.objects.filter(**lookup).first() if asked else None
    if asked and found is None:
        raise CannotImport(missing % asked)
    return found
