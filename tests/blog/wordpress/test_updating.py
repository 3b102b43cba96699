"""What changed there after it was brought here: it comes with --update, but never over what was changed here."""

import datetime

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from blog.importers.wordpress.loading.standing import standing_of
from blog.importers.wordpress.loading.writing import written_digest
from blog.models import ImportedThing, PostPage
from home.models import StandardPage
from tests import factories

from .telling import state
from .test_loading_rules import OLD, item, loaded, post

pytestmark = pytest.mark.django_db

TEN = datetime.datetime(2011, 4, 5, 10, tzinfo=datetime.UTC)


def updated(*records):
    """Run twice: the second run finds nothing to do."""
    report = loaded(*records, update=True)
    before = state()
    again = loaded(*records, update=True)
    assert not {row["result"] for row in [*again.items, *again.comments]} & {"imported", "updated", "failed"}
    assert state() == before
    return report


def told(report, number="7"):
    (row,) = [row for row in report.items if row["id"] == number]
    return row["result"], row["reason"]


def page(slug):
    return StandardPage.objects.get(slug=slug)


def closed(thing):
    return list(PageViewRestriction.objects.filter(page=thing).values_list("restriction_type", "password"))


# --- Addresses and places ------------------------------------------------------------------------


def test_a_new_address_comes_and_the_former_one_here_and_there_leads_on(client):
    loaded(item(7))
    report = updated(item(7, slug="renamed", link=f"{OLD}/2011/04/05/renamed/"))
    assert told(report) == ("updated", "")
    assert post(7).slug == "renamed"
    assert next(row["url"] for row in report.items if row["id"] == "7").endswith("/blogg/renamed/")
    for former in ("/blogg/thing-7/", "/2011/04/05/thing-7/", "/2011/04/05/renamed/"):
        assert client.get(former)["Location"].endswith("/blogg/renamed/"), former


def test_an_address_that_was_not_free_stays_while_it_is_the_same_there():
    loaded(item(6, slug="same"), item(7, slug="same"))
    post(6).delete()
    updated(item(7, slug="same", content="New words"))
    assert post(7).slug == "same-2"


def test_a_new_address_that_is_taken_gets_a_number():
    loaded(item(7), item(8))
    updated(item(7, slug="thing-8"), item(8))
    assert (post(7).slug, post(8).slug) == ("thing-8-2", "thing-8")


def test_a_page_that_was_moved_there_is_moved_here_with_what_stands_below_it(client):
    loaded(item(1, "page"), item(2, "page"), item(3, "page", parent="2"), item(4, "page", parent="3"))
    updated(item(1, "page"), item(2, "page"), item(3, "page", parent="1"), item(4, "page", parent="3"))
    assert page("thing-4").url_path.endswith("/thing-1/thing-3/thing-4/")
    assert client.get("/thing-2/thing-3/thing-4/")["Location"].endswith("/thing-1/thing-3/thing-4/")


def test_pages_that_changed_places_there_change_them_here():
    loaded(item(1, "page"), item(2, "page", parent="1"))
    updated(item(2, "page"), item(1, "page", parent="2"))
    assert page("thing-1").url_path.endswith("/thing-2/thing-1/")


def test_a_page_that_was_moved_here_stays_where_it_is_and_its_words_come():
    loaded(item(1, "page"), item(2, "page"), item(3, "page"))
    page("thing-3").move(page("thing-2"), pos="last-child")
    report = updated(item(1, "page"), item(2, "page"), item(3, "page", parent="1", content="New words"))
    assert told(report, "3") == ("updated", "Conflict: it was moved there, and elsewhere here")
    assert page("thing-3").get_parent().slug == "thing-2"
    assert "New words" in str(page("thing-3").body)


# --- States --------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["draft", "pending"])
def test_what_is_a_draft_again_is_unpublished_and_published_when_it_is_again(client, status):
    loaded(item(7))
    url = post(7).get_url()
    updated(item(7, status=status))
    assert not post(7).live
    assert client.get(url).status_code == 404
    updated(item(7))
    assert client.get(url).status_code == 200


def test_what_is_in_the_trash_is_unpublished_and_told_and_comes_back_from_it():
    loaded(item(7))
    report = updated(item(7, status="trash"))
    assert told(report) == ("updated", "It is unpublished here: It is in the trash")
    assert report.unaccounted == []
    assert not post(7).live
    assert told(updated(item(7))) == ("updated", "")
    assert post(7).live


def test_what_is_no_longer_among_what_is_to_come_is_unpublished():
    loaded(item(7))
    report = loaded(item(7, status="private"), update=True, statuses=frozenset({"publish"}))
    assert told(report)[0] == "updated"
    assert not post(7).live


def test_without_being_asked_nothing_is_unpublished():
    loaded(item(7), item(8))
    loaded(item(7, status="trash"), item(8, status="draft"))
    assert (post(7).live, post(8).live) == (True, True)


