"""The mail that tells somebody what is new: one for everything, in her language.

What it says is the same for all who are told of the same things for the same reasons, so it is written once for
them, and only the links that are her own are put in for each.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import css_inline
from django.urls import reverse
from django.utils import timezone, translation
from inscriptis import get_text
from inscriptis.model.config import ParserConfig

from home.following import Entry, Followed, News, Subject, describe_all, entries_of, sources
from mail.letters import Mailing, absolute, list_headers, site_language
from mail.messages import BuiltMessage
from mail.models import OutgoingMail
from subscriptions.completing import completed
from subscriptions.models import Event, FeedContent, Subscriber
from subscriptions.preferences import following_settings
from subscriptions.tokens import change_token

EVENT = "news"
# So many reasons are named in a mail; who follows a hundred terms need not read them all.
MOST_REASONS = 8

# What an entry looks like: mail programs know no style sheets of ours, so it is written on each element.
ENTRY_STYLE = """
.entry p { margin: 0 0 16px }
.entry h2 { margin: 28px 0 10px; font-size: 20px; line-height: 1.25 }
.entry h3, .entry h4 { margin: 22px 0 8px; font-size: 17px; line-height: 1.3 }
.entry ul, .entry ol { margin: 0 0 16px; padding-left: 22px }
.entry li { margin: 0 0 4px }
.entry img { max-width: 100%; height: auto }
.entry figure { margin: 0 0 16px }
.entry figcaption { font-size: 15px }
.entry blockquote { margin: 0 0 16px; padding: 0 0 0 16px; border-left: 4px solid #cdd5d1 }
.entry table { border-collapse: collapse; margin: 0 0 16px }
.entry th, .entry td { padding: 6px 12px 6px 0; border-bottom: 1px solid #cdd5d1 }
.entry th, .entry td { text-align: left; vertical-align: top }
.entry caption { text-align: left; font-weight: 700; padding: 0 0 6px }
.entry a { color: inherit }
"""
_TEXT = ParserConfig(display_links=True, display_images=True)


@dataclass(frozen=True, kw_only=True)
class Told:
    """One thing that happened, as a mail tells of it."""

    entry: Entry
    # What it is: "post".
    label: str
    # What an editor says of a change, where it is told of again.
    note: str
    text: str
    whole: bool


def plain_text(html: str) -> str:
    """Return HTML as plain text, with the addresses of links and what pictures show."""
    lines = get_text(f"<html><body>{html}</body></html>", _TEXT).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


class Desk:
    """Where mails to many are written: what they share is asked for once."""

    def __init__(self) -> None:
        self.mailing = Mailing()
        self.settings = following_settings()
        self._entries: dict[str, dict[News, Entry]] = {}
        self._titles: dict[str, dict[Subject, Followed]] = {}
        self._written: dict[tuple, BuiltMessage] = {}
        # Stand for a person's own links in what is written for many; nobody can write them into a post.
        self._stop, self._change = f"stop-{secrets.token_hex(16)}", f"change-{secrets.token_hex(16)}"

    @cached_property
    def _inliner(self) -> css_inline.CSSInliner:
        return css_inline.CSSInliner(
            inline_style_tags=False, keep_style_tags=True, load_remote_stylesheets=False, extra_css=ENTRY_STYLE
        )

    def look_up(self, people: dict[str, tuple[set[News], set[Subject]]]) -> None:
        """Look up, {language: (news, subjects)}, what the mails of a batch are about."""
        for language, (news, subjects) in people.items():
            with translation.override(language):
                self._entries[language] = entries_of(news, language)
                self._titles[language] = describe_all(subjects, language)

    def is_public(self, news: News, language: str) -> bool:
        """Say whether anybody may read it, in this language or another."""
        return news in self._entries[site_language(language)]

    def write(
        self, subscriber: Subscriber, events: Sequence[Event], follows: Collection[Subject]
    ) -> OutgoingMail | None:
        """Return the mail that tells somebody of events that may be read, because of what she follows.

        None where no mail can go to her address.
        """
        language = site_language(subscriber.language)
        about = {text for event in events for text in event.subjects}
        reasons = tuple(subject for subject in follows if str(subject) in about)
        key = (language, tuple((event.pk, event.note) for event in events), reasons)
        if key not in self._written:
            self._written[key] = self._build(language, events, reasons)
        return self._address(subscriber, language, self._written[key])

    def _address(self, subscriber: Subscriber, language: str, built: BuiltMessage) -> OutgoingMail | None:
        token = change_token(subscriber)
        with translation.override(language):
            own = {
                self._stop: absolute(reverse("subscriptions:stop", args=[token])),
                self._change: absolute(reverse("subscriptions:change", args=[token])),
            }
            at_once = reverse("subscriptions:stop_at_once", args=[token])
        return self._mail(built, own, to=subscriber.email, language=language, stop_at=at_once)

    def preview(
        self, event: Event, entry: Entry, *, language: str, to: str, subject: str = "", stop_at: str = ""
    ) -> OutgoingMail | None:
        """Return the mail about one thing, which need not be public, as its followers would get it, to a colleague.

        She follows nothing by it: her links lead to the page where all is chosen. `subject` holds %(subject)s.
        """
        language = site_language(language)
        subjects = list(sources[event.source].subjects(event.key))
        with translation.override(language):
            self._entries[language] = {event.news: entry}
            self._titles[language] = describe_all(subjects, language)
            follow = absolute(reverse("subscriptions:follow"))
        built = self._build(language, [event], subjects)
        if subject:
            built = built._replace(subject=subject % {"subject": built.subject})
        return self._mail(
            built, dict.fromkeys((self._stop, self._change), follow), to=to, language=language, stop_at=stop_at
        )

    def _mail(
        self, built: BuiltMessage, links: dict[str, str], *, to: str, language: str, stop_at: str
    ) -> OutgoingMail | None:
        text, html = built.text, built.html
        for mark, address in links.items():
            text, html = text.replace(mark, address), html.replace(mark, address)
        return self.mailing.address(
            EVENT,
            built._replace(text=text, html=html),
            to=to,
            language=language,
            headers=list_headers("following", stop_at=stop_at),
            reply_to=self.settings.reply_to,
        )

    def _build(self, language: str, events: Sequence[Event], reasons: Sequence[Subject]) -> BuiltMessage:
        whole = self.settings.feed_content == FeedContent.FULL
        with translation.override(language):
            told = [self._told(event, language, whole) for event in events]
            titles = [self._titles[language][reason].title for reason in reasons if reason in self._titles[language]]
            context: dict[str, Any] = {
                "told": told,
                "first": told[0],
                "count": len(told),
                "reasons": titles[:MOST_REASONS],
                "more_reasons": max(0, len(titles) - MOST_REASONS),
                "stop": self._stop,
                "change": self._change,
                "now": timezone.localtime(),
            }
            built = self.mailing.build(EVENT, language=language, context=context)
        return built._replace(html=self._inliner.inline(built.html))

    def _told(self, event: Event, language: str, whole: bool) -> Told:
        entry = completed(self._entries[language][event.news])
        label = str(sources[event.source].label)
        return Told(
            entry=entry,
            label=label[:1].upper() + label[1:],
            note=event.note,
            text=plain_text(entry.html) if whole else entry.summary,
            whole=whole,
        )
