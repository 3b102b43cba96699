"""A hub is told which feeds have changed, and nothing here waits for it or fails with it."""

import socket
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pytest
from django.db import transaction

from home.following import News, announce, listeners, take_back
from home.models import SiteText
from subscriptions.feeds import websub
from tests.subscriptions.telling import KIND, SHELF, only, shelved

pytestmark = [pytest.mark.django_db, pytest.mark.tasks]
NEWS = News(KIND, "1")


class Hub(BaseHTTPRequestHandler):
    def do_POST(self):
        said = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append((self.headers["Content-Type"], parse_qs(said, strict_parsing=True)))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, *args):
        pass


@contextmanager
def a_hub(settings, answer=204):
    server = HTTPServer(("127.0.0.1", 0), Hub)
    server.heard, server.answer = [], answer
    Thread(target=server.serve_forever, daemon=True).start()
    settings.WEBSUB_HUB = f"http://127.0.0.1:{server.server_port}/hub"
    try:
        yield server.heard
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(autouse=True)
def shelf():
    with shelved() as made, only(listeners, next(one for one in listeners if one.name == "websub")):
        yield made


@pytest.mark.parametrize("say", [announce, take_back, lambda news: announce(news, quietly=True)])
def test_the_hub_hears_of_every_feed_of_what_something_is_about(settings, django_capture_on_commit_callbacks, say):
    with a_hub(settings) as heard, django_capture_on_commit_callbacks(execute=True):
        say(NEWS)
        assert heard == [], "before it is committed, there is nothing new to be read"
    ((type, said),) = heard
    assert type == "application/x-www-form-urlencoded"
    assert said["hub.mode"] == ["publish"]
    assert said["hub.url"] == [
        f"http://testserver{prefix}/follow/feeds/shelf/old.books/{form}"
        for prefix in ("", "/nn", "/en", "/se")
        for form in ("atom.xml", "rss.xml", "feed.json")
    ]


def test_without_a_hub_nobody_is_told_and_nothing_is_asked(settings, shelf, django_capture_on_commit_callbacks):
    assert settings.WEBSUB_HUB == ""
    with only(websub.sources), django_capture_on_commit_callbacks(execute=True) as callbacks:
        announce(NEWS)
        take_back(NEWS)
    assert callbacks == []


def test_what_is_rolled_back_is_told_to_nobody(settings, django_capture_on_commit_callbacks):
    def publish():
        with transaction.atomic():
            announce(NEWS)
            raise RuntimeError

    with a_hub(settings) as heard, django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        publish()
    assert heard == []


@pytest.mark.parametrize("answer", [400, 404, 500, 503])
def test_a_hub_that_refuses_is_no_trouble_and_is_written_down(
    settings, django_capture_on_commit_callbacks, caplog, answer
):
    with a_hub(settings, answer) as heard, django_capture_on_commit_callbacks(execute=True):
        announce(NEWS)
    assert len(heard) == 1
    assert "could not be told of changed feeds" in caplog.text


def test_a_hub_that_is_not_there_is_no_trouble(settings, django_capture_on_commit_callbacks, caplog):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        settings.WEBSUB_HUB = f"http://127.0.0.1:{taken.getsockname()[1]}/"
        with django_capture_on_commit_callbacks(execute=True):
            announce(NEWS)
    assert "could not be told of changed feeds" in caplog.text


def test_a_hub_that_does_not_answer_is_not_waited_for(settings, monkeypatch, caplog):
    monkeypatch.setattr(websub, "SECONDS", 0.2)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        settings.WEBSUB_HUB = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        assert websub.tell.func([str(SHELF)]) == 0
    assert "could not be told" in caplog.text


@pytest.mark.parametrize("wrong", ["hub", "http://[", "xyz://hub/"])
def test_a_hub_whose_address_is_wrong_is_no_trouble(settings, caplog, wrong):
    settings.WEBSUB_HUB = wrong
    assert websub.tell.func([str(SHELF)]) == 0
    assert "could not be told" in caplog.text


def test_much_is_told_in_parts(settings):
    with a_hub(settings) as heard:
        assert websub.tell.func([f"{KIND}:{number}" for number in range(20)]) == 240
    assert [len(said["hub.url"]) for _type, said in heard] == [50, 50, 50, 50, 40]


def test_what_cannot_be_followed_any_more_is_not_told_of(settings):
    with a_hub(settings) as heard:
        assert websub.tell.func(["gone:1"]) == 0
    assert heard == []


def test_an_error_in_finding_the_feeds_is_no_trouble_to_who_publishes(settings, shelf, caplog):
    settings.WEBSUB_HUB = "http://127.0.0.1:9/"
    shelf.subjects_of = lambda key: SiteText.objects.get(pk="no number")
    announce(NEWS)
    announce(News("other", "1"))
    assert caplog.text.count("It could not be found out which feeds change") == 2
    assert not SiteText.objects.exists()
