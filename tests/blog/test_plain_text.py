"""A post as plain lines: what editions keep."""

import pytest
from wagtail.blocks import StreamValue

from blog.models import PostPage
from blog.plain_text import lines_of
from tests import factories as make
from tests.full_site import block, picture

pytestmark = pytest.mark.django_db


def lines(*blocks, **fields):
    make.blog()
    stream = PostPage._meta.get_field("body").stream_block
    body = StreamValue(stream, list(blocks), is_lazy=True)
    return lines_of(PostPage(**{"title": "Tittel", "locale": make.locale(), "body": body, **fields}))


def test_the_title_and_introduction_come_first_a_line_for_each_paragraph():
    assert lines(introduction="Først.\n\n  Så. ") == ["Tittel", "Først.", "Så."]


def test_a_paragraph_is_one_line_whatever_is_bold_or_a_link_in_it():
    text = '<p>Vi <b>kan</b> <a href="https://example.org">det</a>.<br/>Ja.</p><h3>Så</h3>'
    text += "<ul><li>én</li><li>to &amp; tre</li></ul>"
    assert lines(block("text", text)) == ["Tittel", "Vi kan det.", "Ja.", "Så", "én", "to & tre"]


def test_every_kind_of_block_says_what_readers_see_of_it():
    made = picture()
    assert lines(
        block("heading", {"text": "Overskrift", "level": "h2"}),
        block("quote", {"text": "Sagt\nslik", "source": "Ingrid"}),
        block("image", {"image": {"image": made.pk, "alt_text": "Tavla", "decorative": False}, "caption": "Fra møtet"}),
        block("embed", {"url": "https://example.org/film", "title": "Filmen"}),
        block("table", {"data": [["A", None], ["1", "2"]], "table_caption": "Tall"}),
    ) == [
        "Tittel", "Overskrift", "Sagt", "slik", "Ingrid", "Tavla", "Fra møtet", "Filmen", "https://example.org/film",
        "Tall", "A |", "1 | 2",
    ]  # fmt: skip


def test_what_is_gone_is_left_out():
    empty = {"image": {"image": 4711, "alt_text": "x", "decorative": False}, "caption": ""}
    assert lines(block("image", empty), block("document", {"document": 4711, "title": ""})) == ["Tittel"]


def test_a_statement_list_says_whose_it_is_and_each_statement_with_its_note():
    make.blog()
    organisations = [make.OrganisationFactory(name=name) for name in ("Akershus", "Vestfold")]
    term = make.term("competency", "Universell utforming")
    theirs = make.statement_list(
        "competency", "organisations", organisations, [(term, "universell uforming")], "Vi kan"
    )
    theirs["value"]["items"][0]["value"]["note"] = "på kart"
    shared = make.statement_list("competency", "shared", [], [(term, "")])
    assert lines(theirs, shared)[1:3] == ["Vi kan – Akershus, Vestfold", "universell uforming (på kart)"]
    assert lines(shared)[-1] == "Universell utforming"
