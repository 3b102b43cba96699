"""Dates as people say them."""

from datetime import date

import pytest
from django.utils import translation

from home.date_words import in_words
from home.text.dates import ImpreciseDate, Precision

DAY = date(2011, 3, 23)


@pytest.mark.parametrize(
    ("language", "precision", "words"),
    [
        ("nb", Precision.DAY, "23. mars 2011"),
        ("nb", Precision.MONTH, "mars 2011"),
        ("nb", Precision.SEASON, "våren 2011"),
        ("nb", Precision.YEAR, "2011"),
        ("nn", Precision.DAY, "23. mars 2011"),
        ("nn", Precision.MONTH, "mars 2011"),
        ("nn", Precision.SEASON, "våren 2011"),
        ("en", Precision.SEASON, "spring 2011"),
        ("en", Precision.YEAR, "2011"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(language, precision, words):
    with translation.override(language):
        assert in_words(ImpreciseDate(DAY, precision)) == words


@pytest.mark.parametrize(
    ("month", "words"), [(1, "vinteren 2011"), (6, "sommeren 2011"), (10, "høsten 2011"), (12, "vinteren 2012")]
)
def test_a_winter_is_named_after_its_january(month, words):
    with translation.override("nb"):
        assert in_words(ImpreciseDate(date(2011, month, 1), Precision.SEASON)) == words


@pytest.mark.parametrize(
    ("precision", "end", "words"),
    [
        (Precision.DAY, date(2011, 3, 24), "23. mars 2011 til 24. mars 2011"),
        (Precision.DAY, date(2011, 3, 23), "23. mars 2011"),
        (Precision.MONTH, date(2011, 5, 1), "mars 2011 til mai 2011"),
        (Precision.MONTH, date(2011, 3, 31), "mars 2011"),
        (Precision.YEAR, date(2012, 1, 1), "2011 til 2012"),
    ],
)
def test_a_stretch_has_an_end_only_where_it_says_more(precision, end, words):
    with translation.override("nb"):
        assert in_words(ImpreciseDate(DAY, precision, end)) == words


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_month_of_every_language_is_written(language):
    with translation.override(language):
        said = {in_words(ImpreciseDate(date(2011, month, 1), Precision.MONTH)) for month in range(1, 13)}
    assert len(said) == 12
    assert all(words.endswith(" 2011") for words in said)
