"""Decide what becomes of a comment, and say why: published, held for a moderator, spam, or refused.

Holding is the answer to nearly everything: a moderator reads it, and nothing is lost. All that speaks against a comment
is told, not only the first thing, so that whoever moderates sees the whole of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from comments import listed_words
from comments.language_guess import foreign_language
from comments.markup import Link, address_at, host_of
from comments.text import clean, links_in, odd_characters

# Shorter texts are said again by people who mean them: "Helt enig!"
LEAST_REPEATED = 25


class Hold(StrEnum):
    """Whose comments wait for a moderator, whatever is in them."""

    ALL = "all"
    FIRST_TIME = "first_time"
    NONE = "none"


class Verdict(StrEnum):
    """What becomes of a comment."""

    PUBLISH = "publish"
    HOLD = "hold"
    SPAM = "spam"
    REJECT = "reject"


class Code(StrEnum):
    """Why. Stored with each decision: a code may be added, never renamed."""

    BLOCKED_ADDRESS = "blocked_address"
    HONEYPOT = "honeypot"
    SPAM_SERVICE = "spam_service"
    HOLD_ALL = "hold_all"
    FIRST_TIME = "first_time"
    EARLIER_SPAM = "earlier_spam"
    EARLIER_REJECTED = "earlier_rejected"
    LISTED_WORD = "listed_word"
    LINKS = "links"
    MISLEADING_LINK = "misleading_link"
    FOREIGN_WITH_LINKS = "foreign_with_links"
    ODD_CHARACTERS = "odd_characters"
    REPEATED = "repeated"
    TOO_FAST = "too_fast"
    MANY_FROM_ADDRESS = "many_from_address"
    MANY_ON_SUBJECT = "many_on_subject"
    MODERATOR = "moderator"
    KNOWN_WRITER = "known_writer"
    NOTHING_FOUND = "nothing_found"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a site has chosen. Limits that are counted in time or in the hour are off at 0."""

    hold: Hold = Hold.FIRST_TIME
    most_links: int = 2
    words: tuple[str, ...] = listed_words.STARTER
    too_fast_seconds: float = 4
    address_soft_limit: int = 5
    subject_soft_limit: int = 30
    site_languages: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Author:
    """What is known of the writer: how many of his comments became what."""

    published: int = 0
    rejected: int = 0
    spam: int = 0
    is_moderator: bool = False
    email: str = ""

    @property
    def is_known(self) -> bool:
        return self.published > self.spam + self.rejected


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """How a comment came. The counts are of others, in the hour before; None is what nobody can tell."""

    seconds_to_write: float | None = None
    honeypot: str = ""
    from_same_address: int = 0
    on_same_subject: int = 0
    same_text_before: int = 0
    spam_service: bool | None = None
    # What `text.odd_characters` said of the text as it was sent, where the text that is judged has been cleaned since.
    odd_characters: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Submission:
    """What was sent; `language` is that of the page it was sent from."""

    text: str
    name: str = ""
    email: str = ""
    language: str = ""


@dataclass(frozen=True)
class Reason:
    """Why, as a code that is put into words elsewhere; and what in particular, for moderators alone."""

    code: Code
    detail: str = ""


@dataclass(frozen=True)
class Decision:
    """What becomes of a comment, and every reason, the gravest first."""

    verdict: Verdict
    reasons: tuple[Reason, ...]


def decide(submission: Submission, *, author: Author, circumstances: Circumstances, settings: Settings) -> Decision:
    """Return what becomes of a comment. Moderators are let through all rules."""
    if author.is_moderator:
        return Decision(Verdict.PUBLISH, (Reason(Code.MODERATOR),))
    refusals = list(_refusals(submission, author, settings))
    robot = list(_robot(circumstances))
    holds = [
        *_history(author, settings),
        *_contents(submission, settings),
        *_manners(submission, circumstances, settings),
    ]
    reasons = (*refusals, *robot, *holds)
    if refusals:
        return Decision(Verdict.REJECT, reasons)
    if robot:
        # A browser that fills in forms by itself, or a service that errs: whom we know, a person shall judge.
        return Decision(Verdict.HOLD if author.is_known else Verdict.SPAM, reasons)
    if holds:
        return Decision(Verdict.HOLD, reasons)
    return Decision(Verdict.PUBLISH, (Reason(Code.KNOWN_WRITER if author.published else Code.NOTHING_FOUND),))


