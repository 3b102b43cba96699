"""The forms of the two parties: to ask, and to answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from collaboration.asking.states import HelpState
from collaboration.models import Organisation
from comments.forms import CommentForm, TextField
from comments.text import MOST_LETTERS

OUTCOMES = {
    HelpState.ANSWERED: _("We answer here"),
    HelpState.ACCEPTED: pgettext_lazy("a request for help", "Yes, we can help"),
    HelpState.DECLINED: pgettext_lazy("a request for help", "No, not now"),
}


class AskForm(CommentForm):
    """A question to one organisation: the form of comments, with whom it is for."""

    whom = forms.ChoiceField(
        label=_("Whom do you ask?"),
        error_messages={
            "required": _("Choose whom you ask."),
            "invalid_choice": _("This organisation is not on the site any more. Choose another."),
        },
    )
    shows = forms.BooleanField(
        label=_("Readers of the site may see the question and the answer, if the organisation agrees"), required=False
    )

    def __init__(self, target, data=None, *, named=(), others=(), organisations=(), **kwargs):
        super().__init__(target, data, organisations=organisations, **kwargs)
        groups = [(_("Have named it"), named), (_("Others"), others)]
        choices = [(label, [_choice(one) for one in rows]) for label, rows in groups if rows]
        self.fields["whom"].choices = [("", _("Choose …")), *choices]
        question = self.fields["comment"]
        question.label = _("What do you need help with?")
        question.help_text = _("Say what you are to do, and by when. The organisation reads it as you write it.")
        question.error_messages = {**question.error_messages, "required": _("Write what you need help with.")}
        self.fields["name"].help_text = _("The organisation sees it, and readers if you let them.")
        self.fields["name"].error_messages = {"required": _("Write your name: the organisation sees who asks.")}
        if "email" in self.fields:
            self.fields["email"].help_text = _("Never shown, not to the organisation either. The answer comes there.")
        if "organisation" in self.fields:
            self.fields["organisation"].label = _("Your own organisation")
        del self.fields["followup"], self.fields["reply_to"]
        self.order_fields(["whom", "comment", "name", "email", "organisation", "shows"])

    def clean_whom(self) -> uuid.UUID:
        return uuid.UUID(self.cleaned_data["whom"])


def _choice(organisation: Organisation) -> tuple[str, str]:
    return str(organisation.translation_key), organisation.name


class AnswerForm(forms.Form):
    """What an organisation says."""

    to = forms.ChoiceField(
        label=_("What do you say?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you say.")},
    )
    comment = TextField(
        label=_("Your answer"),
        required=False,
        max_length=MOST_LETTERS,
        help_text=_("It goes to whoever asked, by e-mail. Links work, and so do *emphasis* and lists with -."),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages=CommentForm.base_fields["comment"].error_messages,
    )
    shows = forms.BooleanField(label=_("Readers of the site may see the question and our answer"), required=False)
    # The state in which the request was read.
    seen = forms.ChoiceField(choices=HelpState.choices, widget=forms.HiddenInput)

    def __init__(self, data=None, *, outcomes: Iterable[HelpState], **kwargs):
        super().__init__(data, **kwargs)
        offered = list(outcomes)
        # All of them: what was open when it was read may not be so any more, and is told in words.
        self.fields["to"].choices = [(to, OUTCOMES[to]) for to in OUTCOMES if to in offered or data is not None]
