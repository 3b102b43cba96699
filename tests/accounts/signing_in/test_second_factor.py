import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from accounts.signing_in.factors import has_second_factor
from mail.models import OutgoingMail
from tests import factories
from tests.accounts.signing_in.test_door import OURS, PASSWORD, is_in

APP, SECOND = "/account/app/", "/account/sign-in/second/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    cache.clear()
    factories.site()
    with translation.override("en"):
        yield


def sign_in(client, user, **more):
    fields = {"username": user.email, "password": factories.PASSWORD, **more}
    return client.post(PASSWORD, fields, **OURS)


def code_of(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def enrolled(client, hooks):
    user = factories.user("editor")
    sign_in(client, user)
    page = client.get(APP)
    assert page.status_code == 200, (page.get("Location"), dict(client.session))
    secret = page.context["form"].secret
    with hooks(execute=True):
        response = client.post(APP, {"code": code_of(secret)})
    assert response["Location"] == "/account/recovery-codes/"
    cache.clear()
    return user, secret


def test_who_has_an_app_is_asked_for_its_code_each_time(client, django_capture_on_commit_callbacks):
    user, secret = enrolled(client, django_capture_on_commit_callbacks)
    other = Client()
    response = sign_in(other, user, next="/admin/pages/")
    assert response["Location"].split("?")[0] == SECOND
    assert not is_in(other)
    assert other.post(SECOND, {"code": "000000"}).status_code == 200
    assert not is_in(other)
    cache.clear()
    assert other.post(SECOND, {"code": code_of(secret)})["Location"] == "/admin/pages/"
    assert is_in(other)


def test_who_has_none_is_not_asked(client):
    user = factories.user("editor")
    assert not has_second_factor(user)
    assert sign_in(client, user)["Location"] == "/admin/"


def test_a_recovery_code_lets_in_once(client, django_capture_on_commit_callbacks):
    user, _secret = enrolled(client, django_capture_on_commit_callbacks)
    code = client.get("/account/recovery-codes/").context["unused_codes"][0]
    for lets_in in (True, False):
        other = Client()
        sign_in(other, user)
        other.post(SECOND, {"code": code})
        assert is_in(other) is lets_in


def test_secrets_are_not_stored_as_they_are_and_a_mail_tells_of_the_change(client, django_capture_on_commit_callbacks):
    user, secret = enrolled(client, django_capture_on_commit_callbacks)
    assert has_second_factor(user)
    assert secret not in str(list(Authenticator.objects.values_list("data", flat=True)))
    mail = OutgoingMail.objects.get(event="second_factor_changed")
    assert mail.to == user.email


def test_who_signed_in_long_ago_shows_once_more_who_she_is(client):
    user = factories.user("editor")
    client.force_login(user)
    assert client.get(APP)["Location"].startswith("/account/sign-in/again/")
    again = client.post("/account/sign-in/again/", {"next": APP})
    assert again["Location"] == "/account/sign-in/?next=%2Faccount%2Fapp%2F"
    assert not is_in(client)


def test_forms_of_the_second_step_are_refused_without_their_token():
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.user("editor"))
    for address in (APP, SECOND, "/account/app/stop/", "/account/sign-out/", "/account/recovery-codes/new/"):
        assert client.post(address, {"code": "1"}).status_code == 403, address


def test_pages_of_an_account_are_for_its_owner_and_kept_by_no_cache(client):
    assert client.get("/account/").status_code == 302
    client.force_login(factories.user("editor"))
    for address in ("/account/", "/account/sign-in/again/"):
        assert "no-store" in client.get(address)["Cache-Control"]
