"""Those who edit the site see where they are; readers see nothing of it, and get no cookie."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

pytestmark = pytest.mark.django_db


def strip(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser").select_one(".staff")


@pytest.fixture
def editor(client):
    factories.site()
    editor = factories.user("editor", first_name="Kari", last_name="Nordmann")
    client.force_login(editor)
    return editor


def test_readers_see_no_strip_and_no_session_is_asked_for(client):
    page = factories.standard_page()
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page.url)
    assert b'class="staff"' not in answer.content
    assert b"wagtail-userbar" not in answer.content
    assert not answer.cookies
    assert "django_session" not in " ".join(query["sql"] for query in asked.captured_queries)


def test_an_editor_sees_who_she_is_and_where_to_edit(client, editor):
    page = factories.standard_page()
    shown = strip(client, page.url)
    assert "Kari Nordmann" in shown.get_text()
    assert shown.find("a", href=reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert shown.find("a", href=reverse("wagtailadmin_home"))


def test_on_a_term_s_page_the_way_leads_to_the_term(client, editor):
    factories.collaboration_page()
    term = factories.term("competency", "Bokbuss")
    edit = reverse(term.snippet_viewset.get_url_name("edit"), args=[term.pk])
    assert strip(client, "/samarbeid/kompetanse/bokbuss/").find("a", href=edit)


def test_who_may_not_edit_is_not_shown_the_way(client):
    factories.collaboration_page()
    page = factories.standard_page()
    client.force_login(factories.user("moderator"))
    shown = strip(client, page.url)
    assert shown
    assert not shown.find("a", href=reverse("wagtailadmin_pages:edit", args=[page.pk]))


def test_somebody_who_may_not_enter_the_admin_sees_her_account_and_no_way_there(client):
    page = factories.standard_page()
    client.force_login(factories.user())
    shown = strip(client, page.url)
    assert shown.find("a", href=reverse("mfa_index"))
    assert not shown.find("a", href=reverse("wagtailadmin_home"))


def test_signing_out_is_a_post_with_a_token(client, editor):
    form = strip(client, "/").find("form", method="post")
    assert form["action"] == reverse("account_logout")
    assert form.find("input", {"name": "csrfmiddlewaretoken"})["value"]
    client.post(form["action"])
    assert strip(client, "/") is None


def test_the_userbar_does_not_repeat_the_strip(client, editor):
    page = factories.standard_page()
    markup = client.get(page.url).content.decode()
    assert markup.count(reverse("wagtailadmin_pages:edit", args=[page.pk])) == 1
    assert "checker-trigger" in markup


def test_a_draft_has_no_strip_but_the_checks_that_the_editor_runs(client, editor):
    page = factories.standard_page()
    markup = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert page.title in markup
    assert 'class="staff"' not in markup
    assert "checker-trigger" in markup
