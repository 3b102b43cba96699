"""Whatever is typed is an answerable search."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.asking import Filters, search, suggest
from search.queries import MOST_LETTERS, MOST_WORDS, read

pytestmark = pytest.mark.django_db

ODD = [
    "",
    " ",
    '"',
    '""',
    '"""',
    "'",
    "-",
    "--",
    '-"',
    "-bibliotek",
    "og",
    "og i på",
    "´",
    "`´^¨",
    "\0",
    "bib\0liotek",
    "\ud800",
    "AND OR NOT NEAR",
    "NEAR(a b, 5)",
    "a* AND (b OR c",
    "{a b}: c",
    "title:bibliotek",
    "bibliotek:*",
    "a & b | !c <-> d",
    "'); DROP TABLE search_document; --",
    "%%s %s {0}",
    "\\",
    "\\'",
    "C++ C# 50 %",
    "ß ſ İ ı",
    "日本語",
    "𞤀𞤁",
    "👍",
    "x" * 10_000,
    "bibliotek " * 1_000,
    '"' + "a " * 5_000,
    "-" * 10_000,
]


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_odd_text_is_a_search_like_any_other(searched_demo, query):
    results = search(query, "nb", remember=True)
    assert results.page == 1
    assert len(results.used_words) <= MOST_WORDS
    suggest(query, "nb")


TEXT = st.text(st.one_of(st.characters(), st.sampled_from(list("\"'-*()&|!:<>_^~ \\%+#aæøå"))), max_size=300)


@settings(max_examples=40)
@given(query=TEXT, value=st.text(max_size=80))
def test_any_text_at_all_is_a_search_and_a_filter(searched_demo, query, value):
    search(query, "nb", Filters.read({"kind": value, "year": value, "theme": value}))
    search(query, "en", order="newest", page=3)
    suggest(query, "nn")


def test_only_so_much_is_read_and_what_is_left_out_is_said():
    asked = read(" ".join(f"ord{number}" for number in range(30)), "nb")
    assert len(asked.all_words) == MOST_WORDS
    assert "ord12" in asked.left_out
    assert all(len(word) <= MOST_LETTERS for word in read("x" * 10_000, "nb").all_words)


def test_words_side_by_side_and_words_to_leave_out_are_read():
    asked = read('kurs “universell  utforming” -barn -"sosiale medier" før-nå', "nb")
    assert asked.words == ("kurs",)
    assert asked.phrases == (("universell", "utforming"),)
    assert asked.excluded == (("barn",), ("sosiale", "medier"))
    assert read("og", "nb").words == ("og",)
    assert read("kurs og", "nb").words == ("kurs",)


@given(query=TEXT)
def test_a_search_written_anew_is_read_as_it_was(query):
    asked = read(query, "nb")
    again = read(asked.text, "nb")
    assert (again.words, again.phrases) == (asked.words, asked.phrases) or len(asked.text) > MOST_LETTERS
