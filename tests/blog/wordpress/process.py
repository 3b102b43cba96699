"""An import in a process that can be killed, on a database file of its own: process.py ACTION FOLDER EXPORT."""

import json
import sys
from pathlib import Path

from django.conf import settings

action, folder, path = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
settings.MEDIA_ROOT = str(folder / "files")

import django  # noqa: E402

django.setup()

from blog.importers.wordpress.loading import MediaStore, Options, load  # noqa: E402
from blog.importers.wordpress.reading import open_export  # noqa: E402
from tests import factories  # noqa: E402
from tests.blog.wordpress.telling import state  # noqa: E402


def begin():
    factories.blog()


def bring():
    options = Options(under=factories.blog(), media=MediaStore.at(folder / "media"), batch=5)
    print("begun", flush=True)
    report = load(open_export([path]), options=options)
    print(report.unaccounted)


def tell():
    print(json.dumps(state(), default=str))


if __name__ == "__main__":
    {"begin": begin, "bring": bring, "tell": tell}[action]()
