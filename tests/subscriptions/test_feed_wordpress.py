"""The addresses that WordPress gave its feeds lead to ours, and no page loses its own for that."""

import pytest
from django.conf import settings

from home.addresses import reserved_slugs
from tests import factories
from tests.subscriptions.telling import shelved

pytestmark = pytest.mark.django_db
RSS, ATOM = "/follow/feeds/blog/all/rss.xml", "/follow/feeds/blog/all/atom.xml"
COMMENTS = "/follow/feeds/comments/all"


@pytest.fixture(autouse=True)
def shelf():
    factories.site()
    factories.SiteTextFactory()
    with shelved("blog", "comments", "tag", "category", "author") as made:
        yield made


def led_to(client, address, **data):
    answer = client.get(address, data)
    assert answer.status_code == 301, (address, answer.status_code)
    return answer["Location"]


@pytest.mark.parametrize("prefix", ["", "/nn", "/en"])
@pytest.mark.parametrize(
    ("address", "to"),
    [
        ("/feed/", RSS),
        ("/feed/rss/", RSS),
        ("/feed/rss2/", RSS),
        ("/feed/rdf/", RSS),
        ("/feed/feed/", RSS),
        ("/feed/atom/", ATOM),
        ("/rss", RSS),
        ("/rss2", RSS),
        ("/rdf", RSS),
        ("/atom", ATOM),
        ("/rss/", RSS),
        ("/atom/", ATOM),
        ("/wp-rss.php", RSS),
        ("/wp-rss2.php", RSS),
        ("/wp-rdf.php", RSS),
        ("/wp-feed.php", RSS),
        ("/wp-atom.php", ATOM),
        ("/wp-commentsrss2.php", f"{COMMENTS}/rss.xml"),
        ("/comments/feed/atom/", f"{COMMENTS}/atom.xml"),
        ("/comments/feed/rss2/", f"{COMMENTS}/rss.xml"),
        ("/?feed=rss2", RSS),
        ("/?feed=rss", RSS),
        ("/?feed=rdf", RSS),
        ("/?feed=feed", RSS),
        ("/?feed=atom", ATOM),
        ("/?feed=comments-rss2", f"{COMMENTS}/rss.xml"),
        ("/?feed=comments-atom", f"{COMMENTS}/atom.xml"),
    ],
)
def test_the_blogs_and_the_comments_feeds_are_found_where_they_were(client, prefix, address, to):
    assert led_to(client, f"{prefix}{address}") == f"{prefix}{to}"


@pytest.mark.parametrize("kind", ["tag", "category", "author"])
def test_what_posts_are_filed_under_is_found_by_its_slug(client, kind):
    for prefix, language in (("", "nb"), ("/nn", "nn")):
        base = f"{prefix}/{kind}/gamle-{language}/feed"
        to = f"{prefix}/follow/feeds/{kind}/old.books"
        assert led_to(client, f"{base}/") == f"{to}/rss.xml"
        assert led_to(client, f"{base}/rss2/") == f"{to}/rss.xml"
        assert led_to(client, f"{base}/atom/") == f"{to}/atom.xml"
        assert client.get(led_to(client, f"{base}/")).status_code == 200


def test_the_last_of_categories_below_each_other_is_meant(client):
    assert led_to(client, "/category/a/b/gamle-nb/feed/") == "/follow/feeds/category/old.books/rss.xml"
    assert led_to(client, "/category/a/gamle-nb/feed/atom/") == "/follow/feeds/category/old.books/atom.xml"


@pytest.mark.parametrize(
    "address",
    [
        "/tag/ukjent/feed/",
        "/author/%00/feed/",
        "/category/a%27/feed/",
        "/tag/feed/",
        "/tag/gamle-nb/",
        "/feed/xml/",
        "/tag/gamle-nb/feed/xml/",
        f"/tag/{'a' * 300}/feed/",
        f"/category/{'a/' * 400}feed/",
        "/wp-login.php",
    ],
)
def test_nothing_else_is_led_anywhere(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("asked", ["", "xml", "comments", "comments-", "comments-xml", "-rss", "\x00"])
def test_the_front_page_is_shown_where_no_feed_is_asked_for(client, asked):
    assert client.get("/", {"feed": asked}).status_code == 200


def test_an_unknown_slug_is_told_in_words(client):
    assert "No posts are filed under “unknown”." in client.get("/en/tag/unknown/feed/").text


def test_a_page_keeps_an_address_that_was_a_feeds(client):
    parent = factories.standard_page(slug="tag", title="Merkelapper")
    below = factories.standard_page(parent, slug="gamle-nb", title="Gamle merkelapper")
    rss = factories.standard_page(slug="rss", title="Om RSS")
    named_feed = factories.standard_page(below, slug="feed", title="En side")
    for page in (parent, below, rss, named_feed):
        page.full_clean()
        answer = client.get(page.url)
        assert answer.status_code == 200
        assert page.title in answer.text


def test_no_first_part_of_an_address_is_kept_from_pages_for_old_feeds():
    assert not {"tag", "category", "author", "rss", "atom", "rdf", "rss2"} & reserved_slugs()


def test_a_blog_and_what_is_filed_in_it_lead_to_their_feeds(client):
    blog = factories.blog()
    assert led_to(client, f"{blog.url}feed/") == RSS
    assert led_to(client, f"{blog.url}feed/atom/") == ATOM
    for word, kind in (("emneord", "tag"), ("kategori", "category"), ("forfatter", "author"), ("tag", "tag")):
        base, to = f"{blog.url}{word}/gamle-nb/feed", f"/follow/feeds/{kind}/old.books"
        assert led_to(client, f"{base}/") == f"{to}/rss.xml"
        assert led_to(client, f"{base}/atom/") == f"{to}/atom.xml"
        assert client.get(f"{blog.url}{word}/ukjent/feed/").status_code == 404
    nynorsk = factories.blog("nn")
    assert led_to(client, f"{nynorsk.url}feed/") == f"/nn{RSS}"


def test_a_post_cannot_take_the_address_of_its_blogs_feed():
    assert "feed" in factories.blog().reserved_child_slugs()


def test_a_posts_comments_are_found_in_the_formats_they_had(client):
    post = factories.post(slug="gode")
    assert client.get(f"{post.url}feed/").status_code == 200
    assert led_to(client, f"{post.url}feed/rss2/") == f"{post.url}feed/"
    assert led_to(client, f"{post.url}feed/atom/") == f"/follow/feeds/comments/post.{post.translation_key}/atom.xml"


def test_where_a_kind_cannot_be_followed_its_old_addresses_are_gone(client):
    with shelved("blog"):
        assert client.get("/tag/gamle-nb/feed/").status_code == 404


def test_only_reading_is_answered(client):
    for address in ("/feed/", "/tag/gamle-nb/feed/", "/rss/"):
        assert client.post(address).status_code == 405
        assert client.head(address).status_code == 301
    assert settings.APPEND_SLASH
    assert client.get("/feed").status_code == 301
