"""Real exports, loaded whole: nothing is public that was not, nothing is lost, nobody is told."""

import os
from collections import Counter
from pathlib import Path

import pytest

from blog.importers.wordpress.loading import Options, load
from blog.importers.wordpress.reading import open_export
from blog.models import ImportedThing, PostPage
from comments.models import ModeratedComment, ReplyNotice
from home.models import StandardPage
from mail.models import OutgoingMail
from subscriptions.models import Delivery, Event
from tests import factories

pytestmark = pytest.mark.django_db

FOUND = Path(os.environ.get("SAMSPILL_WXR", "../shared/wxr"))
NAMES = ("wp-theme-test-data", "wpimp-small-export", "nikola-wordpress_unicode_export")


def place_of(name):
    for place in (FOUND, Path("/work/shared/wxr")):
        if (path := place / f"{name}.xml").exists():
            return path
    pytest.skip(f"{name}.xml is not at {FOUND}: set SAMSPILL_WXR")


def export(name):
    return open_export([place_of(name)])


def loaded(name, **options):
    return load(export(name), options=Options(under=factories.blog(), **options))


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_accounted_for(name):
    report = loaded(name)
    assert report.unaccounted == []


@pytest.mark.parametrize("name", NAMES)
def test_a_second_run_adds_nothing(name):
    loaded(name)
    models = (PostPage, StandardPage, ModeratedComment, ImportedThing)
    before = [model.objects.count() for model in models]
    report = loaded(name)
    assert [model.objects.count() for model in models] == before
    assert not {row["result"] for row in [*report.items, *report.comments]} & {"imported", "updated", "failed"}


def test_comments_keep_their_depth_people_and_times():
    report = loaded("wp-theme-test-data")
    assert len(report.comments) == 33
    assert Counter(row["result"] for row in report.comments) == {"imported": 29, "skipped": 4}
    assert {row["type"] for row in report.comments if row["result"] == "skipped"} == {"pingback", "trackback"}
    assert max(ModeratedComment.objects.values_list("level", flat=True)) == 9
    assert not OutgoingMail.objects.exists()
    assert not ReplyNotice.objects.exists()
    assert not Delivery.objects.exists()
    assert set(Event.objects.values_list("state", flat=True)) <= {Event.State.HELD}


def test_pingbacks_come_along_where_they_are_asked_for():
    report = loaded("wp-theme-test-data", with_pings=True)
    assert Counter(row["result"] for row in report.comments) == {"imported": 33}


def test_comments_on_a_page_stand_below_it(client):
    report = loaded("wp-theme-test-data")
    url = next(row["url"] for row in report.items if row["id"] == "155")
    approved = [row for row in report.comments if row["post"] == "155" and row["state"] == "1"]
    assert client.get(url).content.decode().count('<article class="comment"') == len(approved) >= 3


def test_what_was_not_public_is_not(client):
    report = loaded("wp-theme-test-data")
    by_number = {row["id"]: row for row in report.items if row["url"]}
    for number in ("1153", "1164"):
        assert client.get(by_number[number]["url"]).status_code == 404
    locked = client.get(by_number["1168"]["url"])
    assert 'type="password"' in locked.content.decode()
    assert not PostPage.objects.published().filter(guid__contains="1168").exists()


def test_words_arrive():
    report = loaded("wp-theme-test-data")
    words = sum(row["words"] for row in report.text)
    missing = sum(len(row["missing"]) for row in report.text)
    assert missing <= words * 0.005
