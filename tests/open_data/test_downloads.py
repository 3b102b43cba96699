"""The page of open data and its files: what is in them, for whom, and what is said around them."""

import json
from http import HTTPStatus

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import PageViewRestriction

from collaboration.models import Organisation, Session, Statement, Succession
from collaboration.open_data.rows import TABLES
from home.models import Licence, OpenDataSettings
from tests import factories
from tests.open_data.reading import csv_rows, xlsx_sheets

pytestmark = pytest.mark.django_db

DATA = "/samarbeid/data"
FILES = [
    *(f"{table}.{form}" for table in ("organisations", "sessions", "terms", "statements") for form in ("csv", "xlsx")),
    *("statements.json", "terms.jsonld", "all.xlsx", "all.json", "all.jsonld", "dcat.jsonld"),
]


@pytest.fixture(autouse=True)
def collaboration(db):
    factories.SiteTextFactory(name="Fire bibliotek")
    return factories.collaboration_page()


@pytest.fixture
def library():
    return factories.OrganisationFactory(name="Akershus fylkesbibliotek", short_name="Akershus")


@pytest.fixture
def post(library):
    session = factories.SessionFactory(name="Første samling", present=[library])
    said = [
        ("competency", "organisations", [library], ["bokbuss"]),
        ("competency", "shared", [], ["bokbuss"]),
        ("goal", "unattributed", [], ["=1+1"]),
    ]
    return factories.post(said, session=session, title="Hva er vi gode på?")


def rows(client, table, prefix=""):
    return csv_rows(client.get(f"{prefix}{DATA}/{table}.csv").content)


def test_a_statement_can_be_traced_by_its_row(client, post, library):
    first, second, third = rows(client, "statements")
    statement = Statement.objects.get(organisation=library)
    assert first["uri"] == f"http://testserver/id/{statement.uuid}"
    assert first["term_uri"] == f"http://testserver/id/{statement.concept.uuid}"
    assert first["organisation_uri"] == f"http://testserver/id/{library.translation_key}"
    assert first["post_url"] == f"http://testserver{post.url}#{statement.anchor}"
    assert (first["wording"], first["term"], first["organisation"]) == ("bokbuss", "bokbuss", library.name)
    assert (first["session"], first["session_date"], first["post"]) == ("Første samling", "2011-03-23", post.title)
    assert (second["attribution"], second["organisation"]) == ("shared", "")
    assert (third["attribution"], third["wording"], third["kind"]) == ("unattributed", "=1+1", "goal")


def test_a_term_says_how_often_and_by_how_many_it_was_named(client, post):
    bus, sum_ = sorted(rows(client, "terms"), key=lambda row: row["name"], reverse=True)
    assert (bus["statements"], bus["organisations"], bus["shared"]) == ("2", "1", "true")
    assert (sum_["statements"], sum_["organisations"], sum_["shared"]) == ("1", "0", "false")


def test_a_term_has_its_other_names_its_theme_and_its_description_as_plain_text(client):
    theme = factories.ThemeFactory(name="Transport")
    factories.term("means", "Bokbuss", theme=theme, aliases="Bibliotekbuss\nBuss", description="<p>En <b>buss</b>.</p>")
    (row,) = rows(client, "terms")
    assert (row["aliases"], row["theme"], row["description"]) == ("Bibliotekbuss | Buss", "Transport", "En buss.")


def test_an_organisation_tells_of_its_successor_and_never_its_contact_address(client, library):
    new = factories.OrganisationFactory(name="Viken bibliotek", contact_email="ikke-vis@example.org")
    Succession.objects.create(predecessor=library, successor=new)
    row = rows(client, "organisations")[0]
    assert row["continued_as"] == f"http://testserver/id/{new.translation_key}"
    for file in FILES:
        assert b"ikke-vis" not in client.get(f"{DATA}/{file}").content


@pytest.mark.parametrize("how", ["unpublished", "password", "above", "draft"])
def test_what_readers_cannot_see_is_in_no_file(client, library, how):
    said = [("challenge", "organisations", [library], ["Hemmelig"])]
    post = factories.post(said, live=how != "draft")
    if how == "unpublished":
        post.unpublish()
    elif how in ("password", "above"):
        closed = post if how == "password" else post.get_parent()
        PageViewRestriction.objects.create(page=closed, restriction_type="password", password="x")
    assert rows(client, "statements") == []
    assert [(row["statements"], row["organisations"]) for row in rows(client, "terms")] == [("0", "0")]
    assert [(row["statements"], row["terms"]) for row in rows(client, "organisations")] == [("0", "0")]
    (whole,) = xlsx_sheets(client.get(f"{DATA}/statements.xlsx").content).values()
    assert whole == []
    graph = json.loads(client.get(f"{DATA}/all.jsonld").content)["@graph"]
    assert [node for node in graph if node["@type"] == "Quotation"] == []


def test_what_a_statement_points_to_and_is_not_live_is_left_empty(client, post, library):
    Organisation.objects.filter(pk=library.pk).update(live=False)
    Session.objects.update(live=False)
    Statement.objects.first().concept.competency_terms.update(live=False)
    row = rows(client, "statements")[0]
    empty = ("term_uri", "term", "organisation_uri", "organisation", "session_uri", "session", "session_date")
    assert [row[name] for name in empty] == [""] * 7
    assert row["wording"] == "bokbuss"
    assert rows(client, "organisations") == rows(client, "sessions") == []


