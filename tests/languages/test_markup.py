"""Texts made into one document and read out of the answer: the markup holds, or the text is left alone."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from languages.markup import GarbledAnswer, compose, read
from languages.wordings import Wording, Wordings

NONE = Wordings()


def there_and_back(text, wordings=NONE, change=lambda answer: answer):
    document, sent = compose([text], wordings)
    return read(change(document), sent)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Helt vanlig tekst.",
        'Se <a id="a1">her</a> og <a id="a2"><b>der</b></a>.',
        "En<br/>to &amp; tre &lt;fire&gt;",
        " med luft rundt ",
        "Skriv til post@example.org eller se https://example.org/a?b=1&amp;c=2#d.",
        "Fyll inn {0}, {navn}, %(name)s og %s; 100 % av 5 %",
        "Kjør <code>make run</code> *her* @ola #merke 2*3",
        "<b><i>nøstet</i></b>",
    ],
)
def test_what_is_not_changed_comes_back_as_it_was(text):
    assert there_and_back(text).text == text


# Signs that Apertium and HTML give a meaning.
pieces = st.text(alphabet="abcæøå *@#^$/[]{}\\%.,0123456789", max_size=12)
texts = st.lists(st.tuples(pieces, st.sampled_from(["", "b", "i", "a", "code"])), min_size=1, max_size=5)


@given(texts)
def test_whatever_the_text_it_comes_back_as_it_was_or_not_at_all(parts):
    marked, links = "", 0
    for text, tag in parts:
        links += tag == "a"
        opening = f'<a id="a{links}">' if tag == "a" else f"<{tag}>"
        marked += f"{opening}{text}</{tag}>" if tag else text
    text = str(BeautifulSoup(marked, "html.parser"))
    assert there_and_back(text).text in {text, None}


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ('Se <a id="a1">her</a>', lambda answer: answer.replace('<a id="a1">her</a>', "her")),
        ('Se <a id="a1">her</a>', lambda answer: answer.replace('"a1"', '"a2"')),
        ('Se <a id="a1">her</a>', lambda answer: answer.replace("her</a>", "</a>her")),
        ("En <b>to</b> tre", lambda answer: answer.replace("<b>to</b>", "<b>to</b> <b>to</b>")),
        ("<b><i>x</i></b>", lambda answer: answer.replace("<b><i>x</i></b>", "<i><b>x</b></i>")),
        ("23. mars 2011", lambda answer: answer.replace("2011", "2012")),
        ("Se https://example.org/x nå", lambda answer: answer.replace("XKEEP0X", "")),
        ("Se https://example.org/x nå", lambda answer: answer.replace("XKEEP0X", "XKEEP0X XKEEP0X")),
        ("Noe", lambda answer: re.sub(">Noe<", "> <", answer)),
    ],
)
def test_a_text_whose_markup_numbers_or_addresses_differ_is_left_alone(text, change):
    assert there_and_back(text).text == text
    assert there_and_back(text, change=change).text is None


def test_words_nobody_knew_are_told_and_never_marked_in_the_text():
    draft = there_and_back(
        "Vi kvflorg og <b>blabla</b> med 2*3 og *",
        change=lambda answer: answer.replace("kvflorg", "*kvflorg").replace("blabla", "@blabla").replace("med", "#med"),
    )
    assert draft.text == "Vi kvflorg og <b>blabla</b> med 2*3 og *"
    assert draft.unknown == ("kvflorg", "blabla", "med")


def test_a_settled_word_is_hidden_from_the_engine_and_put_in_afterwards():
    wordings = Wordings([Wording("formidling", "formidling av kultur")])
    document, sent = compose(["God på <b>formidling</b>."], wordings)
    assert "formidling" not in document
    assert read(document, sent)[0].text == "God på <b>formidling av kultur</b>."


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: "",
        lambda answer: answer.replace('<div id="s1">to</div>', ""),
        lambda answer: answer.replace("s0", "s9"),
        lambda answer: answer + '<div id="s2">tre</div>',
        lambda answer: "Segmentation fault",
    ],
)
def test_an_answer_without_exactly_the_texts_that_were_sent_is_refused(change):
    document, sent = compose(["en", "to"], NONE)
    with pytest.raises(GarbledAnswer):
        read(change(document), sent)


def test_a_text_that_looks_like_our_own_tokens_is_left_alone():
    assert there_and_back("XKEEP0X og XKEEP7X").text is None
