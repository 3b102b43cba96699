"""An old text is found again in the one that took its place, and the difference is told word by word."""

from hypothesis import given
from hypothesis import strategies as st

from languages.pairing import differences, pair

OLD = ["Vi møtes på tirsdag i Oslo.", "Alle fire bibliotek var med."]


def test_each_changed_paragraph_finds_its_own_old_one():
    new = ["Alle fem bibliotek var med.", "Vi møtes på onsdag i Oslo."]
    assert pair(new, OLD) == {0: 1, 1: 0}


def test_a_new_paragraph_is_no_change_of_an_old_one():
    assert pair(["Rapporten kommer i juni."], OLD) == {}


def test_two_new_paragraphs_never_share_one_old():
    assert pair(["Vi møtes på onsdag i Oslo.", "Vi møtes på mandag i Oslo."], OLD[:1]) in ({0: 0}, {1: 0})


def test_a_place_that_holds_one_text_has_what_stood_there_before_however_different():
    assert pair(["Noe helt annet"], ["Gammel tittel"], only_one=True) == {0: 0}
    assert pair(["Noe helt annet"], [], only_one=True) == {}


def test_of_old_texts_that_are_equally_alike_the_newest_is_taken():
    assert pair(["Vi møtes på onsdag"], ["Vi møtes på tirsdag", "Vi møtes på mandag"], only_one=True) == {0: 0}


def test_a_difference_is_told_by_words():
    pieces = [(piece.sign, piece.text) for piece in differences("Vi møtes tirsdag.", "Vi møtes <b>onsdag</b>.")]
    assert pieces == [("=", "Vi møtes "), ("-", "tirsdag"), ("+", "<b>onsdag</b>"), ("=", ".")]


@given(st.text(max_size=40), st.text(max_size=40))
def test_the_pieces_are_the_whole_of_both_texts(old, new):
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.sign != "+") == old
    assert "".join(piece.text for piece in pieces if piece.sign != "-") == new


def test_hundreds_of_texts_are_paired_by_their_words_alone():
    old = [f"Avsnitt nummer {at} handler om det samme hver gang." for at in range(60)]
    new = [f"Avsnitt nummer {at} handler om det samme hver bidige gang." for at in reversed(range(60))]
    assert pair(new, old) == {at: 59 - at for at in range(60)}
