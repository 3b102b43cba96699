"""Fetching files for real, from a server on this machine; and where files go that not all may open."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.db import connection
from wagtail.documents import get_document_model

from blog.importers.wordpress.loading import MediaStore
from blog.importers.wordpress.loading.fetching import Fetcher
from blog.importers.wordpress.loading.media import Found
from home.models import SiteImage

from .test_loading_rules import OLD, item, loaded, picture, post

LARGE = 200 * 1024
META = 'a:2:{s:5:"width";i:30;s:10:"image_meta";a:2:{s:6:"credit";s:4:"Kari";s:9:"copyright";s:9:"Fylket ©";}}'


class Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/sky.png":
            self._say(200, picture("blue"))
        elif self.path == "/moved.png":
            self._say(301, b"", "/sky.png")
        elif self.path == "/away.png":
            self._say(302, b"", "http://elsewhere.example/sky.png")
        elif self.path == "/round.png":
            self._say(302, b"", "/round.png")
        elif self.path == "/large.png":
            self._say(200, b"x" * LARGE)
        elif self.path == "/slow.png":
            time.sleep(2)
        else:
            self._say(404, b"")

    def _say(self, status, body, location=""):
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


@pytest.fixture
def server():
    there = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=there.serve_forever)
    thread.start()
    yield f"http://localhost:{there.server_port}"
    there.shutdown()
    thread.join()
    there.server_close()


def fetcher(**limits):
    return Fetcher({"localhost"}, allows=lambda ip: True, **limits)


@pytest.mark.parametrize("name", ["sky.png", "moved.png", "sky-300x200.png"])
def test_a_file_is_fetched_by_its_address_its_new_one_or_that_of_its_copy(server, name):
    found = fetcher()(f"{server}/{name}")
    assert found.read() == picture("blue")


@pytest.mark.parametrize(
    ("name", "limits", "why"),
    [
        ("away.png", {}, "export's own"),
        ("round.png", {}, "on and on"),
        ("large.png", {"most_bytes": LARGE - 1}, "larger"),
        ("large.png", {"most_in_all": LARGE - 1}, "larger"),
        ("slow.png", {"seconds": 0.2}, "timed out"),
        ("none.png", {}, "404"),
    ],
)
def test_what_is_not_fetched_has_a_reason(server, name, limits, why):
    fetch = fetcher(**limits)
    assert fetch(f"{server}/{name}") is None
    assert why in fetch.why_not(f"{server}/{name}")


def test_this_machine_is_not_asked_though_the_export_names_it(server):
    fetch = Fetcher({"localhost"})
    assert fetch(f"{server}/sky.png") is None
    assert "open internet" in fetch.why_not(f"{server}/sky.png")


@pytest.mark.django_db
def test_the_report_says_why_a_file_was_not_fetched(server):
    away = item(5, "attachment", "inherit", attachment_url=f"{server}/away.png")
    sky = item(6, "attachment", "inherit", attachment_url=f"{server}/sky.png")
    report = loaded(away, sky, fetch=fetcher())
    reasons = {row["id"]: row["reason"] for row in report.media}
    assert "export's own" in reasons["5"]
    assert reasons["6"] == ""
    assert SiteImage.objects.count() == 1


@pytest.mark.django_db
def test_a_dry_run_asks_no_server():
    asked = []
    sky = item(5, "attachment", "inherit", attachment_url=f"{OLD}/sky.png")
    loaded(sky, fetch=asked.append, dry_run=True)
    assert asked == []


@pytest.mark.django_db(transaction=True)
def test_files_are_fetched_while_nobody_waits_for_the_database():
    held = []

    def fetch(address):
        held.append(connection.in_atomic_block)
        return Found("sky.png", 9, lambda: picture("blue"))

    shown = f'<img src="{OLD}/wp-content/uploads/other.png" alt="Sky">'
    loaded(item(5, "attachment", "inherit", attachment_url=f"{OLD}/sky.png"), item(7, content=shown), fetch=fetch)
    assert held == [False, False]


def test_who_made_a_picture_is_kept(db, tmp_path):
    (tmp_path / "sky.png").write_bytes(picture("blue"))
    meta = (("_wp_attachment_metadata", META),)
    loaded(item(5, "attachment", "inherit", attachment_url=f"{OLD}/sky.png", meta=meta), media=MediaStore.at(tmp_path))
    assert SiteImage.objects.get().credit == "Kari, Fylket ©"


def test_a_document_of_a_private_post_is_for_those_who_are_signed_in(db, client, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.pdf").write_bytes(b"%PDF-1.4 " + name.encode())
    report = loaded(
        item(7, status="private"),
        item(8),
        item(5, "attachment", "inherit", parent="7", attachment_url=f"{OLD}/a.pdf"),
        item(6, "attachment", "inherit", parent="8", attachment_url=f"{OLD}/b.pdf"),
        media=MediaStore.at(tmp_path),
    )
    closed, open_ = get_document_model().objects.order_by("pk")
    assert client.get(closed.url).status_code == 302
    assert client.get(open_.url).status_code == 200
    assert report.unaccounted == []


def test_a_picture_of_a_closed_post_is_told_of(db, tmp_path):
    (tmp_path / "sky.png").write_bytes(picture("blue"))
    sky = item(5, "attachment", "inherit", parent="7", attachment_url=f"{OLD}/sky.png")
    report = loaded(item(7, password="hemmelig"), sky, media=MediaStore.at(tmp_path))
    assert f"{OLD}/sky.png" in [about for _what, about in report.notes]
    assert post(7).title
