"""Imprecise dates in words of the active language."""

from django.utils.dateformat import format as date_format
from django.utils.formats import get_format
from django.utils.translation import gettext as _

from home.text.dates import ImpreciseDate, Precision, Season, season_of, season_year

# Capitals come from the sentence that the words stand in.
_SEASONS = {
    Season.WINTER: lambda year: _("winter %(year)s") % {"year": year},
    Season.SPRING: lambda year: _("spring %(year)s") % {"year": year},
    Season.SUMMER: lambda year: _("summer %(year)s") % {"year": year},
    Season.AUTUMN: lambda year: _("autumn %(year)s") % {"year": year},
}


def _one(day, precision):
    match precision:
        case Precision.DAY:
            return date_format(day, get_format("DATE_FORMAT"))
        case Precision.MONTH:
            return date_format(day, get_format("YEAR_MONTH_FORMAT"))
        case Precision.SEASON:
            return _SEASONS[season_of(day)](season_year(day))
    return str(day.year)


def in_words(when: ImpreciseDate) -> str:
    """Return the date as people say it: “23. mars 2011”, “mars 2011”, “vinteren 2011”, “2011”."""
    start = _one(when.start, when.precision)
    if when.iso_end() is None:
        return start
    return _("%(start)s to %(end)s") % {"start": start, "end": _one(when.end, when.precision)}
