"""An import in a process that can be killed, on a database file of its own: process.py ACTION FOLDER EXPORT."""

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

from django.conf import settings

action, folder, path = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
settings.MEDIA_ROOT = str(folder / "files")
settings.WORDPRESS_IMPORTS_DIR = folder / "imports"

import django  # noqa: E402

django.setup()

from blog.importers.wordpress.loading import MediaStore, Options, load  # noqa: E402
from blog.importers.wordpress.reading import open_export  # noqa: E402
from home.models import HomePage  # noqa: E402
from tests import factories  # noqa: E402
from tests.blog.wordpress.telling import state  # noqa: E402


def begin():
    factories.blog()


def bring():
    options = Options(under=factories.blog(), media=MediaStore.at(folder / "media"), batch=5)
    print("begun", flush=True)
    report = load(open_export([path]), options=options)
    print(report.unaccounted)


def attempt():
    """Try it, while somebody else saves at every step."""
    saved = []

    def save(stage, done, of):
        with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"], timeout=1)) as other, other:
            saved.append(other.execute("UPDATE home_homepage SET introduction = ?", [stage]).rowcount)

    options = Options(under=factories.blog(), media=MediaStore.at(folder / "media"), dry_run=True)
    report = load(open_export([path]), options=options, progress=save)
    introductions = HomePage.objects.values_list("introduction", flat=True)
    print(json.dumps([report.counts["items"], len(saved), sum(saved), list(introductions)]))


def tell():
    print(json.dumps(state(), default=str))


if __name__ == "__main__":
    {"begin": begin, "bring": bring, "try": attempt, "tell": tell}[action]()
