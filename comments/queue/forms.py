"""What moderators fill in."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comments.forms import CommentForm
from comments.reasons import Rejection
from comments.states import State
from comments.text import clean

NOTE_LENGTH = 1000


def rejections() -> list[tuple[str, str]]:
    """Return the reasons to choose from, as (code, words)."""
    return [(value, str(label)) for value, label in Rejection.choices]


class DecisionForm(forms.Form):
    """Where a comment goes, and why."""

    to = forms.ChoiceField(choices=State.choices)
    code = forms.ChoiceField(choices=Rejection.choices, required=False)
    note = forms.CharField(
        max_length=NOTE_LENGTH,
        required=False,
        error_messages={"max_length": _("At most %(limit_value)d characters in your own words.")},
    )
    seen = forms.CharField(max_length=100)

    def clean(self):
        data = super().clean()
        if data.get("to") == State.REJECTED:
            require_reason(data)
        else:
            # A reason is for whoever was turned down.
            data["code"] = data["note"] = ""
        return data


def require_reason(data):
    """Raise ValidationError where a rejection has no reason, or is of another kind and has no words."""
    note = data.get("note", "").strip()
    if not data.get("code") and not note:
        raise ValidationError(_("Choose a reason, or write one: the writer is told."))
    if data.get("code") == Rejection.OTHER and not note:
        raise ValidationError(_("Write in your own words what the other reason is: the writer is told."))


class TextForm(forms.Form):
    """A text, as it is to stand."""

    text = CommentForm.base_fields["comment"]
    seen = forms.CharField(max_length=100)

    def clean_text(self):
        text = clean(self.cleaned_data["text"])
        if not text:
            raise ValidationError(self.fields["text"].error_messages["required"])
        return text


class BulkForm(forms.Form):
    """What is to become of many."""

    to = forms.ChoiceField(
        label=_("With those chosen"),
        choices=[
            (State.PUBLISHED, _("Approve")),
            (State.REJECTED, pgettext_lazy("a comment", "Reject")),
            (State.SPAM, _("Spam")),
            (State.REMOVED, _("Remove")),
        ],
    )
    code = forms.ChoiceField(
        label=_("Reason, where you reject"),
        choices=[("", "–"), *Rejection.choices],
        required=False,
    )
    note = forms.CharField(label=_("In your own words"), max_length=NOTE_LENGTH, required=False)

    def clean(self):
        data = super().clean()
        if data.get("to") == State.REJECTED:
            require_reason(data)
        elif "to" in data:
            data["code"] = data["note"] = ""
        return data
