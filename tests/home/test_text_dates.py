from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from home.text.dates import ImpreciseDate, Precision, Season, period, season_of, season_year

DAY, MONTH, SEASON, YEAR = Precision


def test_the_seasons_are_three_whole_months_each():
    months = [season_of(date(2011, month, 1)) for month in range(1, 13)]
    assert months == ["winter"] * 2 + ["spring"] * 3 + ["summer"] * 3 + ["autumn"] * 3 + ["winter"]


def test_a_winter_is_named_after_the_year_of_its_january():
    assert season_year(date(2010, 12, 24)) == season_year(date(2011, 2, 1)) == 2011
    winter = ImpreciseDate(date(2010, 12, 24), SEASON)
    assert (winter.season, winter.year) == (Season.WINTER, 2011)
    assert ImpreciseDate(date(2010, 12, 24), YEAR).year == 2010


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        (DAY, date(2011, 3, 23), date(2011, 3, 23)),
        (MONTH, date(2011, 3, 1), date(2011, 3, 31)),
        (SEASON, date(2011, 3, 1), date(2011, 5, 31)),
        (YEAR, date(2011, 1, 1), date(2011, 12, 31)),
    ],
)
def test_the_bounds_are_the_first_and_last_day_it_may_mean(precision, first, last):
    assert ImpreciseDate(date(2011, 3, 23), precision).bounds() == (first, last)


def test_a_winter_spans_new_year_and_knows_leap_years():
    assert ImpreciseDate(date(2012, 1, 5), SEASON).bounds() == (date(2011, 12, 1), date(2012, 2, 29))
    assert ImpreciseDate(date(2011, 12, 5), SEASON).bounds() == (date(2011, 12, 1), date(2012, 2, 29))


def test_a_stretch_is_bounded_by_the_period_of_its_end():
    stretch = ImpreciseDate(date(2011, 1, 10), MONTH, end=date(2011, 3, 1))
    assert stretch.bounds() == (date(2011, 1, 1), date(2011, 3, 31))


def test_an_end_before_the_start_is_refused():
    with pytest.raises(ValueError, match="before start"):
        ImpreciseDate(date(2011, 3, 23), DAY, end=date(2011, 3, 22))


def test_an_unknown_precision_is_refused():
    with pytest.raises(ValueError, match="decade"):
        ImpreciseDate(date(2011, 3, 23), "decade")


@pytest.mark.parametrize(
    ("precision", "iso"), [(DAY, "2011-12-23"), (MONTH, "2011-12"), (SEASON, "2012"), (YEAR, "2011")]
)
def test_the_machine_readable_form_says_no_more_than_is_known(precision, iso):
    assert ImpreciseDate(date(2011, 12, 23), precision).iso() == iso
    assert ImpreciseDate(date(2011, 12, 23), precision).iso_end() is None


def test_only_an_end_that_says_more_has_a_machine_readable_form():
    assert ImpreciseDate(date(2011, 3, 23), DAY, date(2011, 3, 24)).iso_end() == "2011-03-24"
    assert ImpreciseDate(date(2011, 3, 23), MONTH, date(2011, 3, 24)).iso_end() is None


def test_two_days_of_one_month_say_the_same_when_only_the_month_is_known():
    one, other = (ImpreciseDate(date(2011, 3, 1), MONTH), ImpreciseDate(date(2011, 3, 23), "month"))
    assert one == other
    assert len({one, other}) == 1
    assert one != ImpreciseDate(date(2011, 3, 1), DAY)
    assert one != "2011-03"


def test_a_year_stands_before_its_months_and_a_month_before_its_days():
    values = [
        ImpreciseDate(date(2010, 12, 31), SEASON),
        ImpreciseDate(date(2010, 12, 31), DAY),
        ImpreciseDate(date(2011, 6, 1), YEAR),
        ImpreciseDate(date(2011, 1, 9), MONTH),
        ImpreciseDate(date(2011, 1, 1), DAY, date(2011, 1, 2)),
        ImpreciseDate(date(2011, 1, 1), DAY),
        ImpreciseDate(date(2011, 3, 23), DAY),
    ]
    backwards = values[::-1]
    assert sorted(backwards) == values
    assert values[0] <= values[1]
    assert values[1] >= values[0]


@given(st.dates(), st.sampled_from(Precision))
def test_every_day_of_a_period_is_in_the_same_period(day, precision):
    first, last = period(day, precision)
    assert first <= day <= last
    assert period(first, precision) == period(last, precision) == (first, last)
    if last < date.max:
        assert period(last + timedelta(days=1), precision)[0] == last + timedelta(days=1)
