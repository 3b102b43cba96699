import re
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from accounts.models import User
from accounts.signing_in import guard
from accounts.signing_in.purging import delete_ended
from mail.models import OutgoingMail
from tests import factories

OURS = {"HTTP_ORIGIN": "http://testserver"}
DOOR, CODE, PASSWORD = "/account/sign-in/", "/account/sign-in/code/", "/account/sign-in/password/"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _site():
    cache.clear()
    factories.site()
    with translation.override("en"):
        yield


def ask(client, address, **more):
    return client.post(DOOR, {"email": address, **more}, **OURS)


def newest_code():
    mail = OutgoingMail.objects.filter(event="sign_in_code").latest("created_at")
    return re.search(r"^[a-z0-9]{4}-[a-z0-9]{4}$", mail.text, re.MULTILINE)[0]


def is_in(client):
    return "_auth_user_id" in client.session


def test_who_has_no_account_gets_one_by_the_code_with_no_rights(client):
    response = ask(client, "Ny@Example.org")
    assert response.status_code == 302
    assert not User.objects.filter(email="ny@example.org").exists()
    client.post(CODE, {"code": newest_code().upper().replace("-", " ")}, **OURS)
    user = User.objects.get(email="ny@example.org")
    assert is_in(client)
    assert (user.is_active, user.is_staff, user.has_usable_password(), user.groups.count()) == (True, False, False, 0)
    assert client.get("/admin/").status_code == 302


def test_the_answer_is_the_same_whether_an_address_is_known():
    known = factories.user("editor").email
    answers = []
    for address in (known, "stranger@example.net"):
        client = Client()
        asked = ask(client, address)
        page = client.get(asked["Location"])
        headers = {**asked.headers}
        answers.append((asked.status_code, headers, page.status_code, page.content.decode().replace(address, "")))
    assert answers[0] == answers[1]
    assert OutgoingMail.objects.count() == 2


def test_a_reader_of_the_page_gets_no_cookie_and_no_cache_keeps_it(client):
    for address in (DOOR, CODE, PASSWORD):
        response = client.get(address)
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]


def test_a_code_works_once(client):
    ask(client, "a@example.org")
    stolen = client.cookies["sessionid"].value
    client.post(CODE, {"code": newest_code()}, **OURS)
    assert client.cookies["sessionid"].value != stolen
    other = Client()
    other.cookies["sessionid"] = stolen
    other.post(CODE, {"code": newest_code()}, **OURS)
    assert not is_in(other)


def test_a_code_works_for_ten_minutes(client):
    with time_machine.travel("2026-11-27 12:00", tick=False) as clock:
        ask(client, "a@example.org")
        clock.shift(601)
        response = client.post(CODE, {"code": newest_code()}, **OURS)
    assert not is_in(client)
    assert "Ask for a new one" in response.content.decode() or response.status_code == 200


def test_after_five_wrong_codes_the_right_one_is_refused_and_a_new_one_must_wait(client):
    ask(client, "a@example.org")
    for _ in range(5):
        assert client.post(CODE, {"code": "wrong-one"}, **OURS).status_code == 422
    client.post(CODE, {"code": newest_code()}, **OURS)
    assert not is_in(client)
    assert ask(client, "a@example.org").status_code == 422
    assert ask(client, "b@example.org").status_code == 302


def test_the_fifth_code_may_still_be_right(client):
    ask(client, "a@example.org")
    for _ in range(4):
        client.post(CODE, {"code": "wrong-one"}, **OURS)
    client.post(CODE, {"code": newest_code()}, **OURS)
    assert is_in(client)


def test_one_whose_account_is_closed_stays_out(client):
    User.objects.create_user("a@example.org", is_active=False)
    ask(client, "a@example.org")
    client.post(CODE, {"code": newest_code()}, **OURS)
    assert not is_in(client)


def test_without_cookies_a_sentence_says_so_and_nothing_goes_round(client):
    location = ask(client, "a@example.org")["Location"]
    response = Client().get(location)
    assert response.status_code == 200
    assert "cookie" in response.content.decode() or "informasjonskapsel" in response.content.decode()


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_sent_to_another_site(client, elsewhere):
    user = factories.user("editor")
    fields = {"username": user.email, "password": factories.PASSWORD, "next": elsewhere}
    response = client.post(PASSWORD, fields, **OURS)
    assert response["Location"] == "/admin/"


