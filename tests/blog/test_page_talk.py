"""Comments that came along with a standard page: read below it, and no more are taken."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.page_talk import SUBJECT, describe
from comments.importing import Row, import_comments
from comments.models import Discussion, ModeratedComment
from comments.states import State
from tests import factories

pytestmark = pytest.mark.django_db


def commented(page, number=1, state=State.PUBLISHED):
    rows = [Row(was=str(n), name="Ola", text=f"Ja {n}.", state=state) for n in range(1, number + 1)]
    import_comments(subject=SUBJECT, key=page.translation_key, rows=rows, language="nb", source=page.slug)


def queries(client, page):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(page.get_url()).status_code == 200
    return len(asked)


def test_a_page_shows_what_was_said_on_it_and_has_no_form(client):
    page = factories.standard_page()
    commented(page, 2)
    html = client.get(page.get_url()).content.decode()
    assert html.count('<article class="comment"') == 2
    assert f"/on/page/{page.translation_key}/" not in html.split("feed")[0]


def test_nobody_can_write_on_a_page(client):
    page = factories.standard_page()
    commented(page)
    fields = {"name": "Per", "email": "per@example.org", "comment": "Jeg også."}
    client.post(f"/comments/on/page/{page.translation_key}/", fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert ModeratedComment.objects.count() == 1


def test_a_page_on_which_nothing_is_to_be_read_says_nothing_of_a_discussion(client):
    page = factories.standard_page()
    commented(page, state=State.PENDING)
    assert 'id="discussion"' not in client.get(page.get_url()).content.decode()


def test_pages_ask_as_much_however_many_comments_they_have(client):
    few, many = factories.standard_page(), factories.standard_page()
    commented(few, 2)
    commented(many, 40)
    queries(client, few)
    assert queries(client, many) == queries(client, few) <= 20


def test_what_is_said_on_a_page_that_nobody_may_read_is_not_public():
    page = factories.standard_page(live=False)
    assert not describe([page.translation_key], "nb")[page.translation_key].is_public


def test_comments_go_with_their_page():
    page = factories.standard_page()
    commented(page)
    page.delete()
    assert not Discussion.objects.exists()
    assert not ModeratedComment.objects.exists()
