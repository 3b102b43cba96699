import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import NoReverseMatch, reverse
from wagtail.models import ModelLogEntry

from mail.models import OutgoingMail

pytestmark = [pytest.mark.django_db, pytest.mark.tasks]


def person(*permissions, superuser=False):
    user = get_user_model()(email="person@example.org", is_active=True, is_superuser=superuser)
    user.set_unusable_password()
    user.save()
    codenames = ["access_admin", *permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return user


@pytest.fixture
def given_up(enqueue):
    mail = enqueue(text="https://example.com/reset/key", event="reset")
    OutgoingMail.objects.update(state="given_up", next_attempt_at=None, last_error="550 No such user", attempts=1)
    mail.refresh_from_db()
    return mail


def address(view, *args):
    return reverse(f"outgoing_mail:{view}", args=args)


ROLES = {
    "superuser": ((), True),
    "may see and retry": (("view_outgoingmail", "retry_outgoingmail"), False),
    "may see": (("view_outgoingmail",), False),
    "editor without either": ((), False),
}


@pytest.fixture(params=ROLES)
def role(request, client):
    permissions, superuser = ROLES[request.param]
    client.force_login(person(*permissions, superuser=superuser))
    return request.param


def test_the_list_is_for_those_who_may_see_it(client, role, given_up):
    for url in (address("index"), address("inspect", given_up.pk)):
        response = client.get(url)
        if role == "editor without either":
            assert response.status_code == 302
        else:
            assert response.status_code == 200
            page = response.content.decode()
            assert "550 No such user" in page
            assert given_up.to in page
            assert "reset/key" not in page


def test_trying_again_is_for_those_who_may(client, role, given_up, django_capture_on_commit_callbacks):
    button = f'action="{address("retry", given_up.pk)}"'
    may = role in {"superuser", "may see and retry"}
    assert (button in client.get(address("inspect", given_up.pk)).content.decode()) == may
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("retry", given_up.pk))
    given_up.refresh_from_db()
    assert given_up.state == ("sent" if may else "given_up")
    assert ModelLogEntry.objects.filter(action="mail.retry").count() == int(may)


def test_a_link_alone_sends_nothing(client, given_up):
    client.force_login(person(superuser=True))
    assert client.get(address("retry", given_up.pk)).status_code == 405
    given_up.refresh_from_db()
    assert given_up.state == "given_up"


def test_a_mail_that_waits_offers_no_second_try_and_takes_none(client, enqueue):
    client.force_login(person(superuser=True))
    mail = enqueue()
    assert address("retry", mail.pk) not in client.get(address("inspect", mail.pk)).content.decode()
    response = client.post(address("retry", mail.pk), follow=True)
    assert response.status_code == 200
    assert not ModelLogEntry.objects.filter(action="mail.retry").exists()
    mail.refresh_from_db()
    assert mail.state == "waiting"


@pytest.mark.parametrize("view", ["add", "edit", "delete", "copy", "history", "usage"])
def test_nobody_can_write_or_delete_mail_by_hand(client, view, given_up):
    client.force_login(person(superuser=True))
    with pytest.raises(NoReverseMatch):
        address(view, given_up.pk)
    page = client.get(address("index")).content.decode()
    assert f"/outgoing-mail/{view}" not in page


def test_the_list_can_be_filtered_by_state_and_searched(client, given_up, enqueue):
    client.force_login(person(superuser=True))
    enqueue(to="ola@example.org")
    filtered = client.get(address("index"), {"state": "given_up"}).content.decode()
    assert given_up.to in filtered
    assert "ola@example.org" not in filtered
    found = client.get(address("index"), {"q": "ola@"}).content.decode()
    assert "ola@example.org" in found
    assert given_up.to not in found


def test_the_list_costs_the_same_however_long_it_is(client, enqueue, django_assert_max_num_queries):
    client.force_login(person(superuser=True))
    for number in range(3):
        enqueue(to=f"reader{number}@example.org")
    client.get(address("index"))
    with django_assert_max_num_queries(25) as few:
        client.get(address("index"))
    for number in range(15):
        enqueue(to=f"more{number}@example.org")
    with django_assert_max_num_queries(25) as many:
        client.get(address("index"))
    assert len(many) == len(few)
