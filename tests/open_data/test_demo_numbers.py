"""Pages, CSV, Excel, JSON, JSON-LD and API tell the demo alike."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from collaboration.models import Organisation
from collaboration.open_data.rows import TABLES
from tests.demo_site import demo_site
from tests.open_data.reading import csv_rows, everything, xlsx_sheets

__all__ = ["demo_site"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_site")]

DATA = "/samarbeid/data"
STATEMENTS, TERMS, LINKS, DEVELOPMENTS, ORGANISATIONS, SESSIONS = 114, 103, 126, 5, 4, 2
KINDS = {"competency": 52, "challenge": 20, "goal": 23, "means": 8}
SECTIONS = {"competency": "kompetanse", "challenge": "utfordringer", "goal": "maal", "means": "virkemidler"}
COUNTS = {
    "statements": STATEMENTS,
    "terms": TERMS,
    "links": LINKS,
    "organisations": ORGANISATIONS,
    "sessions": SESSIONS,
    "developments": DEVELOPMENTS,
}


def in_text(row):
    """Return a row as CSV has it."""
    return {name: cell_text(value) for name, value in row.items()}


def cell_text(value):
    if isinstance(value, list):
        return " | ".join(value)
    # Excel knows no empty text.
    return {True: "true", False: "false", None: ""}[value] if isinstance(value, bool | None) else str(value)


@pytest.fixture
def tables(client):
    """Return {format: {table: rows}}, all in the words of CSV."""
    whole = json.loads(client.get(f"{DATA}/all.json").content)
    book = list(xlsx_sheets(client.get(f"{DATA}/all.xlsx").content).values())
    found = {"csv": {}, "all.json": {}, "json": {}, "xlsx": {}, "api": {}}
    for number, table in enumerate(TABLES):
        found["csv"][table] = csv_rows(client.get(f"{DATA}/{table}.csv").content)
        found["json"][table] = json.loads(client.get(f"{DATA}/{table}.json").content)[table]
        found["all.json"][table] = whole[table]
        found["xlsx"][table] = book[number]
        found["api"][table] = everything(client, f"/api/v2/{table}/?limit=100")
    return {
        form: {table: [in_text(row) for row in rows] for table, rows in tables.items()}
        for form, tables in found.items()
    }


def test_every_format_and_the_api_hold_the_same_rows_in_the_same_order(tables):
    for form, found in tables.items():
        assert {table: len(rows) for table, rows in found.items()} == COUNTS, form
        assert found == tables["csv"], form


def test_pages_and_data_count_alike(client, tables):
    def page(address):
        return BeautifulSoup(client.get(address).content.decode(), "html.parser").find("main")

    terms, statements = tables["api"]["terms"], tables["api"]["statements"]
    assert Counter(row["kind"] for row in terms) == KINDS
    for kind, word in SECTIONS.items():
        links = page(f"/samarbeid/{word}/").find_all("a", href=True)
        shown = {link["href"] for link in links if link["href"].startswith(f"/samarbeid/{word}/")}
        urls = {row["url"].removeprefix("http://testserver") for row in terms if row["kind"] == kind}
        assert urls <= shown
        assert len(urls) == KINDS[kind] == len({row["term_uri"] for row in statements if row["kind"] == kind})
    said = Counter(row["organisation"] for row in statements)
    for row in tables["api"]["organisations"]:
        assert int(row["statements"]) == said[row["name"]] > 0
        assert len(page(row["url"]).select("ul.terms li")) == said[row["name"]]
    assert sum(int(row["statements"]) for row in terms) == STATEMENTS
    assert len([row for row in terms if row["shared"] == "true"]) == 13
    # What the front sums up, worked out from the data by hand.
    competencies = [row for row in terms if row["kind"] == "competency"]
    apart = [row for row in competencies if row["shared"] == "false"]
    several = [row for row in apart if int(row["organisations"]) > 1]
    front = page("/samarbeid/")
    sums = [int(link.get_text().split()[0]) for link in front.select(".statement a")]
    assert sums == [len(competencies) - len(apart), len(several), len(apart) - len(several)] == [13, 6, 33]
    assert [int(count.get_text()) for count in front.select(".toc .num")] == list(KINDS.values())
    numbers = [cell.find(string=True) for cell in page(f"{DATA}/").select("tbody .num")]
    shown = (STATEMENTS, DEVELOPMENTS, LINKS, TERMS, SESSIONS, ORGANISATIONS, sum(COUNTS.values()))
    assert numbers == [str(n) for n in shown]


def test_json_ld_holds_as_much(client):
    graph = json.loads(client.get(f"{DATA}/all.jsonld").content)["@graph"]
    assert Counter(node["@type"] for node in graph) == {
        "Dataset": 1,
        "Organization": ORGANISATIONS,
        "Event": SESSIONS,
        "DefinedTermSet": 4,
        "Action": DEVELOPMENTS,
        "Quotation": STATEMENTS,
    }
    terms = [term["@id"] for node in graph for term in node.get("hasDefinedTerm", [])]
    assert len(set(terms)) == TERMS
    linked = [
        (term["@id"], relation, other["@id"])
        for node in graph
        for term in node.get("hasDefinedTerm", [])
        for relation in ("helps", "serves", "answers")
        for other in term.get(relation, [])
    ]
    assert len(set(linked)) == LINKS
    assert {node["about"]["@id"] for node in graph if node["@type"] == "Quotation"} == set(terms)


def test_identifiers_and_places_in_data_lead_to_what_they_stand_for(client, tables):
    for table, rows in tables["csv"].items():
        for row in rows[:3] if table != "links" else ():
            found = client.get(row["uri"].removeprefix("http://testserver"))
            assert found.status_code == 303
            if table == "statements":
                assert found["Location"] == row["post_url"].removeprefix("http://testserver")
            else:
                assert found["Location"] == row["url"].removeprefix("http://testserver")
    known = {row["uri"]: row["name"] for row in tables["csv"]["terms"]}
    for row in tables["csv"]["links"]:
        assert (known[row["source_uri"]], known[row["target_uri"]]) == (row["source"], row["target"])
    row = tables["csv"]["statements"][0]
    address, _hash, anchor = row["post_url"].removeprefix("http://testserver").partition("#")
    post = BeautifulSoup(client.get(address).content.decode(), "html.parser")
    assert row["wording"] in post.find(id=anchor).get_text()
    assert row["post"] == post.find("h1").get_text(strip=True)


def test_every_address_in_the_documentation_answers(client):
    text = (Path(settings.BASE_DIR) / "docs/open-data.md").read_text(encoding="utf-8")
    addresses = re.findall(r"http://127\.0\.0\.1:8000(/[^\s\"]+)", text)
    assert len(addresses) > 8
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
    for table in TABLES:
        assert f"`{table}`" in text


def test_a_session_is_dated_no_more_precisely_than_it_is_known(tables):
    first, second = tables["csv"]["sessions"]
    assert (first["date"], first["precision"], first["season"]) == ("2011", "season", "winter")
    assert (second["date"], second["precision"], second["season"]) == ("2011-03-23", "day", "")
    assert {(row["session_date"], row["session_season"]) for row in tables["csv"]["statements"]} == {("2011", "winter")}


def test_names_are_in_the_language_of_the_page_and_wordings_as_they_were_said(client):
    bokmaal = csv_rows(client.get(f"{DATA}/statements.csv").content)
    english = csv_rows(client.get(f"/en{DATA}/statements.csv").content, ",")
    assert [row["wording"] for row in english] == [row["wording"] for row in bokmaal]
    assert [row["uri"] for row in english] == [row["uri"] for row in bokmaal]
    assert {row["language"] for row in english} == {"nb"}
    by = {row["organisation"] for row in english}
    assert by == {"", *Organisation.objects.filter(locale__language_code="en").values_list("name", flat=True)}
    names = [row["name"] for row in everything(client, "/api/v2/organisations/?language=en")]
    assert set(names) == by - {""}