def test_a_merged_term_is_not_listed_and_what_was_said_belongs_to_the_other(client):
    old, new = factories.term("goal", "Gammelt"), factories.term("goal", "Nytt")
    old.concept.replaced_by = new.concept
    old.concept.save()
    factories.post([("goal", "unattributed", [], [(old, "gammelt")])])
    assert [row["name"] for row in rows(client, "terms")] == ["Nytt"]
    assert [(row["wording"], row["term"]) for row in rows(client, "statements")] == [("gammelt", "Nytt")]


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_fetched_again_only_if_something_has_changed(client, post, file):
    first = client.get(f"{DATA}/{file}")
    again = client.get(f"{DATA}/{file}", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (HTTPStatus.NOT_MODIFIED, b"")
    assert again["ETag"] == first["ETag"]
    post.unpublish()
    Organisation.objects.update(website="https://example.org/")
    factories.translated(factories.term("goal", "Nytt"))
    Session.objects.update(place="Tønsberg")
    later = client.get(f"{DATA}/{file}", headers={"if-none-match": first["ETag"]})
    assert (later.status_code, later["ETag"] == first["ETag"]) == (HTTPStatus.OK, False)


def test_a_date_alone_never_says_that_nothing_changed(client, post):
    first = client.get(f"{DATA}/statements.csv")
    post.unpublish()
    later = client.get(f"{DATA}/statements.csv", headers={"if-modified-since": first["Last-Modified"]})
    assert later.status_code == HTTPStatus.OK


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_named_licensed_open_to_other_sites_and_sets_no_cookie(client, post, file):
    answer = client.get(f"{DATA}/{file}")
    assert answer.status_code == HTTPStatus.OK
    assert not answer.cookies
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, no-cache"
    name, form = file.split(".")
    assert answer["Content-Disposition"] == f'attachment; filename="{name}-nb.{form}"'
    assert 'rel="license"' in answer["Link"]
    assert "Cookie" not in answer.get("Vary", "")


@pytest.mark.parametrize("file", ["nothing.csv", "all.csv", "dcat.csv", "statements.exe", "statements.xml"])
def test_a_file_that_is_not_made_is_not_found(client, file):
    assert client.get(f"{DATA}/{file}").status_code == HTTPStatus.NOT_FOUND


def test_data_of_a_collaboration_behind_a_password_is_behind_it_too(client, post, collaboration):
    PageViewRestriction.objects.create(page=collaboration, restriction_type="password", password="x")
    for address in (f"{DATA}/", f"{DATA}/statements.csv", f"{DATA}/all.json"):
        answer = client.get(address)
        assert b"bokbuss" not in answer.content
        assert "Access-Control-Allow-Origin" not in answer


def test_the_page_leads_to_every_file_and_sets_no_cookie(client, post):
    answer = client.get(f"{DATA}/")
    soup = BeautifulSoup(answer.content.decode(), "html.parser")
    addresses = {link["href"] for link in soup.main.find_all("a", download=True)}
    assert len(addresses) == len(TABLES) * 4 + 3
    for address in addresses:
        assert client.get(address.removeprefix("http://testserver")).status_code == HTTPStatus.OK
    assert not answer.cookies
    assert client.get(f"{DATA}/{soup.find('link', rel='describedby')['href']}").status_code == HTTPStatus.OK


@pytest.mark.parametrize("where", ["organisasjoner", "samlinger"])
def test_lists_lead_to_the_data(client, where):
    main = BeautifulSoup(client.get(f"/samarbeid/{where}/").content.decode(), "html.parser").main
    assert main.find("a", href=f"{DATA}/")


def test_the_data_is_under_cc_by_4_0_until_an_administrator_chooses_otherwise(client, post):
    assert json.loads(client.get(f"{DATA}/terms.json").content)["meta"]["licence"]["name"] == "CC BY 4.0"
    assert not OpenDataSettings.objects.exists()
    OpenDataSettings.objects.create(licence=Licence.NLOD, publisher="Viken", contact_email="data@example.org")
    meta = json.loads(client.get(f"{DATA}/terms.json").content)["meta"]
    assert meta["licence"] == {"name": "NLOD 2.0", "url": "https://data.norge.no/nlod/no/2.0"}
    assert meta["publisher"] == "Viken"
    page = client.get(f"{DATA}/").content.decode()
    assert "NLOD 2.0" in page
    assert "mailto:data@example.org" in page
    assert "CC BY 4.0" not in page


@pytest.mark.parametrize(("role", "may"), [("administrator", True), ("editor", False), ("moderator", False)])
def test_only_an_administrator_chooses_the_licence(client, role, may):
    client.force_login(factories.user(role))
    url = reverse("wagtailsettings:edit", args=["home", "opendatasettings", OpenDataSettings.load().pk])
    client.post(url, {"licence": Licence.CC0})
    assert (OpenDataSettings.load().licence == Licence.CC0) is may