def text_key(text: str) -> str:
    """Return what is the same for the same text, whatever its case, spacing and signs; "" for a short one.

    For counting `same_text_before`. It is a digest: the text cannot be read from it.
    """
    letters = "".join(sign for sign in listed_words.fold(text) if sign.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest() if len(letters) >= LEAST_REPEATED else ""


def blocked_by(email: str, entries: tuple[str, ...]) -> str:
    """Return the first entry that an address falls under; "" where none.

    An entry is an address, or a domain with all below it: `example.org`, `@example.org`, `*@example.org` are the same.
    What stands after a plus is left out of an address unless the entry has it: it is the same mailbox.
    """
    user, _, domain = email.strip().casefold().rpartition("@")
    domain = host_of(domain) or domain
    for entry in entries:
        who, _, where = entry.strip().casefold().rpartition("@")
        where = host_of(where) or where
        if who in {"", "*"}:
            if where and (domain == where or domain.endswith(f".{where}")):
                return entry
        elif domain == where and who in {user, user.partition("+")[0]}:
            return entry
    return ""


def _refusals(submission: Submission, author: Author, settings: Settings) -> Iterator[Reason]:
    entry = blocked_by(submission.email, settings.blocked) or blocked_by(author.email, settings.blocked)
    if entry:
        yield Reason(Code.BLOCKED_ADDRESS, entry)


def _robot(circumstances: Circumstances) -> Iterator[Reason]:
    if circumstances.honeypot:
        yield Reason(Code.HONEYPOT)
    if circumstances.spam_service:
        yield Reason(Code.SPAM_SERVICE)


def _history(author: Author, settings: Settings) -> Iterator[Reason]:
    if settings.hold == Hold.ALL:
        yield Reason(Code.HOLD_ALL)
    elif settings.hold == Hold.FIRST_TIME and not author.published:
        yield Reason(Code.FIRST_TIME)
    if author.spam:
        yield Reason(Code.EARLIER_SPAM, str(author.spam))
    if author.rejected and author.rejected >= author.published:
        yield Reason(Code.EARLIER_REJECTED, str(author.rejected))


def _contents(submission: Submission, settings: Settings) -> Iterator[Reason]:
    whole = f"{submission.name}\n\n{submission.text}"
    if found := listed_words.find(whole, settings.words):
        yield Reason(Code.LISTED_WORD, ", ".join(found))
    links = links_in(submission.text) + links_in(submission.name)
    if len(links) > settings.most_links:
        yield Reason(Code.LINKS, str(len(links)))
    for link in links:
        if shown := _other_address_shown(link):
            yield Reason(Code.MISLEADING_LINK, f"{shown} → {link.host}")
            break
    if links and (language := foreign_language(clean(submission.text), settings.site_languages)):
        yield Reason(Code.FOREIGN_WITH_LINKS, language)


def _manners(submission: Submission, circumstances: Circumstances, settings: Settings) -> Iterator[Reason]:
    tricks = {*circumstances.odd_characters, *odd_characters(f"{submission.name}\n{submission.text}")}
    if tricks:
        yield Reason(Code.ODD_CHARACTERS, ", ".join(sorted(tricks)))
    seconds = circumstances.seconds_to_write
    if seconds is not None and seconds < settings.too_fast_seconds:
        yield Reason(Code.TOO_FAST, f"{seconds:.1f}")
    if circumstances.same_text_before > 0 and text_key(submission.text):
        yield Reason(Code.REPEATED, str(circumstances.same_text_before))
    if 0 < settings.address_soft_limit <= circumstances.from_same_address:
        yield Reason(Code.MANY_FROM_ADDRESS, str(circumstances.from_same_address))
    if 0 < settings.subject_soft_limit <= circumstances.on_same_subject:
        yield Reason(Code.MANY_ON_SUBJECT, str(circumstances.on_same_subject))


def _other_address_shown(link: Link) -> str:
    """Return the host that a link shows, where it leads to another; "" where it shows none, or the right one."""
    text = link.text.strip()
    shown = host_of(address_at(text, 0, len(text)))
    return shown if shown and shown != link.host else ""
