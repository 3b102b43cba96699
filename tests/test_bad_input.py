"""Whatever is sent, the answer is clear, and it is never a 500. Nothing is lost."""

import uuid
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from collaboration.models import Competency, Statement
from tests.full_site import FullSite

pytestmark = pytest.mark.django_db

NOTHING = uuid.UUID(int=0)


@pytest.fixture
def site():
    made = FullSite()
    made.grow(1)
    return made


def said(response):
    return " ".join(BeautifulSoup(response.content.decode(), "html.parser").get_text(" ").split())


# --- Addresses -----------------------------------------------------------------------------------

LISTS = ["/blogg/", "/samarbeid/kompetanse/", "/samarbeid/kompetanse/{term}/", "/samarbeid/samlinger/samling-000/"]


@pytest.mark.parametrize(
    "number", ["0", "-1", "2", "999999999999999999999", "9" * 5000, "abc", "", "1.5", "%00", "%ff", "٣"]
)
def test_a_page_number_that_is_none_is_answered_with_how_many_there_are(client, site, number):
    slug = Competency.objects.first().slug
    for address in LISTS:
        response = client.get(f"{address.format(term=slug)}?page={number}")
        assert response.status_code == 404, address
        assert "Den har 1" in said(response), address


@pytest.mark.parametrize(
    ("period", "reason"),
    [
        ("2011/13/", "Det finnes ingen måned 13"),
        ("2011/0/", "Det finnes ingen måned 0"),
        ("2011/99999999999999999999/", "Det finnes ingen måned"),
        ("0/", "0"),
        ("0000/", "0"),
        ("9999/", "9999"),
        ("9999/12/", "9999"),
        ("99999/", "99999"),
        (f"{'9' * 80}/", "9999"),
        ("1850/", "1850"),
    ],
)
def test_a_month_or_year_without_posts_is_answered_in_words(client, site, period, reason):
    response = client.get(f"/blogg/{period}")
    assert response.status_code == 404
    assert reason in said(response)


def test_a_number_too_long_for_any_year_is_not_found(client, site):
    assert client.get(f"/blogg/{'9' * 5000}/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/blogg/emneord/finnes-ikke/",
        "/blogg/kategori/finnes-ikke/",
        "/blogg/forfatter/finnes-ikke/",
        "/samarbeid/kompetanse/finnes-ikke/",
        "/samarbeid/utfordringer/finnes-ikke/",
        "/samarbeid/organisasjoner/finnes-ikke/",
        "/samarbeid/samlinger/finnes-ikke/",
    ],
)
def test_what_does_not_exist_is_named_in_the_answer(client, site, address):
    response = client.get(address)
    assert response.status_code == 404
    assert "finnes-ikke" in said(response)


def test_an_unknown_statement_is_answered_in_words_and_its_post_is_one_step_away(client, site):
    for item in (NOTHING, "x" * 500, "a_2"):
        response = client.get(f"{site.post.url}utsagn/{item}/", follow=True)
        assert response.status_code == 404
        assert "utsagnet" in said(response).lower()


@pytest.mark.parametrize("identifier", [NOTHING, uuid.uuid4(), "not-a-uuid", "1" * 300])
def test_an_unknown_identifier_is_not_found(client, site, identifier):
    assert client.get(f"/id/{identifier}", follow=True).status_code == 404


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("/blogg/tag/lesing/", "/blogg/emneord/lesing/"),
        ("/blogg/archive/", "/blogg/arkiv/"),
        ("/nn/blogg/forfatter/ingrid/", "/nn/blogg/forfattar/ingrid/"),
        ("/samarbeid/organisasjonar/", "/samarbeid/organisasjoner/"),
        ("/samarbeid/goals/mal-000/", "/samarbeid/maal/mal-000/"),
        ("/nn/samarbeid/virkemidler/", "/nn/samarbeid/verkemiddel/"),
    ],
)
def test_another_language_s_word_in_an_address_leads_to_this_one_s(client, site, address, own):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, own)


def test_another_language_s_words_below_a_post_lead_to_this_one_s(client, site):
    item = Statement.objects.standing().filter(post=site.post).first().mark
    for theirs, own in ((f"statement/{item}/", f"utsagn/{item}/"), ("changes/", "endringer/")):
        response = client.get(f"{site.post.url}{theirs}")
        assert (response.status_code, response["Location"]) == (301, f"{site.post.url}{own}")


