"""What a post tells machines of itself, and how it is shared."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup

from blog.reading_time import minutes
from tests import factories

pytestmark = pytest.mark.django_db

SITE = "http://testserver"
NOON = datetime.datetime(2011, 4, 1, 12, tzinfo=datetime.UTC)


def read(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser")


def nodes(soup):
    (script,) = soup.find_all("script", type="application/ld+json")
    return {node["@type"]: node for node in json.loads(script.string)["@graph"]}


def test_a_post_says_who_wrote_it_when_and_about_what(client):
    factories.SiteTextFactory(name="Samspill")
    session = factories.SessionFactory(name="Første samling")
    person = factories.AuthorFactory(name="Kari Nordmann", user=factories.user("editor"))
    group = factories.AuthorFactory(name="Prosjektgruppa")
    post = factories.post(
        title="Hva er vi gode på?",
        introduction="En oppsummering.",
        date=NOON,
        session=session,
        authors=[person, group],
        tags=["samspill"],
    )
    told = nodes(read(client, post.url))
    node = told["BlogPosting"]
    assert node["@id"] == node["url"] == f"{SITE}{post.url}"
    assert (node["headline"], node["description"], node["inLanguage"]) == (
        "Hva er vi gode på?",
        "En oppsummering.",
        "nb",
    )
    assert node["datePublished"] == "2011-04-01T12:00:00+00:00"
    assert node["about"] == {"@type": "Event", "@id": f"{SITE}/id/{session.translation_key}", "name": "Første samling"}
    assert node["keywords"] == ["samspill"]
    assert node["author"][0] == {
        "@type": "Person",
        "name": "Kari Nordmann",
        "url": f"{SITE}/blogg/forfatter/kari-nordmann/",
    }
    assert "@type" not in node["author"][1], "a name alone does not tell a group from a person"
    assert [step["name"] for step in told["BreadcrumbList"]["itemListElement"]] == [
        "Samspill",
        "Blogg",
        "Hva er vi gode på?",
    ]


def test_a_date_is_told_no_more_precisely_than_it_is_shown(client):
    post = factories.post(date=NOON, date_precision="month")
    assert nodes(read(client, post.url))["BlogPosting"]["datePublished"] == "2011-04"


def test_a_hostile_title_stays_a_title(client):
    post = factories.post(title="</script><script>alert(1)</script>", slug="ond")
    markup = client.get(post.url).content.decode()
    assert "<script>alert" not in markup
    assert nodes(BeautifulSoup(markup, "html.parser"))["BlogPosting"]["headline"] == post.title


def test_an_untranslated_copy_is_told_of_as_its_source(client):
    post = factories.post()
    factories.home_page("nn")
    alias = post.copy_for_translation(factories.locale("nn"), copy_parents=True, alias=True)
    node = nodes(read(client, alias.url))["BlogPosting"]
    assert (node["@id"], node["inLanguage"]) == (f"{SITE}{post.url}", "nb")


def test_a_post_is_shared_with_its_picture(client):
    post = factories.post(title="Hva er vi gode på?")
    soup = read(client, post.url)
    shared = {meta["property"]: meta["content"] for meta in soup.find_all("meta", property=True)}
    assert shared["og:type"] == "article"
    assert shared["og:title"] == shared["og:image:alt"] == "Hva er vi gode på?"
    assert shared["og:url"] == f"{SITE}{post.url}"
    assert shared["og:image"] == nodes(soup)["BlogPosting"]["image"]
    answer = client.get(shared["og:image"].removeprefix(SITE))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")


def test_each_page_of_the_blog_shows_the_way_to_itself(client):
    factories.post(tags=["lesing"], date=NOON)
    for address, names in (
        ("/blogg/", ["Blogg"]),
        ("/blogg/emneord/lesing/", ["Blogg", "lesing"]),
        ("/blogg/2011/", ["Blogg", "2011"]),
    ):
        soup = read(client, address)
        steps = nodes(soup)["BreadcrumbList"]["itemListElement"]
        assert [step["name"] for step in steps][1:] == names
        assert soup.find("meta", property="og:title")["content"] == names[-1]
        assert steps[-1]["item"] == f"{SITE}{address}"


@pytest.mark.parametrize(("words", "expected"), [(0, 1), (1, 1), (290, 1), (310, 2), (1000, 5), (40_000, 200)])
def test_reading_takes_a_minute_at_least(words, expected):
    assert minutes(words) == expected


def test_what_was_said_counts_as_reading(client):
    said = [("goal", "unattributed", [], [f"mål nummer {number} som er sagt" for number in range(60)])]
    node = nodes(read(client, factories.post(said, text="ord " * 100, introduction="To ord").url))["BlogPosting"]
    assert node["wordCount"] == 60 * 6 + 100 + 2
    assert node["timeRequired"] == "PT2M"


def test_the_time_is_shown_to_readers(client):
    post = factories.post(text="ord " * 1000)
    assert read(client, post.url).find(string=lambda text: text and "5 minut" in text)
