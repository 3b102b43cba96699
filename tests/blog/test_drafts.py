"""What editors see of a post's mail before it is published."""

import importlib
from datetime import timedelta

import pytest
from django.apps import apps
from django.core import mail as django_mail
from django.urls import reverse
from django.utils import timezone

from accounts.models.role import RoleKey
from blog import drafts
from collaboration.models import Attribution, Kind
from home.following import News, Subject
from subscriptions.admin.recipients import recipients_of
from subscriptions.models import Event
from tests import factories as make
from tests.subscriptions.world import BLOG, follower, pass_time

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground():
    make.ground()
    make.SiteTextFactory(name="Samspill på Ås")


def key_of(post):
    return str(post.translation_key)


def test_a_draft_is_shown_as_it_will_be_told_of():
    post = make.post(title="Utkast", live=False)
    make.revise(post, title="Nyere utkast", said=[(Kind.GOAL, Attribution.SHARED, [], ["lese mer"])])
    entry = drafts.draft(key_of(post), "nb")
    assert entry.title == "Nyere utkast"
    assert "lese mer" in entry.html


def test_a_draft_of_nothing_is_none_and_all_that_is_known_of_it_is_that_it_will_be_a_post():
    assert drafts.draft("x", "nb") is None
    assert drafts.draft_subjects("x") == (BLOG,)


def test_those_who_will_get_a_draft_are_counted_by_what_it_says():
    organisation = make.OrganisationFactory(name="Akershus")
    term = make.term(Kind.COMPETENCY, "bokbuss")
    for subject in (
        BLOG,
        Subject("organisation", str(organisation.translation_key)),
        Subject("term", str(term.concept.uuid)),
        Subject("term", str(make.term(Kind.GOAL, "annet").concept.uuid)),
    ):
        follower(subject)
    post = make.post(live=False)
    assert recipients_of(News("post", key_of(post))) == 1
    make.revise(post, said=[(Kind.COMPETENCY, Attribution.ORGANISATIONS, [organisation], ["bokbuss"])])
    assert recipients_of(News("post", key_of(post))) == 3


@pytest.mark.parametrize(
    ("role", "edits", "publishes"), [(RoleKey.EDITOR, True, True), (RoleKey.MODERATOR, False, False)]
)
def test_only_those_who_may_edit_or_publish_a_post_may_do_so_with_its_mail(role, edits, publishes):
    post, user = make.post(), make.user(role)
    assert drafts.may_edit(user, key_of(post)) is edits
    assert drafts.may_publish(user, key_of(post)) is publishes


def test_the_editor_says_how_many_will_get_a_mail_and_lets_it_be_held_back(client):
    follower(BLOG)
    follower(BLOG)
    post = make.post(live=False)
    client.force_login(make.user(RoleKey.EDITOR))
    page = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])).content.decode()
    assert 'name="mail_followers"' in page
    assert reverse("following_preview", args=["post", key_of(post)]) in page
    shown = client.get(reverse("following_preview", args=["post", key_of(post)]))
    assert reverse("wagtailadmin_pages:edit", args=[post.pk]) in shown.content.decode(), "a way back"
    assert shown.status_code == 200


def test_posts_that_stood_here_before_are_no_news_when_they_are_published_again():
    kari = follower(BLOG, since=timezone.now() - timedelta(days=1))
    post = make.post(title="Gammelt")
    Event.objects.all().delete()
    importlib.import_module("config.migrations.0008_posts_that_are_no_news").know_posts(apps, None)
    make.revise(post, publish=True, introduction="Rettet.")
    make.post(title="Nytt")
    pass_time(timezone.now() + timedelta(days=1))
    assert [message.subject for message in django_mail.outbox if kari.email in message.to] == ["Nytt"]


def test_a_new_post_says_that_those_who_follow_all_posts_will_get_it(client):
    follower(BLOG)
    client.force_login(make.user(RoleKey.EDITOR, language="en"))
    page = client.get(reverse("wagtailadmin_pages:add", args=["blog", "postpage", make.blog().pk])).content.decode()
    assert "At least 1 person will get a mail when this is published." in page
