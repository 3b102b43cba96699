"""The demo, with everything indexed that is published."""

import pytest
from django.db import transaction

from search.indexing import rebuild
from tests.demo_site import demo_site

__all__ = ["demo_site", "searched_demo"]


@pytest.fixture(scope="module")
def searched_demo(demo_site, django_db_blocker):
    """Build the index of the demo once for a module; it goes with the demo."""
    with django_db_blocker.unblock(), transaction.atomic():
        rebuild()
        yield demo_site
