"""By what a moderator narrows the list of comments."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from comments.affiliations import organisations
from comments.models import CommentEvent, Discussion, Kind, ModeratedComment, Report
from comments.queue.selecting import EVERYTHING, WAITING, in_want
from comments.reasons import RULES, Rejection, words_for
from comments.rules import Code
from comments.states import State
from comments.subjects import subjects

AGES = {
    "day": (_("in the last 24 hours"), timedelta(days=1), "gte"),
    "week": (_("in the last 7 days"), timedelta(days=7), "gte"),
    "month": (_("in the last 30 days"), timedelta(days=30), "gte"),
    "over-day": (_("more than 24 hours ago"), timedelta(days=1), "lt"),
    "over-week": (_("more than 7 days ago"), timedelta(days=7), "lt"),
    "over-month": (_("more than 30 days ago"), timedelta(days=30), "lt"),
}
# What says nothing about why somebody should look.
NO_REASON = {Code.MODERATOR, Code.KNOWN_WRITER, Code.NOTHING_FOUND}


def _choice(label, choices=(), **kwargs):
    kwargs = {"empty_label": _("All"), "widget": forms.RadioSelect, **kwargs}
    return django_filters.ChoiceFilter(label=label, choices=choices, **kwargs)


def reasons_to_choose():
    """Return the rules' reasons and the moderators', as (code, words) under their headings."""
    rules = [(str(code), words_for(code, "…")) for code in RULES if code not in NO_REASON]
    return [(_("Reasons from the rules"), rules), (_("Reasons from the moderators"), Rejection.choices)]


class CommentFilterSet(WagtailFilterSet):
    """The filters of the list; all of them are in the address."""

    state = _choice(
        _("State"),
        [(WAITING, _("Waiting, or reported")), *State.choices, (EVERYTHING, _("All"))],
        empty_label=None,
        initial=WAITING,
        method="by_state",
    )
    kind = _choice(_("Kind"), Kind.choices)
    discussion = _choice(_("What it is about"), widget=forms.Select, field_name="discussion_id")
    writer = _choice(_("Writer"), widget=forms.Select, field_name="writer_id")
    session = _choice(_("Session"), widget=forms.Select, method="by_session")
    organisation = _choice(_("Organisation"), widget=forms.Select, field_name="organisation_key")
    language = _choice(_("Language"), settings.LANGUAGES)
    age = _choice(_("Sent"), [(key, words) for key, (words, _span, _lookup) in AGES.items()], method="by_age")
    reason = _choice(_("Reason"), widget=forms.Select, method="by_reason")
    reported = _choice(
        _("Reported by readers"), [("open", _("not looked at yet")), ("ever", _("at any time"))], method="by_report"
    )

    class Meta:
        model = ModeratedComment
        fields: list[str] = []

    def __init__(self, *args, discussions=(), writers=(), **kwargs):
        super().__init__(*args, **kwargs)
        offered = organisations(get_language(), self.request)
        self._offer("discussion", discussions)
        self._offer("writer", writers)
        self._offer("organisation", [(str(key), one.name) for key, one in offered.items()])
        self._offer("session", [(str(key), name) for subject in subjects for key, name in subject.sessions()])
        self._offer("reason", reasons_to_choose())

    def _offer(self, name, choices):
        """Set the choices of one filter; one with nothing to choose is left out."""
        if choices:
            self.filters[name].extra["choices"] = choices
        else:
            del self.filters[name]

    def by_state(self, comments, name, value):
        if value == WAITING:
            return comments.filter(in_want())
        return comments if value == EVERYTHING else comments.filter(state=value)

    def by_session(self, comments, name, value):
        belongs = Q(pk__in=[])
        for subject in subjects:
            if subject.of_session:
                belongs |= Q(subject=subject.name) & subject.of_session(UUID(value))
        return comments.filter(discussion__in=Discussion.objects.filter(belongs))

    def by_age(self, comments, name, value):
        _words, span, lookup = AGES[value]
        return comments.filter(**{f"submit_date__{lookup}": timezone.now() - span})

    def by_reason(self, comments, name, value):
        # The rules' are pairs in a list that is stored as text; a quotation mark within one is escaped.
        events = CommentEvent.objects.filter(comment=OuterRef("pk")).annotate(told=Cast("reasons", TextField()))
        return comments.filter(Exists(events.filter(Q(code=value) | Q(told__contains=f'["{value}"')).order_by()))

    def by_report(self, comments, name, value):
        reports = Report.objects.open() if value == "open" else Report.objects.all()
        return comments.filter(Exists(reports.filter(comment=OuterRef("pk")).order_by()))
