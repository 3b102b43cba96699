"""What an editor answered in the table of notes under review, read into what it makes of them."""

from collections.abc import Collection
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import Locale

from collaboration.models import TERM_MODELS, Attribution, Kind, Organisation
from collaboration.notes import reviewing
from collaboration.notes.deciding import new_name
from collaboration.notes.reviewed import ORGANISATIONS, Reviewed, ReviewedItem, ReviewedSection
from home.text.normalise import clean_wording, name_key

SAME, OWN = "same", "own"
# What the buttons for several lines at once do, and those of a single line.
FOR_SEVERAL = {"move", "aside", "join"}
FOR_ONE = {"split": reviewing.split, "join-above": reviewing.join_to_above}
LIST, OWNER = "list", "owner"


class ReviewAnswers:
    """What came back of the table, by the place that each line has in its list; what did not come stays.

    Not a form set: what is read here is one stored value, and its rows have no life of their own.
    """

    def __init__(self, reviewed: Reviewed, locale: Locale, data) -> None:
        self.data = data
        self.locale = locale
        self.reviewed = reviewed

    def decided(self) -> Reviewed:
        """Return the review with everything that was said in the table. Raises ValidationError."""
        sections = tuple(self._section(number, section) for number, section in enumerate(self.reviewed.sections))
        title = clean_wording(self.data.get("title", self.reviewed.title))[:255]
        introduction = self.data.get("introduction", self.reviewed.introduction)
        return self._named(replace(self.reviewed, title=title, introduction=introduction, sections=sections))

    def done(self, do: str, there: Collection[reviewing.Place] = ()) -> Reviewed:
        """Return the review after the table was answered and a button pressed: `do` says which, and of which line.

        `there` are the lines that posts say already. Raises ValidationError.
        """
        what, _colon, row = do.partition(":")
        after = self.decided()
        place = _place(row.removeprefix("row-"))
        if what == "accept":
            return reviewing.accept_confident(after)
        if what == "aside-there":
            return reviewing.set_aside(after, there)
        if what in FOR_ONE and place and reviewing.has(after, place):
            return FOR_ONE[what](after, place)
        if what in FOR_SEVERAL:
            picked = [place] if place else [each for pick in self.data.getlist("pick") if (each := _place(pick))]
            return self._with_several(after, what, [each for each in picked if reviewing.has(after, each)])
        return after

    def _with_several(self, after: Reviewed, what: str, picked: list[reviewing.Place]) -> Reviewed:
        if not picked:
            raise ValidationError(_("Choose the lines first."))
        if what == "aside":
            return reviewing.set_aside(after, picked)
        if what == "join":
            if len({section for section, _number in picked}) > 1 or len(picked) < 2:
                raise ValidationError(_("Choose two lines or more of the same list to join them."))
            return reviewing.join(after, picked)
        to, _colon, which = self.data.get("to", "").partition(":")
        if to == LIST and which.isdecimal() and int(which) < len(after.sections):
            return reviewing.move(after, picked, int(which))
        if to == OWNER and which in {Attribution.SHARED, Attribution.UNATTRIBUTED}:
            return reviewing.give_to(after, picked, which, None)
        if to == OWNER and which.isdecimal() and Organisation.objects.filter(pk=which).exists():
            return reviewing.give_to(after, picked, ORGANISATIONS, int(which))
        raise ValidationError(_("Choose where the lines go."))

    def _section(self, number: int, section: ReviewedSection) -> ReviewedSection:
        kind = self.data.get(f"kind-{number}", section.kind)
        attribution = self.data.get(f"attribution-{number}", section.attribution)
        if kind not in {"", *Kind.values} or attribution not in Attribution.values:
            raise ValidationError(_("Choose one of the kinds and owners that are offered."))
        organisations, new = section.organisations, section.new_organisations
        if f"organisations-{number}" in self.data or f"new-organisations-{number}" in self.data:
            chosen = {int(pk) for pk in self.data.getlist(f"organisations-{number}") if pk.isdecimal()}
            organisations = tuple(
                Organisation.objects.filter(pk__in=chosen).order_by("pk").values_list("pk", flat=True)
            )
            written = self.data.get(f"new-organisations-{number}", "").split(";")
            new = tuple(name for each in written if (name := clean_wording(each)[:255]))
        if attribution != ORGANISATIONS:
            organisations = new = ()
        elif not organisations and not new:
            raise ValidationError(
                _("Choose at least one organisation, or say that the list is shared or not attributed.")
            )
        items = tuple(self._item(number, place, item, kind) for place, item in enumerate(section.items))
        if kind != section.kind:
            # A term belongs to its kind.
            items = tuple(replace(item, term=None, suggestion=None, waits=False, reason=None) for item in items)
        heading = clean_wording(self.data.get(f"heading-{number}", section.heading))[:200]
        is_as_read = (kind, attribution, organisations, new) == (
            section.kind,
            section.attribution,
            section.organisations,
            section.new_organisations,
        )
        reasons = section.reasons if is_as_read else ()
        return ReviewedSection(heading, kind, attribution, organisations, new, items, reasons)

    def _item(self, number: int, place: int, item: ReviewedItem, kind: str) -> ReviewedItem:
        answer = self.data.get(f"suggestion-{number}-{place}", "")
        name = clean_wording(self.data.get(f"name-{number}-{place}", item.name))
        is_renamed = name != item.name
        if answer == SAME and item.suggestion and not (is_renamed and not item.waits):
            return reviewing.accepted(item)
        if answer == OWN and item.suggestion:
            item = replace(item, waits=False)
            if not is_renamed and item.name == item.suggestion.name:
                return replace(item, term=None, name=new_name(item.verbatim), reason=None)
        if not name and kind:
            raise ValidationError(_("Line %(line)s has no term: write its name.") % {"line": item.lines[0]})
        if len(name) > 255:
            raise ValidationError(_("The name of the term in line %(line)s is too long.") % {"line": item.lines[0]})
        # Who writes another name has answered.
        return replace(item, name=name, term=None, waits=False, reason=None) if is_renamed else item

    def _named(self, reviewed: Reviewed) -> Reviewed:
        """Let every name that is a term's already go to that term. A query for each kind."""
        keys: dict[str, set[str]] = {}
        for section in reviewed.sections:
            if section.kind:
                names = (item.name for item in section.items if item.term is None)
                keys.setdefault(section.kind, set()).update(map(name_key, names))
        there: dict[str, dict[str, int]] = {}
        for kind, asked in keys.items():
            rows = TERM_MODELS[Kind(kind)].objects.filter(
                locale=self.locale, name_key__in=asked, concept__replaced_by=None
            )
            there[kind] = dict(rows.order_by("-pk").values_list("name_key", "pk")) if asked else {}
        sections = []
        for section in reviewed.sections:
            known = there.get(section.kind, {})
            items = (
                item if item.term is not None else replace(item, term=known.get(name_key(item.name)))
                for item in section.items
            )
            sections.append(replace(section, items=tuple(items)))
        return replace(reviewed, sections=tuple(sections))


def _place(written: str) -> reviewing.Place | None:
    """Return the place that a form names as “2-5”."""
    numbers = written.split("-")
    if len(numbers) != 2 or not all(number.isascii() and number.isdecimal() and len(number) < 7 for number in numbers):
        return None
    return int(numbers[0]), int(numbers[1])
