"""What the editors promote for some words stands first, for whoever may read it."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import PageViewRestriction

from search.asking import Filters, search
from search.indexing import rebuild
from search.models import MissedSearch
from search.promoted_words import are_meant
from tests import factories as make

pytestmark = pytest.mark.django_db
LANGUAGES = ("nb", "nn", "en")


def promote(words, page=None, **fields):
    return SearchPromotion.objects.create(query=Query.get(words), page=page, **fields)


def promoted(words, language="nb", **asked):
    return [one.title for one in search(words, language, **asked).promoted]


@pytest.fixture
def about():
    return make.standard_page(title="Slik er vi med")


@pytest.mark.parametrize(
    ("words", "asked", "is_meant"),
    [
        ("sommerlesing", "sommerlesing", True),
        ("sommerlesing", "sommerlesinga", True),
        ("sommerles", "sommerlesinga", True),
        ("sommerlesing", "sommer lesing", True),
        ("sommer lesing", "sommerlesingen", True),
        ("sommerlesing", "påmelding til sommerlesingen 2026", True),
        ("lån av bøker", "bøker lån", True),
        ("kurs", "kursene", True),
        ("østfold", "ostfold", True),
        ("sommerlesing", "lesing", False),
        ("bibliotek", "bibliotekbuss", False),
        ("lån av bøker", "bøker", False),
        ("kurs", "konkurs", False),
    ],
)
def test_words_are_for_searches_that_have_them_all_in_any_form(words, asked, is_meant):
    telling = [word for word in words.split() if word != "av"]
    assert are_meant(telling, asked.split(), LANGUAGES) is is_meant


def test_what_is_promoted_stands_first_with_what_the_editors_say_of_it(client, about):
    promote("sommerlesing", about, description="Begynn her.")
    with override("en"):
        text = client.get("/en/search/", {"q": "sommerlesinga"}).content.decode()
    assert "The editors suggest" in text
    assert f'<a href="{about.get_url()}" lang="nb">Slik er vi med</a>' in text
    assert "Begynn her." in text
    assert "Nothing else was found" in text


def test_a_link_to_elsewhere_can_be_promoted(client):
    promote("snøskuter", external_link_url="https://example.org/sno", external_link_text="Om snøskuter")
    text = client.get("/sok/", {"q": "snøskutere"}).content.decode()
    assert 'href="https://example.org/sno"' in text


@pytest.mark.parametrize("how", ["unpublished", "private", "below what is private", "other words", "without"])
def test_nothing_is_promoted_that_not_everybody_may_read_or_that_was_not_asked_for(about, how):
    page = make.standard_page(about, title="Under") if how.startswith("below") else about
    promote("kano", page)
    assert promoted("kano") == [page.title]
    if how == "unpublished":
        page.unpublish()
    elif how in ("private", "below what is private"):
        PageViewRestriction.objects.create(page=about, restriction_type="login")
    asked = {"other words": "padling", "without": "padling -kano"}.get(how, "kano")
    assert promoted(asked) == []


def test_readers_get_the_page_in_their_language_where_anybody_may_read_it(about):
    make.home_page("nn")
    copy = about.copy_for_translation(make.locale("nn"), copy_parents=True)
    copy.title = "Slik er me med"
    copy.save_revision().publish()
    promote("kano", about)
    assert (promoted("kano", "nb"), promoted("kano", "nn")) == (["Slik er vi med"], ["Slik er me med"])
    copy.refresh_from_db()
    copy.unpublish()
    [shown] = search("kano", "nn").promoted
    assert (shown.title, shown.language) == ("Slik er vi med", "nb")
    about.unpublish()
    copy.save_revision().publish()
    assert (promoted("kano", "nb"), promoted("kano", "nn")) == ([], ["Slik er me med"])


def test_what_is_promoted_is_not_listed_again_on_the_first_page(client):
    pages = [make.standard_page(title=f"Kano {number}") for number in range(3)]
    rebuild()
    promote("kano", pages[0])
    found = search("kano", "nb")
    assert ([one.title for one in found.promoted], found.total) == (["Kano 0"], 3)
    assert {hit.title for hit in found.hits} == {"Kano 1", "Kano 2"}
    for number in (1, 2):
        pages[number].unpublish()
    with override("en"):
        text = client.get("/en/search/", {"q": "kano"}).content.decode()
    assert "What was found is what the editors suggest." in text


def test_it_stands_only_on_the_first_page_of_everything(about):
    promote("kano", about)
    for number in range(3):
        make.standard_page(title=f"Kano {number}")
    rebuild()
    assert promoted("kano", per_page=2)
    assert not promoted("kano", per_page=2, page=2)
    assert not promoted("kano", filters=Filters(kind="page"))


def test_what_is_for_more_of_the_words_comes_first_and_each_page_once(about):
    other = make.standard_page(title="Kano om sommeren")
    promote("kano", about)
    promote("sommer kano", other)
    promote("sommer", other)
    assert promoted("kano sommeren") == ["Kano om sommeren", "Slik er vi med"]


def test_what_the_editors_have_answered_is_not_missed_and_no_search_is_counted(client, about):
    promote("kano", about)
    client.get("/sok/", {"q": "kanoer"})
    assert not MissedSearch.objects.exists()
    client.get("/sok/", {"q": "kajakk"})
    assert [row.words for row in MissedSearch.objects.all()] == ["kajakk"]
    assert [row.query_string for row in Query.objects.all()] == ["kano"]


def test_the_page_stays_within_what_any_public_page_may_ask(client, about, django_assert_max_num_queries):
    for number in range(6):
        promote("kano", make.standard_page(title=f"Kano {number}"), description="Se her.")
    rebuild()
    client.get("/sok/", {"q": "kano"})
    with django_assert_max_num_queries(20):
        response = client.get("/sok/", {"q": "kano"})
    assert len(response.context["found"].promoted) == 5


def test_a_search_asks_as_much_however_much_is_promoted(about):
    def asked():
        cache.clear()
        search("kano", "nb")
        with CaptureQueriesContext(connection) as queries:
            search("kano", "nb")
        return len(queries)

    promote("kano", about)
    few = asked()
    for number in range(6):
        promote("kano", make.standard_page(title=f"Side {number}"))
        promote(f"padling {number}", make.standard_page(title=f"Åre {number}"))
    assert asked() == few
