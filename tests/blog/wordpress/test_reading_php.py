"""PHP's stored values, in which WordPress keeps what it knows of a picture."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.importers.wordpress.reading import Kind, php_values
from blog.importers.wordpress.records import Troubles


@pytest.mark.parametrize(
    ("stored", "value"),
    [
        ("i:-3;", -3),
        ("b:1;", True),
        ("b:0;", False),
        ("d:0.5;", 0.5),
        ("d:1.0E+25;", 1e25),
        ("N;", None),
        ('s:3:"å"";', 'å"'),
        ('s:0:"";', ""),
        ("a:0:{}", {}),
        ('a:2:{i:0;s:1:"a";i:1;N;}', ["a", None]),
        ('a:2:{s:5:"width";i:640;s:4:"file";s:13:"2011/03/a.jpg";}', {"width": 640, "file": "2011/03/a.jpg"}),
        ('a:1:{s:5:"sizes";a:1:{s:5:"thumb";a:1:{s:5:"width";i:150;}}}', {"sizes": {"thumb": {"width": 150}}}),
        ('O:8:"stdClass":1:{s:1:"a";i:1;}', {"a": 1}),
    ],
)
def test_what_php_stored_is_read(stored, value):
    assert php_values(stored) == value


@pytest.mark.parametrize(
    "stored",
    [
        *["", "x", 's:9:"a";', 's:1:"å";', "a:5:{}", "a:999999999:{i:0;i:1;}", "i:1;i:2;", "a:1:{a:0:{}i:1;}", "R:1;"],
        *["a:1:{i:0;" * 5000, 'O:1:"x', 's:999999999:"'],
    ],
)
def test_what_lies_about_its_lengths_is_passed_over_and_told(stored):
    troubles = Troubles()
    assert php_values(stored, troubles, "a.xml, item 1") is None
    assert troubles.counts == {Kind.PHP: 1}


def php(value):
    match value:
        case None:
            return "N;"
        case bool():
            return f"b:{int(value)};"
        case int():
            return f"i:{value};"
        case str():
            return f's:{len(value.encode())}:"{value}";'
        case list():
            return php(dict(enumerate(value)))
    pairs = "".join(php(key) + php(each) for key, each in value.items())
    return f"a:{len(value)}:{{{pairs}}}"


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | TEXT,
    lambda inner: st.lists(inner, min_size=1) | st.dictionaries(TEXT, inner),
    max_leaves=12,
)


@given(VALUES)
def test_any_value_survives_being_stored_and_read(value):
    assert php_values(php(value)) == value


@given(st.text(st.sampled_from('aisbdON:;{}"0123456789-.'), max_size=60))
def test_any_text_is_read_or_passed_over(text):
    php_values(text)
