"""However many sessions, terms and developments there are, pages ask the database as often as for few."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collaboration.changes import developing
from home.text.dates import ImpreciseDate
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGE = "/samarbeid/endringer/"


@pytest.fixture(autouse=True)
def pages():
    make.collaboration_page()
    make.blog()


def session(name, date):
    return make.SessionFactory(name=name, date=datetime.date.fromisoformat(date))


@pytest.fixture
def sessions():
    return session("Første", "2011-01-10"), session("Andre", "2011-03-23"), session("Tredje", "2012-02-01")


def state(term, status, date, **more):
    return developing.state(
        concept=term.concept,
        status=status,
        when=ImpreciseDate(datetime.date.fromisoformat(date)),
        locale=make.locale(),
        **{name: value.concept if name == "target" else value for name, value in more.items()},
    )


def room(said_in, *wordings, kind="goal", **fields):
    return make.post([(kind, "unattributed", [], wordings)], session=said_in, **fields)


def soup(client, address=PAGE):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser").main


def text(node):
    return " ".join(node.get_text(" ").split())


def group(page, change):
    """Return the names of the terms in a group."""
    found = page.find("section", id=change)
    return [link.get_text() for link in found.select("ul.compared a.name")] if found else []


def test_many_sessions_and_terms_cost_as_many_queries_as_few(client, sessions):
    def fill(sessions, numbers):
        for number in numbers:
            goal = make.term("goal", f"Mål {number:03}")
            hard = make.term("challenge", f"Vansker {number:03}")
            state(goal, "agreed", "2011-03-01", source=make.post(title=f"Kilde {number}") if number < 3 else None)
            state(hard, "moved", "2011-03-01", target=goal)
        for said_in in sessions:
            make.post(
                [
                    (kind, "unattributed", [], [f"{word} {number:03}" for number in numbers])
                    for kind, word in (("goal", "Mål"), ("challenge", "Vansker"))
                ],
                session=said_in,
            )
        make.post([("goal", "organisations", [make.OrganisationFactory()], ["Mål 000"])], session=sessions[-1])

    def queries(address):
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    addresses = [
        PAGE,
        f"{PAGE}?from=forste&to=andre&kind=goal",
        f"{PAGE}?show=silent",
        "/samarbeid/maal/mal-000/",
        "/samarbeid/utfordringer/vansker-000/",
        "/samarbeid/maal/?status=agreed",
        "/samarbeid/samlinger/andre/",
        "/samarbeid/data/developments.csv",
    ]
    fill(sessions[:2], range(10))
    few = [queries(address) for address in addresses]
    fill([*sessions, *(session(f"Mer {number}", f"2013-01-{number:02}") for number in range(1, 18))], range(10, 210))
    assert [queries(address) for address in addresses] == few
    assert max(few) <= 20
