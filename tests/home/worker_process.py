"""A worker in a process of its own, on a database file of its own: worker_process.py FOLDER SECONDS."""

import os
import sys
from pathlib import Path

from django.conf import settings

folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
settings.DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": folder / "db.sqlite3",
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;",
        },
    }
}
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from home.models.periodic_run import PeriodicRun  # noqa: E402
from mail.models import OutgoingMail  # noqa: E402
from tests.home import worker_tasks  # noqa: E402

# No other job has its tables here.
from home.registries import periodic_jobs  # noqa: E402  isort: skip

for name in [job.name for job in periodic_jobs if job.name != "purge_sent_mail"]:
    del periodic_jobs._entries[name]
with connection.schema_editor() as editor:
    for model in (PeriodicRun, DBTaskResult, OutgoingMail):
        editor.create_model(model)
worker_tasks.take_a_while.enqueue(str(folder / "started"), str(folder / "ended"), seconds)
worker_tasks.append.enqueue(str(folder / "next"), "must wait")
call_command("worker", interval=0.2)
