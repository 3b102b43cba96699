"""Why a comment waits, or was not published: codes that are stored, and the words for them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from comments.rules import Code


class Rejection(models.TextChoices):
    """What a moderator gives as the reason; the writer is told in these words."""

    OFF_TOPIC = "off_topic", _("It is about something else than what is discussed here.")
    PERSONAL = "personal", _("It attacks somebody, or is hurtful.")
    PRIVATE = "private", _("It tells something private about somebody.")
    ADVERTISING = "advertising", _("It is advertising.")
    ILLEGAL = "illegal", _("It may be against the law.")
    REPEATED = "repeated_by_hand", _("It has been said here already.")
    AS_SAID = "as_said", _("The words stand as they were said, and are kept so.")
    OTHER = "other", _("Another reason.")


# What the rules found, in words for moderators. `%(detail)s` is what the rule saw.
RULES = {
    Code.BLOCKED_ADDRESS: _("the address is blocked: %(detail)s"),
    Code.HONEYPOT: _("a field was filled in that only machines see"),
    Code.SPAM_SERVICE: _("the spam service takes it for spam"),
    Code.HOLD_ALL: _("everybody's comments wait"),
    Code.FIRST_TIME: _("the writer has not been published here before"),
    Code.EARLIER_SPAM: _("earlier spam from the same writer: %(detail)s"),
    Code.EARLIER_REJECTED: _("earlier rejected comments from the same writer: %(detail)s"),
    Code.LISTED_WORD: _("listed words: %(detail)s"),
    Code.LINKS: _("many links: %(detail)s"),
    Code.MISLEADING_LINK: _("a link shows another address than it leads to: %(detail)s"),
    Code.FOREIGN_WITH_LINKS: _("another language than the site's, with links: %(detail)s"),
    Code.ODD_CHARACTERS: _("odd characters: %(detail)s"),
    Code.REPEATED: _("the same text has been sent before; times: %(detail)s"),
    Code.TOO_FAST: _("written very fast; seconds: %(detail)s"),
    Code.MANY_FROM_ADDRESS: _("many comments from one network within an hour: %(detail)s"),
    Code.MANY_ON_SUBJECT: _("many comments in this discussion within an hour: %(detail)s"),
    Code.MODERATOR: _("written by a moderator"),
    Code.KNOWN_WRITER: _("the writer has been published here before"),
    Code.NOTHING_FOUND: _("the rules found nothing against it"),
    "withdrawn": _("taken back by its writer"),
    "undo": _("a decision was taken back"),
    "reported": _("reported by readers"),
    "let_stand": _("the reports were looked at, and it stands"),
}

# What a rule tells in codes of its own.
DETAILS = {
    Code.ODD_CHARACTERS: {
        "direction": _("signs that turn the direction of the text"),
        "marks": _("heaps of marks on letters"),
    }
}


def words_for(code: str, detail: str = "") -> str:
    """Return a reason in words."""
    if code in Rejection.values:
        return str(Rejection(code).label)
    words = str(RULES.get(code, code))
    return words % {"detail": _detail(code, detail)} if "%(detail)s" in words else words


def _detail(code: str, detail: str) -> str:
    if known := DETAILS.get(code):
        return ", ".join(str(known.get(part, part)) for part in detail.split(", "))
    if code == Code.FOREIGN_WITH_LINKS:
        return _language(detail)
    return detail


def _language(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return gettext(dict(settings.LANGUAGES).get(code, code))
