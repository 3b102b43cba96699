"""The demo site as a fixture: loaded once for a module, and gone after it."""

import io

import pytest
from django.contrib.sites.models import Site as DjangoSite
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def demo_site(django_db_setup, django_db_blocker):
    """Load the demo in a transaction that holds for the module; each test's own lies within it.

    Returns what the command printed.
    """
    output = io.StringIO()
    cache.clear()
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", stdout=output)
        yield output.getvalue()
        transaction.set_rollback(True)
    cache.clear()
    DjangoSite.objects.clear_cache()
