"""What has happened to a request for help, in words for moderators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.utils import get_user_display_name

from collaboration.asking.answering import HIDDEN, SHOWN
from collaboration.asking.moderation import REMINDED
from collaboration.asking.reasons import words_for
from collaboration.asking.sending import BROUGHT_BACK, DECLINED_BEFORE, NO_CONTACT
from collaboration.models import HelpRequest

WORDS = {
    SHOWN: gettext_lazy("lets readers see it"),
    HIDDEN: gettext_lazy("doesn't let readers see it"),
    REMINDED: gettext_lazy("wrote to the organisation again"),
    BROUGHT_BACK: gettext_lazy("a decision was taken back"),
    DECLINED_BEFORE: gettext_lazy("the organisation has declined the same before"),
    NO_CONTACT: gettext_lazy("the organisation has no contact address"),
}


@dataclass(frozen=True)
class Line:
    """One line of the log."""

    at: datetime
    who: str
    what: str
    why: str
    note: str


def lines_of(request: HelpRequest) -> list[Line]:
    """Return a request's log, the oldest first."""
    return [
        Line(
            at=event.at,
            who=get_user_display_name(event.user) if event.user else event.get_actor_display(),
            what=_("stays: %(state)s") % {"state": event.get_after_display()}
            if event.before == event.after
            else event.get_after_display(),
            why=_why(event.code),
            note=event.note,
        )
        for event in request.events.select_related("user")
    ]


def _why(code: str) -> str:
    return str(WORDS[code]) if code in WORDS else words_for(code) if code else ""
