"""Terms that are likely the same as another: found both ways, each pair once, and in time."""

import random
import time

import pytest

from collaboration.notes.duplicates import likely_pairs
from collaboration.notes.matching import SUGGESTED_FROM, Known
from collaboration.notes.reasons import Why
from tests.collaboration.notes.pairs import pairs


def found(*terms, language="nb"):
    known = [Known(number, *(term if isinstance(term, tuple) else (term,))) for number, term in enumerate(terms)]
    return [(pair.one.name, pair.other.name) for pair in likely_pairs(known, language)]


def test_a_pair_comes_once_and_the_likeliest_first():
    names = found("Universell utforming", "Bokbåter", "Universell uforming", "Lese", "Bok-båter")
    assert [set(pair) for pair in names] == [
        {"Bokbåter", "Bok-båter"},
        {"Universell utforming", "Universell uforming"},
    ]


def test_what_says_something_else_is_no_pair():
    assert found("Intern formidling", "Ekstern formidling", "Kart", "Kurs", "Lesing for barn") == []


def test_a_name_is_found_among_another_term_s_other_names_and_wordings():
    (pair,) = likely_pairs([Known(1, "Lydbøker"), Known(2, "DAISY", ("opplesing", "lydbok"))], "nb")
    assert (pair.one.name, pair.other.name, pair.reason.detail) == ("Lydbøker", "DAISY", "lydbok")
    assert pair.reason.why is Why.INFLECTED


def test_two_wordings_that_are_alike_make_no_pair():
    assert found(("Lydbøker", ("samme ord",)), ("Kart", ("samme ord",))) == []


def test_of_many_terms_with_the_same_letters_each_is_paired_with_each():
    assert len(found("Bokbåter", "Bok-båter", "bok båter")) == 3


def test_many_wordings_of_ones_own_hide_no_other_term():
    own = tuple(f"Litteraturformidling{'!' * number} {number}" for number in range(60))
    assert found(("Litteraturformidling", own), "Litteratur-formidling") != []


@pytest.mark.parametrize("language", ["nb", "nn", "en", "sv"])
def test_labelled_pairs_are_found_as_the_notes_reader_finds_them(language):
    own = [pair for pair in pairs() if pair.language == language and not pair.is_for_tuning]
    hits = [pair for pair in own if found(pair.one, pair.other, language=language)]
    right = [pair for pair in hits if pair.same]
    assert len(right) / len([pair for pair in own if pair.same]) > 0.7
    assert len(right) / len(hits) > 0.8, [(pair.one, pair.other) for pair in hits if not pair.same]


def test_five_thousand_terms_are_compared_with_each_other_in_some_seconds(capsys):
    dice = random.Random(2011)
    words = sorted({word for pair in pairs() if pair.language == "nb" for word in (pair.one, pair.other)})
    terms = [
        Known(number, f"{dice.choice(words)} {dice.choice(words)} {dice.choice('abcdefghij')}{number % 97}")
        for number in range(5_000)
    ]
    begun = time.process_time()
    found = likely_pairs(terms, "nb")
    took = time.process_time() - begun
    with capsys.disabled():
        print(f"\n5,000 terms with each other: {took:.2f} s, {len(found)} pairs", end="")
    assert all(pair.score >= SUGGESTED_FROM for pair in found)
    assert took < 10
