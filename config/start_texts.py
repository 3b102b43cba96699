"""What a new site says before its editors have written anything, in the language that is active."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from comments.models import CommentSettings
from home.addresses import RouteWords

# Of two languages, “Blogg” may be the word in both.
MOST_WORDS_ALIKE = 3

# Addresses of the pages that every site starts with; a page keeps its address in all languages.
SLUGS = RouteWords(
    {
        "posts": {"nb": "blogg", "nn": "blogg", "en": "blog", "sv": "blogg", "da": "blog", "se": "blogga"},
        "collaboration": {
            "nb": "samarbeid",
            "nn": "samarbeid",
            "en": "collaboration",
            "sv": "samarbete",
            "da": "samarbejde",
            "se": "ovttasbargu",
        },
        "about": {"nb": "om", "nn": "om", "en": "about", "sv": "om", "da": "om", "se": "birra"},
        "privacy": {
            "nb": "personvern",
            "nn": "personvern",
            "en": "privacy",
            "sv": "integritet",
            "da": "privatliv",
            "se": "personsuodjalus",
        },
    }
)


@dataclass(frozen=True)
class Passage:
    """A heading and the paragraphs below it; the heading may be empty."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class StartPage:
    """What one page says at first."""

    title: str
    introduction: str = ""
    passages: tuple[Passage, ...] = ()

    def lines(self) -> list[str]:
        """Return every text of it, in an order that is the same in all languages."""
        found = [self.title, self.introduction]
        for passage in self.passages:
            found += [passage.heading, *passage.paragraphs]
        return found

    def body(self, members: Iterable[str] = ()) -> list[tuple[str, object]]:
        """Return it as the blocks of a page's body, with a list of names at the end."""
        blocks: list[tuple[str, object]] = []
        for passage in self.passages:
            if passage.heading:
                blocks.append(("heading", {"text": passage.heading, "level": "h2"}))
            blocks.append(("text", _paragraphs(passage.paragraphs)))
        if names := format_html_join("", "<li>{}</li>", ((name,) for name in members)):
            kind, text = blocks.pop()
            blocks.append((kind, format_html("{}<ul>{}</ul>", text, names)))
        return blocks


def _paragraphs(texts: Iterable[str]) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts))


def posts() -> StartPage:
    """Return what the blog says at first."""
    return StartPage(pgettext("page", "Posts"))


def collaboration() -> StartPage:
    """Return what the collaboration page says at first."""
    return StartPage(pgettext("page", "Collaboration"), _("Who takes part, when we met, and everything that was said."))


def about() -> StartPage:
    """Return what the page about the site says at first; the members' names are to follow it."""
    return StartPage(
        pgettext("page", "About"),
        _("Here we publish what we talk about when we meet: what we are good at, what is hard, and what we want."),
        (
            Passage(
                "",
                (
                    _("What was said stands in the words in which it was said, in no order of priority."),
                    _("Each statement leads to the post and the session that it comes from, and to whoever made it."),
                ),
            ),
            Passage(_("Who takes part"), (_("These organisations work together here:"),)),
        ),
    )


def keeping_times() -> dict[str, int]:
    """Return how long comments are kept on a new site: what its settings begin with."""
    chosen = CommentSettings()
    return {
        "unconfirmed": chosen.keep_unconfirmed_days,
        "spam": chosen.keep_spam_days,
        "months": chosen.keep_addresses_months,
    }


def privacy() -> StartPage:
    """Return what the page about privacy says at first: what this program stores, and no more."""
    return StartPage(
        pgettext("page", "Privacy"),
        _("You can read everything here without telling us who you are."),
        (
            Passage(
                _("When you read"),
                (
                    _(
                        "The site sets no cookies for readers, loads nothing from other companies, counts no visits "
                        "and does not store your IP address."
                    ),
                    _(
                        "The server that the site runs on may keep a short-lived log of requests, with IP addresses, "
                        "to keep it safe."
                    ),
                    _("If a page asks for a password, a cookie remembers that you gave it."),
                ),
            ),
            Passage(
                _("When you comment"),
                (
                    _(
                        "Your name, your comment, your organisation if you choose one, and the time can be read by "
                        "all. Your e-mail address is shown to nobody; it is stored so that you can confirm that the "
                        "comment is yours and be told what becomes of it."
                    ),
                    _(
                        "When you confirm it, a cookie remembers you in that browser for half a year, or until you end "
                        "it. You can take a comment back at any time; its text is then deleted."
                    ),
                    _(
                        "What is not confirmed is deleted after %(unconfirmed)s days and spam after %(spam)s. Your "
                        "address is deleted when you have written nothing for %(months)s months."
                    )
                    % keeping_times(),
                ),
            ),
            Passage(
                _("When you work here"),
                (
                    _(
                        "Those who write and publish have an account with their name and e-mail address, and a cookie "
                        "while they are signed in."
                    ),
                    _("What they change is recorded with their name and the time, so that it can be undone."),
                    _("E-mail that the site has sent is deleted after %(days)s days.")
                    % {"days": settings.MAIL_KEEP_SENT_DAYS},
                ),
            ),
            Passage(
                _("Your rights"),
                (
                    _(
                        "You may see what is stored about you, and have it corrected or deleted. Ask the organisations "
                        "behind the site."
                    ),
                ),
            ),
        ),
    )


START_PAGES = {"posts": posts, "collaboration": collaboration, "about": about, "privacy": privacy}


def _lines(language: str) -> list[str]:
    with translation.override(language):
        return [line for start in START_PAGES.values() for line in start().lines()]


def is_worded(language: str) -> bool:
    """Return whether the texts exist in a language: English is what they are written in.

    What a catalogue lacks is said in English or in the site's own language: where most sentences are the same in
    either, nobody has translated them. Single words, and a sentence here and there, may be.
    """
    if language.split("-")[0] == "en":
        return True
    own, others = _lines(language), [_lines("en")]
    if language != settings.LANGUAGE_CODE:
        others.append(_lines(settings.LANGUAGE_CODE))
    sentences = [lines for lines in zip(own, *others, strict=True) if len(lines[0].split()) > MOST_WORDS_ALIKE]
    return sum(said in elsewhere for said, *elsewhere in sentences) * 2 < len(sentences)


def word_for_word(key: str, source: str, target: str) -> dict[str, str]:
    """Return {text of a start page in one language: the same in another}."""
    with translation.override(source):
        originals = START_PAGES[key]().lines()
    with translation.override(target):
        return {
            original: text for original, text in zip(originals, START_PAGES[key]().lines(), strict=True) if original
        }
