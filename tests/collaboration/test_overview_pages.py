"""The overview as a page: every number leads to exactly that much, and what is asked for is in the address."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from collaboration.indexing import rebuild_all
from collaboration.models import Competency, Organisation, Statement
from collaboration.overview.table import ROWS_PER_PAGE
from tests import factories as make

pytestmark = pytest.mark.django_db

ROOT = "/samarbeid/"


@pytest.fixture(autouse=True)
def pages():
    make.collaboration_page()
    make.blog()


@pytest.fixture
def said():
    """Three organisations in two sessions: one term shared, one of two, two of one, and a goal of the room."""
    a, b, _c = (make.OrganisationFactory(name=name) for name in ("Akershus", "Buskerud", "Vestfold"))
    first = make.SessionFactory(name="Første", date="2011-01-10")
    second = make.SessionFactory(name="Andre", date="2011-03-23")
    theme = make.ThemeFactory(name="Barn og unge")
    shared, both = make.term("competency", "Musikk"), make.term("competency", "Spill", theme=theme)
    make.post(
        [
            ("competency", "organisations", [a], [(shared, "musikk"), "Spill", "Bokbuss"]),
            ("competency", "organisations", [b], [(both, "dataspill"), "Web"]),
            ("competency", "shared", [], ["Musikk"]),
            ("goal", "unattributed", [], ["Møteplass"]),
        ],
        session=first,
    )
    make.post([("competency", "organisations", [b], [(both, "spill igjen")])], session=second)
    make.term("competency", "Aldri sagt")


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser").main


def shown(page):
    return [row.th.get_text(strip=True) for row in page.select("table.matrix tbody tr:not(.grp)")]


def test_every_number_and_sign_leads_to_exactly_that_many_statements(client, said):
    page = soup(client, ROOT)
    followed = 0
    for row in page.select("table.matrix tbody tr:not(.grp)"):
        total = 0
        for link in row.select("td a"):
            there = soup(client, link["href"])
            listed = len(there.select("ul.said > li"))
            followed += 1
            if "said-n" in link.parent.get("class", ()):
                assert listed == total == int(link.find(string=True))
            else:
                assert listed > 0
                total += listed
    assert followed == 6 + 4
    assert Statement.objects.public().filter(concept__kind="competency").count() == 7


def test_every_number_in_the_summary_and_in_the_table_of_help_leads_to_as_many_terms(client, said):
    page = soup(client, ROOT)
    sums = [(int(link.get_text().split()[0]), link["href"]) for link in page.select(".statement a")]
    assert [number for number, _address in sums] == [1, 1, 2]
    for number, address in sums:
        assert len(shown(soup(client, f"{ROOT}{address}"))) == number
    helps = [(int(link.get_text(strip=True)), link["href"]) for link in page.select("table.help td a")]
    assert [number for number, _address in helps] == [2, 1]
    for number, address in helps:
        assert len(shown(soup(client, f"{ROOT}{address}"))) == number


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("", ["Musikk", "Spill", "Bokbuss", "Web", "Aldri sagt"]),
        ("?order=name", ["Aldri sagt", "Bokbuss", "Musikk", "Spill", "Web"]),
        ("?order=most", ["Spill", "Musikk", "Bokbuss", "Web", "Aldri sagt"]),
        ("?order=theme", ["Spill", "Aldri sagt", "Bokbuss", "Musikk", "Web"]),
        ("?q=DATASPILL", ["Spill"]),
        ("?q=mus", ["Musikk"]),
        ("?by=akershus&by=buskerud", ["Spill"]),
        ("?by=akershus&not=buskerud", ["Musikk", "Bokbuss"]),
        ("?group=one", ["Bokbuss", "Web"]),
        ("?theme=barn-og-unge", ["Spill"]),
        ("?session=andre", ["Spill"]),
        ("?since=andre", ["Musikk", "Bokbuss", "Web"]),
        ("?by=vestfold", []),
        ("?by=akershus&q=finnesikke", []),
    ],
)
def test_an_address_asks_for_what_is_shown(client, said, asked, wanted):
    assert shown(soup(client, f"{ROOT}{asked}")) == wanted


def test_within_a_session_the_cells_lead_to_what_was_said_in_it(client, said):
    row = soup(client, f"{ROOT}?session=andre").select_one("table.matrix tbody tr:not(.grp)")
    link = row.select_one("td a")
    assert len(soup(client, link["href"]).select("ul.said > li")) == 1
    assert row.select_one(".said-n a").find(string=True) == "1"
    assert row.select_one(".said-n .vh").get_text() == "1 utsagn"


@pytest.mark.parametrize(
    "asked", ["?by=finnes-ikke", "?group=alle", "?session=%00", "?theme=x", "?order=opp", "?since=<script>", "?not=1"]
)
def test_what_an_address_asks_for_in_vain_is_left_out_and_said(client, said, asked):
    page = soup(client, f"{ROOT}{asked}")
    assert len(shown(page)) == 5
    assert page.select_one(".notice")
    assert not page.find("script")


def test_what_an_unpublished_organisation_said_is_nobodys_and_still_counted(client, said):
    buskerud = Organisation.objects.get(slug="buskerud")
    buskerud.unpublish()
    page = soup(client, ROOT)
    assert "Buskerud" not in page.get_text()
    rows = {row.th.get_text(strip=True): row for row in page.select("table.matrix tbody tr:not(.grp)")}
    assert len(rows["Spill"].select("td a")) == 3
    for link in (link for row in rows.values() for link in row.select("td:not(.said-n) a")):
        assert soup(client, link["href"]).select("ul.said > li"), link["href"]
    listed = [len(soup(client, link["href"]).select("ul.said > li")) for link in rows["Spill"].select(".said-n a")]
    assert listed == [int(rows["Spill"].select_one(".said-n a").find(string=True))] == [3]
    assert shown(soup(client, f"{ROOT}?group=several")) == []


def test_what_has_no_published_term_is_counted_nowhere(client, said):
    Competency.objects.get(name="Web").unpublish()
    page = soup(client, ROOT)
    (counted,) = [link for link in page.select(".toc a") if "Kompetanse" in link.get_text()]
    assert counted.select_one(".num").get_text() == "3"
    assert "Web" not in shown(page)


def test_the_pages_of_a_terms_statements_keep_to_what_was_asked_for(client, said, monkeypatch):
    monkeypatch.setattr("collaboration.pages.STATEMENTS_PER_PAGE", 1)
    page = soup(client, f"{ROOT}kompetanse/spill/?by=buskerud")
    further = page.select_one(".pager a[rel=next]")["href"]
    assert parse_qs(urlsplit(further).query) == {"page": ["2"], "by": ["buskerud"]}
    page = soup(client, f"{ROOT}kompetanse/spill/{further}")
    assert len(page.select("ul.said > li")) == 1
    assert not page.select(".pager a[rel=next]")


def test_a_term_is_asked_for_in_vain_by_whom_it_was_not_named(client, said):
    for asked in ("?by=finnes-ikke", "?as=alle", "?session=x"):
        assert client.get(f"{ROOT}kompetanse/spill/{asked}").status_code == 404
    assert not soup(client, f"{ROOT}kompetanse/spill/?by=vestfold").select("ul.said > li")


def test_what_the_room_said_has_a_list_without_empty_columns(client, said):
    page = soup(client, f"{ROOT}maal/")
    assert len(page.select("table.matrix thead th")) == 2
    assert len(soup(client, page.select_one(".said-n a")["href"]).select("ul.said > li")) == 1
    assert not page.select("input[name=by]")


def test_a_merged_term_is_counted_with_what_stands_for_it(client, said):
    gone, kept = Competency.objects.get(name="Web").concept, Competency.objects.get(name="Bokbuss").concept
    gone.replaced_by = kept
    gone.save()
    rebuild_all()
    assert shown(soup(client, ROOT)) == ["Musikk", "Bokbuss", "Spill", "Aldri sagt"]


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_many_terms_and_organisations_cost_as_many_queries_as_few_and_stand_on_pages(client, said):
    addresses = [ROOT, f"{ROOT}kompetanse/", f"{ROOT}?q=e&order=theme&session=andre", f"{ROOT}?since=andre&by=akershus"]
    few = [queries(client, address) for address in addresses]
    organisations = [make.OrganisationFactory(name=f"Museum {number}") for number in range(16)]
    make.post(
        [
            ("competency", "organisations", [one], [f"Fag {number} {at}" for number in range(8)])
            for at, one in enumerate(organisations)
        ]
    )
    assert [queries(client, address) for address in addresses] == few
    assert max(few) <= 20
    first, second = soup(client, ROOT), soup(client, f"{ROOT}?page=2")
    assert len(shown(first)) == ROWS_PER_PAGE
    assert len(shown(first) + shown(second)) == 4 + 1 + 16 * 8
    assert client.get(f"{ROOT}?page=3").status_code == 404


def test_the_next_page_keeps_what_was_asked(client, said):
    make.post(
        [("competency", "organisations", [make.OrganisationFactory(name="Nord")], [f"Fag {n}" for n in range(120)])]
    )
    page = soup(client, f"{ROOT}?by=nord&order=name&utm=x")
    assert page.select_one("nav.pager a[rel=next]")["href"] == "?page=2&by=nord&order=name#terms"
