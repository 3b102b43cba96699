"""Who named what, worked out from plain values: every statement is counted where it belongs, once."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from collaboration.overview.matrix import (
    ROOM,
    SHARED,
    Choice,
    Fact,
    Group,
    Named,
    Order,
    arrange,
    build,
    can_help,
    choose,
    columns_of,
    tally,
)

ORGANISATIONS = (1, 2, 3, 4)
SESSIONS = (10, 20, 30)
THEMES = ("barn", "drift")
terms = [Named(number, f"Term {number}", f"term-{number}", "nb", ("", *THEMES)[number % 3]) for number in range(1, 9)]
facts = st.lists(
    st.builds(
        Fact,
        st.integers(1, 8),
        st.sampled_from([*ORGANISATIONS, SHARED, ROOM]),
        st.sampled_from([*SESSIONS, None]),
        st.integers(1, 3),
    ),
    max_size=40,
)


def test_what_is_shared_is_nobodys_and_what_one_named_is_not_what_two_did():
    rows = build(terms[:5], [Fact(1, SHARED, 10), Fact(1, 1, 10), Fact(2, 1, 10), Fact(2, 2, 20), Fact(3, 1, 10, 2)])
    rows += build([terms[5]], [Fact(6, ROOM, 10)])
    assert [row.group for row in rows] == [
        Group.SHARED,
        Group.SEVERAL,
        Group.ONE,
        Group.UNNAMED,
        Group.UNNAMED,
        Group.ROOM,
    ]
    assert [row.count for row in rows] == [2, 2, 2, 0, 0, 1]
    assert SHARED not in rows[0].organisations


@given(facts)
def test_every_statement_is_in_one_cell_and_every_term_in_one_group(said):
    rows = build(terms, said)
    assert sum(row.count for row in rows) == sum(fact.count for fact in said)
    assert sum(tally(rows).values()) == len(terms)
    cells = Counter()
    for fact in said:
        cells[fact.concept_id, fact.column] += fact.count
    assert {(row.named.concept_id, key): n for row in rows for key, n in row.by_column.items()} == cells


@given(facts, st.sampled_from(Order))
def test_no_order_loses_or_doubles_a_term(said, order):
    rows = build(terms, said)
    shown = [row.named for part in arrange(rows, order, THEMES) for row in part.rows]
    assert sorted(shown, key=lambda one: one.concept_id) == terms


@given(facts, st.sets(st.sampled_from(ORGANISATIONS)), st.sets(st.sampled_from(ORGANISATIONS)))
def test_asked_who_named_it_a_term_is_shown_if_all_of_them_did_and_none_of_the_others(said, these, others):
    rows = build(terms, said)
    choice = Choice(named_by=frozenset(these), not_named_by=frozenset(others))
    by = {term.concept_id: {fact.column for fact in said if fact.concept_id == term.concept_id} for term in terms}
    wanted = [one for one in terms if these <= by[one.concept_id] and not others & by[one.concept_id]]
    if these or others:
        wanted = [one for one in wanted if by[one.concept_id]]
    assert [row.named for row in choose(rows, choice)] == wanted


@given(facts, st.sampled_from(SESSIONS))
def test_not_said_again_since_means_said_before_and_not_in_it_or_after(said, since):
    shown = {row.named.concept_id for row in choose(build(terms, said), Choice(not_since=since), SESSIONS)}
    when = {one.concept_id: {f.session_id for f in said if f.concept_id == one.concept_id} - {None} for one in terms}
    assert shown == {concept for concept, sessions in when.items() if sessions and max(sessions) < since}


@given(facts, st.sampled_from(SESSIONS))
def test_within_a_session_only_what_was_said_in_it_counts(said, session):
    rows = build(terms, said, session)
    assert sum(row.count for row in rows) == sum(fact.count for fact in said if fact.session_id == session)


@given(facts)
def test_help_is_what_one_named_and_the_other_did_not(said):
    rows = build(terms, said)
    for line in can_help(rows, ORGANISATIONS):
        for one in line:
            choice = Choice(named_by=frozenset([one.giver]), not_named_by=frozenset([one.taker]))
            assert one.count == len(choose(rows, choice))
            assert 0 <= one.share <= 1


def test_columns_stand_only_where_they_say_something():
    assert columns_of(build(terms, [Fact(1, ROOM, 10)]), ORGANISATIONS) == []
    assert columns_of(build(terms, [Fact(1, ROOM, 10), Fact(1, SHARED, 10)]), ORGANISATIONS) == [SHARED, ROOM]
    assert columns_of(build(terms, [Fact(1, 2, 10), Fact(2, SHARED, 10)]), ORGANISATIONS) == [SHARED, 1, 2, 3, 4]
    assert columns_of(build(terms, []), ORGANISATIONS) == []
