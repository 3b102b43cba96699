"""What an import makes is as if an editor had published it: found, in use, with a history; and made with little."""

from unittest.mock import Mock

import pytest
from django.db import connection
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from blog.importers.wordpress.loading import Options, load, publishing, writing
from blog.importers.wordpress.records import Site
from blog.models import PostPage
from collaboration.models import Statement
from tests import factories

from .test_loading_rules import DAY, comment, item, loaded, post

pytestmark = pytest.mark.django_db


def stored(page):
    """Return what the database holds of a page, but for what no two pages share."""
    own = {"id", "page_ptr", "path", "translation_key", "slug", "url_path", "guid", "title", "draft_title", "body"}
    row = PostPage.objects.filter(pk=page.pk).values().get()
    said = {name: value for name, value in row.items() if name.removesuffix("_id") not in own}
    said["is the latest"] = said.pop("live_revision_id") == said.pop("latest_revision_id")
    return said


def published_by_wagtail(index, page, parent, item, user):
    """Have Wagtail itself publish what is made, as what may have been there before."""
    page.live = False
    parent.add_child(instance=page)
    publishing.close(page, item)
    return publishing.publish(index, page, item, user)


@pytest.mark.parametrize("status", ["publish", "private", "draft", "pending"])
def test_what_is_made_is_stored_as_wagtail_would_have_published_it(monkeypatch, status):
    loaded(item(7, status=status, terms=(("post_tag", "pil", "Pil"), ("category", "barn", "Barn"))))
    with monkeypatch.context() as patched:
        patched.setattr(writing, "publish_new", published_by_wagtail)
        loaded(item(8, status=status, terms=(("post_tag", "pil", "Pil"), ("category", "barn", "Barn"))))
    first, second = post(7), post(8)
    assert stored(first) == stored(second)
    for told in ("editions", "post_authors", "post_categories", "tagged_items", "view_restrictions"):
        assert getattr(first, told).count() == getattr(second, told).count(), told
    assert first.latest_revision.created_at == second.latest_revision.created_at == DAY
    assert ReferenceIndex.get_references_for_object(first).count() == (
        ReferenceIndex.get_references_for_object(second).count()
    )


def test_the_history_says_when_it_was_made_and_published():
    loaded(item(7), item(8, status="draft"))
    actions = {
        number: set(PageLogEntry.objects.filter(page=post(number)).values_list("action", flat=True))
        for number in (7, 8)
    }
    assert actions == {7: {"wagtail.create", "wagtail.publish"}, 8: {"wagtail.create", "wagtail.edit"}}


def test_what_came_is_found():
    loaded(item(7, title="Seljefløyte"), item(8, title="Orgel"), batch=1)
    assert [found.pk for found in PostPage.objects.search("Seljefløyte")] == [post(7).pk]


def test_what_changed_there_is_found_also_where_it_is_repeated():
    loaded(item(7, content="Orgel"))
    original = post(7)
    alias = original.create_alias(update_slug="again")
    loaded(item(7, content="Seljefløyte"), update=True)
    assert {found.pk for found in PostPage.objects.search("Seljefløyte")} == {original.pk, alias.pk}
    assert not PostPage.objects.search("Orgel")


def test_what_failed_half_way_is_not_looked_for(monkeypatch):
    def fails(writer, item, *rest):
        if item.id == "8":
            raise ValueError("no")

    monkeypatch.setattr("blog.importers.wordpress.loading.writing.Writer._compare", fails)
    report = loaded(item(7), item(8), item(9))
    assert report.counts["items"] == {"imported": 2, "failed": 1}
    assert {found.pk for found in PostPage.objects.search("Thing")} == {post(7).pk, post(9).pk}


def test_saving_is_watched_again_after_an_import_whatever_became_of_it(monkeypatch):
    def watched():
        return all(post_save_signal_handler in post_save._live_receivers(model)[0] for model in (Page, PostPage))

    assert watched()
    loaded(item(7))
    assert watched()
    monkeypatch.setattr("blog.importers.wordpress.loading.running._one", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        loaded(item(8))
    assert watched()


def test_who_may_not_publish_here_does_not_publish_by_importing():
    user = factories.user()
    report = load(
        [Site(title="Old", link="https://old.example.org"), item(7), item(8, status="draft")],
        options=Options(under=factories.blog()),
        user=user,
    )
    assert {row["id"]: row["result"] for row in report.items} == {"7": "failed", "8": "imported"}


def test_a_post_costs_no_more_queries_than_it_needs():
    factories.blog()
    talk = [tuple(comment(n * 10 + place) for place in range(4)) for n in range(30)]
    loaded(*(item(300 + n, comments=talk[n]) for n in range(3)))
    with CaptureQueriesContext(connection) as queries:
        loaded(*(item(n, comments=talk[n]) for n in range(10, 30)))
    assert len(queries) < 20 * 75


def test_nothing_that_came_says_a_statement():
    loaded(item(7))
    assert not Statement.objects.exists()


def test_what_changed_or_moved_or_went_leaves_nothing_to_be_indexed_later(monkeypatch):
    loaded(item(1, "page"), item(2, "page"), item(7), item(8))
    task = Mock()
    monkeypatch.setattr("modelsearch.signal_handlers.insert_or_update_object_task", task)
    changed = item(1, "page"), item(2, "page", parent="1"), item(7, title="Seljefløyte"), item(8, status="trash")
    assert loaded(*changed, update=True).counts["items"] == {"unchanged": 1, "updated": 3}
    pages = {"page", "postpage", "standardpage"}
    assert [told.args for told in task.enqueue.call_args_list if told.args[1] in pages] == []
    assert [found.pk for found in PostPage.objects.search("Seljefløyte")] == [post(7).pk]
