"""What tests of moving in stand on."""

import pytest

from tests import factories
from tests.blog.wordpress.uploads import administrator, at, choices, uploaded


@pytest.fixture(autouse=True)
def imports_of_ones_own(settings, tmp_path):
    """Keep uploads out of the project, and each test's apart."""
    settings.WORDPRESS_IMPORTS_DIR = tmp_path / "imports"


@pytest.fixture
def blog():
    """Return the blog that things are brought into."""
    factories.site()
    return factories.blog()


@pytest.fixture
def chosen(client, django_capture_on_commit_callbacks):
    """Upload, choose, and let the worker do it."""

    def choose(run=None, **fields):
        run = run or uploaded(client)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(at(run, "choose"), choices(run, **fields))
        run.refresh_from_db()
        return run

    administrator(client)
    return choose
