"""What an editor fills in to state what became of a term."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput, AdminPageChooser
from wagtail.models import Page

from collaboration.models import STATUSES, Goal, Kind, Status
from collaboration.models.session import DatePrecision
from home.text.dates import ImpreciseDate, Precision
from home.visibility import readable_by_all

NOTE_LENGTH = 1000


class SourceChooser(AdminPageChooser):
    """Wagtail's chooser, which shows nothing for what is no page's number, where Wagtail's own breaks off."""

    def get_instance(self, value):
        return None if isinstance(value, str) and not value.isdecimal() else super().get_instance(value)


class DevelopmentForm(forms.Form):
    """What became of it, when as far as it is known, and where that is to be read."""

    status = forms.ChoiceField(label=_("What became of it?"), widget=forms.RadioSelect)
    goal = forms.ModelChoiceField(
        label=_("Which goal did it become?"),
        queryset=Goal.objects.none(),
        error_messages={
            "required": _("Choose the goal that the challenge became."),
            "invalid_choice": _("This goal is not there any more. Choose another."),
        },
        help_text=_("Is the goal not in the list? Add it under Goals first."),
    )
    date = forms.DateField(
        label=_("Date"),
        widget=AdminDateInput,
        help_text=_("Any day of the month, season or year, where no more than that is known."),
    )
    precision = forms.ChoiceField(
        label=_("What is known of the date"), choices=DatePrecision.choices, initial=DatePrecision.DAY
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In a sentence or two: who decided it, or what was done. Readers see it on the term's page."),
    )
    source = forms.ModelChoiceField(
        label=_("Source"),
        required=False,
        queryset=Page.objects.none(),
        widget=SourceChooser,
        help_text=_("The post that tells of it, if there is one. It must be published."),
        error_messages={"invalid_choice": _("Choose a page that is published and open to all readers.")},
    )

    def __init__(self, *args, kind, locale, **kwargs):
        super().__init__(*args, **kwargs)
        self.kind, self.locale = kind, locale
        self.fields["source"].queryset = Page.objects.filter(readable_by_all())
        if kind == Kind.CHALLENGE:
            del self.fields["status"]
            goals = Goal.objects.in_language(locale).filter(concept__replaced_by=None)
            self.fields["goal"].queryset = goals.select_related("concept").alphabetical()
        else:
            del self.fields["goal"]
            self.fields["status"].choices = [(status.value, status.label) for status in STATUSES[kind]]
        # What is too long is refused in words, where a browser would cut it off unseen.
        self.fields["note"].widget.attrs.pop("maxlength", None)

    def stated(self):
        """Return what `developing.state` takes of what was filled in."""
        data = self.cleaned_data
        goal = data.get("goal")
        return {
            "status": data.get("status") or Status.MOVED.value,
            "target": goal.concept if goal else None,
            "when": ImpreciseDate(data["date"], Precision(data["precision"])),
            "note": data["note"],
            "source": data["source"],
            "locale": self.locale,
        }
