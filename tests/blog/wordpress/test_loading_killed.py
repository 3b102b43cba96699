"""Imports that die, in earnest and at every step: run again, they end as if they had not."""

import json
import os
import random
import shutil
import subprocess
import sys
import time

import pytest
from wagtail.contrib.redirects.models import Redirect

from blog.importers.wordpress.loading import MediaStore, addresses, files, linking, publishing, running
from blog.importers.wordpress.reading import open_export
from blog.importers.wordpress.records import Item
from blog.models import Author, ImportedThing, PostPage
from comments.models import ModeratedComment
from home.models import SiteImage, StandardPage
from tests.comments.processes import ROOT, database_in

from .telling import state
from .test_loading_exports import place_of
from .test_loading_rules import OLD, comment, item, loaded, picture

KILLS = 3


def start(action, folder, export):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
    }
    command = [sys.executable, "-m", "tests.blog.wordpress.process", action, str(folder), str(export)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=subprocess.DEVNULL, text=True)


def run(action, folder, export):
    process = start(action, folder, export)
    said, _trouble = process.communicate(timeout=300)
    assert process.returncode == 0, (action, said)
    return said


def pictures_of(export, folder):
    """Make a picture for each that the export lists."""
    folder.mkdir()
    chance = random.Random(8)
    for record in open_export([export]):
        name = record.attachment_url.rpartition("/")[2] if isinstance(record, Item) else ""
        if name:
            (folder / name).write_bytes(picture(tuple(chance.randbytes(3))))


@pytest.mark.parametrize("name", ["wpimp-small-export", "wp-theme-test-data"])
def test_an_import_whose_process_is_killed_ends_like_one_that_was_not(tmp_path, name):
    export, chance = place_of(name), random.Random(8)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    whole.mkdir()
    database_in(whole)
    pictures_of(export, whole / "media")
    run("begin", whole, export)
    shutil.copytree(whole, killed)
    began = time.monotonic()
    assert run("bring", whole, export).splitlines()[-1] == "[]"
    took = time.monotonic() - began
    deaths = 0
    for _kill in range(KILLS):
        process = start("bring", killed, export)
        assert process.stdout.readline() == "begun\n"
        # Starting takes a good part of the time; the rest is what is to be died in.
        time.sleep(chance.uniform(0.02, took / 3))
        process.kill()
        deaths += process.wait() != 0
    run("bring", killed, export)
    assert deaths
    assert json.loads(run("tell", killed, export)) == json.loads(run("tell", whole, export))


class Killed(BaseException):
    """Stands for the process being killed."""


class Chance:
    """Kills at the nth step, whichever it is."""

    def __init__(self):
        self.left, self.died_in = 0, set()

    def hang_in(self, monkeypatch, place, name):
        inner = getattr(place, name)

        def mortal(*args, **options):
            found = inner(*args, **options)
            self.left -= 1
            if self.left == 0:
                self.died_in.add(name)
                raise Killed
            return found

        monkeypatch.setattr(place, name, mortal)


def emptied():
    for page in [*PostPage.objects.all(), *StandardPage.objects.filter(depth=3)]:
        page.delete()
    for model in (ImportedThing, Redirect, Author, ModeratedComment):
        model.objects.all().delete()
    for image in SiteImage.objects.all():
        image.file.delete(save=False)
        image.delete()


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_killed_at_any_step_ends_like_one_that_was_not(monkeypatch, tmp_path, settings):
    settings.MEDIA_ROOT = str(tmp_path / "files")
    (tmp_path / "media").mkdir()
    uploads = f"{OLD}/wp-content/uploads"
    for number, colour in enumerate(("red", "green", "blue", "white")):
        (tmp_path / "media" / f"{number}.png").write_bytes(picture(colour))
    shown = f'<a href="{OLD}/2011/04/05/thing-12/">next</a> <img src="{uploads}/3.png" alt="White">'
    records = [
        *(item(50 + n, "attachment", "inherit", attachment_url=f"{uploads}/{n}.png") for n in range(3)),
        *(item(n, "page", parent=str(n + 1) if n < 4 else "") for n in range(1, 5)),
        *(
            item(n, content=shown, comments=(comment(n * 10), comment(n * 10 + 1, parent=str(n * 10))))
            for n in range(10, 18)
        ),
    ]
    chance, dice = Chance(), random.Random(8)
    with monkeypatch.context() as patched:
        for place, name in (
            (running, "_one"),
            (running, "_batch"),
            (running.comments, "bring"),
            (files.Files, "_new"),
            (files.Files, "_one"),
            (files, "_save"),
            (linking, "_one"),
            (linking, "_rewrite"),
            (addresses.Addresses, "_write"),
            (running.Terms, "_made"),
            (publishing, "_brought_out"),
            (publishing, "_index"),
            (running.Writer, "_settle"),
        ):
            chance.hang_in(patched, place, name)
        for _attempt in range(30):
            chance.left = dice.randint(1, 60)
            try:
                loaded(*records, batch=3, media=MediaStore.at(tmp_path / "media"))
            except Killed:
                continue
    loaded(*records, batch=3, media=MediaStore.at(tmp_path / "media"))
    after = state()
    assert len(chance.died_in) >= 5, chance.died_in
    emptied()
    loaded(*records, batch=3, media=MediaStore.at(tmp_path / "media"))
    assert state() == after
