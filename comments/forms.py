"""The forms that writers fill in. The package gives the fields and the mark that says from where a form came."""

from __future__ import annotations

import time
import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_comments.forms import CommentForm as PlainCommentForm
from django_comments_xtd.forms import XtdCommentForm

from comments.models import Discussion, ModeratedComment, ReportReason, Rhythm
from comments.models.writer import NEVER
from comments.text import MOST_LETTERS, clean, is_blank, neutral_name
from mail.forms import AddressField

NAME_LENGTH = 50


class TextField(forms.CharField):
    """A text that is cleaned before its letters are counted; no browser cuts it off at the limit."""

    widget = forms.Textarea

    def to_python(self, value):
        return clean(super().to_python(value))

    def widget_attrs(self, widget):
        return {}


class HoneypotField(forms.CharField):
    """A field that people don't see; what fills it in is a machine. The rules deal with it: nothing is lost."""


class CommentForm(XtdCommentForm):
    """A comment, or an answer to one.

    The package's form expires after two hours and then loses the text; here a mark that is old or wrong is
    no error. It only tells how long the writing took, where it is right. Where the form came from is
    checked by `home.anonymous_post`, and what it is about by its address.
    """

    name = forms.CharField(
        label=pgettext_lazy("of a person", "Name"),
        max_length=NAME_LENGTH,
        help_text=_("Shown with the comment."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name, as it should appear with the comment.")},
    )
    email = AddressField(
        label=_("E-mail"),
        max_length=254,
        help_text=_("Never shown. We write to it once, so that you can confirm that it is yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Write your e-mail address. It is not shown."),
            "invalid": _("This is not an e-mail address. One looks like this: name@example.org."),
        },
    )
    comment = TextField(
        label=pgettext_lazy("what somebody writes", "Comment"),
        help_text=_("Links work, and so do *emphasis*, lists with - and quotes with >."),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Write a comment."),
            "max_length": _(
                "At most %(limit_value)d characters; this has %(show_value)d. Shorten it, or send it in parts."
            ),
        },
    )
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)
    followup = forms.BooleanField(label=_("Tell me by e-mail when someone answers"), required=False)
    url = None
    reply_to = forms.IntegerField(required=False, min_value=0, max_value=2**63 - 1, widget=forms.HiddenInput)
    honeypot = HoneypotField(
        label=_("Leave this field empty. It is there to catch machines."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, target, data=None, *, organisations=(), writer=None, **kwargs):
        # Past XtdCommentForm's own, which gives the fields the classes of another design.
        super(XtdCommentForm, self).__init__(target, data=data, **kwargs)
        for name in ("content_type", "object_pk", "timestamp", "security_hash"):
            self.fields[name].required = False
        self.fields.pop("url", None)
        self.fields["organisation"].choices = [
            ("", _("None, or another")),
            *[(str(one.key), one.name) for one in organisations],
        ]
        if not organisations:
            del self.fields["organisation"]
        if writer is not None:
            del self.fields["email"]
            self.fields["name"].initial = writer.name
        self.writer = writer
        # As they stand on the page: what is wrong is summed up in this order.
        self.order_fields(["comment", "name", "email", "organisation", "followup"])

    def get_comment_model(self):
        return ModeratedComment

    # The package refuses these three with an empty page.
    def clean_timestamp(self):
        return self.cleaned_data.get("timestamp")

    def clean_security_hash(self):
        return self.cleaned_data.get("security_hash")

    def clean_honeypot(self):
        return self.cleaned_data.get("honeypot", "")

    def clean_name(self):
        name = neutral_name(self.cleaned_data["name"])
        if is_blank(name):
            raise ValidationError(self.fields["name"].error_messages["required"], code="required")
        if len(name) > NAME_LENGTH:
            # Some signs become two when they are written as they are stored.
            raise ValidationError(_("At most %(limit)d characters."), params={"limit": NAME_LENGTH})
        return name

    def clean_comment(self):
        text = self.cleaned_data["comment"]
        if is_blank(text):
            raise ValidationError(self.fields["comment"].error_messages["required"], code="required")
        return text

    def clean_organisation(self):
        value = self.cleaned_data.get("organisation")
        return uuid.UUID(value) if value else None

    def clean(self):
        # Past XtdCommentForm's, which writes into the widgets.
        return super(PlainCommentForm, self).clean()

    def seconds_to_write(self) -> float | None:
        """Return how long ago the form was made, or None where its mark doesn't say so credibly."""
        mark = {name: str(self.data.get(name, "")) for name in ("content_type", "object_pk", "timestamp")}
        if self.generate_security_hash(**mark) != self.data.get("security_hash"):
            return None
        return max(0.0, time.time() - int(mark["timestamp"]))


class EditForm(forms.Form):
    """The text of a comment that its writer changes."""

    comment = CommentForm.base_fields["comment"]

    clean_comment = CommentForm.clean_comment


class CorrectionForm(CommentForm):
    """What a statement should say, and why."""

    proposed_wording = TextField(
        label=_("What should it say?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Write the words as they were said.")},
    )

    def __init__(self, target, data=None, *, wording="", **kwargs):
        super().__init__(target, data, **kwargs)
        self.wording = wording
        self.fields["proposed_wording"].initial = wording
        self.fields["comment"].label = _("Why?")
        self.fields["comment"].help_text = _("What you remember, and who else was there.")
        self.fields["comment"].widget.attrs["rows"] = 3
        del self.fields["followup"]
        self.order_fields(["proposed_wording", "comment", "name", "email", "organisation"])

    def clean_proposed_wording(self):
        wording = " ".join(self.cleaned_data["proposed_wording"].split())
        if wording == " ".join(self.wording.split()):
            raise ValidationError(_("This is what it says already. Change the words that are wrong."))
        return wording


class AddressForm(forms.Form):
    """An address alone: for a like by somebody who is not recognised."""

    email = CommentForm.base_fields["email"]
    honeypot = CommentForm.base_fields["honeypot"]


class ReportForm(forms.Form):
    """What is wrong with a comment."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong.")},
    )
    note = TextField(
        label=_("In your own words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
    honeypot = CommentForm.base_fields["honeypot"]


class WriterForm(forms.Form):
    """What a recognised writer chooses for herself."""

    name = CommentForm.base_fields["name"]
    reply_rhythm = forms.ChoiceField(
        label=_("Tell me of answers"),
        choices=[*Rhythm.choices, (NEVER, _("not at all"))],
        widget=forms.RadioSelect,
    )

    clean_name = CommentForm.clean_name


def blank_discussion(subject: str, key: uuid.UUID) -> Discussion:
    """Return a discussion for a form to be about, which may not be stored yet."""
    return Discussion.objects.filter(subject=subject, key=key).first() or Discussion(subject=subject, key=key)
