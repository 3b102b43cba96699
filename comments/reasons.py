"""Why a comment waits, or was not published: codes that are stored, and the words for them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    "withdrawn": _("taken back by its writer"),
    "undo": _("a decision was taken back"),
    "reported": _("reported by readers"),
}


def words_for(code: str, detail: str = "") -> str:
    """Return a reason in words."""
    if code in Rejection.values:
        return str(Rejection(code).label)
    words = str(RULES.get(code, code))
    return words % {"detail": detail} if "%(detail)s" in words else words
