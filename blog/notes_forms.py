"""The two forms on the way from notes to a post: where they come from, and what becomes of each line."""

from dataclasses import replace

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from collaboration.models import TERM_MODELS, Attribution, Kind, Organisation, Session
from collaboration.notes.files import CannotRead, lines_of_file, lines_of_paste
from collaboration.notes.files.limits import Trouble
from collaboration.notes.reviewed import ORGANISATIONS, Reviewed, ReviewedItem, ReviewedSection
from collaboration.notes.reviewing import accepted, move, set_aside
from collaboration.notes_words import why_not
from home.text.normalise import clean_wording, name_key


class NotesForm(forms.Form):
    """Notes, pasted or as a file; the session they are from, and their language."""

    notes = forms.CharField(
        label=_("Paste the notes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("As they are: headings, lists, whole web pages. Nothing is published."),
    )
    file = forms.FileField(
        label=_("Or choose a file"),
        required=False,
        help_text=_("Text, Word (.docx), OpenDocument (.odt), a saved web page, a workbook (.xlsx) or .csv."),
    )
    session = forms.ModelChoiceField(
        label=_("Session"), queryset=Session.objects.none(), required=False, empty_label=_("None")
    )
    locale = forms.ModelChoiceField(label=_("Language"), queryset=Locale.objects.none(), empty_label=None)

    def __init__(self, *args, locales, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = []
        self.fields["locale"].queryset = locales
        self.fields["session"].queryset = Session.objects.first_written().newest_first()

    def clean(self):
        cleaned = super().clean()
        notes, file = cleaned.get("notes") or "", cleaned.get("file")
        try:
            self.lines = lines_of_file(file.name, file.read()) if file else lines_of_paste(notes)
            if not self.lines:
                raise CannotRead(Trouble.NOTHING)
        except CannotRead as error:
            self.add_error("file" if file else "notes", why_not(error))
        return cleaned


SAME, OWN = "same", "own"


class ReviewForm:
    """What came back of the table: a row for each line, by the place it has in its list.

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
        changed = replace(self.reviewed, title=title, introduction=introduction, sections=sections)
        changed = self._named(changed)
        moves, aside = {}, []
        for number, section in enumerate(changed.sections):
            for place in range(len(section.items)):
                target = self.data.get(f"move-{number}-{place}", "")
                if self.data.get(f"aside-{number}-{place}"):
                    aside.append((number, place))
                elif target.isdecimal() and int(target) < len(changed.sections) and int(target) != number:
                    moves[number, place] = int(target)
        # What is moved goes to the end of its new list: the places of the rest are counted before.
        kept = set_aside(changed, aside)
        shift = {
            (number, place): (number, place - sum(1 for other, at in aside if other == number and at < place))
            for number, place in moves
        }
        return move(kept, {shift[place]: target for place, target in moves.items()})

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
            items = tuple(replace(item, term=None, suggestion=None, waits=False) for item in items)
        heading = clean_wording(self.data.get(f"heading-{number}", section.heading))[:200]
        return ReviewedSection(heading, kind, attribution, organisations, new, items)

    def _item(self, number: int, place: int, item: ReviewedItem, kind: str) -> ReviewedItem:
        answer = self.data.get(f"suggestion-{number}-{place}", "")
        if answer == SAME:
            return accepted(item)
        if answer == OWN:
            item = replace(item, waits=False)
            if item.suggestion and item.name == item.suggestion.name:
                item = replace(item, term=None, name=item.verbatim[:1].upper() + item.verbatim[1:255])
        name = clean_wording(self.data.get(f"name-{number}-{place}", item.name))
        if not name and kind:
            raise ValidationError(_("Line %(line)s has no term: write its name.") % {"line": item.lines[0]})
        if len(name) > 255:
            raise ValidationError(_("The name of the term in line %(line)s is too long.") % {"line": item.lines[0]})
        # Who writes another name has answered.
        return item if name == item.name else replace(item, name=name, term=None, waits=False)

    def _named(self, reviewed: Reviewed) -> Reviewed:
        """Let every name that is a term's already go to that term. A query for each kind."""
        sections = []
        there: dict[str, dict[str, int]] = {}
        for section in reviewed.sections:
            if section.kind and section.kind not in there:
                keys = {name_key(item.name) for each in reviewed.sections for item in each.items}
                rows = TERM_MODELS[Kind(section.kind)].objects.filter(
                    locale=self.locale, name_key__in=keys, concept__replaced_by=None
                )
                there[section.kind] = dict(rows.order_by("-pk").values_list("name_key", "pk"))
            known = there.get(section.kind, {})
            items = (
                replace(item, term=known.get(name_key(item.name), item.term) if item.term is None else item.term)
                for item in section.items
            )
            sections.append(replace(section, items=tuple(items)))
        return replace(reviewed, sections=tuple(sections))
