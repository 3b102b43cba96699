"""Whoever is invited gets what she was offered, once, and nobody gives more than she has."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.invitations.services import invite, send_again, token_of, withdraw
from accounts.models import Invitation, Role, User
from mail.models import OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin():
    return User.objects.create_superuser("sjef@example.org")


@pytest.fixture
def invitation(admin):
    return invite(email="Kari@Example.org", role="editor", language="nb", invited_by=admin)


def link(invitation):
    return reverse("accept_invitation", args=[token_of(invitation)])


def post(client, invitation):
    return client.post(link(invitation), {"name": "Kari Nordmann"}, HTTP_ORIGIN="http://testserver")


def test_the_mail_holds_the_link(invitation):
    mail = OutgoingMail.objects.get(event="invitation")
    assert mail.to == "kari@example.org"
    assert link(invitation) in mail.text


def test_opening_the_link_changes_nothing_and_sets_no_cookie(client, invitation):
    response = client.get(link(invitation))
    assert response.status_code == 200
    assert not response.cookies
    assert not User.objects.filter(email="kari@example.org").exists()


def test_accepting_makes_an_account_without_a_password_and_leads_to_the_admin(client, invitation):
    response = post(client, invitation)
    assert response.status_code == 302
    user = User.objects.get(email="kari@example.org")
    assert (user.get_full_name(), user.has_usable_password(), user.is_superuser) == ("Kari Nordmann", False, False)
    assert Role.objects.get(key="editor").group in user.groups.all()
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


def test_a_used_link_makes_nothing_more(client, invitation):
    post(client, invitation)
    client.logout()
    assert post(client, invitation).status_code == 410
    assert "_auth_user_id" not in client.session


def test_a_post_from_another_site_accepts_nothing(invitation):
    from django.test import Client

    Client(enforce_csrf_checks=True).post(link(invitation), {"name": "K"}, HTTP_ORIGIN="https://evil.example")
    assert not User.objects.filter(email="kari@example.org").exists()


def test_a_changed_link_leads_nowhere(client, invitation):
    assert client.get(link(invitation)[:-3] + "xx/").status_code == 410


def test_withdrawn_expired_and_replaced_links_are_void(client, invitation, admin):
    old = link(invitation)
    send_again(invitation=invitation, by=admin)
    assert client.get(old).status_code == 410
    Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert post(client, invitation).status_code == 410
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=1))
    withdraw(invitation=invitation, by=admin)
    assert post(client, invitation).status_code == 410
    assert not User.objects.filter(email="kari@example.org").exists()


def test_who_has_lost_her_rights_gives_none(client, invitation, admin):
    User.objects.filter(pk=admin.pk).update(is_superuser=False)
    assert post(client, invitation).status_code == 410


def test_an_editor_invites_nobody_and_one_with_the_right_gives_no_more_than_she_has():
    editor = User.objects.create_user("red@example.org")
    editor.groups.add(Role.objects.get(key="editor").group)
    with pytest.raises(PermissionDenied):
        invite(email="a@example.org", role="editor", language="nb", invited_by=editor)
    editor.user_permissions.add(Permission.objects.get(codename="add_invitation"))
    editor = User.objects.get(pk=editor.pk)
    invite(email="a@example.org", role="editor", language="nb", invited_by=editor)
    with pytest.raises(PermissionDenied):
        invite(email="a@example.org", role="administrator", language="nb", invited_by=editor)


def test_somebody_signed_in_as_another_accepts_nothing(client, invitation, admin):
    client.force_login(admin)
    assert post(client, invitation).status_code == 410
    assert not User.objects.filter(email="kari@example.org").exists()


def test_a_closed_account_stays_closed(client, invitation):
    User.objects.create_user("kari@example.org", is_active=False)
    assert post(client, invitation).status_code == 410
    assert Invitation.objects.get().state == "sent"


def test_the_command_invites_and_prints_neither_link_nor_address(capsys):
    call_command("invite", "ny@example.org", role="administrator")
    assert "@" not in capsys.readouterr().out
    assert OutgoingMail.objects.get(event="invitation").to == "ny@example.org"
