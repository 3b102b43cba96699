"""What tests of moving in stand on."""

import pytest

from tests import factories
from tests.blog.wordpress.making import LINK, MadeComment, MadeItem, wxr
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


@pytest.fixture
def export(tmp_path):
    """Write an export with a post of each state, comments of each state and a picture."""
    comments = [MadeComment(id=n, approved=state) for n, state in enumerate(("1", "0", "spam", "trash"), 1)]
    items = [MadeItem(id=1, comments=comments), MadeItem(id=2, status="draft"), MadeItem(id=3, status="private")]
    url = f"{LINK}/wp-content/uploads/2011/03/sky.png"
    picture = MadeItem(id=9, type="attachment", status="inherit", title="sky.png", attachment_url=url)
    path = tmp_path / "export.xml"
    path.write_text(wxr([*items, picture]))
    factories.site()
    factories.blog()
    return path
