"""The page an invitation leads to: it says what is offered, and a button accepts it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.invitations.services import InvitationClosed, accept, open_invitation
from accounts.signing_in.entering import let_in
from accounts.signing_in.views import door
from home.personal_pages import personal_page


class AcceptForm(forms.Form):
    """What she would be called."""

    name = forms.CharField(label=_("Your name"), max_length=150)


def _closed(request: HttpRequest, reason: str) -> HttpResponse:
    return personal_page(request, "accounts/invitation_closed.html", status=410, reason=reason)


@door
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation; a POST accepts it and lets her in."""
    try:
        invitation = open_invitation(token)
        if request.user.is_authenticated and request.user.email != invitation.email:
            return _closed(request, "other")
        form = AcceptForm(request.POST or None, initial={"name": invitation.name})
        if request.method == "POST" and form.is_valid():
            user = accept(token=token, name=form.cleaned_data["name"])
            return let_in(request, user, method="invitation", next_url=reverse("wagtailadmin_home"))
    except InvitationClosed as closed:
        return _closed(request, closed.reason)
    status = 422 if form.errors else 200
    return personal_page(request, "accounts/invitation.html", status=status, form=form, invitation=invitation)
