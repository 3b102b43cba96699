"""JSON-LD stays inside its script element, whatever a title holds, and says nothing that is empty."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from home.structured_data import as_json, breadcrumbs, compact, plain


@given(st.text())
@example("</script><script>alert(1)</script>")
@example("<!--<script>")
@example("&lt;/script&gt;")
@example("linje\u2028skift\u2029her")
def test_no_text_can_end_the_script_it_stands_in(title):
    written = as_json([{"@type": "Thing", "name": f"x{title}"}])
    assert not set("<>&\u2028\u2029") & set(written)
    assert json.loads(written)["@graph"][0]["name"] == f"x{title}"


def test_what_is_empty_is_not_said():
    node = {"@type": "Event", "name": "Samling", "location": None, "attendee": [], "about": {"name": ""}, "place": ""}
    assert compact(node) == {"@type": "Event", "name": "Samling"}


def test_false_and_zero_are_values():
    assert compact({"isAccessibleForFree": False, "position": 0}) == {"isAccessibleForFree": False, "position": 0}


def test_lists_are_looked_into():
    assert compact({"author": [{"name": "Kari", "url": ""}]}) == {"author": [{"name": "Kari"}]}


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Vi møttes.</p><p>To dager.</p>", "Vi møttes. To dager."),
        ("<p>Les <b>alt</b>, også <i>dette</i>.</p>", "Les alt, også dette."),
        ("<p>1 &lt; 2 &amp; 3</p>", "1 < 2 & 3"),
        ("", ""),
    ],
)
def test_rich_text_becomes_one_line(markup, text):
    assert plain(markup) == text


def test_a_long_text_is_cut_between_words():
    cut = plain("ord, " * 40, limit=22)
    assert cut == "ord, ord, ord, ord …"
    assert len(cut) <= 22


def test_the_way_is_counted_from_one():
    way = breadcrumbs([("Forsiden", "https://e.org/"), ("Blogg", "https://e.org/blogg/")])
    assert [(step["position"], step["name"], step["item"]) for step in way["itemListElement"]] == [
        (1, "Forsiden", "https://e.org/"),
        (2, "Blogg", "https://e.org/blogg/"),
    ]
