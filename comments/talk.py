"""What a page shows of its discussion: the threads, and the form to take part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.urls import reverse

from comments.affiliations import Affiliation, organisations
from comments.forms import CommentForm
from comments.models import Discussion, Writer
from comments.preferences import comment_settings
from comments.recognition import recognised
from comments.subjects import Described, subjects
from comments.threads import ThreadPage, read_discussion


@dataclass(eq=False)
class Talk:
    """A discussion as one reader sees it. Nothing is asked for before a template needs it."""

    request: Any
    subject: str
    key: UUID
    about: Described
    language: str
    # Those whose comments are one thread, where whoever shows the page knows them already.
    keys: Sequence[UUID] = ()

    @cached_property
    def writer(self) -> Writer | None:
        return recognised(self.request)

    @cached_property
    def organisations(self) -> dict[UUID, Affiliation]:
        return organisations(self.language, self.request)

    @cached_property
    def page(self) -> ThreadPage:
        keys = self.keys or subjects[self.subject].together([self.key])[self.key]
        return read_discussion(
            self.request, subject=self.subject, keys=keys, writer=self.writer, organisations=self.organisations
        )

    @property
    def count(self) -> int:
        return self.page.count

    @cached_property
    def form(self) -> CommentForm:
        # Only a name for the form to be about: its mark needs no row.
        target = Discussion(subject=self.subject, key=self.key)
        return CommentForm(target, organisations=self.organisations.values(), writer=self.writer)

    @property
    def write_url(self) -> str:
        return reverse("comments:write", args=[self.subject, self.key])

    @property
    def feed_url(self) -> str:
        return reverse("comments:feed_of", args=[self.subject, self.key])

    @property
    def settings(self) -> Any:
        return comment_settings()

    @property
    def is_worth_showing(self) -> bool:
        """Say whether there is anything to read or to do here."""
        return self.about.is_open or bool(self.page.comments)


def talk_of(
    request: Any, *, subject: str, key: UUID, about: Described, language: str, keys: Sequence[UUID] = ()
) -> Talk:
    """Return the discussion of a page, for its template."""
    return Talk(request, subject, key, about, language, keys)
