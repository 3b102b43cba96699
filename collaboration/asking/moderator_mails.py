"""The mails to moderators of requests for help: at once or once a day, as the site has chosen for comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from collaboration.asking.emails import Named, named
from collaboration.asking.rights import moderators
from collaboration.models import HelpRequest
from collaboration.reader import reader_in
from comments.models.settings import ModeratorRhythm
from comments.moderator_mails import language_for
from comments.preferences import comment_settings
from comments.text import neutral_name, plain
from mail.letters import Mailing, absolute, list_headers, quoted

# In one mail; the list has the rest.
MOST_IN_A_MAIL = 30


@dataclass(frozen=True)
class Waiting:
    """One request as a mail to moderators shows it."""

    about: Named
    name: str
    # Without markup, so that every address it leads to is seen.
    lines: list[str]
    decide: str
    since: datetime

    @property
    def text(self) -> str:
        return quoted("\n".join(self.lines))


def _entries(requests: Sequence[HelpRequest], language: str) -> list[Waiting]:
    reader = reader_in(None, language)
    return [
        Waiting(
            about=named(request, language, reader),
            name=neutral_name(request.name),
            lines=plain(request.question).split("\n"),
            decide=absolute(reverse("help_requests:single", args=[request.pk])),
            since=request.asked_at,
        )
        for request in requests[:MOST_IN_A_MAIL]
    ]


def _tell(requests: Sequence[HelpRequest]) -> int:
    by_language: dict[str, list[Waiting]] = {}
    mailing = Mailing()
    sent = 0
    for user in moderators():
        language = language_for(user)
        with translation.override(language):
            if language not in by_language:
                by_language[language] = _entries(requests, language)
            context = {
                "entries": by_language[language],
                "count": len(requests),
                "more": len(requests) - len(by_language[language]),
                "queue": absolute(reverse("help_requests:index")),
            }
        headers = list_headers("moderation")
        sent += bool(mailing.send("help_waiting", to=user.email, language=language, context=context, headers=headers))
    return sent


def tell_at_once(request: HelpRequest) -> None:
    """Tell moderators that a request waits, where they are told at once."""
    if comment_settings().moderator_rhythm == ModeratorRhythm.AT_ONCE:
        _tell([request])


@transaction.atomic
def tell_daily() -> int:
    """Send each moderator one mail for all that waits, where they are told once a day; return how many mails."""
    if comment_settings().moderator_rhythm != ModeratorRhythm.DAILY:
        return 0
    waiting = list(HelpRequest.objects.waiting().oldest_first().select_related("organisation"))
    return _tell(waiting) if waiting else 0
