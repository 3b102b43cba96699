"""Words, their stems, and what they are made of: in each language by its own rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.text.compounds import Lexicon, parts
from home.text.stemming import stem, stems
from home.text.words import letters_key, without_accents, words

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
LANGUAGES = st.sampled_from(["nb", "nn", "sv", "en", "se", "fi", "xx", "nb-NO"])


def test_a_hyphen_parts_words_and_an_apostrophe_does_not():
    assert words("IKT-drift: children’s e-bøker, C++!") == ["ikt", "drift", "childrens", "e", "bøker", "c++"]


def test_letters_count_and_what_stands_between_them_does_not():
    assert letters_key("Web-utvikling ") == letters_key("web utvikling.") == "webutvikling"
    assert len({letters_key(text) for text in ("0–100 år", "0100 år", "C++", "C", "C#", "50 %", "50", "?!", "…")}) == 9


def test_accents_that_come_and_go_are_left_out_and_letters_stay():
    assert without_accents("språkkafé öl ærlig") == "språkkafe öl ærlig"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("nb", ["bibliotek", "biblioteket", "bibliotekene", "bibliotekenes"]),
        ("nb", ["bok", "boken", "bøker", "bøkene"]),
        ("nb", ["museum", "museet", "museer", "museene"]),
        ("nb", ["nasjonal", "nasjonalt", "nasjonale"]),
        ("nn", ["kommune", "kommunar", "kommunane"]),
        ("sv", ["utställning", "utställningar", "utställningarna"]),
        ("en", ["library", "libraries"]),
    ],
)
def test_forms_of_one_word_have_one_stem(language, forms):
    assert len({stem(form, language) for form in forms}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("nb", "bibliotekar", "bibliotek"),
        ("nn", "arkivar", "arkiv"),
        ("nb", "kurs", "kunst"),
        ("se", "girji", "girjji"),
    ],
)
def test_another_word_has_another_stem(language, one, other):
    assert stem(one, language) != stem(other, language)


def test_small_words_say_nothing_unless_they_are_all_that_is_said():
    assert stems("de digitale tjenestene for oss", "nb") == stems("digitale tjenester oss", "nb")
    assert stems("til og fra", "nb")


def test_a_compound_is_known_by_the_words_that_the_texts_have():
    lexicon = Lexicon.of(["fylke", "bibliotek", "utvikling av ledere", "barn", "samlinger"], "nb")
    assert parts("fylkesbibliotekene", lexicon) == (stem("fylke", "nb"), "bibliotek")
    assert parts("lederutvikling", lexicon) == (stem("ledere", "nb"), stem("utvikling", "nb"))
    assert parts("fylkesbiblioteksutvikling", lexicon)[1:] == ("bibliotek", stem("utvikling", "nb"))
    assert parts("barnehage", lexicon) == (stem("barnehage", "nb"),)


@given(ANY_TEXT)
def test_any_text_has_words_and_a_key_of_letters(text):
    assert letters_key(letters_key(text)) == letters_key(text)
    assert all(words(text))


@given(ANY_TEXT, LANGUAGES)
def test_any_word_has_a_stem_and_parts(text, language):
    lexicon = Lexicon.of([text], language)
    for word in words(text):
        assert parts(word, lexicon)
