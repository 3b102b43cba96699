"""Which term a wording is: the same, likely the same, or a new one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collaboration.notes.deciding import Accept, decide, new_name
from collaboration.notes.kinds import Kind
from collaboration.notes.matching import Decision, Known, Matcher
from collaboration.notes.reading import read_text
from collaboration.notes.reasons import SENTENCES, Reason, Why
from collaboration.notes.splitting import offered_split

TERMS = [
    Known(1, "Universell utforming", ("tilgjengelighet for alle",)),
    Known(2, "Litteraturformidling"),
    Known(3, "Webutvikling"),
    Known(4, "Samling av spisskompetanse"),
]


def match(wording, language="nb"):
    return Matcher(TERMS, language, [wording]).match(wording)


@pytest.mark.parametrize(
    "wording", ["universell utforming", "UNIVERSELL  UTFORMING", "universell-utforming.", "Universell\u00a0utforming"]
)
def test_case_space_punctuation_and_hyphens_make_no_other_term(wording):
    found = match(wording)
    assert (found.decision, found.term.key, found.reason.why) == (Decision.EXISTING, 1, Why.IDENTICAL)


def test_a_term_is_known_by_its_other_names():
    assert match("Tilgjengelighet for alle").term.key == 1


@pytest.mark.parametrize(
    ("wording", "key", "why"),
    [
        ("universell uforming", 1, Why.MISTYPED),
        ("litteraturformidlingen", 2, Why.INFLECTED),
        ("utvikling av web", 3, Why.REORDERED),
        ("samling av spiss-kompetansen", 4, Why.INFLECTED),
    ],
)
def test_what_is_likely_the_same_is_suggested_with_a_score_and_the_reason_in_words(wording, key, why):
    found = match(wording)
    assert (found.decision, found.term.key, found.reason.why, found.confident) == (Decision.SUGGESTED, key, why, True)
    assert 90 <= found.score < 100
    assert found.term.name in str(found.reason)


@pytest.mark.parametrize("wording", ["individuell utforming", "formidling", "web", "IKT"])
def test_what_is_another_thing_is_new(wording):
    assert match(wording).decision is Decision.NEW


def test_opposites_and_other_numbers_are_never_the_same():
    matcher = Matcher(
        [Known(1, "mer samarbeid om åpningstider i bibliotekene"), Known(2, "10 bokbusser i fylket")], "nb"
    )
    assert matcher.match("mindre samarbeid om åpningstider i bibliotekene").decision is Decision.NEW
    assert matcher.match("20 bokbusser i fylket").decision is Decision.NEW


def test_a_librarian_is_no_library():
    assert Matcher([Known(1, "bibliotek")], "nb").match("bibliotekar").decision is Decision.NEW


NOTES = "Styrker\n\n- barn\n- bokbussen\n\nAlle:\n\n- Barn\n- bokbuss\n\nUtfordringer\n\n- barn\n"


def decided(text=NOTES, known=(), accept=Accept.CONFIDENT):
    sections = decide(read_text(text), {Kind.COMPETENCY: known}, "nb", accept)
    return [(item.match.decision, item.name, item.match.reason.why) for section in sections for item in section.items]


def test_the_same_wording_in_two_lists_is_one_new_term_and_in_another_kind_another():
    assert decided() == [
        (Decision.NEW, "Barn", Why.NEW),
        (Decision.NEW, "Bokbussen", Why.NEW),
        (Decision.NEW, "Barn", Why.REPEATED),
        (Decision.SUGGESTED, "Bokbussen", Why.INFLECTED),
        (Decision.NEW, "Barn", Why.NEW),
    ]


def test_what_is_said_in_a_list_of_no_kind_has_no_term():
    assert decided("Tema A\n\n- én\n- to\n")[0][2] is Why.UNSORTED


def test_a_new_term_is_called_as_it_was_said_with_a_capital_letter_and_no_longer_than_a_name():
    assert new_name("øving gjør mester") == "Øving gjør mester"
    assert len(new_name("lang " * 200)) <= 255


@pytest.mark.parametrize(
    ("wording", "pieces"),
    [
        ("logistikk / transportordninger", ("logistikk", "transportordninger")),
        ("merkevarebygging, tjenestemarkedsføring", ("merkevarebygging", "tjenestemarkedsføring")),
        ("sosiale medier og digitale tjenester", ("sosiale medier", "digitale tjenester")),
        ("kurs (film, spill og musikk)", ()),
        ("IKT/web", ()),
        ("bokbuss", ()),
    ],
)
def test_what_may_be_several_things_is_offered_as_such(wording, pieces):
    assert offered_split(wording) == (pieces if wording != "IKT/web" else ("IKT", "web"))


def test_every_reason_has_a_sentence():
    assert SENTENCES.keys() == set(Why)
    assert all(str(Reason(why, "x")).endswith(".") for why in Why)


@given(
    st.lists(st.text(max_size=40), max_size=6), st.text(max_size=60), st.sampled_from(["nb", "sv", "en", "se", "xx"])
)
def test_any_wording_is_compared_with_any_terms(names, wording, language):
    found = Matcher([Known(number, name) for number, name in enumerate(names)], language).match(wording)
    assert 0 <= found.score <= 100
