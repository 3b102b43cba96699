"""Where notes come from: what is pasted or uploaded, the session, who was there, and the language."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.models import Locale

from collaboration.models import Organisation, Session, SessionOrganisation
from collaboration.notes.files import CannotRead, lines_of_file, lines_of_paste
from collaboration.notes.files.limits import Trouble
from collaboration.notes_words import why_not

MOST_PHOTOGRAPHS = 20


class SeveralFilesInput(forms.FileInput):
    allow_multiple_selected = True


class PhotographsField(WagtailImageField):
    """Several pictures, each checked as Wagtail checks one."""

    widget = SeveralFilesInput

    def __init__(self, *, help_text, **kwargs):
        super().__init__(**kwargs)
        self.help_text = format_lazy("{} {}", help_text, self.help_text)

    def clean(self, data, initial=None):
        files = [file for file in (data if isinstance(data, list) else [data]) if file]
        if len(files) > MOST_PHOTOGRAPHS:
            raise ValidationError(_("Send at most %(most)d photographs at once.") % {"most": MOST_PHOTOGRAPHS})
        return [super(PhotographsField, self).clean(file, initial) for file in files]


class NotesForm(forms.Form):
    """Notes, pasted or as a file; the session they are from, who was there, and their language."""

    notes = forms.CharField(
        label=_("Paste the notes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
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
    organisations = forms.ModelMultipleChoiceField(
        label=_("Who was there"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "A name in a heading is taken to be one of theirs first. If you choose none, they are those of the session."
        ),
    )
    locale = forms.ModelChoiceField(label=_("Language"), queryset=Locale.objects.none(), empty_label=None)
    keep = forms.BooleanField(
        label=_("Keep the notes with the session"),
        required=False,
        help_text=_("As a source. Readers do not see it unless you say so on the session."),
    )
    photographs = PhotographsField(
        label=_("Photographs of what the groups wrote"),
        required=False,
        help_text=_("They are kept with the session too. Readers do not see them unless you say so on the session."),
    )

    def __init__(self, *args, locales, may_keep, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = []
        self.fields["locale"].queryset = locales
        self.fields["session"].queryset = sessions = Session.objects.first_written().newest_first()
        self.fields["organisations"].queryset = Organisation.objects.first_written().alphabetical()
        self.present = _present(sessions)
        self.fields["session"].widget.attrs["data-present"] = "organisations"
        if not may_keep:
            del self.fields["keep"], self.fields["photographs"]

    def clean(self):
        cleaned = super().clean()
        notes, file = cleaned.get("notes") or "", cleaned.get("file")
        try:
            self.lines = lines_of_file(file.name, file.read()) if file else lines_of_paste(notes)
            if not self.lines:
                raise CannotRead(Trouble.NOTHING)
        except CannotRead as error:
            self.add_error("file" if file else "notes", why_not(error))
        session = cleaned.get("session")
        if (cleaned.get("keep") or cleaned.get("photographs")) and not session:
            self.add_error("session", _("Choose the session that the sources are to be kept with."))
        return cleaned

    @property
    def who_was_there(self):
        """The organisations that were chosen, else the session's, by their keys."""
        chosen = [row.pk for row in self.cleaned_data["organisations"]]
        session = self.cleaned_data["session"]
        return chosen or (self.present.get(session.pk, []) if session else [])


def _present(sessions):
    """Return {pk of a session: those of the organisations offered that were present}. Two queries."""
    first = dict(Organisation.objects.first_written().values_list("translation_key", "pk"))
    rows = SessionOrganisation.objects.filter(session__in=sessions.order_by())
    found = {}
    for session, key in rows.order_by("sort_order").values_list("session", "organisation__translation_key"):
        found.setdefault(session, []).append(first[key])
    return found
