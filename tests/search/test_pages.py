"""The page where readers search: any text is a question, every choice is a link, and nobody is noted."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.models import MissedSearch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searched_demo")]

MOST_QUERIES = 20
NOWHERE = "kvantefeltteori"


def read(client, address, **asked):
    response = client.get(address, asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def queries_of(client, **asked):
    client.get("/sok/", asked)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get("/sok/", asked).status_code == 200
    return [query["sql"] for query in queries]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        '"',
        '"bibliotek',
        "-",
        "-bibliotek",
        "a" * 3000,
        "ord " * 200,
        "\0",
        "' OR 1=1 --",
        "<script>",
        "%",
        "🐟",
        "*",
        "AND OR NOT",
        "(",
        "čáŋ",
    ],
)
def test_any_text_is_answered(client, text):
    page = read(client, "/sok/", q=text)
    assert page.select_one("h1")
    assert not page.select("main script")


@pytest.mark.parametrize(
    "asked",
    [
        {"page": "x"},
        {"page": "0"},
        {"page": "99999"},
        {"page": "-1"},
        {"page": "²"},
        {"order": "x"},
        {"kind": "x"},
        {"year": "x"},
        {"session": "\0"},
        {"organisation": "a" * 500},
    ],
)
def test_any_parameters_are_answered(client, asked):
    assert read(client, "/sok/", q="bibliotek", **asked).select_one("h1")


ANYTHING = st.text(max_size=200)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING, value=ANYTHING, name=st.sampled_from(["kind", "year", "theme", "session", "page", "order"]))
def test_any_text_with_any_choice_is_answered_by_page_and_suggestions(client, text, value, name):
    asked = {"q": text.encode("utf-8", "replace").decode(), name: value.encode("utf-8", "replace").decode()}
    assert client.get("/sok/", asked).status_code == 200
    assert client.get("/sok/suggest", asked).status_code == 200


@pytest.mark.parametrize("text", ["\0", "x" * 10_000, "og i på", "´`^¨", "\u0301\u0308"])
@pytest.mark.parametrize("address", ["/sok/", "/sok/suggest", "/se/oza/", "/se/oza/suggest"])
def test_text_without_a_word_in_it_is_answered_in_any_language(client, address, text):
    assert client.get(address, {"q": text}).status_code == 200


def test_the_title_says_what_was_searched_for_and_how_much_was_found(client):
    with translation.override("en"):
        title = read(client, "/en/search/", q="samspill").title.get_text()
    assert re.search(r"Search for “samspill”: [1-9]\d* hits", title)
    assert "hit" not in read(client, "/en/search/").title.get_text()


@pytest.mark.parametrize("address", ["/sok/", "/sok/suggest"])
def test_a_reader_is_given_no_cookie(client, address):
    response = client.get(address, {"q": "bibliotek"})
    assert not response.cookies


@pytest.mark.parametrize(
    ("address", "language"), [("/sok/", "nb"), ("/nn/sok/", "nn"), ("/en/search/", "en"), ("/se/oza/", "se")]
)
def test_each_language_has_its_own_address_and_leads_to_the_others_with_the_same_words(client, address, language):
    page = read(client, address, q="bibliotek")
    assert page.html["lang"] == language
    assert page.select_one("form.search-form")["action"] == address
    links = {link["hreflang"]: link["href"] for link in page.select("ul.langs a")}
    assert links[language] == f"{address}?q=bibliotek"
    assert links["en"] == "/en/search/?q=bibliotek"


def test_the_word_of_another_language_leads_to_ones_own_with_what_is_asked(client):
    response = client.get("/en/sok/", {"q": "library", "kind": "post"})
    assert response.status_code == 301
    assert response["Location"] == "/en/search/?q=library&kind=post"


def test_a_hit_shows_its_kind_its_marked_words_and_where_it_is(client):
    page = read(client, "/sok/", q="biblioteksystemer")
    first = page.select_one(".results > li")
    assert first.select_one("a")["href"] == "/samarbeid/kompetanse/biblioteksystemer/"
    assert first.select_one("a mark").text.lower() == "biblioteksystemer"
    assert first.select_one(".kind").text.strip()


def test_what_is_typed_is_text_and_never_markup(client):
    page = read(client, "/sok/", q="<b id=x>bibliotek</b>")
    assert not page.select("#x")
    assert page.select_one("#search-q")["value"] == "<b id=x>bibliotek</b>"


def test_a_text_in_another_language_is_marked_and_said_to_be(client):
    page = read(client, "/en/search/", q="biblioteksystemer", language="nb")
    hits = page.select(".results > li")
    assert hits
    for hit in hits:
        assert hit.select_one("h3 a")["lang"] == "nb"
        assert hit.select_one(".other")
    page = read(client, "/sok/", q="biblioteksystemer", language="nb")
    assert not page.select(".results [lang], .results .other")


def test_a_choice_narrows_the_hits_to_as_many_as_it_says_and_is_taken_away_again(client):
    page = read(client, "/sok/", q="bibliotek")
    link = next(link for link in page.select(".side .plain a") if "kind=" in link["href"])
    said = link.select_one(".num").text
    narrowed = read(client, f"/sok/{link['href'].removeprefix('/sok/')}")
    assert narrowed.select_one("#found-h").text.split()[0] == said
    chosen = narrowed.select_one(".side a[aria-current]")
    assert "kind=" not in chosen["href"]
    back = read(client, chosen["href"])
    assert back.select_one("#found-h").text == page.select_one("#found-h").text


def test_pages_and_orders_keep_what_is_asked(client):
    page = read(client, "/sok/", q="bibliotek", order="newest", language="nb")
    follow = page.select_one(".pager a[rel=next]")["href"]
    assert all(one in follow for one in ("q=bibliotek", "order=newest", "language=nb"))
    second = read(client, f"/sok/{follow}")
    first_hits = [link["href"] for link in page.select(".results h3 a")]
    second_hits = [link["href"] for link in second.select(".results h3 a")]
    assert second_hits
    assert not set(first_hits) & set(second_hits)
    assert page.select_one(".section-head a[aria-current]")["href"].endswith("order=newest")


def test_nothing_found_says_so_and_what_to_do(client):
    page = read(client, "/sok/", q=NOWHERE)
    assert not page.select(".results")
    assert page.select_one(".empty a")
    assert page.select_one("a[href*='about=search:']")


def test_a_misspelt_word_still_finds_its_way(client):
    page = read(client, "/sok/", q="biblioteksystmer")
    assert "/samarbeid/kompetanse/biblioteksystemer/" in {link["href"] for link in page.select("main a")}
    assert page.select(".understood, .empty")


def test_words_left_out_and_excluded_are_told(client):
    page = read(client, "/sok/", q="bibliotek -system")
    assert "system" in [word.text for word in page.select(".understood b")]


def test_choices_that_leave_nothing_lead_back(client):
    page = read(client, "/sok/", q="bibliotek", year="1066")
    assert not page.select(".results")
    assert page.select_one("main a[href='/sok/?q=bibliotek']")


def test_machines_are_asked_not_to_keep_it(client):
    page = read(client, "/sok/", q="bibliotek", page="2")
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select_one("link[rel=canonical]")["href"] == "http://testserver/sok/"


def test_a_search_is_followed_by_feed_and_mail(client):
    page = read(client, "/sok/", q="bibliotek")
    assert page.select_one("main a[href*='/follow/?about=search:']")
    feed = page.select_one("main a[href*='/feeds/search/']")["href"]
    assert client.get(feed).status_code == 200


@pytest.mark.parametrize("asked", [{"page": "2"}, {"kind": "post"}])
def test_only_a_first_page_without_choices_is_remembered_when_nothing_is_found(client, asked):
    client.get("/sok/", {"q": NOWHERE, **asked})
    client.head("/sok/", {"q": NOWHERE})
    assert not MissedSearch.objects.exists()
    client.get("/sok/", {"q": NOWHERE})
    assert list(MissedSearch.objects.values_list("words", "language", "count")) == [(NOWHERE, "nb", 1)]


def test_it_costs_as_many_queries_for_many_hits_as_for_few(client):
    few, many = queries_of(client, q="biblioteksystemer"), queries_of(client, q="bibliotek")
    assert len(few) <= MOST_QUERIES, few
    assert len(many) <= MOST_QUERIES, many


def test_suggestions_begin_as_what_is_typed_and_are_kept_only_shortly(client):
    response = client.get("/sok/suggest", {"q": "biblioteksys"})
    found = response.json()
    assert found["suggestions"][0]["url"] == "/samarbeid/kompetanse/biblioteksystemer/"
    assert found["said"].startswith(str(len(found["suggestions"])))
    assert response["Cache-Control"] == "max-age=60"
    assert client.get("/sok/suggest", {"q": "b"}).json()["suggestions"] == []


@pytest.mark.parametrize("address", ["/sok/", "/sok/suggest"])
def test_it_is_only_asked_and_never_posted_to(client, address):
    assert client.post(address, {"q": "bibliotek"}).status_code == 405


def test_the_page_that_is_not_there_offers_to_search_for_the_words_of_its_address(client):
    page = BeautifulSoup(client.get("/blogg/gode-bibliotek-2011/").content, "html.parser")
    assert page.select_one("main form[role=search] input[name=q]")["value"] == "gode bibliotek"


def test_every_page_leads_to_the_search(client):
    page = read(client, "/en/")
    assert page.select_one("header a.search-link")["href"] == "/en/search/"
    assert page.select_one("header form.search")["action"] == "/en/search/"


def test_what_is_hidden_is_not_on_the_page(client):
    from blog.models import PostPage

    title = "Etter andre samling"
    post = PostPage.objects.get(slug="etter-andre-samling-slik-gar-vi-videre", locale__language_code="nb")
    before = read(client, "/sok/", q=title).select(f".results a[href='{post.get_url()}']")
    assert before
    for face in PostPage.objects.filter(translation_key=post.translation_key):
        face.unpublish()
    page = read(client, "/sok/", q=title)
    assert not page.select(f".results a[href*='{post.slug}']")
    suggested = client.get("/sok/suggest", {"q": title}).json()["suggestions"]
    assert not [one for one in suggested if post.slug in one["url"]]
