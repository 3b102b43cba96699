"""Dates that are known only to the month, the season or the year."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


class Season(StrEnum):
    """A season of three whole months, as Norwegian meteorology counts them."""

    WINTER = "winter"
    SPRING = "spring"
    SUMMER = "summer"
    AUTUMN = "autumn"


_SEASONS = (Season.WINTER, Season.SPRING, Season.SUMMER, Season.AUTUMN)
_FINEST_LAST = {precision: -rank for rank, precision in enumerate(Precision)}


def season_of(day: date) -> Season:
    """Return the season; winter is December to February."""
    return _SEASONS[day.month % 12 // 3]


def season_year(day: date) -> int:
    """Return the year a season is named after: a winter after its January."""
    return day.year + 1 if day.month == 12 else day.year


def period(day: date, precision: Precision) -> tuple[date, date]:
    """Return the first and last day of the day, month, season or year that holds a day."""
    match precision:
        case Precision.DAY:
            return day, day
        case Precision.MONTH:
            return day.replace(day=1), _month_end(day.year, day.month)
        case Precision.YEAR:
            return date(day.year, 1, 1), date(day.year, 12, 31)
    year, first_month = season_year(day), _SEASONS.index(season_of(day)) * 3
    if first_month:
        return date(year, first_month, 1), _month_end(year, first_month + 2)
    # Python's calendar begins with a January and ends with a December: part of a winter at either end.
    first = date(year - 1, 12, 1) if year > date.min.year else date.min
    last = _month_end(year, 2) if year <= date.max.year else date.max
    return first, last


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


@total_ordering
@dataclass(frozen=True, eq=False)
class ImpreciseDate:
    """A date or a stretch of dates, known to the given precision.

    `end` is any day of the last day, month, season or year of a stretch. Any day of a month stands for the
    month: two values are equal when they say the same. They are ordered by their first day; what reaches
    further comes first, so that a year stands before its months and a month before its days.
    Raises ValueError if the end is before the start.
    """

    start: date
    precision: Precision = Precision.DAY
    end: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "precision", Precision(self.precision))
        if self.end is not None and self.end < self.start:
            raise ValueError("end must not be before start.")

    @property
    def year(self) -> int:
        """The year to name: a winter is named after the year of its January."""
        return season_year(self.start) if self.precision == Precision.SEASON else self.start.year

    @property
    def season(self) -> Season:
        """The season of the start."""
        return season_of(self.start)

    def bounds(self) -> tuple[date, date]:
        """Return the first and the last day it may mean."""
        return period(self.start, self.precision)[0], period(self.end or self.start, self.precision)[1]

    def iso(self) -> str:
        """Return the start for `<time datetime>`: 2011-03-23, 2011-03 or 2011.

        HTML has no notation for a season or a stretch: a season gives its year, and a stretch has `iso_end`.
        """
        return self._iso(self.start)

    def iso_end(self) -> str | None:
        """Return the end for `<time datetime>`, or None when it says no more than the start."""
        if self.end is None or period(self.end, self.precision) == period(self.start, self.precision):
            return None
        return self._iso(self.end)

    def _iso(self, day: date) -> str:
        match self.precision:
            case Precision.DAY:
                return day.isoformat()
            case Precision.MONTH:
                return f"{day.year:04}-{day.month:02}"
            case Precision.SEASON:
                return f"{season_year(day):04}"
        return f"{day.year:04}"

    def _order(self) -> tuple[date, int, int]:
        first, last = self.bounds()
        return first, -last.toordinal(), _FINEST_LAST[self.precision]

    def __eq__(self, other: object) -> bool:
        return self._order() == other._order() if isinstance(other, ImpreciseDate) else NotImplemented

    def __lt__(self, other: "ImpreciseDate") -> bool:
        return self._order() < other._order() if isinstance(other, ImpreciseDate) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._order())