def test_who_signs_in_comes_back_to_where_she_was(client):
    user = factories.user("editor")
    fields = {"username": user.email.upper(), "password": factories.PASSWORD, "next": "/admin/pages/"}
    assert client.post(PASSWORD, fields, **OURS)["Location"] == "/admin/pages/"
    assert is_in(client)


@pytest.mark.parametrize("address", [DOOR, CODE, PASSWORD])
def test_a_form_on_another_site_is_refused(address):
    client = Client(enforce_csrf_checks=True)
    assert client.post(address, {"email": "a@example.org"}, HTTP_ORIGIN="https://evil.example").status_code == 403
    assert not OutgoingMail.objects.exists()


def test_the_admin_s_own_door_leads_to_ours(client):
    response = client.get("/admin/login/?next=/admin/pages/")
    assert response["Location"] == f"{DOOR}?next=%2Fadmin%2Fpages%2F"


def test_where_passwords_are_off_they_are_neither_shown_nor_taken(client, settings):
    settings.SIGN_IN_BY_PASSWORD = False
    user = factories.user("editor")
    response = client.post(PASSWORD, {"username": user.email, "password": factories.PASSWORD}, **OURS)
    assert response.status_code == 404
    assert not is_in(client)
    assert PASSWORD not in client.get(DOOR).content.decode()


def test_five_wrong_passwords_lock_an_account_from_one_place_and_from_no_other(client):
    user, other = factories.user("editor"), factories.user("editor")
    right = {"username": user.email, "password": factories.PASSWORD}
    for _ in range(5):
        client.post(PASSWORD, {**right, "password": "wrong"}, **OURS)
    client.post(PASSWORD, right, **OURS)
    assert not is_in(client)
    elsewhere, colleague = Client(REMOTE_ADDR="198.51.100.7"), Client()
    elsewhere.post(PASSWORD, right, **OURS)
    colleague.post(PASSWORD, {**right, "username": other.email}, **OURS)
    assert is_in(elsewhere)
    assert is_in(colleague)


def test_no_table_and_no_log_holds_the_address_of_a_machine(caplog):
    from django.apps import apps

    caplog.set_level("DEBUG")
    user = factories.user("editor")
    client = Client(REMOTE_ADDR="198.51.100.77")
    for password in ("wrong", factories.PASSWORD):
        client.post(PASSWORD, {"username": user.email, "password": password}, **OURS)
    ask(client, "a@example.org")
    assert is_in(client)
    for model in apps.get_models():
        for row in model._base_manager.values():
            assert "198.51.100.77" not in str(row), model
    assert "198.51.100.77" not in str(client.session.items())
    assert "198.51.100.77" not in caplog.text


def test_what_is_kept_of_who_never_came_with_her_code_is_deleted_and_a_session_in_use_is_not(client):
    ask(client, "a@example.org")
    inside = Client()
    inside.force_login(factories.user("editor"))
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert delete_ended() == 1
        assert is_in(inside)


def test_a_session_lasts_as_long_as_ever_once_somebody_is_in(client, settings):
    ask(client, "a@example.org")
    client.post(CODE, {"code": newest_code()}, **OURS)
    assert client.session.get_expiry_age() == settings.SESSION_COOKIE_AGE


def test_guessing_one_accounts_password_from_many_places_ends_too_and_a_code_still_lets_in(client, settings):
    user = factories.user("editor")
    settings.TRUSTED_PROXIES = ["127.0.0.1"]

    def tried(number, password):
        place = {"HTTP_X_FORWARDED_FOR": f"203.0.113.{number}", **OURS}
        return Client().post(PASSWORD, {"username": user.email, "password": password}, **place)

    for number in range(guard.MOST_WRONG_PASSWORDS):
        tried(number, "wrong")
    response = tried(200, factories.PASSWORD)
    assert response.status_code == 422
    assert "Logg inn med en kode i stedet." in response.content.decode()
    ask(client, user.email)
    client.post(CODE, {"code": newest_code()}, **OURS)
    assert is_in(client)
