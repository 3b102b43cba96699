"""What a person wrote is stored tidy, with every letter, and quoted in mails and lists without markup."""

import re
import time
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comments.text import MOST_MARKS, clean, excerpt, is_blank, links_in, neutral_name, odd_characters, plain
from tests.comments.reading import ANY_TEXT, MARKUP, words_of


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("a\r\nb\rc\u2028d\x0be\x85f", "a\nb\nc\nd\ne\nf"),
        ("\n\n a  \nb\t\n\n", " a\nb"),
        ("a" + "\n" * 9 + "b", "a\n\n\nb"),
        ("a\x00b\x1b[31m\x7f\x9f\ud800\ufffe\U0001ffff\ufeffc", "ab[31mc"),
        ("trygg\u202egnp.exe\u2066x\u2069", "trygggnp.exex"),
        ("tekst\U000e0068\U000e0069", "tekst"),
        ("bla\u030abær", "blåbær"),
        ("   \n\u3000\n", ""),
    ],
)
def test_what_is_stored_is_tidy(written, stored):
    assert clean(written) == stored


@pytest.mark.parametrize(
    "text",
    [
        "Čáhci, Ŧ, ŋ, đ, ž, ǥ, ǩ, ǯ, ʒ: davvisámegiella ja nuortalašgiella",
        "Tiếng Việt: ế ộ ữ ặ",
        "שָׁלוֹם בְּרֵאשִׁית",
        "العَرَبِيَّةُ",
        "नमस्ते क्षत्रिय",
        "ภาษาไทยน้ำ ที่",
        "བསྒྲུབས་",
        "မြန်မာဘာသာ ကြွေ",
        "می‌خواهم",
        "👩‍👩‍👧‍👦 🏳️‍🌈 1️⃣ 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f 👍🏽",
        "Hebrew 1\u200e, 2\u200f",
        "    innrykk\tog tabulator\n\n\nog to blanke",
    ],
)
def test_what_languages_and_emoji_need_is_kept(text):
    composed = unicodedata.normalize("NFC", text)
    assert clean(text) == clean(unicodedata.normalize("NFD", text)) == composed
    assert odd_characters(text) == ()


def test_piled_up_marks_are_taken_down_to_a_few():
    zalgo = "H" + "\u0301\u0322\u0489" * 40 + "ei"
    assert clean(zalgo).startswith("H")
    assert clean(zalgo).endswith("ei")
    assert len(clean(zalgo)) == len("Hei") + MOST_MARKS
    assert odd_characters(zalgo) == ("marks",)
    assert odd_characters("a\u202eb") == ("direction",)


@given(st.one_of(ANY_TEXT, MARKUP))
@example("a" + "\u0301\u0323\u0489\ufe0f" * 9)
@example("\u1100" + "\u0301" * 9 + "\u1161")
@example("\n\n\n\n\u202e\n \n\u0301")
def test_tidying_twice_changes_nothing_and_loses_no_letter(text):
    tidy = clean(text)
    assert clean(tidy) == tidy
    assert unicodedata.is_normalized("NFC", tidy)
    tidy.encode()
    assert odd_characters(tidy) == ()

    def letters(of):
        return [sign for sign in unicodedata.normalize("NFD", of) if sign.isalnum()]

    assert letters(tidy) == letters(text)


@given(st.one_of(ANY_TEXT, MARKUP))
def test_a_name_is_one_line_that_a_mail_header_can_hold(name):
    neutral = neutral_name(name)
    assert neutral == neutral_name(neutral) == neutral.strip()
    assert not {unicodedata.category(sign) for sign in neutral} & {"Cc", "Cs", "Zl", "Zp"}
    assert not re.search("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", neutral)
    neutral.encode()


def test_a_name_cannot_bring_a_header_along():
    assert neutral_name("Kari\r\nBcc: alle@example.org") == "Kari Bcc: alle@example.org"
    assert neutral_name(" Kari \t Nordmann\u200b ") == "Kari Nordmann"
    assert neutral_name("علی‌رضا") == "علی‌رضا"


@pytest.mark.parametrize("text", ["", "  \n", "\u200b\u200d\ufeff", "\u3164", "\u2800 \u115f", "\u0301"])
def test_what_nobody_can_see_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", "?", "👍", "5", "日", "ש"])
def test_what_can_be_seen_is_not_blank(text):
    assert not is_blank(text)


def test_a_mail_gets_lists_quotes_and_addresses_in_plain_text():
    text = (
        "Hei **alle**.\n\n> sitert\n> mer\n\nSe [avisa](http://vg.no) og www.vg.no.\n\n1. en\n2. to\n   - tre\n   - 4"
    )
    assert plain(text) == (
        "Hei alle.\n\n> sitert\n> mer\n\nSe avisa (http://vg.no) og www.vg.no.\n\n1. en\n2. to\n   - tre\n   - 4"
    )


@given(st.one_of(ANY_TEXT, MARKUP))
@example("1.")
def test_plain_text_has_every_word_too(text):
    left = unicodedata.normalize("NFKC", unquote(plain(text)))
    for word in words_of(unicodedata.normalize("NFKC", clean(text))):
        assert word in left or any(word in unquote(link.address) for link in links_in(text)), word


def test_an_excerpt_begins_with_the_writers_own_words():
    assert excerpt("> sitert\n\nMitt **eget** [svar](http://vg.no)\ner dette") == "Mitt eget svar er dette"
    assert excerpt("> bare sitert") == "bare sitert"


@given(st.one_of(ANY_TEXT, MARKUP), st.integers(20, 200))
def test_an_excerpt_is_one_line_and_short_enough(text, most):
    short = excerpt(text, most)
    assert len(short) <= most
    assert len(short.splitlines()) <= 1


def test_an_excerpt_is_cut_between_words():
    assert excerpt("fylkesbibliotekene rundt fjorden", 28) == "fylkesbibliotekene rundt…"
    assert excerpt("å" * 300, 28) == "å" * 27 + "…"


@pytest.mark.parametrize("text", ["a" + "\u0301\u0323" * 500_000, (" " * 999 + "a") * 1000, "\n" * 1_000_000])
def test_a_megabyte_is_tidied_in_time_that_grows_with_its_length(text):
    began = time.process_time()
    clean(text)
    assert time.process_time() - began < 5
