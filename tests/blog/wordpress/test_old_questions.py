"""What WordPress was asked on its front page, and the feeds of its lists: each leads to the nearest thing here."""

from urllib.parse import urlencode

import pytest

from blog.importers.wordpress.records import Term
from blog.models import Author
from tests import factories

from .test_loading_rules import item, loaded

pytestmark = pytest.mark.django_db

ALL_RSS, ALL_ATOM = "/follow/feeds/blog/all/rss.xml", "/follow/feeds/blog/all/atom.xml"


@pytest.fixture
def moved():
    """Bring in a post with a category, tags and an author, all known by numbers."""
    factories.site()
    from blog.importers.wordpress.records import Author as Writing

    loaded(
        Writing(login="ola", display_name="Ola Hansen", id="3"),
        Term(taxonomy="category", slug="barn", name="Barn", id="4"),
        Term(taxonomy="category", slug="tom", name="Tom", id="5"),
        item(7, creator="ola", terms=(("category", "barn", "Barn"), ("post_tag", "læring", "Læring"))),
        item(9, "page"),
    )


def end_of(client, address, **asked):
    """Return the address where a reader's program arrives, which must answer."""
    response = client.get(f"{address}?{urlencode(asked)}" if asked else address, follow=True)
    assert response.status_code == 200, address
    return response.redirect_chain[-1][0] if response.redirect_chain else address


@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/2011/04/feed/", ALL_RSS),
        ("/2011/04/feed/atom/", ALL_ATOM),
        ("/2011/feed/", ALL_RSS),
        ("/2011/04/05/feed/rss2/", ALL_RSS),
        ("/blogg/2011/04/feed/", ALL_RSS),
        ("/2011/04/05/thing-7/feed/", "/blogg/thing-7/feed/"),
    ],
)
def test_the_feed_of_a_month_leads_to_the_blogs(client, moved, address, to):
    assert end_of(client, address) == to


@pytest.mark.parametrize(
    ("asked", "kind", "form"),
    [
        ({"feed": "rss2", "tag": "læring"}, "tag", "rss.xml"),
        ({"tag": "læring", "feed": "atom"}, "tag", "atom.xml"),
        ({"feed": "rss2", "cat": "4"}, "category", "rss.xml"),
        ({"feed": "rss2", "category_name": "barn"}, "category", "rss.xml"),
        ({"feed": "rss2", "author": "3"}, "author", "rss.xml"),
        ({"feed": "rss2", "author_name": "ola"}, "author", "rss.xml"),
    ],
)
def test_the_feed_of_a_list_leads_to_that_lists_and_not_to_the_blogs(client, moved, asked, kind, form):
    found = end_of(client, "/", **asked)
    assert found.startswith(f"/follow/feeds/{kind}/")
    assert found.endswith(form)


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ({"feed": "rss2"}, ALL_RSS),
        ({"feed": "comments-rss2"}, "/follow/feeds/comments/all/rss.xml"),
        ({"feed": "rss2", "m": "201104"}, ALL_RSS),
        # Nothing is filed there: it leads to the archive, which has the blog's.
        ({"feed": "rss2", "cat": "5"}, ALL_RSS),
        ({"feed": "rss2", "tag": "unknown"}, ALL_RSS),
        ({"feed": "rss2", "p": "7"}, "/blogg/thing-7/feed/"),
        # A page has none of its own.
        ({"feed": "rss2", "page_id": "9"}, "/thing-9/"),
    ],
)
def test_a_feed_asked_of_the_front_page_is_the_nearest(client, moved, asked, to):
    assert end_of(client, "/", **asked) == to


@pytest.mark.parametrize(
    ("asked", "to"),
    [
        ({"s": "LÆRING"}, "/sok/?q=L%C3%86RING"),
        ({"s": "noe helt annet"}, "/sok/?q=noe+helt+annet"),
        ({"s": "x" * 5000}, f"/sok/?q={'x' * 1000}"),
        ({"s": "\x00a"}, "/sok/?q=a"),
        ({"s": " "}, "/"),
        ({"author": "3"}, "/blogg/forfatter/ola/"),
        ({"author": "99"}, "/"),
        ({"author_name": "ola"}, "/blogg/forfatter/ola/"),
        ({"category_name": "barn"}, "/blogg/kategori/barn/"),
        ({"tag": "læring"}, "/blogg/emneord/laering/"),
        ({"m": "201104"}, "/blogg/2011/04/"),
    ],
)
def test_what_was_asked_of_the_front_page_leads_to_the_search_or_to_what_is_filed_there(client, moved, asked, to):
    assert Author.objects.filter(slug="ola").exists()
    assert end_of(client, "/", **asked) == to


def test_a_search_in_another_language_stays_in_it(client, moved):
    assert client.get("/en/?s=learning")["Location"] == "/en/search/?q=learning"


def test_a_search_leads_on_for_now_and_a_number_for_good(client, moved):
    assert client.get("/?s=barn").status_code == 302
    assert client.get("/?cat=4").status_code == 301