def test_what_is_to_wait_by_now_waits_and_what_was_to_wait_is_published_when_it_is_there():
    at = timezone.now() + datetime.timedelta(days=3)
    loaded(item(7))
    updated(item(7, status="future", date=at))
    assert not post(7).live
    assert post(7).scheduled_revision.approved_go_live_at == at
    updated(item(7, date=timezone.now() - datetime.timedelta(hours=1)))
    assert post(7).live
    assert post(7).scheduled_revision is None


def test_what_was_to_wait_and_is_in_the_trash_does_not_appear_when_its_time_comes():
    loaded(item(7, status="future", date=timezone.now() + datetime.timedelta(days=3)))
    updated(item(7, status="trash", date=timezone.now() + datetime.timedelta(days=3)))
    assert post(7).scheduled_revision is None


def test_what_was_unpublished_here_is_not_published_by_a_change_there():
    loaded(item(7))
    post(7).unpublish()
    updated(item(7, content="New words"))
    assert not post(7).live
    assert "New words" in str(post(7).get_latest_revision_as_object().body)


def test_what_was_published_here_is_not_unpublished_by_a_change_there():
    loaded(item(7, status="draft"))
    post(7).get_latest_revision().publish()
    report = updated(item(7, status="draft", content="New words"))
    assert told(report) == ("updated", "Conflict: whether it is published was changed here, and stays so")
    assert post(7).live


def test_what_was_edited_here_is_not_unpublished_by_the_trash_there():
    loaded(item(7))
    factories.revise(post(7), title="Edited here", publish=True)
    result, reason = told(updated(item(7, status="trash")))
    assert (result, reason.partition(":")[0]) == ("skipped", "Conflict")
    assert post(7).live


# --- Who may read it -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("later", "kind"),
    [({"status": "private"}, [("login", "")]), ({"password": "hemmelig"}, [("password", "hemmelig")])],
)
def test_what_is_closed_later_is_closed_here_and_opened_again(client, later, kind):
    loaded(item(7))
    updated(item(7, **later))
    assert closed(post(7)) == kind
    assert not PostPage.objects.published().exists()
    updated(item(7, password="another"))
    assert closed(post(7)) == [("password", "another")]
    updated(item(7))
    assert closed(post(7)) == []
    assert PostPage.objects.published().exists()


def test_what_was_closed_here_is_not_opened_by_a_change_there():
    loaded(item(7), item(8, status="private"))
    PageViewRestriction.objects.create(page=post(7), restriction_type="login")
    PageViewRestriction.objects.filter(page=post(8)).update(restriction_type="password", password="x")
    report = updated(item(7, content="New words"), item(8, content="New words"))
    assert (closed(post(7)), closed(post(8))) == ([("login", "")], [("password", "x")])
    for number in ("7", "8"):
        assert told(report, number) == ("updated", "Conflict: who may read it was changed here, and stays so")
    assert "New words" in str(post(7).body)


def test_what_was_imported_before_its_standing_was_remembered_is_left_as_it_stands():
    loaded(item(7), item(8, status="private"))
    ImportedThing.objects.update(standing={})
    report = updated(item(7, status="draft", content="New words"), item(8, status="private", content="New words"))
    assert post(7).live
    assert closed(post(8)) == [("login", "")]
    assert told(report)[1].startswith("Conflict")
    assert told(report, "8") == ("updated", "")


# --- What is remembered --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "there",
    [
        {},
        {"status": "private"},
        {"password": "sesam"},
        {"status": "draft"},
        {"status": "future", "date": timezone.now() + datetime.timedelta(days=3)},
    ],
)
def test_where_a_new_page_stands_is_remembered_as_it_is_found_there(there):
    loaded(item(1, "page"), item(7, **there), item(8, "page", parent="1", **there))
    for kind, thing in (("post", post(7)), ("page", page("thing-8"))):
        known = ImportedThing.objects.get(kind=kind, object_id=thing.pk)
        assert known.standing == standing_of(thing, thing.slug)


@pytest.mark.parametrize("date", ["2011-04-05T10:00:00Z", "2011-04-05T12:00:00+02:00", TEN])
def test_a_time_is_the_same_in_whichever_zone_it_is_written(date):
    loaded(item(7))
    content = post(7).latest_revision.content
    at_ten = written_digest({**content, "date": "2011-04-05T10:00:00Z"})
    assert written_digest({**content, "date": date}) == at_ten
    assert written_digest({**content, "date": "2011-04-05T10:00:01Z"}) != at_ten


def test_a_draft_whose_date_was_removed_here_was_edited_here():
    loaded(item(7))
    revision = post(7).save_revision()
    revision.content["date"] = None
    revision.save()
    PostPage.objects.filter(pk=post(7).pk).update(has_unpublished_changes=True)
    assert told(updated(item(7, content="New words"))) == (
        "skipped",
        "Conflict: it has changed there, and was edited here",
    )
