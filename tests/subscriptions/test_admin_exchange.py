"""Followers taken in from another site, and out to take along."""

import csv
import io
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from mail.models import OutgoingMail
from subscriptions import csv_files
from subscriptions.csv_files import Imported, export_followers, import_followers
from subscriptions.models import Subscriber, Subscription, SubscriptionRequest
from tests import factories
from tests.subscriptions.admin_things import PILE, follower, shelf, suspend  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]

ROLES = ["administrator", "editor", "moderator", "translator"]


def take_in(*addresses, **fields):
    return import_followers(addresses=addresses, subjects=[PILE], language="nn", **fields)


def invitations():
    return list(OutgoingMail.objects.filter(event="follow_invitation").values_list("to", flat=True))


def test_who_is_taken_in_is_asked_once_and_follows_nothing():
    assert take_in("kari@example.org") == Imported(invited=1)
    person = Subscriber.objects.get()
    assert (person.state, person.origin) == ("unconfirmed", "import")
    assert not Subscription.objects.exists()
    wanted = SubscriptionRequest.objects.get()
    assert (wanted.subjects, wanted.language) == (["pile:all"], "nn")
    assert (wanted.expires_at - timezone.now()).days in {29, 30}
    assert take_in("kari@example.org") == Imported(known=1)
    assert invitations() == ["kari@example.org"]


@pytest.mark.parametrize("state", ["unconfirmed", "active", "stopped"])
def test_nobody_who_is_known_is_written_to(state):
    follower(state=state)
    assert take_in("kari@example.org", "ola@example.org") == Imported(invited=1, known=1)
    assert invitations() == ["ola@example.org"]


def test_an_address_that_no_mail_goes_to_is_not_written_to():
    suspend(Subscriber(email="kari@example.org"), "complained")
    assert take_in("kari@example.org") == Imported(known=1)
    assert not invitations()


def test_a_rehearsal_writes_and_mails_nothing():
    follower()
    assert take_in("kari@example.org", "ola@example.org", dry_run=True) == Imported(invited=1, known=1)
    assert Subscriber.objects.count() == 1
    assert not invitations()


def test_many_invitations_leave_room_for_mail_that_somebody_waits_for(monkeypatch):
    monkeypatch.setattr(csv_files, "BATCH", 2)
    now = timezone.now()
    take_in("a@example.org", "b@example.org", "c@example.org", now=now)
    assert OutgoingMail.objects.due(now).count() == 2
    assert OutgoingMail.objects.due(now + csv_files.A_BATCH_EVERY).count() == 3


def test_the_command_tells_what_it_could_not_use(tmp_path, capsys):
    file = tmp_path / "followers.csv"
    file.write_text("Email\nkari@example.org\nkari\n")
    call_command("import_followers", str(file), about="pile:all", dry_run=True)
    assert not Subscriber.objects.exists()
    call_command("import_followers", str(file), about="pile:all", language="nn")
    out = capsys.readouterr()
    assert "1 invited, 0 known already, 1 invalid." in out.out
    assert "Line 3: 'kari'" in out.err
    for arguments in ([str(file), "--about=nothing:here"], [str(tmp_path / "missing.csv"), "--about=pile:all"]):
        with pytest.raises(CommandError):
            call_command("import_followers", *arguments)


def rows(text):
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))


def test_everybody_can_be_taken_out_and_no_cell_is_a_formula(django_assert_num_queries):
    follower("=kari@example.org", rhythm="daily")
    suspend(follower("ola@example.org"))
    first, second = rows("".join(export_followers("nb")))
    assert first["email"] == "'=kari@example.org"
    assert (first["state"], first["how_often"], first["language"]) == ("active", "daily", "nb")
    assert (first["follows"], first["subjects"]) == ("Alt i haugen", "pile:all")
    assert second["suspended"] == "bounced"
    for number in range(20):
        follower(f"{number}@example.org")
    with django_assert_num_queries(3):
        list(export_followers("nb"))


def test_the_file_of_the_command_is_for_its_owner_alone(tmp_path, capsys):
    follower()
    file = tmp_path / "out.csv"
    call_command("export_followers", str(file))
    assert rows(file.read_text())[0]["email"] == "kari@example.org"
    assert os.stat(file).st_mode & 0o077 == 0
    call_command("export_followers")
    assert "kari@example.org" in capsys.readouterr().out


# --- In the admin ----------------------------------------------------------------------------------

IMPORT, EXPORT = "followers_exchange:import", "followers_exchange:export"


def upload(client, text):
    file = SimpleUploadedFile("f.csv", text.encode())
    return client.post(reverse(IMPORT), {"file": file, "about": "pile:all", "language": "nb"})


@pytest.mark.parametrize("role", ROLES)
def test_addresses_go_in_and_out_by_an_administrators_hand_alone(client, role):
    client.force_login(factories.user(role, language="en"))
    may = role == "administrator"
    assert (client.get(reverse(IMPORT)).status_code == 200) is may
    assert (upload(client, "kari@example.org").status_code == 200) is may
    sent = {"addresses": "kari@example.org", "about": "pile:all", "language": "nb"}
    client.post(reverse(IMPORT), sent)
    assert Subscriber.objects.exists() is may
    response = client.post(reverse(EXPORT))
    assert (b"kari@example.org" in response.content) is may
    assert client.get(reverse(EXPORT)).status_code == (405 if may else 302)


def test_what_is_in_a_file_is_shown_before_anybody_is_invited(client):
    client.force_login(factories.user("administrator", language="en"))
    follower()
    page = upload(client, "Email\nkari@example.org\nola@example.org\n<b>ola</b>\nola@example.org\n").content.decode()
    for words in ("1 address to invite", "1 is known already", "1 line repeats", "1 line has no address"):
        assert words in page
    assert "&lt;b&gt;ola" in page
    assert "Invite 1 address" in page
    assert not invitations()


@pytest.mark.parametrize("text", ["", "name\nKari\n", "a@example.org\nb@example.org\nc@example.org"])
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(client, text, monkeypatch):
    monkeypatch.setattr("subscriptions.admin.exchanging.MOST_AT_ONCE", 2)
    client.force_login(factories.user("administrator", language="en"))
    assert upload(client, text).status_code == 422
    assert not Subscriber.objects.exists()
