"""What is shown from elsewhere is shown only when the reader asks, and only from where the site allows it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from home.embeds import PLAYER_ORIGINS, player_of
from tests import factories

FILM = "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?rel=0"


@pytest.mark.parametrize(
    ("copied", "src"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", FILM),
        ("https://youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&feature=share", FILM),
        ("http://m.youtube.com/watch?v=dQw4w9WgXcQ", FILM),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc", FILM),
        ("https://www.youtube.com/shorts/dQw4w9WgXcQ", FILM),
        ("https://www.youtube.com/live/dQw4w9WgXcQ", FILM),
        ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", FILM),
        ("  https://youtu.be/dQw4w9WgXcQ  ", FILM),
        ("https://youtu.be/dQw4w9WgXcQ?t=90", f"{FILM}&start=90"),
        ("https://youtu.be/dQw4w9WgXcQ?t=1h2m3s", f"{FILM}&start=3723"),
        ("https://youtu.be/dQw4w9WgXcQ?t=snart", FILM),
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://vimeo.com/76979871/a1b2c3d4e5", "https://player.vimeo.com/video/76979871?dnt=1&h=a1b2c3d4e5"),
        (
            "https://player.vimeo.com/video/76979871?h=a1b2c3d4",
            "https://player.vimeo.com/video/76979871?dnt=1&h=a1b2c3d4",
        ),
        ("https://vimeo.com/channels/staffpicks/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        ("https://www.ted.com/talks/brene_brown_listening", "https://embed.ted.com/talks/brene_brown_listening"),
    ],
)
def test_an_address_as_people_copy_it_finds_its_player(copied, src):
    assert player_of(copied).src == src


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@biblioteket",
        "https://www.youtube.com/watch",
        "https://www.youtube.com/watch?v=kort",
        "https://www.youtube.com/",
        "https://youtube.com.example.org/watch?v=dQw4w9WgXcQ",
        "https://example.org/?https://youtu.be/dQw4w9WgXcQ",
        "ftp://youtu.be/dQw4w9WgXcQ",
        "javascript:alert(1)//youtu.be/dQw4w9WgXcQ",
        "https://vimeo.com/features",
        "https://www.ted.com/topics",
        "https://www.openstreetmap.org/about",
        "https://www.openstreetmap.org/#map=44/95/10",
        "https://tv.nrk.no/program/kmte50009616",
        "https://[not-an-address/",
        "",
    ],
)
def test_any_other_address_has_no_player(address):
    assert player_of(address) is None


def test_a_map_is_framed_around_its_middle():
    src = player_of("https://www.openstreetmap.org/?mlat=59.9139&mlon=10.7522#map=15/59.9139/10.7522").src
    asked = parse_qs(urlsplit(src).query)
    west, south, east, north = (float(edge) for edge in asked["bbox"][0].split(","))
    assert west < 10.7522 < east
    assert south < 59.9139 < north
    assert asked["marker"] == ["59.9139,10.7522"]


@given(
    st.text(),
    st.sampled_from(["youtube.com/watch?v=", "youtu.be/", "vimeo.com/", "ted.com/talks/", "openstreetmap.org/#map="]),
)
@example('dQw4w9WgXcQ"><script>', "youtu.be/")
@example("76979871?h=abc&x=https://evil.example", "vimeo.com/")
def test_whatever_is_written_only_an_allowed_place_is_framed(text, place):
    player = player_of(f"https://{place}{text}")
    if player:
        parts = urlsplit(player.src)
        assert f"{parts.scheme}://{parts.netloc}" in PLAYER_ORIGINS
        assert not set("<>\"' ") & set(player.src)


def test_only_players_may_be_framed():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert list(directives["frame-src"]) == list(PLAYER_ORIGINS)
    assert set(PLAYER_ORIGINS) <= set(settings.ADMIN_CONTENT_SECURITY_POLICY["frame-src"]), "previews play too"
    for name in ("script-src", "img-src", "connect-src"):
        assert not set(PLAYER_ORIGINS) & set(directives[name])


@pytest.mark.django_db
class TestThePage:
    def page(self, client, url):
        embed = {"type": "embed", "value": {"url": url, "title": "Film fra «samlingen»"}}
        page = factories.standard_page(body=[embed])
        return BeautifulSoup(client.get(page.url).content, "html.parser").main

    def test_nothing_of_others_is_loaded_before_the_reader_asks(self, client):
        main = self.page(client, "https://youtu.be/dQw4w9WgXcQ")
        assert not main.select("iframe, script, img, link")
        frame = main.select_one("[data-embed]")
        assert (frame["data-embed"], frame["data-title"]) == (FILM, "Film fra «samlingen»")
        assert "youtube.com" in frame.get_text()

    def test_without_script_there_is_a_link(self, client):
        main = self.page(client, "https://youtu.be/dQw4w9WgXcQ")
        link = main.select_one(".frame a")
        assert link["href"] == "https://youtu.be/dQw4w9WgXcQ"
        assert "Film fra «samlingen»" in link.get_text()
        assert "js-only" in main.select_one(".frame button")["class"]

    def test_what_cannot_be_played_here_is_a_link(self, client):
        main = self.page(client, "https://tv.nrk.no/program/kmte50009616")
        assert not main.select("[data-embed], button")
        assert main.select_one(".embed-link a")["href"] == "https://tv.nrk.no/program/kmte50009616"
        assert "tv.nrk.no" in main.select_one(".embed-link").get_text()
