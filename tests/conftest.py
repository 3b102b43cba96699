"""What every test stands on. Fixtures of one room live in that room's conftest."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck, settings

from config.catalogues import FOLDERS, compile_catalogues
from home import following
from home.following import Listener
from home.registries import Registry

# Everyday runs look a little, each time elsewhere; CI looks longer, and always at the same.
common = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.register_profile("dev", common, max_examples=25)
settings.register_profile("ci", common, max_examples=150, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_configure(config):
    """Compile the catalogues once, in the process that the workers wait for."""
    if not hasattr(config, "workerinput"):
        for folder in FOLDERS:
            compile_catalogues(folder)
        # Django is set up already, and in a fresh clone it has found no catalogues of ours.
        translation_file_changed(None, Path("django.mo"))


@pytest.fixture(autouse=True)
def media_of_ones_own(settings, tmp_path):
    """Keep uploaded files out of the project, and each test's apart."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Empty the cache: what it knows of one test's pages and pictures is wrong in the next."""
    cache.clear()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Let the test database begin as a copy of a migrated one."""
    from tests.migrated import start_from_copy

    start_from_copy()


@pytest.fixture(autouse=True)
def without_tasks(request, settings):
    """Run no tasks: those that index took a quarter of all time. Tests marked `tasks`, and those in a browser, do."""
    if not any(request.node.get_closest_marker(name) for name in ("tasks", "e2e")):
        settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def heard(monkeypatch):
    """Return what those who listen are told meanwhile: `happened` as (news, quietly), `taken_back` as news."""
    said = SimpleNamespace(happened=[], taken_back=[])
    only = Registry(of="listeners")
    only.register(
        Listener(
            name="recording",
            happened=lambda news, quietly: said.happened.append((news, quietly)),
            taken_back=said.taken_back.append,
        )
    )
    monkeypatch.setattr(following, "listeners", only)
    return said
