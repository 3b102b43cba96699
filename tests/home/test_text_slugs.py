import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.text.slugs import slug_for, unique_slug

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hva er vi gode på, og hva vil vi?", "hva-er-vi-gode-pa-og-hva-vil-vi"),
        ("Æra øst Ås", "aera-ost-as"),
        ("Čáhci đ ŋ Š ŧ ž", "cahci-d-n-s-t-z"),
        ("Straße, Þór, Łódź", "strasse-thor-lodz"),
        ("kat & klass", "kat-klass"),
        ("samsøk / fjernlån", "samsok-fjernlan"),
        ("  --e-bok--  ", "e-bok"),
        ("bla\u030abær", "blabaer"),
        ("fylkes\u00adbibliotek", "fylkesbibliotek"),
        ("Anne’s Hawaiʻi", "annes-hawaii"),
        ("Москва", "moskva"),
        ("Barn 😀 og unge", "barn-og-unge"),
        ("100 % ½", "100-1-2"),
    ],
)
def test_a_slug_is_what_a_norwegian_reader_would_type(text, slug):
    assert slug_for(text) == slug


def test_a_text_that_leaves_nothing_gets_the_fallback():
    assert slug_for("😀 …", fallback="innlegg") == "innlegg"
    assert slug_for("") == "x"


def test_a_long_slug_is_cut_between_words():
    assert slug_for("prosjektarbeid og ledelse", max_length=20) == "prosjektarbeid-og"
    assert slug_for("prosjektarbeid og ledelse", max_length=17) == "prosjektarbeid-og"


def test_a_long_word_is_cut_where_the_room_ends():
    assert slug_for("i " + "x" * 100, max_length=20) == "i-" + "x" * 18


def test_a_slug_needs_room():
    with pytest.raises(ValueError, match="max_length"):
        slug_for("a", max_length=0)


@given(ANY_TEXT, st.integers(1, 100))
def test_every_text_gives_an_ascii_slug(text, max_length):
    slug = slug_for(text, max_length)
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= max_length
    assert slug_for(slug, max_length) == slug


def test_a_free_slug_is_taken_as_it_is():
    assert unique_slug("barn", lambda slug: False) == "barn"


def test_a_taken_slug_gets_the_first_free_number():
    assert unique_slug("barn", {"barn", "barn-2"}.__contains__) == "barn-3"


def test_the_number_fits_into_the_room():
    taken = {"bibliotek"} | {f"bibliot-{number}" for number in range(2, 10)}
    assert unique_slug("bibliotek", taken.__contains__, 9) == "biblio-10"
    assert unique_slug("ny-bok", {"ny-bok"}.__contains__, 6) == "ny-b-2"
    assert unique_slug("bok-ny", {"bok-ny"}.__contains__, 6) == "bok-2"


def test_when_nothing_is_free_it_is_said():
    with pytest.raises(ValueError, match="No free slug"):
        unique_slug("barn", lambda slug: True)
    with pytest.raises(ValueError, match="no slug"):
        unique_slug("", lambda slug: False)
