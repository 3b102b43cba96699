"""Examples of what is drawn and told of the numbers: pictures, and a term's way from session to session."""

import datetime

from collaboration.changes.story import ShownStated, ShownStep
from collaboration.models import Session, Status
from collaboration.pictures.drawing import Amount, Entry, Ink, Side, chart, square
from collaboration.pictures.figures import Figure, Number
from config.patterns.samples import WORDINGS
from home.text.dates import ImpreciseDate, Precision


def figures(organisations):
    """Return a square and a chart of these organisations, with names of any length."""
    inks = [Ink(f"k-{one.slug}", one.colour, one.visual_key.light.on) for one in organisations]
    sides = [Side(one.display_name, one.letter, ink) for one, ink in zip(organisations, inks, strict=True)]
    values = [[(3 * row + 5 * column) % 14 for column in range(len(sides))] for row in range(len(sides))]
    entries, rows = [], []
    for number, (one, ink) in enumerate(zip(organisations, inks, strict=True)):
        counts = [(7 * number) % 11, (5 * number) % 6, number % 3]
        styles = ("filled", "edge", "broken")
        parts = [Ink(ink.name, ink.colour, ink.on, style) for style in styles]
        entries.append(Entry(one.name, tuple(Amount(n, part) for n, part in zip(counts, parts, strict=True))))
        rows.append((one.name, tuple(Number(n, "#") for n in counts)))
    key = [(words, Ink("ink", "#14201d", style=style)) for words, style in zip(KEY, styles, strict=True)]
    table = tuple(
        (side.name, tuple(Number(None if row == column else n, "#") for column, n in enumerate(values[row])))
        for row, side in enumerate(sides)
    )
    return [
        Figure("help", "Det den ene har nevnt og den andre ikke.", square(sides, values), _names(sides), table),
        Figure("named", "Det hver har nevnt alene og sammen med andre.", chart(entries, key), KEY, tuple(rows)),
    ]


KEY = ("Nevnt av bare én", "Nevnt av minst to", "Felles for flere")


def _names(sides):
    return tuple(side.name for side in sides)


def steps(organisations):
    """Return the way of a term: said twice, silent in between, and what became of it."""
    first, last = (Session(name=name, date=datetime.date(*date)) for name, date in SESSIONS)
    return [
        ShownStep(
            "said",
            _day(*SESSIONS[0][1]),
            session=first,
            speakers=tuple(organisations[:2]),
            wordings=((WORDINGS[0], "nb"), (WORDINGS[3], "nb")),
            more=2,
            count=4,
            url="#",
            is_first=True,
        ),
        ShownStep("silent", _day(2011, 3, 23), session=first, last_session=last, sessions=3),
        ShownStep(
            "said", _day(*SESSIONS[1][1]), session=last, shared=True, wordings=(("local history", "en"),), url="#"
        ),
        ShownStep("merged", _day(2012, 1, 20), names=("Lesestimulering", "Leselyst")),
        ShownStep("stated", _day(2012, 5, 1), stated=_stated()),
    ]


SESSIONS = (("Første samling", (2011, 2, 1)), ("Fellessamling for bygningsvernrådgivere", (2011, 10, 4)))


def _day(*date):
    return ImpreciseDate(datetime.date(*date), Precision.DAY)


def _stated():
    return ShownStated(
        status=Status.AGREED,
        when=_day(2012, 5, 1),
        note="Alle fire har sagt ja til å prøve det i et år.",
        language="nb",
        anchor="became-example",
        other=None,
        other_url="",
        came_from=False,
        source_title="Etter andre samling",
        source_url="#",
        source_language="nb",
    )
