"""What is settled is found as whole words, the longest first, and follows the text's capital letters."""

import pytest

from languages.wordings import Wording, Wordings


def put(text, *wordings):
    pieces = Wordings(Wording(*words) for words in wordings).split(text)
    assert "".join(piece for piece, _target in pieces) == text
    return "".join(piece if target is None else f"[{target}]" for piece, target in pieces)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en bruker", "en [brukar]"),
        ("Bruker og BRUKER", "[Brukar] og [BRUKAR]"),
        ("brukere bruker! medbruker", "brukere [brukar]! medbruker"),
        ("en brukers behov", "en [brukars] behov"),
    ],
)
def test_a_word_is_found_whole_also_in_the_genitive_and_keeps_its_capital_letters(text, expected):
    assert put(text, ("bruker", "brukar")) == expected


def test_the_longest_phrase_holds():
    words = [("bibliotek", "bok-hus"), ("digitalt bibliotek", "nettbibliotek")]
    assert put("et digitalt\nbibliotek og et bibliotek", *words) == "et [nettbibliotek] og et [bok-hus]"


def test_of_two_for_the_same_word_the_first_holds():
    assert put("mål", ("mål", "mål i sikte"), ("Mål", "noko anna")) == "[mål i sikte]"


def test_a_name_is_found_only_as_it_is_written():
    assert put("Ski er ikke ski", ("Ski", "Ski", True)) == "[Ski] er ikke ski"


def test_a_term_in_running_text_has_a_small_letter_but_an_abbreviation_has_not():
    assert put("god på formidling", ("Formidling", "Formidling")) == "god på [formidling]"
    assert put("ikt", ("IKT", "IKT")) == "[IKT]"


def test_signs_in_a_word_are_no_pattern():
    assert put("C++ (a.b)", ("a.b", "x"), ("c++", "y")) == "[Y] ([x])"


def test_nothing_settled_leaves_the_text_whole():
    assert put("uendret") == "uendret"
    assert put("uendret", ("", "x"), ("y", " ")) == "uendret"
