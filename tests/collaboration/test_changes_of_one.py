"""Two sessions compared as one organisation said it: nothing is told of what others said."""

import datetime

import pytest
from bs4 import BeautifulSoup

from tests import factories as make

pytestmark = pytest.mark.django_db

PAGE = "/samarbeid/endringer/"


@pytest.fixture
def sessions():
    make.collaboration_page()
    make.blog()
    dates = {"Første": "2011-01-10", "Andre": "2011-03-23", "Tredje": "2012-02-01"}
    return [make.SessionFactory(name=name, date=datetime.date.fromisoformat(date)) for name, date in dates.items()]


def soup(client, address=PAGE):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser").main


def text(node):
    return " ".join(node.get_text(" ").split())


def group(page, change):
    return [link.get_text() for link in page.find("section", id=change).select("ul.compared a.name")]


def test_of_one_organisation_it_tells_what_that_one_said_and_its_numbers_lead_to_as_many(client, sessions):
    first, second, third = sessions
    a, b = make.OrganisationFactory(name="Akershus"), make.OrganisationFactory(name="Buskerud")
    make.post([("goal", "organisations", [b], ["Om igjen"])], session=first)
    make.post(
        [("goal", "organisations", [a, b], ["Begge", "Stille"]), ("goal", "organisations", [a], ["Mål"])],
        session=second,
    )
    make.post(
        [
            ("goal", "organisations", [a, b], ["Begge", "Mål"]),
            ("goal", "organisations", [b], ["Om igjen"]),
            ("goal", "shared", [], ["Mål", "Begge"]),
        ],
        session=third,
    )
    page = soup(client, f"{PAGE}?by=buskerud")
    groups = {"new": ["Mål"], "returned": ["Om igjen"], "again": ["Begge"], "silent": ["Stille"]}
    for change, names in groups.items():
        assert group(page, change) == names
        # Akershus had said "Mål" before: it is not new, but for Buskerud.
        found = page.find("section", id=change)
        assert "Buskerud" in text(found.h2)
        assert "Buskerud" in text(found.select_one(".hint"))
        assert "Buskerud" in text(page.select_one(f'nav ol.plain a[href$="#{change}"]'))
    numbers = page.select("ul.compared .num a")
    assert len(numbers) == 5
    for link in numbers:
        said = soup(client, link["href"]).select("ul.said > li")
        assert len(said) == int(link.find(string=True).split()[0]) == 1
        assert "Buskerud" in text(said[0])
    assert "Buskerud" not in text(soup(client).find("section", id="again").select_one(".hint"))


def test_where_one_organisation_said_nothing_in_a_session_that_is_told_of_it_and_of_no_kind(client, sessions):
    _first, second, third = sessions
    a, b = make.OrganisationFactory(name="Akershus"), make.OrganisationFactory(name="Buskerud")
    make.post([("goal", "organisations", [a, b], ["Mål"])], session=second)
    make.post([("goal", "organisations", [b], ["Mål"])], session=third)
    told = {
        text(soup(client, f"{PAGE}{asked}").select_one(".empty b"))
        for asked in ("?by=akershus", "?by=akershus&kind=goal", "?kind=means")
    }
    assert len(told) == 3
    assert sum("Akershus" in one for one in told) == 2
