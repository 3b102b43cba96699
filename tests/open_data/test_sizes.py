"""However much was said, open data asks the database as often, and is there within seconds."""

import itertools
import time
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collaboration.models import Competency, Concept, Kind, Statement
from tests import factories
from tests.full_site import FullSite

pytestmark = pytest.mark.django_db

DATA = "/samarbeid/data"
MOST = 20
ADDRESSES = [
    f"{DATA}/",
    *(f"{DATA}/{table}.csv" for table in ("organisations", "sessions", "terms", "links", "statements")),
    *(f"{DATA}/all.{form}" for form in ("xlsx", "json", "jsonld")),
    f"{DATA}/dcat.jsonld",
    "/nn/samarbeid/data/statements.csv",
    *(f"/api/v2/{table}/?limit=100" for table in ("organisations", "sessions", "terms", "links", "statements")),
    "/api/v2/statements/?limit=100&language=nn&kind=competency",
]


def asked(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in queries]


@pytest.fixture
def unindexed(settings):
    """Leave out the search and reference indexes, which open data doesn't ask."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def test_open_data_asks_at_most_20_questions_and_as_many_at_five_times_the_size(client, unindexed):
    site = FullSite()
    site.grow(2)
    small = {address: asked(client, address) for address in ADDRESSES}
    site.grow(8)
    large = {address: asked(client, address) for address in ADDRESSES}
    grown = {
        address: (len(small[address]), queries)
        for address, queries in large.items()
        if len(queries) > len(small[address])
    }
    assert grown == {}
    assert {address: len(queries) for address, queries in large.items() if len(queries) > MOST} == {}


def test_ten_thousand_statements_are_there_within_seconds(client, unindexed):
    factories.collaboration_page()
    library = factories.OrganisationFactory()
    session = factories.SessionFactory(present=[library])
    posts = [factories.post(session=session, title=f"Innlegg {number}") for number in range(20)]
    locale = factories.locale()
    concepts = Concept.objects.bulk_create(Concept(kind=Kind.COMPETENCY) for _number in range(2_000))
    Competency.objects.bulk_create(
        Competency(
            concept=concept,
            locale=locale,
            translation_key=uuid.uuid4(),
            name=f"Stikkord {number}",
            slug=f"stikkord-{number}",
            name_key=f"stikkord {number}",
            sort_key=f"{number:05}",
        )
        for number, concept in enumerate(concepts)
    )
    Statement.objects.bulk_create(
        Statement(
            uuid=uuid.uuid4(),
            translation_key=post.translation_key,
            item_uuid=str(uuid.uuid4()),
            list_uuid="",
            post=post,
            session=session,
            concept=concept,
            attribution="organisations",
            organisation=library,
            wording=f"Det vi sa {number}",
            locale=locale,
            position=number,
        )
        for number, (post, concept) in enumerate(itertools.islice(zip(itertools.cycle(posts), concepts * 5), 10_000))
    )
    took = {}
    for file in ("statements.csv", "statements.xlsx", "all.json", "all.jsonld"):
        began = time.perf_counter()
        answer = client.get(f"{DATA}/{file}")
        took[file] = time.perf_counter() - began
        assert answer.status_code == 200
        assert answer.content.count(b"Det vi sa") == 10_000 or file.endswith("xlsx")
    began = time.perf_counter()
    assert client.get("/api/v2/statements/?limit=100&offset=9900").json()["meta"]["next"] is None
    took["api"] = time.perf_counter() - began
    print({what: round(seconds, 2) for what, seconds in took.items()})
    assert max(took.values()) < 10
    assert took["api"] < 2
