"""What every test of comments stands on."""

import pytest


@pytest.fixture(autouse=True)
def without_indexes(settings):
    """Leave out the search and reference indexes, which nothing of a discussion asks."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
