import pytest

from tests import factories
from tests.mail.conftest import smtp  # noqa: F401  (a fixture)
from tests.subscriptions import world as worlds


@pytest.fixture
def world(db):
    """A small world to follow, on a site with a name and a front page."""
    factories.ground()
    factories.SiteTextFactory(name="Samspill på Ås")
    with worlds.begun() as made:
        yield made
