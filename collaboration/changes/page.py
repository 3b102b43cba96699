"""What a reader asks of the comparison of two sessions, and what she is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from collaboration.changes import lookup, report
from collaboration.changes.comparing import Change
from collaboration.models import Kind
from collaboration.overview.asked import LONGEST, address
from collaboration.reader import Reader
from collaboration.routes import CHANGES
from home.pagination import page_of

# Of each group, where several stand on a page; and of one that is asked for alone.
FEW, MANY = 25, 100


@dataclass
class Asked:
    """What an address asks for; `told` says what could not be made sense of, and what was done about it."""

    earlier: int | None = None
    later: int | None = None
    kind: str = ""
    organisation: int | None = None
    show: Change | None = None
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class ShownGroup:
    """The terms that changed alike: how many, those on this page, and where all of them are."""

    change: Change
    title: str
    hint: str
    total: int
    lines: list[report.Line]
    all_url: str


class Comparison:
    """The comparison of two sessions that a reader asks for."""

    def __init__(self, reader: Reader, request: Any) -> None:
        self.reader, self.request = reader, request
        self.speaking = lookup.speaking_sessions()
        self.sessions = report.in_order(reader.sessions)
        self.asked = self._read(request.GET)
        self.report: report.Report | None = None
        if self.asked.earlier and self.asked.later:
            self.report = report.changes_between(
                self.asked.earlier,
                self.asked.later,
                reader,
                kind=self.asked.kind,
                organisation=self.asked.organisation,
            )

    def _read(self, query: Any) -> Asked:
        asked = Asked()

        def leave_out(value: str) -> None:
            missing = _("There is nothing here by the name “%(slug)s”.") % {"slug": value[:LONGEST]}
            asked.told.append(f"{missing} {_('It was left out.')}")

        def found(name: str, rows: Any) -> int | None:
            value = query.get(name, "")
            pk = next((pk for pk, row in rows.items() if row.slug == value), None)
            if value and pk is None:
                leave_out(value)
            return pk

        asked.organisation = found("by", self.reader.organisations)
        for name, choices in (("kind", Kind.values), ("show", list(Change))):
            if value := query.get(name, ""):
                if value in choices:
                    setattr(asked, name, Change(value) if name == "show" else value)
                else:
                    leave_out(value)
        self._choose(asked, found("from", self.reader.sessions), found("to", self.reader.sessions))
        return asked

    def _choose(self, asked: Asked, earlier: int | None, later: int | None) -> None:
        """Fill in the sessions that were not asked for, and put those that were in order of time."""
        if earlier and earlier == later:
            asked.told.append(_("Choose two different sessions: this is the same one twice."))
            asked.earlier, asked.later = earlier, None
            return
        latest = report.two_latest(self.reader, self.speaking)
        if not latest:
            return
        order = [pk for pk, _session in self.sessions]
        if earlier is None:
            # The one before, or where there is none, the one after.
            own = later or latest[1]
            before = report.session_before(own, self.reader, self.speaking)
            others = [pk for pk in order if pk != own]
            earlier, later = before or (latest[0] if latest[0] != own else others[0]), own
        elif later is None:
            later = latest[1] if latest[1] != earlier else report.session_before(earlier, self.reader, self.speaking)
            later = later or next(pk for pk in order if pk != earlier)
        asked.earlier, asked.later = earlier, later
        if order.index(earlier) > order.index(later):
            asked.earlier, asked.later = later, earlier
            if self.request.GET.get("to"):
                asked.told.append(_("The sessions were put in order of time: the earlier one first."))

    def query(self, **changes: Any) -> str:
        """Return the address of what is shown, with some of it asked otherwise."""
        sessions, organisations = self.reader.sessions, self.reader.organisations
        asked = self.asked
        wanted = {
            "from": asked.earlier and sessions[asked.earlier].slug,
            "to": asked.later and sessions[asked.later].slug,
            "kind": asked.kind,
            "by": asked.organisation and organisations[asked.organisation].slug,
        }
        return address(**{**wanted, **changes})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.asked.kind or self.asked.organisation)

    @property
    def kinds(self) -> list[Kind]:
        return list(Kind)

    @property
    def silent(self) -> Any:
        """The session from which nothing has been published."""
        assert self.report
        return self.report.earlier if not self.report.earlier_speaks else self.report.later

    @property
    def everything_shown(self) -> str:
        """The query for the same comparison, with all its groups."""
        return self.query()

    @cached_property
    def everything(self) -> str:
        """The query for the same sessions, whole."""
        return self.query(kind="", by="")

    @cached_property
    def sums(self) -> list[tuple[Change, str, int]]:
        """How many terms changed in which way."""
        groups = self.report.groups if self.report else {}
        return [(change, title_of(change, self.speaker), len(groups[change])) for change in Change if change in groups]

    @property
    def speaker(self) -> str:
        """The name of the one organisation that is compared with itself; empty where all are."""
        organisation = self.asked.organisation
        return self.reader.organisations[organisation].display_name if organisation else ""

    @cached_property
    def listed(self) -> Any:
        """The page of the one group that was asked for, or None; raises NotHere for a page there isn't."""
        if not self.asked.show or not self.report:
            return None
        return page_of(Paginator(self.report.groups.get(self.asked.show, []), MANY), self.request)

    @property
    def rest(self) -> str:
        return f"&{self.query(show=str(self.asked.show))[1:]}#changes"

    @cached_property
    def groups(self) -> list[ShownGroup]:
        if not self.report:
            return []
        found = []
        for change, title, total in self.sums:
            if self.asked.show in (None, change):
                lines = self.report.groups[change]
                alone = list(self.listed) if self.asked.show else lines[:FEW]
                url = self.query(show=str(change)) + "#changes" if len(alone) < total and not self.asked.show else ""
                hint = hint_of(change, self.report.earlier.name, self.report.later.name, self.speaker)
                found.append(ShownGroup(change, title, hint, total, alone, url))
        return found


