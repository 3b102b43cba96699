"""How well searches answer, judged by what each text was made of: `make bench ARGS=--search` prints the figures."""

import pytest

from search.indexing import rebuild
from tests.bench.search import answers, judged
from tests.bench.search_texts import fill
from tests.search.corpus import COMPOUNDS, FORMS, QUERIES

pytestmark = pytest.mark.django_db


def test_enough_is_judged_and_by_words_that_are_known():
    assert len(QUERIES) >= 60
    known = {word for words in COMPOUNDS.values() for word in words} | set(FORMS)
    assert {word for _typed, words in QUERIES for word in words} <= known


def test_searches_find_what_texts_are_about_in_whatever_form():
    texts = fill(300)
    rebuild()
    recall, precision = judged(answers, texts)
    assert recall > 0.9
    assert precision > 0.9
