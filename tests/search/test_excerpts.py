"""The piece of a text that is shown with a hit."""

import pytest

from search.excerpts import Marker

MARKER = Marker(["transport"], ["nb"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kassering\nBibliotektransport\nService", "Kassering · Bibliotektransport · Service"),
        ("Her er det.\nTransport er dyrt!\n\nSlutt", "Her er det. Transport er dyrt! Slutt"),
        ("  Transport \r\n \n av bøker  ", "Transport · av bøker"),
        ("Transport av\tbøker", "Transport av bøker"),
    ],
)
def test_lines_of_a_list_are_kept_apart_and_sentences_follow_each_other(text, shown):
    assert "".join(part.text for part in MARKER.excerpt(text)) == shown


def test_it_is_cut_where_the_word_stands_and_between_words():
    text = " ".join([*["foran"] * 100, "bibliotektransport", *["bak"] * 100])
    parts = MARKER.excerpt(text)
    assert [part.text for part in parts if part.marked] == ["bibliotektransport"]
    shown = "".join(part.text for part in parts)
    assert shown.startswith("… foran ")
    assert shown.endswith(" bak …")
    assert len(shown) < 240
