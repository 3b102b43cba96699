"""The outbox in Wagtail's admin: a list to look at, and one thing to do."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django_filters import MultipleChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic import InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log
from wagtail.permissions import ModelPermissionPolicy

from mail import outbox
from mail.models import OutgoingMail


class OutboxPermissionPolicy(ModelPermissionPolicy):
    """Nobody writes, changes or deletes mail by hand, not even a superuser."""

    allowed = frozenset({"view", "retry"})

    def user_has_permission(self, user, action):
        return action in self.allowed and super().user_has_permission(user, action)


class OutgoingMailFilterSet(WagtailFilterSet):
    """Which mail to look at; several states at once, as the first page asks for what needs a person."""

    state = MultipleChoiceFilter(
        label=gettext_lazy("state"), choices=OutgoingMail.State.choices, widget=CheckboxSelectMultiple
    )

    class Meta:
        model = OutgoingMail
        fields = ["state", "event"]


class OutgoingMailInspectView(InspectView):
    """One mail's fate. What it says is not shown: it may hold a link that opens somebody's account."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.object.can_be_retried and self.user_has_permission("retry"):
            context["retry_url"] = reverse("outgoing_mail:retry", args=[self.object.pk])
        return context


class RetryView(View):
    """Have one mail tried again."""

    permission_policy = None

    def post(self, request, pk):
        mail = get_object_or_404(OutgoingMail, pk=pk)
        if not self.permission_policy.user_has_permission_for_instance(request.user, "retry", mail):
            raise PermissionDenied
        try:
            with transaction.atomic():
                outbox.retry(mail)
                log(instance=mail, action="mail.retry", user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("The mail to %(to)s is tried again.") % {"to": mail.to})
        return redirect("outgoing_mail:inspect", pk)

    def get(self, request, pk):
        return HttpResponseNotAllowed(["POST"])


class OutgoingMailViewSet(ModelViewSet):
    """The list of outgoing mail."""

    model = OutgoingMail
    name = "outgoing_mail"
    url_prefix = "outgoing-mail"
    icon = "mail"
    menu_label = gettext_lazy("Outgoing mail")
    menu_hook = "register_reports_menu_item"
    menu_order = 900
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = OutgoingMailInspectView
    inspect_template_name = "mail/outgoingmail/inspect.html"
    inspect_view_fields = [
        "to",
        "from_address",
        "subject",
        "event",
        "language",
        "state",
        "attempts",
        "last_error",
        "created_at",
        "next_attempt_at",
        "sent_at",
        "message_id",
    ]
    list_display = ["to", "subject", "event", "state", "attempts", "created_at", "last_error"]
    filterset_class = OutgoingMailFilterSet
    search_fields = ["to", "subject"]
    ordering = "-created_at"

    @cached_property
    def permission_policy(self):
        return OutboxPermissionPolicy(self.model)

    @property
    def retry_view(self):
        return self.construct_view(RetryView)

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("inspect/<uuid:pk>/", self.inspect_view, name="inspect"),
            path("retry/<uuid:pk>/", self.retry_view, name="retry"),
        ]


outgoing_mail_viewset = OutgoingMailViewSet()
