"""Somebody is told by mail when she was signed in from a browser that she has not used before."""

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.signing_in import devices
from mail.models import OutgoingMail
from tests import factories
from tests.accounts.signing_in.test_door import CODE, OURS, PASSWORD, ask, newest_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    cache.clear()
    factories.site()


def by_code(client, address="kari@example.org"):
    ask(client, address)
    return client.post(CODE, {"code": newest_code()}, **OURS)


def told():
    return list(OutgoingMail.objects.filter(event="new_device").values_list("to", flat=True))


def test_the_first_time_ever_is_no_news_nor_the_same_browser_again():
    client = Client()
    by_code(client)
    client.post("/account/sign-out/")
    by_code(client)
    assert told() == []


def test_another_browser_is_told_of_once():
    by_code(Client())
    other = Client()
    by_code(other)
    assert told() == ["kari@example.org"]
    other.post("/account/sign-out/")
    by_code(other)
    assert told() == ["kari@example.org"]
    mail = OutgoingMail.objects.get(event="new_device")
    assert "/account/" in mail.text
    assert "Logg ut overalt ellers" in mail.text


def test_a_password_tells_as_well():
    user = factories.user("editor")
    for client in (Client(), Client()):
        client.post(PASSWORD, {"username": user.email, "password": factories.PASSWORD}, **OURS)
    assert told() == [user.email]


def test_a_browser_that_two_share_knows_both_and_a_forged_cookie_nobody():
    client = Client()
    by_code(client)
    by_code(client, "ola@example.org")
    by_code(client)
    assert told() == []
    forged = Client()
    forged.cookies[devices.COOKIE] = client.cookies[devices.COOKIE].value[:-2] + "xx"
    by_code(forged)
    assert told() == ["kari@example.org"]


def test_the_cookie_comes_with_signing_in_and_scripts_do_not_see_it():
    client = Client()
    ask(client, "kari@example.org")
    assert devices.COOKIE not in client.cookies
    response = client.post(CODE, {"code": newest_code()}, **OURS)
    cookie = response.cookies[devices.COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert "example" not in cookie.value
