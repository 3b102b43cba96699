"""Comparing two sessions, and a term's way through them, as calculation."""

import datetime
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collaboration.changes.becoming import (
    Merged,
    MergedStep,
    SaidStep,
    SilentStep,
    Stated,
    StatedStep,
    Uttered,
    in_time,
    latest,
    steps,
)
from collaboration.changes.comparing import Change, compare, happened_between
from collaboration.overview.matrix import ROOM, SHARED, Fact
from home.text.dates import ImpreciseDate, Precision

SESSIONS = st.integers(1, 5)
CONCEPTS = st.integers(1, 6)
COLUMNS = st.sampled_from([SHARED, ROOM, 7, 8])
FACTS = st.lists(st.builds(Fact, CONCEPTS, COLUMNS, st.none() | SESSIONS, st.integers(1, 3)), max_size=30)
DATES = st.dates(datetime.date(2009, 1, 1), datetime.date(2013, 12, 31))
WHENS = st.builds(ImpreciseDate, DATES, st.sampled_from(list(Precision)))
STATED = st.lists(
    # Circles of moves too, which no form makes.
    st.builds(Stated, st.integers(1, 99), st.just(""), CONCEPTS, CONCEPTS, st.just("moved"), CONCEPTS, WHENS),
    max_size=12,
    unique_by=lambda one: one.pk,
)


def day(text):
    return ImpreciseDate(datetime.date.fromisoformat(text))


@given(FACTS, SESSIONS, SESSIONS)
def test_every_term_of_either_session_is_compared_once_and_every_statement_counted(facts, earlier, later):
    if earlier == later:
        with pytest.raises(ValueError, match="itself"):
            compare(facts, earlier, later)
        return
    rows = compare(facts, earlier, later, range(1, later))
    assert Counter(row.concept_id for row in rows) == dict.fromkeys(
        {fact.concept_id for fact in facts if fact.session_id in (earlier, later)}, 1
    )
    for session, counted in ((earlier, "earlier_count"), (later, "later_count")):
        said = sum(fact.count for fact in facts if fact.session_id == session)
        assert sum(getattr(row, counted) for row in rows) == said


@given(FACTS, SESSIONS, SESSIONS)
def test_a_term_is_new_only_if_no_session_before_the_later_one_said_it(facts, earlier, later):
    if earlier == later:
        return
    before = frozenset(range(1, later)) | {earlier}
    for row in compare(facts, earlier, later, before):
        said = {fact.session_id for fact in facts if fact.concept_id == row.concept_id}
        wanted = {
            Change.NEW: later in said and not said & before,
            Change.RETURNED: later in said and earlier not in said and bool(said & before),
            Change.AGAIN: {earlier, later} <= said,
            Change.SILENT: earlier in said and later not in said,
        }
        assert [change for change, holds in wanted.items() if holds] == [row.change]


@given(FACTS, SESSIONS, SESSIONS)
def test_compared_the_other_way_round_what_was_not_said_again_was_not_said_before(facts, one, other):
    if one == other:
        return

    def silent(rows):
        return {row.concept_id for row in rows if row.change == Change.SILENT}

    there, back = compare(facts, one, other), compare(facts, other, one)
    assert silent(there) == {row.concept_id for row in back if row.change in (Change.NEW, Change.RETURNED)}


@given(STATED)
def test_the_latest_by_date_says_how_it_stands_however_they_come(stated):
    for concept, one in latest(stated).items():
        own = [each for each in stated if each.concept_id == concept]
        last = one.when.bounds()[1]
        assert all((each.when.bounds()[1], each.pk) <= (last, one.pk) for each in own)
    assert latest(stated) == latest(reversed(stated))
    assert [one.when for one in in_time(stated)] == sorted(one.when for one in stated)


@given(
    st.dictionaries(SESSIONS, WHENS),
    st.lists(st.builds(Uttered, st.none() | SESSIONS, COLUMNS, st.sampled_from("abc"), st.just("nb")), max_size=15),
    STATED,
    st.lists(st.builds(Merged, st.integers(1, 9), WHENS, st.just(("X",))), max_size=3, unique_by=lambda one: one.pk),
)
def test_the_way_of_a_term_holds_every_session_every_development_and_every_merge_once(
    sessions, uttered, stated, merged
):
    way = steps(sessions, uttered, stated, merged)
    said = [step.session_id for step in way if isinstance(step, SaidStep)]
    silent = [pk for step in way if isinstance(step, SilentStep) for pk in step.sessions]
    assert sorted([*said, *silent]) == sorted(sessions)
    assert set(said) == {one.session_id for one in uttered} & set(sessions)
    assert [step.stated for step in way if isinstance(step, StatedStep)] == in_time(stated)
    assert {step.merged for step in way if isinstance(step, MergedStep)} == set(merged)
    assert [step.is_first for step in way if isinstance(step, SaidStep)] == [True, *[False] * (len(said) - 1)][
        : len(said)
    ]
    assert sum(step.count for step in way if isinstance(step, SaidStep)) == sum(
        one.count for one in uttered if one.session_id in sessions
    )
    # Silence is told once, however many sessions after each other.
    assert not any(isinstance(one, SilentStep) and isinstance(two, SilentStep) for one, two in pairwise(way))


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        (day("2011-01-10"), False),
        (day("2011-01-11"), True),
        (day("2011-03-23"), True),
        (day("2011-03-24"), False),
        (ImpreciseDate(datetime.date(2011, 2, 1), Precision.MONTH), True),
        (ImpreciseDate(datetime.date(2011, 1, 1), Precision.YEAR), True),
        (ImpreciseDate(datetime.date(2010, 1, 1), Precision.YEAR), False),
    ],
)
def test_something_happened_between_two_sessions_if_its_date_may_mean_that(when, wanted):
    assert happened_between(when, day("2011-01-10"), day("2011-03-23")) is wanted
