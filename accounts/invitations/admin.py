"""Invitations in Wagtail's admin: a list, a form to invite by, and two things to do with each."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import ModelPermissionPolicy

from accounts.invitations import services
from accounts.invitations.forms import InviteForm
from accounts.models import Invitation


class InvitationPermissionPolicy(ModelPermissionPolicy):
    """Nobody changes an invitation by hand: its role was checked when it was sent."""

    def user_has_permission(self, user, action):
        return action in {"view", "add"} and super().user_has_permission(user, action)


def invite(request):
    """Invite one or several people."""
    if not request.user.has_perm("accounts.add_invitation"):
        raise PermissionDenied
    form = InviteForm(request.POST or None, inviter=request.user, initial={"role": "editor"})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with transaction.atomic():
            for address in data["addresses"]:
                services.invite(email=address, role=data["role"], language=data["language"], invited_by=request.user)
        messages.success(request, _("The invitations are sent."))
        return redirect("invitations:index")
    return render(request, "accounts/admin/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def send_again(request, pk):
    """Send one invitation again."""
    try:
        services.send_again(invitation=get_object_or_404(Invitation, pk=pk), by=request.user)
    except services.InvitationClosed:
        messages.error(request, _("The invitation is no longer open."))
    else:
        messages.success(request, _("The invitation is sent again. The earlier link no longer works."))
    return redirect("invitations:index")


@require_POST
def withdraw(request, pk):
    """Withdraw one invitation."""
    services.withdraw(invitation=get_object_or_404(Invitation, pk=pk), by=request.user)
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("invitations:index")


class InvitationViewSet(ModelViewSet):
    """The list of invitations."""

    model = Invitation
    name = "invitations"
    url_prefix = "invitations"
    icon = "mail"
    menu_label = gettext_lazy("Invitations")
    add_to_settings_menu = True
    permission_policy = InvitationPermissionPolicy(Invitation)
    inspect_view_enabled = True
    inspect_template_name = "accounts/admin/invitation.html"
    list_display = ["email", "role", "state", "expires_at", "invited_by"]
    list_filter = ["state", "role"]
    inspect_view_fields = ["email", "role", "state", "expires_at", "invited_by", "accepted_by"]
    form_fields = ["email"]

    def get_urlpatterns(self):
        ours = [
            path("new/", invite, name="add"),
            path("<int:pk>/again/", send_again, name="again"),
            path("<int:pk>/withdraw/", withdraw, name="withdraw"),
        ]
        return ours + [pattern for pattern in super().get_urlpatterns() if pattern.name != "add"]
