"""The mail before it goes, how many get it, and an important change to what was mailed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import ModelLogEntry

from home.following import News, Source, sources
from home.models import StandardPage
from mail.models import OutgoingMail
from subscriptions.admin import previewing
from subscriptions.models import Event
from subscriptions.panels import RecipientsPanel
from tests import factories
from tests.subscriptions.admin_things import delivery, event, follower, registered, shelf  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shelf")]

NEWS = News("thing", "1")


def url(name="", news=NEWS):
    return reverse(f"following_preview{name}", args=news)


@pytest.fixture
def editor(client):
    user = factories.user("editor", email="redaktor@example.org", language="en")
    client.force_login(user)
    return user


def page(client, address, **data):
    response = client.get(address, data)
    assert response.status_code == 200
    return response.content.decode()


# --- The mail --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("editor")
def test_the_mail_is_shown_as_it_looks_as_text_and_as_it_travels(client):
    looks = page(client, url())
    assert "<iframe" in looks
    assert " sandbox " in looks
    assert "Om [ting 1](" in page(client, url(), **{"as": "text"})
    travels = page(client, url(), **{"as": "source"})
    for header in ("Subject: Ting 1", "List-Id:", "List-Unsubscribe:", "multipart/alternative", "Message-ID:"):
        assert header in travels
    assert not OutgoingMail.objects.exists()


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_mail_is_shown_in_each_language(client, language):
    text = page(client, url(), **{"as": "text", "language": language})
    assert f'lang="{language}">' in text
    assert ("March 2026" in text) is (language == "en")
    assert ("mars 2026" in text) is (language != "en")


@pytest.mark.usefixtures("editor")
def test_nothing_runs_in_the_frame_and_nothing_can_be_sent_from_it(client):
    response = client.get(url("_body"))
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy
    assert "Om" in response.content.decode()


@pytest.mark.usefixtures("editor")
def test_before_publication_the_draft_is_shown(client, shelf):  # noqa: F811
    shelf.drafts["new"] = "Et utkast"
    assert "Et utkast" in page(client, url(news=News("thing", "new")))
    shelf.drafts["1"] = "Et nyere utkast"
    assert "Et nyere utkast" not in page(client, url())
    assert client.get(url(news=News("thing", "none"))).status_code == 404
    assert client.get(url(news=News("nothing", "1"))).status_code == 404


@pytest.mark.parametrize("name", ["", "_body", "_test", "_change"])
def test_only_who_may_edit_it_sees_the_mail(client, editor, shelf, name):  # noqa: F811
    asked = []
    shelf.may_edit = lambda user, key: asked.append((user, key))
    event()
    for response in (client.get(url(name)), client.post(url(name), {"note": "Nytt", "sure": "1"})):
        assert response.status_code in {302, 405}
    assert (editor, "1") in asked
    assert not OutgoingMail.objects.exists()
    assert Event.objects.count() == 1


@pytest.mark.parametrize("role", ["administrator", "editor", "moderator", "translator"])
def test_where_a_source_does_not_say_who_may_those_who_see_followers_may(client, role, shelf):  # noqa: F811
    client.force_login(factories.user(role, language="en"))
    source = Source(name="plain", label="ting", entries=shelf.entries, subjects=lambda key: ())
    with registered(sources, source):
        response = client.get(url(news=News("plain", "1")))
    assert (response.status_code == 200) is (role != "translator")


# --- A test mail -----------------------------------------------------------------------------------


def test_a_test_mail_goes_to_whoever_asks_and_is_marked(client, editor):
    follower()
    client.post(url("_test"), {"language": "nb"})
    mail = OutgoingMail.objects.get()
    assert mail.to == editor.email
    assert mail.subject.endswith(": Ting 1")
    assert "List-Unsubscribe" not in mail.headers
    assert "/stop/" not in mail.text + mail.html
    assert client.get(url("_test")).status_code == 405


@pytest.mark.usefixtures("editor")
def test_test_mails_are_few_in_an_hour(client):
    for _number in range(12):
        client.post(url("_test"), {"language": "nb"})
    assert OutgoingMail.objects.count() == 10


# --- An important change ---------------------------------------------------------------------------


@pytest.fixture
def mailed():
    about = event()
    delivery(follower(), about)
    return about


@pytest.mark.usefixtures("editor", "mailed")
def test_a_change_is_mailed_after_it_is_confirmed(client):
    assert url("_change") in page(client, url())
    asked = client.post(url("_change"), {"note": "Ny dato"}).content.decode()
    assert "Mail the change to 1 person?" in asked
    assert "Ny dato" in asked
    assert Event.objects.count() == 1
    client.post(url("_change"), {"note": "Ny dato", "sure": "1"})
    told = Event.objects.get(edition=1)
    assert (told.note, told.state) == ("Ny dato", "waiting")
    assert ModelLogEntry.objects.filter(action="subscriptions.tell").count() == 1
    # Once: the mail waits.
    client.post(url("_change"), {"note": "Ny dato", "sure": "1"})
    assert Event.objects.count() == 2


@pytest.mark.usefixtures("editor", "mailed")
@pytest.mark.parametrize("note", ["", "  ", "x" * 1001])
def test_a_change_is_not_mailed_without_a_note_of_fair_length(client, note):
    response = client.post(url("_change"), {"note": note, "sure": "1"})
    assert response.status_code == 422
    assert "change-error" in response.content.decode()
    assert Event.objects.count() == 1


@pytest.mark.usefixtures("editor")
@pytest.mark.parametrize("state", ["waiting", "held", "lapsed", None])
def test_what_was_never_mailed_has_no_changes_to_mail(client, state):
    if state:
        event(state=state)
    assert url("_change") not in page(client, url())
    assert client.post(url("_change"), {"note": "Nytt", "sure": "1"}).status_code == 422


@pytest.mark.usefixtures("editor", "mailed")
def test_who_may_not_publish_mails_no_change(client, shelf):  # noqa: F811
    shelf.may_publish = lambda user, key: False
    assert url("_change") not in page(client, url())
    assert client.post(url("_change"), {"note": "Nytt", "sure": "1"}).status_code == 302
    assert Event.objects.count() == 1


@pytest.mark.usefixtures("editor", "mailed")
def test_a_link_alone_mails_no_change(client):
    assert client.get(url("_change"), {"note": "Nytt", "sure": "1"}).status_code == 405


@pytest.mark.usefixtures("editor", "mailed")
def test_a_change_that_was_sent_off_by_mistake_is_called_off_while_it_waits(client, shelf):  # noqa: F811
    client.post(url("_change"), {"note": "Feil", "sure": "1"})
    assert url("_call_off") in page(client, url())
    shelf.may_publish = lambda user, key: False
    client.post(url("_call_off"))
    assert Event.objects.get(edition=1).state == "waiting", "not by who may not publish"
    shelf.may_publish = lambda user, key: True
    assert client.get(url("_call_off")).status_code == 405
    client.post(url("_call_off"))
    assert Event.objects.get(edition=1).state == "held"
    client.post(url("_change"), {"note": "Rett", "sure": "1"})
    assert Event.objects.get(edition=2).note == "Rett"


# --- The panel in the editor -----------------------------------------------------------------------


def shown(rf, news_key="1"):
    panel = RecipientsPanel("thing", key=lambda instance: news_key).bind_to_model(StandardPage)
    bound = panel.get_bound_panel(instance=StandardPage(pk=7), request=rf.get("/"), form=None)
    return " ".join(bound.render_html().split())


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_what_waits_says_until_when(rf, shelf):  # noqa: F811
    follower()
    waiting = event(state="waiting", due_at=timezone.now())
    assert re.search(r"goes to 1 person at \d", shown(rf))
    Event.objects.filter(pk=waiting.pk).update(due_at=datetime(2011, 3, 23, 11, tzinfo=UTC))
    assert re.search(r"goes to 1 person on [^.]*2011", shown(rf))
    shelf.public.clear()
    assert "It waits until everybody can read it, and then goes to 1 person." in shown(rf)


def test_who_will_get_what_is_not_saved_yet_is_not_known_in_full(rf):
    panel = RecipientsPanel("thing", key=lambda instance: "1").bind_to_model(StandardPage)
    follower()
    html = panel.get_bound_panel(instance=StandardPage(), request=rf.get("/"), form=None).render_html()
    assert "At least 1 person will get a mail" in html
    assert "Show the mail" not in html


@pytest.mark.usefixtures("editor", "mailed")
def test_a_note_of_several_lines_is_quoted_whole():
    mail = previewing.written(News("thing", "1"), "nb", to="a@example.org", note="Ny dato.\nOg nytt sted.")
    assert "> Ny dato.\n> Og nytt sted.\n" in mail.text


def test_the_panel_says_how_many_will_get_it(rf):
    assert "Nobody follows this yet" in shown(rf)
    follower()
    follower("ola@example.org")
    follower("stopped@example.org", state="stopped")
    assert "2 people will get a mail when this is published." in shown(rf)
    assert url() in shown(rf)


def test_the_panel_says_what_became_of_it(rf, shelf):  # noqa: F811
    shelf.public.add("waits")
    person = follower()
    now = timezone.now()
    held = event("held", state="held")
    event("waits", state="waiting", due_at=now)
    delivery(person, event("mailed"))
    old = event("old")
    Event.objects.filter(pk=old.pk).update(happened_at=now - timedelta(days=400))
    assert "held back" in shown(rf, "held")
    assert "goes to 1 person at" in shown(rf, "waits")
    assert "mailed to 1 person on" in shown(rf, "mailed")
    assert "It was mailed on" in shown(rf, "old")
    Event.objects.filter(pk=held.pk).update(state="waiting", taken_back_at=now)
    assert "1 person will get a mail when this is published." in shown(rf, "held")


def test_the_panel_costs_the_same_for_many_followers(rf, django_assert_max_num_queries):
    counts = []
    shown(rf)
    for size in (2, 12):
        for number in range(size):
            follower(f"{size}-{number}@example.org")
        with django_assert_max_num_queries(4) as captured:
            shown(rf)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_panel_is_not_shown_where_nothing_can_be_mailed(rf):
    panel = RecipientsPanel("nothing").bind_to_model(StandardPage)
    assert not panel.get_bound_panel(instance=StandardPage(pk=7), request=rf.get("/"), form=None).is_shown()
