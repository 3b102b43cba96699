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


def export(name):
    for place in (FOUND, Path("/work/shared/wxr")):
        if (path := place / f"{name}.xml").exists():
            return open_export([path])
    pytest.skip(f"{name}.xml is not at {FOUND}: set SAMSPILL_WXR")


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
