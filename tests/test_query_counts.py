"""However much a site holds, a page asks the database a handful of questions, and always the same number."""

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collaboration.models import Concept, Organisation, Session, Statement
from comments import preferences
from tests.full_site import FullSite

pytestmark = pytest.mark.django_db

MOST = 20
# A process that has just started asks once where the sites' addresses begin, and how the site has its comments and
# its feeds.
MORE = {"all forgotten": 4}
ROWS = 2


@pytest.fixture
def quick(monkeypatch):
    """Forget nothing meanwhile."""
    monkeypatch.setattr(preferences, "SECONDS", 3600)


def asked(client, address, status=200):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        response.getvalue() if response.streaming else response.content
    assert response.status_code == status, f"{address} answered {response.status_code}"
    return [query["sql"] for query in queries]


def measure(client, addresses, before=lambda: None):
    counts = {}
    for what, address in addresses.items():
        # Once for what is made at the first request: sizes of pictures.
        asked(client, address)
        before()
        counts[what] = asked(client, address)
    return counts


def forget_content_types():
    ContentType.objects.clear_cache()


def forget_everything():
    ContentType.objects.clear_cache()
    cache.clear()


STATES = {"warm": lambda: None, "content types forgotten": forget_content_types, "all forgotten": forget_everything}


def told(what, queries):
    return "\n   ".join(
        [f"{what}: {len(queries)}", *(re.sub("SELECT .*? FROM", "SELECT … FROM", sql)[:900] for sql in queries)]
    )


def test_every_page_asks_at_most_20_questions_and_as_many_at_ten_times_the_size(client, quick):
    site = FullSite()
    site.grow(ROWS)
    small = {state: measure(client, site.addresses(), before) for state, before in STATES.items()}
    site.grow(ROWS * 9)
    large = {state: measure(client, site.addresses(), before) for state, before in STATES.items()}
    assert Statement.objects.standing().count() > 200

    grown, many = [], []
    for state in STATES:
        for what, queries in large[state].items():
            if len(queries) > len(small[state][what]):
                grown.append(told(f"{state}, {what}, was {len(small[state][what])}", queries))
            if len(queries) > MOST + MORE.get(state, 0):
                many.append(told(f"{state}, {what}", queries))
    assert not grown, "\n\n".join(grown)
    assert not many, "\n\n".join(many)


def test_an_identifier_leads_on_in_few_questions(client, quick):
    site = FullSite()
    site.grow(ROWS)
    things = [
        Concept.objects.first().uuid,
        Statement.objects.standing().first().uuid,
        Organisation.objects.first().translation_key,
        Session.objects.first().translation_key,
    ]
    for uuid in things:
        assert len(asked(client, f"/id/{uuid}", 303)) <= MOST


def test_an_address_where_nothing_is_costs_no_more_than_a_page(client, quick):
    FullSite().grow(ROWS)
    for address in ("/finnes-ikke/", "/blogg/finnes-ikke/", "/samarbeid/maal/finnes-ikke/", "/nn/finnes-ikke/"):
        assert len(asked(client, address, 404)) <= MOST
