"""Administrators invite in the admin, and nobody else does."""

import pytest
from django.urls import reverse

from accounts.invitations.services import invite
from accounts.models import Invitation, Role, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    user = User.objects.create_superuser("sjef@example.org")
    client.force_login(user)
    return user


def test_several_are_invited_at_once(client, admin):
    assert client.get(reverse("invitations:add")).status_code == 200
    data = {"addresses": "a@example.org\n\nB@example.org\na@example.org", "role": "editor", "language": "nn"}
    client.post(reverse("invitations:add"), data)
    assert set(Invitation.objects.values_list("email", flat=True)) == {"a@example.org", "b@example.org"}


def test_a_bad_line_sends_nothing_and_loses_nothing(client, admin):
    data = {"addresses": "a@example.org\nnobody", "role": "editor", "language": "nb"}
    response = client.post(reverse("invitations:add"), data)
    assert response.status_code == 422
    assert "a@example.org\nnobody" in response.content.decode()
    assert not Invitation.objects.exists()


def test_one_is_sent_again_and_withdrawn_by_post_alone(client, admin):
    one = invite(email="a@example.org", role="editor", language="nb", invited_by=admin)
    assert client.get(reverse("invitations:index")).status_code == 200
    page = client.get(reverse("invitations:inspect", args=[one.pk])).content.decode()
    again, away = reverse("invitations:again", args=[one.pk]), reverse("invitations:withdraw", args=[one.pk])
    assert again in page
    assert away in page
    assert client.get(away).status_code == 405
    client.post(again)
    one.refresh_from_db()
    assert one.version == 2
    client.post(away)
    one.refresh_from_db()
    assert one.state == "withdrawn"


def test_an_editor_neither_sees_nor_makes_invitations(client, admin):
    one = invite(email="a@example.org", role="editor", language="nb", invited_by=admin)
    editor = User.objects.create_user("red@example.org")
    editor.groups.add(Role.objects.get(key="editor").group)
    client.force_login(editor)
    client.get(reverse("invitations:index"))
    data = {"addresses": "b@example.org", "role": "editor", "language": "nb"}
    client.post(reverse("invitations:add"), data)
    client.post(reverse("invitations:withdraw", args=[one.pk]))
    assert Invitation.objects.count() == 1
    one.refresh_from_db()
    assert one.state == "sent"
