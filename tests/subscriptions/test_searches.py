"""Words can be followed: in feeds and in mails, whatever is typed and however many do so."""

import re
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from time_machine import travel

from blog import searches
from blog.searches import LONGEST_KEY, key_of, text_of, words_of
from home.following import News, Subject
from search.indexing import rebuild
from subscriptions.models import SubscriptionRequest
from tests import factories as make
from tests.subscriptions.world import browser, follower, pass_time

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    make.ground()
    make.SiteTextFactory(name="Samspill på Ås")
    start = timezone.now()
    with travel(start) as clock:
        yield clock


def later(**delta):
    pass_time(timezone.now() + timedelta(**delta))


def told(person):
    return [message.subject for message in django_mail.outbox if person.email in message.to]


def old():
    return timezone.now() - timedelta(days=1)


def search(words):
    return Subject("search", key_of(words))


@pytest.fixture
def indexed(settings):
    """Let what is published be found at once, as a worker sees to on a site."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


def test_who_follows_words_hears_of_the_posts_that_have_them_all(now, indexed):
    both, one, none = (follower(search(words), since=old()) for words in ("Bokbåten Utsira", "bokbåten", "sykkel"))
    make.post(title="Ny rute", text="Bokbåten går til Utsira.")
    later(minutes=11)
    make.post(title="Mer", text="Bokbåten er malt.")
    later(minutes=30)
    assert (told(both), told(one), told(none)) == (["Ny rute"], ["Ny rute", "Mer"], [])


def test_words_are_followed_from_the_page_where_all_is_chosen(now):
    make.home_page()
    make.blog()
    data = {"email": "kari@example.org", "words": ' "Bokbåten"  OR* (Utsira ', "rhythm": "at_once", "language": "nb"}
    assert browser().post("/follow/", data).status_code == 303
    request = SubscriptionRequest.objects.get()
    assert request.subjects == [str(search("bokbåten or utsira"))]
    page = browser().get("/follow/", {"about": request.subjects[0]}).content.decode()
    assert f'value="{request.subjects[0]}" checked' in page


def test_words_have_a_feed(client, now, indexed):
    make.post(title="Ny rute", text="Bokbåten går til Utsira.")
    make.post(title="Lukket bokbåt", text="Bokbåten.", live=False)
    rebuild()
    address = f"/follow/feeds/search/{key_of('bokbåten')}/atom.xml"
    page = client.get(address).content.decode()
    assert "Ny rute" in page
    assert "Lukket" not in page


@pytest.mark.parametrize("key", ["", "x", "____", "YQ==", "w6U", "QQ", "a" * 99, "IiI", "KiBPUiAq"])
def test_what_is_no_key_of_words_is_no_search(client, now, key):
    assert text_of(key) == "" or key_of(text_of(key)) == key
    if not text_of(key):
        assert client.get(f"/follow/feeds/search/{key}/atom.xml").status_code == 404


@given(st.text(max_size=200))
def test_any_text_makes_a_key_that_leads_back_to_its_words(text):
    key = key_of(text)
    assert text_of(key) == words_of(text)
    assert len(words_of(text)) <= 60
    assert len(key) <= LONGEST_KEY
    assert re.fullmatch(r"[\w-]*", key, re.ASCII)


@pytest.mark.parametrize("letter", ["ø", "図", "𠮷", "a"])
def test_long_words_of_any_letters_can_be_followed_and_have_a_feed(client, now, letter):
    kari = follower(search(f"bokbåten {letter * 60}"), search(letter * 60), since=old())
    for subscription in kari.subscriptions.all():
        assert client.get(f"/follow/feeds/search/{subscription.key}/atom.xml").status_code == 200


@pytest.mark.parametrize("words", ['"', 'a"b', "NOT", "a OR", "*", "near(", "æ'ø", "col:on", "--", "100 %", "c++"])
def test_no_words_break_the_search(now, indexed, words):
    kari = follower(search("bokbåten"), since=old())
    if key_of(words):
        follower(search(words), since=old())
    make.post(title="Ny rute", text="Bokbåten går.")
    later(minutes=11)
    assert told(kari) == ["Ny rute"]


def test_a_feed_of_words_has_the_newest_posts_of_its_language(now, indexed):
    make.blog("nn")
    for days in (3, 1, 9, 2):
        make.post(title=f"{days} dager", text="Bokbåten går.", date=timezone.now() - timedelta(days=days))
    other = make.post(title="Uten", text="Ingenting.")
    copy = make.post(title="Ny", text="Bokbåten.").copy_for_translation(make.locale("nn"))
    make.revise(copy, publish=True, title="På nynorsk", text="Bokbåten.")
    rebuild()
    found = [news.key for news in searches.newest(key_of("bokbåten"), "nb", 3)]
    titles = {str(post.translation_key): post.title for post in type(other).objects.filter(locale=other.locale)}
    assert [titles[key] for key in found] == ["Ny", "1 dager", "2 dager"]


def test_words_are_found_in_mails_however_they_are_inflected(now):
    post = make.post(title="Ny rute", text="Bibliotekene låner ut bøkene.")
    news = News("post", str(post.translation_key))
    yes, no = key_of("bibliotek bok"), key_of("bibliotek båt")
    assert searches.matching([yes, no, "x", ""], news) == [yes]


def test_a_post_is_read_once_however_many_words_are_followed(now):
    post = make.post(title="Ny rute", text="Bokbåten går.")
    news = News("post", str(post.translation_key))

    def cost(number):
        with CaptureQueriesContext(connection) as queries:
            assert len(searches.matching([key_of(f"bokbåten {'x' * n}") for n in range(number)], news)) == 1
        return [query["sql"] for query in queries]

    # The first reads the words of the site.
    cost(1)
    few, many = cost(1), cost(30)
    assert len(few) == len(many) <= 8, (few, many)


def test_a_mail_tells_of_what_the_feed_holds(now):
    post = make.post(title="Ny rute", text="Fylkesbibliotekene låner ut bøkene. Biblioteket.", tags=["Utsira"])
    rebuild()
    news = News("post", str(post.translation_key))
    for words in ("bibliotek", "fylke bok", "låne bøker", "utsira", "båt", "rute og bok", "og"):
        told = bool(searches.matching([key_of(words)], news))
        assert told == (searches.newest(key_of(words), "nb", 3) == [news]), words
    assert searches.matching([key_of("bibliotek")], news)
