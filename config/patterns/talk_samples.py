"""A discussion on the pattern page: laid out by the real code, stored nowhere."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from comments.affiliations import Affiliation
from comments.forms import CommentForm
from comments.models import Discussion, Kind, ModeratedComment
from comments.states import State
from comments.text import render
from comments.threads import GONE, Shown
from comments.tree import Row, lay_out, shorten

START = datetime(2011, 3, 25, 12, tzinfo=ZoneInfo("Europe/Oslo"))
DEPTH, MOST = 5, 14
LONG = "Synlighetssamarbeidskommunikasjonsplanarbeidsgruppelederopplæringsprogrammet er langt."
# (number, what it answers, name, number of the organisation or None, language, text, state)
SAID = (
    (1, 1, "Kari Nordmann", 0, "nb", "Kan dere dele planen for *lesestimulering*?\n\n- for barn\n- for voksne", ""),
    (2, 1, "Máret Ánne Sara", None, "se", "Juo, dat lea buorre jurdda. Čálán eambbo ihttin.", ""),
    (3, 2, "Ola", None, "nb", "Borte.", State.REMOVED),
    (4, 3, "Anne-Margrethe Øverland Bjørnstjerne-Halvorsen", 2, "nb", "> den burde vi ta på alvor\n\nEnig.", ""),
    (5, 4, "Kari Nordmann", 0, "nb", "Fint.", ""),
    (6, 5, "Ali", 3, "nb", "Et svar som ligger dypere enn det vises.", ""),
    (7, 7, "Bo", 1, "nb", "Jeg var der.", "correction"),
    (8, 8, "Deg", None, "nb", LONG, State.PENDING),
    (9, 9, "En som fikk mange svar", None, "nb", "Hva mener dere?", ""),
    *((number, 9, f"Svar {number}", 1, "nb", "Jo.", "") for number in range(10, 16)),
)


def comments(organisations):
    """Return a page of comments: on every level and below, in every state, long and short."""
    by_number = {row[0]: row for row in SAID}
    rows = [Row(pk, parent, (pk,), state != State.REMOVED) for pk, parent, *_rest, state in SAID]
    laid = lay_out(rows, depth=DEPTH)
    return [
        _shown(place, by_number, organisations)
        for place in shorten([laid.below[root] for root in laid.roots], most=MOST)
    ]


def _shown(place, by_number, organisations):
    pk, parent, name, number, language, text, state = by_number[place.pk]
    sign = organisations[number] if number is not None else None
    comment = ModeratedComment(
        pk=pk,
        parent_id=parent,
        thread_id=place.root,
        user_name=name,
        comment=text,
        html=render(text),
        language=language,
        state=state if state in State.values else State.PUBLISHED,
        kind=Kind.CORRECTION if state == "correction" else Kind.COMMENT,
        proposed_wording="bokbåt" if state == "correction" else "",
        wording_before="bokbuss" if state == "correction" else "",
        submit_date=START + timedelta(hours=pk),
        edited_at=START if pk == 1 else None,
    )
    return Shown(
        place,
        comment,
        gone=GONE[State.REMOVED] if state == State.REMOVED else "",
        affiliation=sign and Affiliation(key=sign.translation_key, name=sign.display_name, sign=sign),
        answers_name=by_number[place.answers][2] if place.answers else "",
        likes=4 if pk in {1, 5} else 0,
        is_liked=pk == 5,
        is_mine=state == State.PENDING,
        may_be_edited=True,
        may_be_withdrawn=True,
    )


def form(organisations, address):
    """Return what the form for a comment needs, on a page where nothing is sent anywhere."""
    offered = [Affiliation(key=one.translation_key, name=one.display_name) for one in organisations]
    target = Discussion(subject="pattern", key=organisations[0].translation_key)
    return SimpleNamespace(form=CommentForm(target, organisations=offered), action=address)
