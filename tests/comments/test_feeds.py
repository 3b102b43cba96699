from datetime import timedelta

import feedparser
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from collaboration.models import Kind as TermKind
from comments import moderation, posting
from comments.models import ModeratedComment
from comments.states import State
from tests import factories
from tests.comments import mails
from tests.comments.mails import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    factories.SiteTextFactory(name="Samspill")
    mails.settings_are()
    return factories.post(title="Hva er vi gode på?", slug="gode")


@pytest.fixture
def moderator():
    return factories.user(superuser=True)


def read(client, address, **headers):
    response = client.get(address, headers=headers)
    assert response.status_code == 200, address
    assert response["Content-Type"].startswith("application/rss+xml")
    feed = feedparser.parse(response.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def of(post):
    return f"/comments/on/post/{post.translation_key}/feed/"


def addresses(post):
    return ["/comments/feed/", "/nn/comments/feed/", of(post), f"/nn{of(post)}", f"{post.get_url()}feed/"]


def test_every_address_gives_the_comments_whole_with_absolute_links(client, post):
    made = published(post, name="Kari", text="Bokbåten er **fin**.\n\n- en\n- to")
    for address in addresses(post):
        feed = read(client, address)
        (entry,) = feed.entries
        assert entry.title.startswith("Kari ")
        assert "Hva er vi gode på?" in entry.title
        assert entry.author == "Kari"
        assert "<strong>fin</strong>" in entry.content[0].value
        assert "<li>" in entry.content[0].value
        assert entry.summary.startswith("Bokbåten er fin.")
        prefix = "/nn" if address.startswith("/nn") else ""
        assert entry.link == f"http://testserver{prefix}/comments/{made.pk}/"
        assert feed.feed.language == (prefix.strip("/") or "nb")
        assert feed.feed.link.startswith("http://testserver/")
        (itself,) = [link.href for link in feed.feed.links if link.rel == "self"]
        assert itself == f"http://testserver{address}"
        assert client.get(entry.link).status_code == 302


def test_a_comment_keeps_its_identifier_whatever_the_feed_and_the_host(client, post, settings):
    settings.ALLOWED_HOSTS = ["*"]
    published(post)
    found = {read(client, address).entries[0].id for address in addresses(post)}
    found.add(read(client, "/comments/feed/", host="www.other.example").entries[0].id)
    assert len(found) == 1


def test_a_terms_comments_have_a_feed(client, post):
    factories.collaboration_page()
    term = factories.term(TermKind.GOAL, "Flere lesere")
    posting.post(
        subject="term",
        key=term.concept.uuid,
        text="Enig!",
        name="Kari",
        email="kari@example.org",
        language="nb",
        confirmed=True,
    )
    feed = read(client, f"/comments/on/term/{term.concept.uuid}/feed/")
    assert [entry.summary for entry in feed.entries] == ["Enig!"]
    assert "Flere lesere" in feed.feed.title


def test_one_thread_across_languages_is_one_feed(client, post):
    published(post, language="nb", name="Kari")
    published(post, language="en", name="John")
    assert len(read(client, of(post)).entries) == len(read(client, f"/en{of(post)}").entries) == 2


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_what_is_not_published_is_in_no_feed(client, post, state):
    published(post, name="Ola")
    made = published(post, name="Kari")
    ModeratedComment.objects.filter(pk=made.pk).update(state=state)
    for address in addresses(post):
        assert [entry.author for entry in read(client, address).entries] == ["Ola"]


def test_what_stands_on_a_page_that_not_everybody_may_read_is_in_no_feed(client, post):
    from wagtail.models import PageViewRestriction

    published(post)
    PageViewRestriction.objects.create(page=post, restriction_type=PageViewRestriction.LOGIN)
    assert read(client, "/comments/feed/").entries == []
    assert client.get(of(post)).status_code == 404
    assert client.get(f"{post.get_url()}feed/").status_code in {302, 404}
    client.force_login(factories.user(superuser=True))
    assert client.get(of(post)).status_code == 404
    assert client.get(f"{post.get_url()}feed/").status_code == 404


def test_an_unpublished_posts_feed_is_gone(client, post):
    published(post)
    post.unpublish()
    assert read(client, "/comments/feed/").entries == []
    for address in (of(post), f"{post.get_url() or '/gode/'}feed/"):
        assert client.get(address).status_code == 404


def test_a_suggested_correction_is_no_entry(client, post):
    made = published(post)
    ModeratedComment.objects.filter(pk=made.pk).update(kind="correction")
    assert read(client, "/comments/feed/").entries == []


def test_the_newest_fifty_stand_first(client, post):
    for number in range(52):
        published(post, name=f"N{number}", email=f"n{number}@example.org")
    entries = read(client, of(post)).entries
    assert len(entries) == 50
    assert (entries[0].author, entries[-1].author) == ("N51", "N2")


@pytest.mark.parametrize("number", [0, 1])
def test_what_has_not_changed_is_not_sent_again(client, post, number):
    for _comment in range(number):
        published(post)
    for address in addresses(post):
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304, address
        assert again.content == b""
        if number:
            since = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
            assert since.status_code == 304


def test_what_has_changed_is_sent_again_also_that_a_comment_is_gone(client, post, moderator):
    published(post)
    with time_machine.travel(timezone.now() + timedelta(minutes=1)):
        gone = published(post, name="Ola")
    first = client.get(of(post))
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        moderation.decide(comment=gone, to=State.REJECTED, user=moderator, code="other")
    for headers in ({"If-None-Match": first["ETag"]}, {"If-Modified-Since": first["Last-Modified"]}):
        answer = client.get(of(post), headers=headers)
        assert answer.status_code == 200
        assert len(feedparser.parse(answer.content).entries) == 1


def test_no_cache_keeps_a_feed_without_asking(client, post):
    assert client.get("/comments/feed/")["Cache-Control"] == "public, no-cache"


def test_a_feed_sets_no_cookie_and_takes_no_post(client, post):
    for address in addresses(post):
        assert client.get(address).cookies == {}
        assert client.head(address).status_code == 200
    assert client.post("/comments/feed/").status_code == 405


def test_a_feed_costs_the_same_whatever_it_holds(client, post):
    def cost():
        found = []
        for address in addresses(post):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            found.append(len(queries))
        return found

    cost()
    none = cost()
    published(post, name="En")
    one = cost()
    others = [factories.post() for _number in range(3)]
    for number in range(30):
        published(others[number % 3], name=f"N{number}", email=f"n{number}@example.org")
        published(post, name=f"M{number}", email=f"m{number}@example.org")
    many = cost()
    assert one == many
    assert all(few <= more for few, more in zip(none, one, strict=True))
    assert max(many) <= 12


odd = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=40)


@hypothesis_settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=odd, title=odd, text=odd)
def test_whatever_is_written_the_feed_can_be_read(client, post, name, title, text):
    type(post).objects.filter(pk=post.pk).update(title=title)
    ModeratedComment.objects.all().delete()
    published(post, name=name, email="kari@example.org", text=f"{text} x")
    read(client, "/comments/feed/")
    read(client, of(post))
