"""Tasks for the worker's tests: a task must be a function of an importable module."""

import time
from pathlib import Path

from django_tasks import task


@task()
def append(path, words):
    with Path(path).open("a") as file:
        file.write(words)


@task()
def fail():
    raise RuntimeError("no paper in the printer")


@task()
def take_a_while(started, ended, seconds):
    Path(started).touch()
    time.sleep(seconds)
    Path(ended).touch()
