"""The report's table: a line for each period, organisation or author, and all of it together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from blog.models import Author, PostAuthor
from blog.written_forms.filters import AUTHOR, MONTH, ORGANISATION, QUARTER, STEPS
from blog.written_forms.sharing import FORMS, Counted, Sum, add_up, by_group, by_period
from collaboration.models import Organisation
from home.text.collation import sort_key

# What a line's texts belong to.
_WHOSE = {ORGANISATION: "author__organisation__translation_key", AUTHOR: "author"}


@dataclass(frozen=True)
class Row:
    """A line of the table, as it is shown, drawn and exported."""

    label: str
    sum: Sum
    others: tuple[int, ...]
    is_total: bool = False

    def share(self, form: str) -> float | None:
        shares = self.sum.shares
        return shares[form] if shares else None

    @property
    def cells(self) -> tuple[tuple[int, float | None], ...]:
        """(words, share) of each form."""
        return tuple((self.sum.of(form), self.share(form)) for form in FORMS)


@dataclass(frozen=True)
class Table:
    """The lines, the last of which is all together; none, where nothing was published."""

    about: str
    # By the names of the columns. Words, not promises of words: a file is written when the language is another.
    headings: Mapping[str, str]
    rows: tuple[Row, ...]
    untranslated: int

    def values(self, row: Row) -> dict[str, Any]:
        """Return a row's cells by the names of their columns; what is not known is empty."""
        cells: list[Any] = [row.label]
        for words, share in row.cells:
            cells += [words, "" if share is None else share]
        return dict(zip(self.headings, [*cells, *row.others], strict=True))


def table_of(texts: Any, about: str) -> Table:
    """Return the table of texts that count (a queryset of PublishedWords): as many queries for many as for one."""
    rows = list(texts.values_list("page", "page__locale__language_code", "words", "at", "untranslated"))
    whose = _groups(about)
    counted = [
        Counted(language, words, timezone.localdate(at), frozenset(whose.get(page, ())))
        for page, language, words, at, _left in rows
    ]
    languages = {text.language for text in counted if text.words} - set(FORMS)
    known = [code for code, _name in settings.LANGUAGES]
    others = tuple(sorted(languages, key=lambda code: (known.index(code) if code in known else len(known), code)))
    lines = [(_("In all"), add_up(counted))] if counted else []
    lines = [*_lines(counted, about), *lines]
    return Table(
        about,
        _headings(about, others),
        tuple(
            Row(label, found, tuple(found.of(code) for code in others), is_total=number == len(lines))
            for number, (label, found) in enumerate(lines, 1)
        ),
        sum(row[-1] for row in rows),
    )


def _headings(about: str, others: Iterable[str]) -> dict[str, str]:
    names = dict(settings.LANGUAGES)
    firsts = {ORGANISATION: capfirst(_("organisation")), AUTHOR: capfirst(_("author"))}
    columns = {"label": firsts.get(about) or _("Period")}
    for form in FORMS:
        columns[f"words_{form}"] = _("%(language)s, words") % {"language": names.get(form, form)}
        columns[f"share_{form}"] = _("%(language)s, per cent") % {"language": names.get(form, form)}
    for code in others:
        columns[f"words_{code}"] = _("%(language)s, words") % {"language": names.get(code, code)}
    return columns


def _groups(about: str) -> Mapping[int, set[Hashable]]:
    found: dict[int, set[Hashable]] = defaultdict(set)
    if about in _WHOSE:
        # All there are: to ask which posts count a second time takes longer than to read their bylines.
        for post, group in PostAuthor.objects.order_by().values_list("post", _WHOSE[about]):
            if group is not None:
                found[post].add(group)
    return found


def _lines(counted: Iterable[Counted], about: str) -> list[tuple[str, Sum]]:
    if about in STEPS:
        return [(period_name(start, about), found) for start, found in by_period(counted, STEPS[about])]
    sums = by_group(counted)
    nobody = sums.pop(None, None)
    names = (_organisation_names if about == ORGANISATION else _author_names)(sums)
    named = [(names[group], found) for group, found in sums.items()]
    lines = sorted(named, key=lambda line: sort_key(line[0], settings.LANGUAGE_CODE))
    if nobody:
        without = _("Without an author's organisation") if about == ORGANISATION else _("Without an author")
        lines.append((without, nobody))
    return lines


def period_name(start: date, about: str) -> str:
    """Return what a period is called."""
    if about == MONTH:
        return capfirst(date_format(start, "YEAR_MONTH_FORMAT"))
    if about == QUARTER:
        return _("Quarter %(number)s, %(year)s") % {"number": (start.month + 2) // 3, "year": start.year}
    return str(start.year)


def _organisation_names(keys: Iterable[Any]) -> dict[Any, str]:
    """Return what organisations are called in the language that is spoken, else as they were first written."""
    names: dict[Any, str] = {}
    found = Organisation.objects.filter(translation_key__in=list(keys)).order_by("pk")
    for key, code, name in found.values_list("translation_key", "locale__language_code", "name"):
        if code == get_language():
            names[key] = name
        names.setdefault(key, name)
    return names


def _author_names(keys: Iterable[Any]) -> dict[Any, str]:
    return dict(Author.objects.filter(pk__in=list(keys)).values_list("pk", "name"))
