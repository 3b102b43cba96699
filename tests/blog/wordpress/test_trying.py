"""A dry run: it tells all, keeps nothing, and holds nobody up."""

import json
import sqlite3
from contextlib import closing

import pytest
from django.conf import settings as configured
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django_tasks_db.models import DBTaskResult

from blog.importers.wordpress.loading import CannotLoad, MediaStore, trying
from blog.importers.wordpress.loading.trying import forgotten
from blog.models import PostPage
from home.models import SiteImage
from mail.models import OutgoingMail
from subscriptions.models import Delivery, Event
from tests import factories
from tests.comments.processes import database_in

from .test_loading_exports import place_of
from .test_loading_killed import pictures_of, run
from .test_loading_rules import OLD, comment, item, loaded, picture


def rows_of(database):
    """Return everything that a database holds, table by table."""
    with closing(sqlite3.connect(database)) as there:
        tables = [name for (name,) in there.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")]
        return {name: sorted(map(repr, there.execute(f'SELECT * FROM "{name}"'))) for name in tables}


def test_others_save_all_through_a_dry_run_on_a_database_that_is_a_file(tmp_path):
    export, database = place_of("wp-theme-test-data"), tmp_path / "db.sqlite3"
    database_in(tmp_path)
    pictures_of(export, tmp_path / "media")
    run("begin", tmp_path, export)
    before = rows_of(database)
    items, asked, saved, introductions = json.loads(run("try", tmp_path, export))
    assert items["imported"] > 50
    assert asked == saved > 5
    assert introductions == ["addresses"]
    after = rows_of(database)
    # All that differs is what the others saved.
    assert {table for table in after if after[table] != before[table]} == {"home_homepage"}
    assert not [path for path in tmp_path.glob("files/**/*") if path.is_file()]
    assert not list((tmp_path / "imports" / "incoming").iterdir())


def told_of():
    return [model.objects.count() for model in (OutgoingMail, DBTaskResult, Event, Delivery)]


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_leaves_no_file_no_mail_and_no_task(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "files")
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    factories.blog()
    before = told_of()
    media = tmp_path / "media"
    media.mkdir()
    (media / "sky.png").write_bytes(picture("blue"))
    (media / "plan.pdf").write_bytes(b"%PDF-1.4")
    shown = f'<img src="{OLD}/wp-content/uploads/sky.png" alt="Sky">'
    report = loaded(
        item(5, "attachment", "inherit", attachment_url=f"{OLD}/wp-content/uploads/sky.png"),
        item(6, "attachment", "inherit", attachment_url=f"{OLD}/wp-content/uploads/plan.pdf"),
        item(7, content=shown, comments=(comment(1),), meta=(("_thumbnail_id", "5"),)),
        dry_run=True,
        media=MediaStore.at(media),
    )
    assert report.counts["media"] == {"imported": 2}
    assert not [path for path in (tmp_path / "files").rglob("*") if path.is_file()]
    assert told_of() == before


@pytest.mark.django_db
def test_a_dry_run_removes_no_file_that_a_killed_run_has_left(tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "files")
    media = tmp_path / "media"
    media.mkdir()
    (media / "sky.png").write_bytes(picture("blue"))
    sky = item(5, "attachment", "inherit", attachment_url=f"{OLD}/sky.png")
    loaded(sky, media=MediaStore.at(media))
    (kept,) = [path for path in (tmp_path / "files").rglob("*.png") if "original" in str(path)]
    SiteImage.objects.all()._raw_delete(using=DEFAULT_DB_ALIAS)
    loaded(sky, media=MediaStore.at(media), dry_run=True)
    assert kept.exists()


class File:
    """Stands for a connection to a database that is a file."""

    vendor, in_atomic_block, alias = "sqlite", False, DEFAULT_DB_ALIAS

    def __init__(self, settings_dict):
        self.settings_dict = settings_dict

    def is_in_memory_db(self):
        return False


def test_without_room_for_the_copy_the_run_says_so_and_the_connection_is_as_before(tmp_path):
    usual = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = File({"NAME": str(tmp_path / "none.sqlite3")})
    try:
        with pytest.raises(CannotLoad, match="copy of the database"), forgotten():
            pass
        assert isinstance(connections[DEFAULT_DB_ALIAS], File)
    finally:
        connections[DEFAULT_DB_ALIAS] = usual
    assert not list((configured.WORDPRESS_IMPORTS_DIR / "incoming").iterdir())


@pytest.mark.django_db
def test_within_somebodys_transaction_no_copy_is_made(monkeypatch):
    monkeypatch.setattr(trying, "_copy_of", None)
    factories.blog()
    assert connection.in_atomic_block
    with forgotten():
        factories.post()
        assert PostPage.objects.exists()
    assert not PostPage.objects.exists()
