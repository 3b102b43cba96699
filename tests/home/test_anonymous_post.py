"""Forms of people who are not signed in: no cookie before they act, nothing from elsewhere, nothing lost."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from home.anonymous_post import COOKIE, SECONDS, anonymous_post
from tests import factories as make
from tests.full_site import PASSWORD, close

pytestmark = pytest.mark.django_db
OURS = "http://testserver"


@pytest.fixture
def reader():
    """A client that checks the CSRF token, as browsers' requests are checked."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def closed():
    page = make.standard_page(title="Bare for oss", slug="bare-for-oss", introduction="Hemmelig innhold")
    close(page)
    return page


def form_of(response):
    form = BeautifulSoup(response.content.decode(), "html.parser").main.form
    fields = {field["name"]: field.get("value", "") for field in form.find_all("input") if field.get("name")}
    return form["action"], fields


def ask(reader, page):
    response = reader.get(page.url)
    assert response.status_code == 200
    return form_of(response)


def says(response, text):
    return text in " ".join(BeautifulSoup(response.content.decode(), "html.parser").main.get_text(" ").split())


FROM_HERE = [{"HTTP_ORIGIN": OURS}, {"HTTP_SEC_FETCH_SITE": "same-origin"}, {"HTTP_REFERER": f"{OURS}/bare-for-oss/"}]
FROM_ELSEWHERE = [
    {"HTTP_ORIGIN": "https://evil.example"},
    {"HTTP_ORIGIN": "null"},
    {"HTTP_ORIGIN": "https://testserver"},
    {"HTTP_ORIGIN": "http://testserver.evil.example"},
    {"HTTP_ORIGIN": "https://evil.example", "HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_REFERER": f"{OURS}/"},
    {"HTTP_SEC_FETCH_SITE": "cross-site"},
    {"HTTP_SEC_FETCH_SITE": "same-site"},
    {"HTTP_SEC_FETCH_SITE": "none"},
    {"HTTP_REFERER": "https://evil.example/testserver"},
    {"HTTP_REFERER": "http://testserver@evil.example/"},
]


def test_a_page_with_a_password_asks_for_it_without_a_cookie(reader, closed):
    response = reader.get(closed.url)
    assert says(response, "Denne siden er beskyttet med passord")
    assert "Hemmelig" not in response.content.decode()
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.mark.parametrize("headers", FROM_HERE)
def test_the_right_password_opens_the_page(reader, closed, headers):
    action, fields = ask(reader, closed)
    response = reader.post(action, {**fields, "password": PASSWORD}, **headers)
    assert (response.status_code, response["Location"]) == (302, closed.url)
    assert "Hemmelig innhold" in reader.get(closed.url).content.decode()


@pytest.mark.parametrize("password", ["feil", PASSWORD.upper(), "x" * 5000])
def test_a_wrong_password_says_so_and_opens_nothing(reader, closed, password):
    action, fields = ask(reader, closed)
    response = reader.post(action, {**fields, "password": password}, HTTP_ORIGIN=OURS)
    assert response.status_code == 200
    error = BeautifulSoup(response.content.decode(), "html.parser").main.find(class_="err")
    assert "passord" in error.get_text().lower()
    assert form_of(response)[0] == action
    assert "Hemmelig" not in reader.get(closed.url).content.decode()


def test_an_empty_password_and_one_with_a_null_are_refused(reader, closed):
    action, fields = ask(reader, closed)
    for password in ("", "\0"):
        assert reader.post(action, {**fields, "password": password}, HTTP_ORIGIN=OURS).status_code == 200


@pytest.mark.parametrize("headers", FROM_ELSEWHERE)
def test_what_comes_from_another_site_is_refused(reader, closed, headers):
    action, fields = ask(reader, closed)
    response = reader.post(action, {**fields, "password": PASSWORD}, **headers)
    assert response.status_code == 403
    assert says(response, "Skjemaet ble ikke sendt herfra")
    assert not response.cookies
    assert "Hemmelig" not in reader.get(closed.url).content.decode()


def test_a_browser_that_says_nothing_of_itself_is_asked_once_and_loses_nothing(reader, closed):
    action, fields = ask(reader, closed)
    asked = reader.post(action, {**fields, "password": PASSWORD})
    assert asked.status_code == 403
    cookie = asked.cookies[COOKIE]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["max-age"] == SECONDS
    again, sent = form_of(asked)
    assert again == action
    assert sent["password"] == PASSWORD
    assert reader.post(again, sent).status_code == 302
    assert "Hemmelig innhold" in reader.get(closed.url).content.decode()


def test_a_confirmation_is_refused_without_its_cookie_with_another_s_or_too_late(reader, closed):
    action, fields = ask(reader, closed)
    _again, sent = form_of(reader.post(action, {**fields, "password": PASSWORD}))
    stranger = Client(enforce_csrf_checks=True)
    assert stranger.post(action, sent).status_code == 403
    stranger.post(action, {**fields, "password": PASSWORD})
    assert stranger.post(action, sent).status_code == 403
    with time_machine.travel(timezone.now() + timezone.timedelta(seconds=SECONDS + 5)):
        assert reader.post(action, sent).status_code == 403
    reader.cookies[COOKIE] = "made-up"
    assert reader.post(action, {**sent, "confirm_post": "made-up"}).status_code == 403
    assert "Hemmelig" not in reader.get(closed.url).content.decode()


def test_what_was_written_comes_back_escaped_and_whole(rf):
    view = anonymous_post(lambda request: HttpResponse("done"))
    written = {"text": ['<script>"&', "another\nline"], "confirm_post": "old"}
    make.site()
    response = view(rf.post("/kommentar/", written))
    fields = BeautifulSoup(response.content.decode(), "html.parser").main.form.find_all("input")
    assert [field["value"] for field in fields if field["name"] == "text"] == written["text"]
    assert len([field for field in fields if field["name"] == "confirm_post"]) == 1
    assert b"<script>&quot;" not in response.content


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_reading_is_never_asked_to_confirm(method):
    view = anonymous_post(lambda request: HttpResponse("done"))
    assert view(getattr(RequestFactory(), method)("/", HTTP_ORIGIN="https://evil.example")).content == b"done"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_every_method_that_changes_something_is_guarded(method):
    make.site()
    view = anonymous_post(lambda request: HttpResponse("done"))
    assert view(getattr(RequestFactory(), method)("/", HTTP_ORIGIN="https://evil.example")).status_code == 403


def test_a_trusted_origin_behind_a_proxy_is_ours(settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://samspill.example.org"]
    view = anonymous_post(lambda request: HttpResponse("done"))
    assert view(RequestFactory().post("/", HTTP_ORIGIN="https://samspill.example.org")).content == b"done"


def test_after_the_password_nobody_is_led_to_another_site(reader, closed):
    action, fields = ask(reader, closed)
    for elsewhere in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        response = reader.post(action, {**fields, "return_url": elsewhere, "password": PASSWORD}, HTTP_ORIGIN=OURS)
        assert "evil" not in response.get("Location", "")
        assert "javascript" not in response.get("Location", "")


def test_a_page_for_those_signed_in_sends_others_to_sign_in(client):
    page = make.standard_page(title="For ansatte", introduction="Hemmelig innhold")
    close(page, "login")
    response = client.get(page.url)
    assert response.status_code == 302
    assert response["Location"].startswith("/account/sign-in/?next=")
    assert client.get(response["Location"]).status_code == 200
    client.force_login(make.user("editor"))
    assert "Hemmelig innhold" in client.get(page.url).content.decode()