def title_of(change: Change, speaker: str = "") -> str:
    """Return what terms that changed alike are called; `speaker` is the one organisation that is asked about."""
    words = {
        Change.NEW: _("Said for the first time"),
        Change.RETURNED: _("Taken up again"),
        Change.AGAIN: _("Said in both"),
        Change.SILENT: _("Not said again"),
    }
    if speaker:
        words = {
            Change.NEW: _("Said for the first time by %(name)s"),
            Change.RETURNED: _("Taken up again by %(name)s"),
            Change.AGAIN: _("Said in both by %(name)s"),
            Change.SILENT: _("Not said again by %(name)s"),
        }
    return words[change] % {"name": speaker}


def hint_of(change: Change, earlier: str, later: str, speaker: str = "") -> str:
    """Return what that means, of these two sessions; of one organisation, it tells nothing of what others said."""
    words = {
        Change.NEW: _("Nobody had said it in any session before “%(later)s”."),
        Change.RETURNED: _("Not said in “%(earlier)s”, but in a session before it or in between."),
        Change.AGAIN: _("Said in “%(earlier)s”, and again in “%(later)s”."),
        Change.SILENT: _(
            "Said in “%(earlier)s” and not in “%(later)s”. That it was not said again tells nothing of whether it "
            "still holds."
        ),
    }
    if speaker:
        words = {
            Change.NEW: _(
                "%(name)s had not said it in any session before “%(later)s”. Others may have said it before."
            ),
            Change.RETURNED: _("%(name)s did not say it in “%(earlier)s”, but in a session before it or in between."),
            Change.AGAIN: _("%(name)s said it in “%(earlier)s”, and again in “%(later)s”."),
            Change.SILENT: _(
                "%(name)s said it in “%(earlier)s” and not in “%(later)s”. Others may have said it again. That it was "
                "not said again tells nothing of whether it still holds."
            ),
        }
    return words[change] % {"earlier": earlier, "later": later, "name": speaker}


def since_url(session: int, reader: Reader) -> str:
    """Return the address of what has changed in a session since the one before it; empty where there is none.

    One query.
    """
    front = reader.section(CHANGES)
    speaking = lookup.speaking_sessions()
    before = report.session_before(session, reader, speaking) if session in speaking else None
    if not front or not before:
        return ""
    slugs = {"from": reader.sessions[before].slug, "to": reader.sessions[session].slug}
    return f"{front}{address(**slugs)}"
