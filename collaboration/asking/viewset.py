"""Requests for help in Wagtail's admin: the list, and one of them with its log and what may be decided."""

from __future__ import annotations

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Case, When
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet

from collaboration.asking import moderation
from collaboration.asking.contacts import contact_of
from collaboration.asking.history import lines_of
from collaboration.asking.moves import MovedMeanwhile
from collaboration.asking.reading import shown
from collaboration.asking.reasons import REFUSALS
from collaboration.asking.rights import moderates
from collaboration.asking.states import HelpActor, HelpState, may_move
from collaboration.models import HelpRequest, Organisation
from collaboration.reader import Reader
from comments import numbers  # noqa: F401 (what makes <number:pk> known)
from comments.queue.forms import require_reason
from comments.text import excerpt


class HelpRequestFilterSet(WagtailFilterSet):
    state = django_filters.MultipleChoiceFilter(
        choices=HelpState.choices, label=gettext_lazy("State"), widget=forms.CheckboxSelectMultiple
    )
    organisation = django_filters.ModelChoiceFilter(
        queryset=Organisation.objects.none(), label=gettext_lazy("Organisation")
    )

    class Meta:
        model = HelpRequest
        fields = ["state", "organisation"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["organisation"].queryset = Organisation.objects.first_written().alphabetical()


class HelpRequestIndexView(IndexView):
    """All requests; those that wait for a moderator come first."""

    model = HelpRequest
    page_title = gettext_lazy("Requests for help")
    header_icon = "help"
    paginate_by = 50
    index_url_name = "help_requests:index"
    index_results_url_name = "help_requests:index_results"
    default_ordering = "-asked_at"
    filterset_class = HelpRequestFilterSet
    search_fields = ["name", "question"]
    add_url_name = None
    columns = [
        TitleColumn(
            "name",
            label=pgettext_lazy("of a person", "Name"),
            get_url=lambda request: reverse("help_requests:single", args=[request.pk]),
            sort_key="name",
        ),
        Column("organisation", label=gettext_lazy("Asked"), sort_key="organisation__sort_key"),
        Column("question", label=gettext_lazy("Question"), accessor=lambda request: excerpt(request.question, 120)),
        StatusTagColumn(
            "state",
            label=gettext_lazy("State"),
            accessor="get_state_display",
            sort_key="state",
            primary=lambda request: request.state == HelpState.PENDING,
        ),
        DateColumn("asked_at", label=gettext_lazy("When"), sort_key="asked_at"),
    ]

    def dispatch(self, request, *args, **kwargs):
        if not moderates(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def order_queryset(self, queryset):
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        waits = Case(When(state=HelpState.PENDING, then=0), default=1)
        return queryset.order_by(waits, self.default_ordering, "-pk")

    def get_base_queryset(self):
        return HelpRequest.objects.select_related("organisation")


class DecisionForm(forms.Form):
    """What a moderator does with a request, and why."""

    do = forms.ChoiceField(choices=[(name, name) for name in ("open", "rejected", "spam", "closed", "back", "remind")])
    seen = forms.ChoiceField(choices=HelpState.choices)
    code = forms.ChoiceField(choices=[("", "–"), *REFUSALS.items()], required=False)
    note = forms.CharField(max_length=1000, required=False)

    def clean(self):
        data = super().clean()
        if data.get("do") == HelpState.REJECTED:
            require_reason(data)
        else:
            # A reason is for whoever was turned down.
            data["code"] = data["note"] = ""
        return data


def _request_for(user, pk):
    if not moderates(user):
        raise PermissionDenied
    joined = HelpRequest.objects.select_related("organisation__locale", "from_organisation", "concept")
    return get_object_or_404(joined, pk=pk)


def _choices(request):
    """Return [(what is done, what the button says)] of what a moderator may do with a request now."""
    may = {to for to in HelpState if may_move(HelpActor.MODERATOR, request.state, to)}
    if back := moderation.before_it_was_taken_away(request):
        return [("back", _("Bring back: %(state)s") % {"state": back.label})]
    found = []
    if HelpState.OPEN in may and request.state == HelpState.PENDING:
        found.append(("open", _("Pass on to the organisation")))
    if request.state in {HelpState.OPEN, HelpState.ANSWERED}:
        found.append(("remind", _("Write to the organisation again")))
    if HelpState.CLOSED in may:
        found.append(("closed", _("Close")))
    if HelpState.SPAM in may:
        found.append(("spam", _("Spam")))
    return found


@require_safe
def single(request, pk):
    """Show one request, with its log and what may be decided."""
    asked = _request_for(request.user, pk)
    rows = shown([asked], Reader(asked.organisation.locale))
    title = str(asked)
    context = {
        "header_title": title,
        "header_icon": "help",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("help_requests:index"), "label": _("Requests for help")},
            {"url": "", "label": title},
        ],
        "asked": asked,
        "row": rows[0] if rows else None,
        "answers": asked.answers.all(),
        "lines": lines_of(asked),
        "contact": contact_of(asked.organisation),
        "choices": _choices(asked),
        "may_reject": may_move(HelpActor.MODERATOR, asked.state, HelpState.REJECTED),
        "rejections": REFUSALS.items(),
        "is_public": HelpRequest.objects.public().filter(pk=asked.pk).exists(),
    }
    return TemplateResponse(request, "collaboration/admin/help_request.html", context)


@require_POST
def decide(request, pk):
    """Do what the moderator chose, if the request still is what she saw."""
    asked = _request_for(request.user, pk)
    form = DecisionForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([message for errors in form.errors.values() for message in errors])
        _do(asked, form.cleaned_data, request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        asked.refresh_from_db()
        messages.success(
            request,
            _("The request by %(name)s is now: %(state)s.") % {"name": asked.name, "state": asked.get_state_display()},
        )
    return redirect("help_requests:single", asked.pk)


def _do(asked, data, user):
    if data["seen"] != asked.state:
        raise MovedMeanwhile(_("Somebody was before you. Look at the request again, and decide."))
    match data["do"]:
        case "back":
            moderation.bring_back(request=asked, user=user)
        case "remind":
            moderation.remind(request=asked, user=user)
        case to:
            moderation.decide(request=asked, to=HelpState(to), user=user, code=data["code"], note=data["note"])


class HelpRequestsMenuItem(MenuItem):
    """Shown to those who decide."""

    def is_shown(self, request):
        return moderates(request.user)


class HelpRequestViewSet(ViewSet):
    """The requests for help. Each view asks for the right by itself."""

    name = "help_requests"
    url_prefix = "help-requests"
    icon = "help"
    menu_label = gettext_lazy("Requests for help")
    menu_name = "help-requests"
    menu_order = 180
    menu_item_class = HelpRequestsMenuItem

    @cached_property
    def menu_url(self):
        return reverse("help_requests:index")

    def get_urlpatterns(self):
        return [
            path("", HelpRequestIndexView.as_view(), name="index"),
            path("results/", HelpRequestIndexView.as_view(results_only=True), name="index_results"),
            path("<number:pk>/", single, name="single"),
            path("<number:pk>/decide/", decide, name="decide"),
        ]
