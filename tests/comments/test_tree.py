"""However comments hang together, each that is shown stands once, below what it answers, in lists that are valid."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from comments.tree import Row, lay_out, shorten, with_lists

ROWS = st.integers(0, 14).flatmap(
    lambda count: st.tuples(
        *(
            st.builds(
                lambda pk, parent, sent, shown: Row(pk, pk if parent is None else parent, (sent, pk), shown),
                st.just(number),
                st.one_of(st.none(), st.integers(1, count + 2)),
                st.integers(0, 3),
                st.booleans(),
            )
            for number in range(1, count + 1)
        )
    )
)


def html_of(places):
    """Write the lists as the template does."""
    parts = []
    for place in places:
        parts.append("<ol>" if place.opens else "")
        parts.append("<li>")
        parts.append("" if place.holds else "</li>")
        for level in place.ending:
            parts.append("</ol>" + ("</li>" if level > 1 else ""))
    return "".join(parts)


def check_lists(places):
    """A list holds items, an item holds at most one list at its end, and all that begins ends."""
    open_tags = []
    for closes, tag in re.findall(r"<(/?)(ol|li)>", html_of(places)):
        if not closes:
            assert (open_tags[-1] if open_tags else "li") != tag
            open_tags.append(tag)
        else:
            assert open_tags.pop() == tag
    assert open_tags == []
    assert "<ol></ol>" not in html_of(places)


def everything(laid):
    return [place for root in laid.roots for place in laid.below[root]]


# A circle, and an answer to it that was sent before.
CIRCLE = (Row(1, 2, (1,), True), Row(2, 3, (2,), True), Row(3, 2, (3,), True))


@given(ROWS, st.integers(1, 9), st.booleans())
@example(CIRCLE, 3, False)
def test_what_is_shown_stands_once_and_what_is_hidden_only_above_it(rows, depth, newest_first):
    laid = lay_out(rows, depth=depth, newest_first=newest_first)
    places = everything(laid)
    shown = [place.pk for place in places if place.shown]
    assert sorted(shown) == [row.pk for row in rows if row.shown]
    assert laid.shown == len(shown)
    assert len({place.pk for place in places}) == len(places)
    parents = {row.pk: row.parent for row in rows}
    standing = set(shown)
    for pk in shown:
        while parents[pk] in parents and parents[pk] not in standing and parents[pk] != pk:
            pk = parents[pk]
            standing.add(pk)
    assert {place.pk for place in places} <= standing
    for root in laid.roots:
        check_lists(with_lists(laid.below[root]))
        assert all(1 <= place.depth <= depth for place in laid.below[root])


@given(ROWS, st.integers(1, 9))
def test_an_answer_stands_below_what_it_answers_after_those_sent_before(rows, depth):
    by_pk = {row.pk: row for row in rows}
    for root, places in lay_out(rows, depth=depth).below.items():
        number = {place.pk: at for at, place in enumerate(places)}
        assert number[root] == 0
        for place in places[1:]:
            assert number[place.parent] < number[place.pk]
            assert by_pk[place.pk].parent == place.parent
        siblings = {}
        for place in places[1:]:
            siblings.setdefault(place.parent, []).append(by_pk[place.pk].sent)
        assert all(sent == sorted(sent) for sent in siblings.values())


@given(ROWS, st.booleans())
def test_threads_stand_in_the_order_in_which_they_began(rows, newest_first):
    began = {row.pk: row.sent for row in rows}
    roots = lay_out(rows, depth=3, newest_first=newest_first).roots
    assert list(roots) == sorted(roots, key=began.get, reverse=newest_first)


def test_below_the_last_level_an_answer_names_whom_it_answers():
    rows = [Row(pk, max(1, pk - 1), (pk,), True) for pk in range(1, 6)]
    places = lay_out(rows, depth=3).below[1]
    assert [(place.depth, place.answers) for place in places] == [(1, None), (2, None), (3, None), (3, 3), (3, 4)]
    assert [place.heading for place in places] == [3, 4, 5, 5, 5]


def test_a_hidden_comment_without_shown_answers_is_no_place():
    rows = [Row(1, 1, (1,), False), Row(2, 1, (2,), False), Row(3, 3, (3,), False), Row(4, 3, (4,), True)]
    laid = lay_out(rows, depth=5)
    assert laid.roots == (3,)
    assert [(place.pk, place.shown) for place in laid.below[3]] == [(3, False), (4, True)]
    assert laid.shown == 1


@given(ROWS, st.integers(1, 20), st.integers(1, 4))
def test_a_page_shows_every_thread_and_says_how_much_is_left(rows, most, depth):
    laid = lay_out(rows, depth=depth)
    threads = [laid.below[root] for root in laid.roots]
    lengths = {root: len(laid.below[root]) for root in laid.roots}
    page = shorten(threads, most=most)
    assert len(page) <= max(most, len(threads))
    assert [place.pk for place in page if place.root == place.pk] == list(laid.roots)
    for root, length in lengths.items():
        mine = [place for place in page if place.root == root]
        assert len(mine) + mine[-1].more == length
        assert all(place.more == 0 for place in mine[:-1])
    if sum(lengths.values()) <= most:
        assert all(place.more == 0 for place in page)
    check_lists(page)


@given(ROWS, st.integers(1, 5), st.integers(0, 13), st.integers(1, 13))
def test_a_page_that_begins_amid_a_thread_is_valid_as_well(rows, depth, begin, length):
    check_lists(with_lists(everything(lay_out(rows, depth=depth))[begin : begin + length]))


def test_a_deep_thread_takes_no_recursion():
    rows = [Row(pk, max(1, pk - 1), (pk,), True) for pk in range(1, 5001)]
    assert len(everything(lay_out(rows, depth=9))) == 5000
