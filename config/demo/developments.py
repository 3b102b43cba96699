"""What became of some challenges and goals, invented for the demo, as its notes say."""

from __future__ import annotations

from datetime import date

from wagtail.models import Locale, Page

from collaboration.changes.developing import state
from collaboration.models import TERM_MODELS, Kind, Status
from home.text.dates import ImpreciseDate, Precision
from home.text.normalise import name_key

SECOND_SESSION = ImpreciseDate(date(2011, 3, 23))
REPORT = ImpreciseDate(date(2011, 5, 1), Precision.MONTH)
AUTUMN = ImpreciseDate(date(2011, 9, 1), Precision.SEASON)

# (the challenge, the goal that it became, when, a note, whether the demo's own post tells of it)
MOVES = (
    (
        "Synlighet",
        "Felles markedsføring, felles produkter",
        SECOND_SESSION,
        "Eksempel: Gruppene ble enige om at det er lettere å bli sett sammen enn hver for seg.",
        True,
    ),
)
# (the goal, what became of it, when, a note, whether the demo's own post tells of it)
STATED = (
    (
        "Forbedre bibliotektransport",
        Status.AGREED,
        SECOND_SESSION,
        "Eksempel: De fire bibliotekene vil legge transporten ut på anbud sammen.",
        True,
    ),
    (
        "Felles markedsføring, felles produkter",
        Status.AGREED,
        REPORT,
        "Eksempel: Profilering og markedsføring er et av fem felles prosjekter i sluttrapporten.",
        False,
    ),
    (
        "Lederutvikling",
        Status.AGREED,
        REPORT,
        "Eksempel: Sluttrapporten anbefaler et studium i endringsledelse.",
        False,
    ),
    (
        "Forbedre bibliotektransport",
        Status.BEGUN,
        AUTUMN,
        "Eksempel: Arbeidet med en felles anbudsinnbydelse er i gang.",
        False,
    ),
)


def state_developments(locale: Locale, post: Page) -> None:
    """State them of the demo's terms; `post` is the one that tells of the second session."""

    def concept(kind: Kind, name: str):
        rows = TERM_MODELS[kind].objects.filter(locale=locale, name_key=name_key(name))
        return rows.select_related("concept").get().concept

    for challenge, goal, when, note, is_told in MOVES:
        state(
            concept=concept(Kind.CHALLENGE, challenge),
            status=Status.MOVED,
            target=concept(Kind.GOAL, goal),
            when=when,
            note=note,
            source=post if is_told else None,
            locale=locale,
        )
    for goal, status, when, note, is_told in STATED:
        state(
            concept=concept(Kind.GOAL, goal),
            status=status,
            when=when,
            note=note,
            source=post if is_told else None,
            locale=locale,
        )
