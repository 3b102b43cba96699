"""Wagtail's checks look for what an editor can mend, in the editor and on the page, and say it in her language."""

import json
import re

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

from home.content_checks import ALT_PATTERN, PageChecks
from tests import factories

pytestmark = pytest.mark.django_db


def configuration(answer):
    """Return what a page tells axe; Wagtail hides the userbar's in a template."""
    markup = answer.content.decode()
    found = re.search(r'<script id="checker-axe-configuration" type="application/json">(.*?)</script>', markup, re.S)
    return json.loads(found.group(1))


@pytest.fixture
def about():
    return factories.standard_page()


def sign_in(client, language):
    client.force_login(factories.user("editor", language=language))


def addresses(about):
    edit = reverse("wagtailadmin_pages:edit", args=[about.pk])
    return about.url, edit, reverse("wagtailadmin_pages:view_draft", args=[about.pk])


def test_the_page_the_draft_and_the_editor_run_the_same_checks(client, about):
    sign_in(client, "en")
    found = [configuration(client.get(address)) for address in addresses(about)]
    assert found[0] == found[1] == found[2]
    checks = set(found[0]["options"]["runOnly"])
    assert {"alt-text-quality", "image-alt", "heading-order", "empty-heading", "link-name", "p-as-heading"} <= checks


def test_only_what_an_editor_wrote_is_checked(client, about):
    sign_in(client, "en")
    (selector,) = configuration(client.get(about.url))["context"]["include"]
    shown = BeautifulSoup(client.get(about.url).content, "html.parser").select(selector)
    assert len(shown) == 1
    assert shown[0].h1.get_text() == about.title
    assert not shown[0].find("footer")


def test_every_check_says_what_is_wrong_and_what_to_do():
    checks = PageChecks()
    for rule in checks.axe_run_only:
        message = checks.axe_messages[rule]
        assert message["error_name"], rule
        assert message["help_text"], rule


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_our_own_messages_are_in_norwegian(language):
    ours = {
        rule: message
        for rule, message in PageChecks.axe_messages.items()
        if message != super(PageChecks, PageChecks()).axe_messages.get(rule)
    }
    assert len(ours) >= 10
    for rule, message in ours.items():
        for text in message.values():
            assert isinstance(text, Promise)
            with translation.override("en"):
                english = str(text)
            with translation.override(language):
                assert str(text) != english, (rule, english)


@pytest.mark.parametrize(
    "text",
    [
        "IMG_1234",
        "img 0042",
        "DSC00123",
        "samling.jpg",
        "bilde",
        "Foto 2",
        "Bilde av tavla",
        "Picture of a wall",
        "a.heic",
    ],
)
def test_a_file_name_is_no_alternative_text(text):
    assert re.search(ALT_PATTERN, text, re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    ["Tre kvinner ved en tavle", "Bildende kunst på veggen", "Fotografen Kari ved bussen", "Plakaten fra 1905", ""],
)
def test_a_description_is_left_alone(text):
    assert not re.search(ALT_PATTERN, text, re.IGNORECASE)


def test_readers_get_no_checks(client, about):
    assert "checker-axe-configuration" not in client.get(about.url).content.decode()
