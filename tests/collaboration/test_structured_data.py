"""What organisations, sessions and terms tell machines of themselves."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup

from tests import factories

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


@pytest.fixture(autouse=True)
def collaboration(db):
    factories.SiteTextFactory(name="Samspill")
    return factories.collaboration_page()


def nodes(client, address):
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    (script,) = soup.find_all("script", type="application/ld+json")
    return {node["@type"]: node for node in json.loads(script.string)["@graph"]}


def way(found):
    return [(step["name"], step["item"]) for step in found["BreadcrumbList"]["itemListElement"]]


def test_a_session_is_an_event_dated_as_precisely_as_it_is_known(client):
    organisation = factories.OrganisationFactory(name="Vestfold fylkesbibliotek")
    session = factories.SessionFactory(
        name="Første samling",
        date=datetime.date(2011, 2, 1),
        precision="month",
        place="Tønsberg",
        present=[organisation],
    )
    post = factories.post([("goal", "unattributed", [], ["Møtes oftere"])], session=session, title="Hva er vi gode på?")
    found = nodes(client, "/samarbeid/samlinger/forste-samling/")
    event = found["Event"]
    assert event["@id"] == f"{SITE}/id/{session.translation_key}"
    assert (event["name"], event["startDate"], event["location"]["name"]) == ("Første samling", "2011-02", "Tønsberg")
    assert "endDate" not in event
    assert event["attendee"] == [
        {
            "@type": "Organization",
            "@id": f"{SITE}/id/{organisation.translation_key}",
            "name": "Vestfold fylkesbibliotek",
        }
    ]
    assert event["subjectOf"] == [
        {"@type": "BlogPosting", "@id": f"{SITE}{post.url}", "headline": "Hva er vi gode på?"}
    ]
    assert client.get(event["@id"].removeprefix(SITE))["Location"] == "/samarbeid/samlinger/forste-samling/"


def test_an_organisation_is_told_without_the_address_that_readers_are_not_shown(client):
    organisation = factories.OrganisationFactory(
        name="Akershus fylkesbibliotek",
        short_name="Akershus",
        website="https://example.org/",
        contact_email="ikke-vis@example.org",
        description="<p>Holder til på <b>Kjeller</b>.</p>",
    )
    address = "/samarbeid/organisasjoner/akershus-fylkesbibliotek/"
    found = nodes(client, address)
    told = found["Organization"]
    assert told["@id"] == f"{SITE}/id/{organisation.translation_key}"
    assert (told["alternateName"], told["url"], told["mainEntityOfPage"]) == (
        "Akershus",
        "https://example.org/",
        f"{SITE}{address}",
    )
    assert told["description"] == "Holder til på Kjeller."
    assert "ikke-vis" not in client.get(address).content.decode()
    assert way(found) == [
        ("Samspill", f"{SITE}/"),
        ("Samarbeidet", f"{SITE}/samarbeid/"),
        ("Organisasjoner", f"{SITE}/samarbeid/organisasjoner/"),
        ("Akershus fylkesbibliotek", f"{SITE}{address}"),
    ]


def test_a_term_is_defined_in_the_list_it_stands_in(client):
    term = factories.term("competency", "Bokbuss", aliases="Bibliotekbuss\nRullende bibliotek")
    address = "/samarbeid/kompetanse/bokbuss/"
    found = nodes(client, address)
    told = found["DefinedTerm"]
    assert told["@id"] == f"{SITE}/id/{term.concept.uuid}"
    assert told["alternateName"] == ["Bibliotekbuss", "Rullende bibliotek"]
    assert told["inDefinedTermSet"]["@id"] == f"{SITE}/samarbeid/kompetanse/"
    assert told["inLanguage"] == "nb"
    assert told["url"] == f"{SITE}{address}"
    assert client.get(told["@id"].removeprefix(SITE))["Location"] == address


def test_a_term_named_to_break_out_stays_inside(client):
    factories.term("challenge", "</script><script>alert('x')</script>", slug="ond")
    answer = client.get("/samarbeid/utfordringer/ond/").content.decode()
    assert "<script>alert" not in answer
    assert nodes(client, "/samarbeid/utfordringer/ond/")["DefinedTerm"]["name"].startswith("</script>")


def test_each_page_of_the_collaboration_describes_itself(client):
    factories.OrganisationFactory(name="Buskerud fylkesbibliotek")
    factories.SessionFactory(name="Andre samling")
    factories.term("goal", "Møtes oftere")
    factories.term("goal", "Forklart", description="<p>Fordi det hjelper.</p>")
    described = {}
    for address in ("organisasjoner/buskerud-fylkesbibliotek", "samlinger/andre-samling", "maal/motes-oftere"):
        head = BeautifulSoup(client.get(f"/samarbeid/{address}/").content, "html.parser").head
        described[address] = head.find("meta", attrs={"name": "description"})["content"]
        assert head.find("meta", property="og:description")["content"] == described[address]
    assert len(set(described.values())) == 3
    explained = BeautifulSoup(client.get("/samarbeid/maal/forklart/").content, "html.parser").head
    assert explained.find("meta", attrs={"name": "description"})["content"] == "Fordi det hjelper."
    assert explained.find("meta", property="og:title")["content"] == "Forklart"


def test_a_term_merged_into_one_that_readers_cannot_see_is_not_found(client):
    old, new = factories.term("goal", "Gammelt mål"), factories.term("goal", "Nytt mål")
    old.concept.replaced_by = new.concept
    old.concept.save()
    assert client.get("/samarbeid/maal/gammelt-mal/")["Location"].endswith("/nytt-mal/")
    type(new).objects.filter(pk=new.pk).update(live=False)
    assert client.get("/samarbeid/maal/gammelt-mal/").status_code == 404
