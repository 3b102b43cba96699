"""Offer a role to an address, send it again, withdraw it, accept it."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.invitations.rights import may_give
from accounts.models import Invitation, Role, User
from accounts.models.role import RoleKey
from accounts.signing_in.entering import account_for
from mail.letters import Mailing, absolute
from mail.tokens import TokenInvalid, make_token, read_token

LASTS = timedelta(days=7)
PURPOSE = "invitation"
logger = logging.getLogger(__name__)


class InvitationClosed(Exception):
    """The invitation can't be accepted; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def invite(*, email: str, role: str, language: str, invited_by: User | None, name: str = "") -> Invitation:
    """Offer the role and send the mail. Raises PermissionDenied where she may not, ValidationError for no address."""
    if not may_give(invited_by, role):
        raise PermissionDenied
    invitation = Invitation(
        email=User.objects.normalize_email(email),
        name=name.strip(),
        role=role,
        language=language,
        invited_by=invited_by,
        expires_at=timezone.now() + LASTS,
    )
    invitation.full_clean(exclude=["invited_by", "accepted_by"])
    invitation.save()
    _send(invitation)
    return invitation


@transaction.atomic
def send_again(*, invitation: Invitation, by: User) -> None:
    """Send a new link for another week; the earlier one is void."""
    if not may_give(by, invitation.role):
        raise PermissionDenied
    sent = Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.SENT).update(
        version=F("version") + 1, expires_at=timezone.now() + LASTS, invited_by=by
    )
    if not sent:
        raise InvitationClosed("used")
    invitation.refresh_from_db()
    _send(invitation)


def withdraw(*, invitation: Invitation, by: User) -> None:
    """Withdraw what nobody has accepted yet."""
    if not by.has_perm("accounts.change_invitation"):
        raise PermissionDenied
    Invitation.objects.filter(pk=invitation.pk, state=Invitation.State.SENT).update(state=Invitation.State.WITHDRAWN)


def token_of(invitation: Invitation) -> str:
    """Return what the link in the mail says."""
    return make_token(PURPOSE, invitation.pk, invitation.version)


def open_invitation(token: str) -> Invitation:
    """Return the invitation that the link leads to; raises InvitationClosed."""
    try:
        pk, version = read_token(PURPOSE, token)
    except (TokenInvalid, ValueError) as error:
        raise InvitationClosed("unknown") from error
    invitation = Invitation.objects.select_related("invited_by").filter(pk=pk).first()
    if invitation is None:
        raise InvitationClosed("unknown")
    if invitation.state != Invitation.State.SENT:
        raise InvitationClosed("used" if invitation.state == Invitation.State.ACCEPTED else "withdrawn")
    if invitation.version != int(version):
        raise InvitationClosed("replaced")
    if invitation.expired:
        raise InvitationClosed("expired")
    if not may_give(invitation.invited_by, invitation.role):
        raise InvitationClosed("inviter")
    return invitation


@transaction.atomic
def accept(*, token: str, name: str) -> User:
    """Give the role to the account of the address, which is made if need be; raises InvitationClosed."""
    invitation = open_invitation(token)
    # Of two at once, one finds it still open.
    claimed = Invitation.objects.filter(
        pk=invitation.pk, state=Invitation.State.SENT, version=invitation.version, expires_at__gt=timezone.now()
    ).update(state=Invitation.State.ACCEPTED)
    if not claimed:
        raise InvitationClosed("used")
    user = account_for(address=invitation.email)
    if not user.is_active:
        raise InvitationClosed("inactive")
    if not user.get_full_name():
        first, _space, last = name.strip().rpartition(" ")
        user.first_name, user.last_name = (first, last) if first else (last, "")
    if invitation.role == RoleKey.ADMINISTRATOR:
        user.is_superuser = user.is_staff = True
    user.save()
    user.groups.add(Role.objects.get(key=invitation.role).group)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=user)
    logger.info("invitation.accepted", extra={"invitation": invitation.pk, "role": invitation.role})
    return user


def _send(invitation: Invitation) -> None:
    context = {
        "invitation": invitation,
        "inviter": str(invitation.invited_by or ""),
        "link": absolute(reverse("accept_invitation", args=[token_of(invitation)])),
    }
    Mailing().send("invitation", to=invitation.email, language=invitation.language, context=context)
