"""Every block shows an editor what it becomes, as the site shows it, and says what it is for."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from blog.models import PostPage
from home.models import HomePage, StandardPage
from tests import factories

pytestmark = pytest.mark.django_db

POST_BLOCKS = PostPage._meta.get_field("body").stream_block.child_blocks
# What each shows as its example, in English.
SHOWN = {
    "heading": "What we talked about",
    "text": "We met for two days",
    "quote": "We can do more together.",
    "image": "A caption says who is in the picture",
    "document": "Programme for the session",
    "embed": "A film from the session",
    "table": "Work in groups",
    "preformatted": "we wrote it down",
    "competencies": "the first thing that was said",
    "challenges": "the first thing that was said",
    "goals": "the first thing that was said",
    "means": "the first thing that was said",
    "live_matrix": "Competencies",
    "live_list": "Competencies",
    "live_picture": "Nothing to show as yet",
    "live_organisation": "Nothing to show as yet",
    "live_changes": "Nothing to show as yet",
}


@pytest.fixture
def editor(client):
    factories.site()
    editor = factories.user("editor", language="en")
    client.force_login(editor)
    return editor


def preview(client, block):
    return client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})


def test_every_block_is_looked_at_here():
    assert set(SHOWN) == set(POST_BLOCKS)
    for model in (HomePage, StandardPage):
        assert set(model._meta.get_field("body").stream_block.child_blocks) <= set(SHOWN)


@pytest.mark.parametrize("name", POST_BLOCKS)
def test_a_block_shows_its_example_in_the_sites_own_dress(client, editor, name):
    block = POST_BLOCKS[name]
    assert block.is_previewable
    answer = preview(client, block)
    assert answer.status_code == 200
    shown = BeautifulSoup(answer.content, "html.parser")
    assert SHOWN[name] in shown.main.get_text()
    styles = [link["href"] for link in shown.find_all("link", rel="stylesheet")]
    assert any("css/main" in address for address in styles)
    assert reverse("visual_keys") in styles
    # The strict policy of readers' pages would stop these, and the example would look unlike the page.
    assert not shown.find_all(style=True)
    assert not [script for script in shown.find_all("script") if not script.get("src")]
    assert not shown.find_all(["iframe", "style"])


@pytest.mark.parametrize("name", POST_BLOCKS)
def test_a_block_says_what_it_is_for_and_in_norwegian(client, name):
    with translation.override("en"):
        english = str(POST_BLOCKS[name].get_description())
    assert english
    for language in ("nb", "nn"):
        with translation.override(language):
            assert str(POST_BLOCKS[name].get_description()) != english


@pytest.mark.parametrize("name", ["competencies", "goals"])
def test_a_statement_list_is_headed_by_what_it_lists(client, editor, name):
    shown = BeautifulSoup(preview(client, POST_BLOCKS[name]).content, "html.parser")
    with translation.override("en"):
        assert shown.main.h3.get_text() == str(POST_BLOCKS[name].label)
    assert len(shown.main.find_all("li")) == 3


def test_a_picture_is_drawn_where_there_is_none(client, editor):
    shown = BeautifulSoup(preview(client, POST_BLOCKS["image"]).content, "html.parser")
    assert shown.main.find("svg", role="img")["aria-label"]
    assert not shown.find("img")


def test_examples_speak_the_editors_language(client):
    factories.site()
    client.force_login(factories.user("editor", language="nb"))
    answer = preview(client, POST_BLOCKS["quote"])
    assert BeautifulSoup(answer.content, "html.parser").html["lang"] == "nb"
    assert "We can do more together." not in answer.content.decode()


def test_nobody_else_is_shown_examples(client):
    factories.site()
    assert preview(client, POST_BLOCKS["quote"]).status_code == 302