PATHS = [
    "%ff%fe/",
    "%00/",
    "blogg/%00/",
    "blogg/emneord/%00/",
    "blogg/emneord/a%00b/",
    "samarbeid/kompetanse/%00/",
    "samarbeid/kompetanse/%ff/",
    "id/%00",
    "media/%00",
    "static/%00",
    "documents/%00",
    "documents/99999999999999999999999/x/",
    "a/" * 3000,
    "a" * 20_000 + "/",
    "blogg/" + "a" * 20_000 + "/",
    "blogg/emneord/" + "a" * 20_000 + "/",
    "../../etc/passwd",
    "media//documents/notater.txt",
    "media/./documents/notater.txt",
    "media/images/../documents/notater.txt",
    "media/images/%2e%2e/documents/notater.txt",
    "media/../../etc/passwd",
    "media/%2e%2e/%2e%2e/etc/passwd",
    "%F0%9F%92%A9/",
    "blogg//arkiv/",
    "cards/99999999999999999999999/x.png",
    "cards/0/%00.png",
    "_util/authenticate_with_password/99999999999999999999999/1/",
    "follow/confirm/%00/",
    "follow/change/" + "a" * 20_000 + "/",
    "follow/stop/1:2:3/",
    "follow/feeds/tag/%00/atom.xml",
    "follow/feeds/tag/99999999999999999999999/atom.xml",
    "follow/feeds/term/" + "a" * 20_000 + "/rss.xml",
    "follow/feeds/comments/post./feed.json",
    "follow/feeds/../all/atom.xml",
    "calendar/%00.ics",
    "calendar/00000000-0000-0000-0000-000000000000.ics",
    "nn/nn/nn/",
    "nn/%00/",
    "sitemap.xml?p=%00",
    "sitemap.xml?p=99999999999999999999",
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:30])
def test_an_address_of_nonsense_is_not_found(client, site, path):
    for query in ("", "?page=%00&a=%ff", f"?q={'x' * 10_000}"):
        response = client.get(f"/{path}{query}" if "?" not in path else f"/{path}")
        assert response.status_code in {301, 302, 400, 404}, path[:60]


@pytest.mark.parametrize("query", ["x" * 10_000, "a=%00", "a=%ff%fe", "page=1&page=2", "=&=&&", "a[]=1" * 2000])
def test_what_nobody_asked_for_in_the_query_changes_nothing(client, site, query):
    for what, address in site.addresses().items():
        if what in {"blog", "term", "post", "home", "visual keys", "changes", "password"}:
            expected = 404 if "page=2" in query and what in {"blog", "term"} else 200
            assert client.get(f"{address}?{query}").status_code == expected, what


@pytest.mark.parametrize("about", ["", ":", "x:y", "tag:%00", "term:1", f"tag:{'9' * 400}", "blog:all&about=blog:all"])
def test_what_can_t_be_followed_is_left_out_of_what_is_offered(client, site, about):
    response = client.get(f"/follow/?about={about}")
    assert response.status_code == 200
    form = BeautifulSoup(response.content.decode(), "html.parser").main.form
    assert {one["value"] for one in form.find_all("input", checked=True)} <= {"blog:all", "at_once"}


def test_every_page_answers_head_and_options_and_refuses_to_be_posted_to(client, site):
    for what, address in site.addresses().items():
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b""), what
        assert client.options(address).status_code < 500, what
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(address, HTTP_ORIGIN="https://elsewhere.example").status_code < 500, what


written = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
known = ["blogg", "nn", "en", "samarbeid", "arkiv", "emneord", "lesing", "kompetanse", "2011", "03", "13", "utsagn"]
known += ["follow", "feeds", "tag", "atom.xml", "feed.json", "all", "calendar", "feed", "confirm", "change"]
known += ["endringer", "id", "documents", "media", "_util", "..", "sitemap.xml", "cards", "static"]
paths = st.lists(st.sampled_from(known) | written, max_size=5)
queries = st.dictionaries(st.sampled_from(["page", "p", "q", "next"]) | written, written, max_size=2)


def test_no_address_is_answered_with_an_error_of_ours(client, site):
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
    @given(paths, queries, st.booleans())
    def ask(path, query, slash):
        address = "".join(f"/{quote(word, safe='.')}" for word in path)
        assert client.get(f"{address}/" if slash or not address else address, query).status_code < 500

    ask()
