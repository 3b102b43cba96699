"""Whose account there a comment was written with: known by its number, where the comment gives no address."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from blog.models import Author as AuthorHere

from ..records import Author, Comment
from .terms import AUTHOR


class Accounts:
    """The accounts that an export lists, by their numbers."""

    def __init__(self, run: Any) -> None:
        self.run = run
        self._addresses: dict[str, str] = {}

    @cached_property
    def _numbered(self) -> dict[str, Author]:
        return {author.id: author for author in self.run.index.authors.values() if author.id}

    def writer_of(self, comment: Comment) -> tuple[str, str]:
        """Return (name, e-mail address) of who wrote a comment: as it says, else as her account says."""
        account = self._numbered.get(comment.user)
        if account is None or (comment.author and comment.email):
            return comment.author, comment.email
        return comment.author or account.name, comment.email or self._address(account)

    def _address(self, account: Author) -> str:
        """Return an account's address: the export's, else that of the one who is the same person here."""
        if account.login not in self._addresses:
            self._addresses[account.login] = account.email or self._here(account) or account.login
        return self._addresses[account.login]

    def _here(self, account: Author) -> str:
        pk = self.run.terms._known.get((AUTHOR, account.login[:255]))
        here = AuthorHere.objects.filter(pk=pk, user__isnull=False).select_related("user").first() if pk else None
        return here.user.email if here and here.user else ""
