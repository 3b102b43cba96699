"""What every answer says of itself to browsers; and that no reader is given a cookie."""

import re
import runpy

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from collaboration.models import Concept
from home.embeds import PLAYER_ORIGINS
from tests import factories as make
from tests.full_site import FullSite

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    made = FullSite()
    made.grow(1)
    return made


def policy(response):
    header = response["Content-Security-Policy"]
    return {name: words.split() for name, _space, words in (part.strip().partition(" ") for part in header.split(";"))}


def everything(site):
    extra = {
        "identifier": f"/id/{Concept.objects.first().uuid}",
        "not found": "/finnes-ikke/",
        "moved": "/blogg/tag/lesing/",
        "robots": "/robots.txt",
        "manifest": "/manifest.webmanifest",
        "icon": "/favicon.ico",
        "style": "/static/css/main.css",
    }
    return {**site.addresses(), **extra}


def test_no_reader_is_given_a_cookie(client, site):
    for what, address in everything(site).items():
        for language in ("", "nn"):
            response = client.get(address, HTTP_ACCEPT_LANGUAGE=language)
            assert "Set-Cookie" not in response, what
            assert not response.cookies, what
    assert not client.cookies


def test_the_public_site_allows_no_inline_script_or_style_and_nothing_from_others(client, site):
    for what, address in everything(site).items():
        if what == "style":
            continue
        found = policy(client.get(address))
        # Films that a reader asks for are shown in frames from where they are.
        assert set(found.pop("frame-src")) == set(PLAYER_ORIGINS), what
        text = str(found)
        assert "unsafe" not in text, what
        assert "http" not in text, what
        assert "*" not in text, what
        assert found["default-src"] == ["'none'"], what
        assert found["script-src"] == found["style-src"] == ["'self'"], what
        assert found["frame-ancestors"] == ["'self'"], what
        assert found["base-uri"] == ["'none'"], what
        assert found["form-action"] == ["'self'"], what


def test_no_page_holds_what_its_policy_would_stop(client, site):
    for what, address in everything(site).items():
        response = client.get(address)
        if "text/html" not in response["Content-Type"] or not response.content:
            continue
        page = BeautifulSoup(response.content.decode(), "html.parser")
        assert not page.find_all("style"), what
        assert not page.find_all(style=True), what
        handlers = [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
        assert not handlers, f"{what}: {handlers}"
        for script in page.find_all("script"):
            assert script.get("src") or script.get("type") == "application/ld+json", what
        loaded = [
            tag.get("src") or tag.get("href")
            for tag in page.find_all(["script", "img", "link", "iframe", "source", "video", "audio"])
            if tag.name != "link" or {"stylesheet", "preload", "icon", "manifest"} & set(tag.get("rel", []))
        ]
        elsewhere = [url for url in loaded if url and re.match("(?:https?:)?//", url) and "//testserver/" not in url]
        assert not elsewhere, f"{what}: {elsewhere}"


def test_the_admin_has_a_policy_of_its_own_and_the_public_site_does_not_get_it(client, site):
    client.force_login(make.user("editor"))
    for address in ("/admin/", "/admin/pages/"):
        found = policy(client.get(address, follow=True))
        assert "'unsafe-inline'" in found["script-src"], address
        assert "'unsafe-eval'" not in found["script-src"]
        assert set(found.pop("frame-src")) == {"'self'", *PLAYER_ORIGINS}
        assert "http" not in str(found)
    for address in ("/administrasjon/", "/nn/admin/", "/?next=/admin/"):
        assert "'unsafe-inline'" not in str(policy(client.get(address))), address


def test_every_answer_keeps_to_itself_what_it_can(client, site):
    for what, address in everything(site).items():
        response = client.get(address)
        assert response["X-Content-Type-Options"] == "nosniff", what
        assert response["Referrer-Policy"] == "same-origin", what
        assert response["Cross-Origin-Opener-Policy"] == "same-origin", what
        if what == "style":
            continue
        assert response["X-Frame-Options"] == "SAMEORIGIN", what
        for feature in ("camera", "geolocation", "microphone", "browsing-topics"):
            assert f"{feature}=()" in response["Permissions-Policy"], what


def test_an_editor_s_session_cookie_is_kept_from_scripts_and_other_sites(client):
    user = make.user("editor")
    client.post(
        "/account/sign-in/password/",
        {"username": user.email, "password": make.PASSWORD},
        HTTP_ORIGIN="http://testserver",
    )
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


PRODUCTION = {
    "SECRET_KEY": "long-enough-to-be-taken-for-a-real-secret-key-0123456789-abc",
    "ALLOWED_HOSTS": "testserver",
    "BASE_URL": "https://testserver",
    "EMAIL_URL": "smtp+tls://u:p@mail.example.org:587",
    "DEFAULT_FROM_EMAIL": "samspill@example.org",
    "DATABASE_URL": "sqlite://:memory:",
}


def test_in_production_plain_http_is_sent_to_https_which_is_asked_for_a_year(settings, monkeypatch):
    for name, value in PRODUCTION.items():
        monkeypatch.setenv(name, value)
    production = runpy.run_module("config.settings.production")
    for name, value in production.items():
        if name.startswith(("SECURE_", "SESSION_COOKIE_", "CSRF_COOKIE_")):
            setattr(settings, name, value)
    user = make.user("editor")
    client = Client()
    plain = client.get("/visual-keys.css")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/visual-keys.css")
    safe = client.get("/visual-keys.css", secure=True)
    assert safe["Strict-Transport-Security"] == "max-age=31536000"
    client.post(
        "/account/sign-in/password/",
        {"username": user.email, "password": make.PASSWORD},
        secure=True,
        HTTP_ORIGIN="https://testserver",
    )
    assert client.cookies["sessionid"]["secure"]
