"""Error pages: each says what happened and where to go, also where nearly everything has failed."""

import base64
import hashlib
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from config.views import server_error
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing(client, monkeypatch):
    """Return a client of a site where every page of the tree fails."""
    factories.site()

    def fail(*args, **kwargs):
        raise RuntimeError("It broke.")

    monkeypatch.setattr("home.models.HomePage.serve", fail)
    client.raise_request_exception = False
    return client


def test_a_failure_is_answered_by_a_page_that_fetches_nothing(failing):
    response = failing.get("/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "Noe gikk galt hos oss" in page
    assert 'href="/"' in page
    assert not re.search(r"<(?:link|script|img)\b|\bsrc=|url\(", page)


def test_the_policy_lets_in_the_style_of_that_page_and_no_other(failing):
    response = failing.get("/")
    [style] = re.findall(r"<style>(.*?)</style>", response.content.decode(), re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    rule = next(rule for rule in response["Content-Security-Policy"].split(";") if "style-src" in rule)
    assert f"'sha256-{digest}'" in rule
    assert "unsafe-inline" not in rule


@pytest.mark.parametrize(("language", "words"), [("nn", "Noko gjekk gale"), ("en", "Something went wrong")])
def test_it_speaks_the_reader_s_language_and_asks_the_database_nothing(language, words):
    request = RequestFactory().get("/")
    with translation.override(language), CaptureQueriesContext(connection) as queries:
        page = server_error(request).content.decode()
    assert len(queries) == 0
    assert f'lang="{language}"' in page
    assert words in page


def test_who_may_not_see_a_page_is_shown_the_way_to_sign_in(client, monkeypatch):
    factories.site()
    monkeypatch.setattr("home.models.HomePage.serve", _refuse)
    response = client.get("/")
    assert response.status_code == 403
    page = response.content.decode()
    assert "/admin/login/" in page
    client.force_login(factories.user("editor"))
    assert "/admin/login/" not in client.get("/").content.decode()


def _refuse(*args, **kwargs):
    raise PermissionDenied
