"""Pictures come in sizes and formats for each reader, keep their place while they load, and say what they show."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from wagtail.images.tests.utils import get_test_image_file

from collaboration.models import SessionPicture
from home.models import SiteImage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Forget the sizes made in other tests, of pictures that had the same numbers."""
    cache.clear()


def image(width=1800, height=1200):
    return SiteImage.objects.create(title="Bokbussen", file=get_test_image_file(size=(width, height)))


def pictures(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser").main.find_all("picture")


def featured(**fields):
    return factories.post(featured_image=image(), featured_image_alt="En bokbuss i snø", **fields)


def in_a_text():
    block = {"image": image().pk, "alt_text": "Tavla etter møtet", "decorative": False}
    return factories.standard_page(body=[{"type": "image", "value": {"image": block, "caption": "Tavla"}}]).url


def on_a_session():
    factories.collaboration_page()
    session = factories.SessionFactory(name="Første samling")
    SessionPicture.objects.create(session=session, image=image(), alt_text="En lapp på veggen", shown=True)
    return "/samarbeid/samlinger/forste-samling/"


PLACES = {
    "a post": (lambda: featured().url, "En bokbuss i snø"),
    "a list of posts": (lambda: featured() and "/blogg/", ""),
    "a text": (in_a_text, "Tavla etter møtet"),
    "a session": (on_a_session, "En lapp på veggen"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_picture_comes_in_two_formats_and_several_sizes(client, place):
    make, alt = PLACES[place]
    (picture,) = pictures(client, make())
    (source,) = picture.find_all("source")
    assert source["type"] == "image/avif"
    assert picture.img["src"].endswith(".webp")
    for shown in (source, picture.img):
        widths = [entry.split()[1] for entry in shown["srcset"].split(",")]
        assert len(set(widths)) == len(widths) >= 2
        assert shown["sizes"]
    assert picture.img["alt"] == alt


@pytest.mark.parametrize("place", PLACES)
def test_a_picture_keeps_its_place_while_it_loads(client, place):
    (picture,) = pictures(client, PLACES[place][0]())
    width, height = int(picture.img["width"]), int(picture.img["height"])
    assert 1.4 < width / height < 2.1
    assert (picture.img.get("loading") == "lazy") == (place != "a post"), "what stands first is not waited with"


def test_each_size_of_a_picture_is_there(client):
    (picture,) = pictures(client, featured().url)
    for shown in (picture.source, picture.img):
        for entry in shown["srcset"].split(","):
            assert default_storage.exists(entry.split()[0].removeprefix(settings.MEDIA_URL))


def test_a_picture_whose_file_is_gone_does_not_take_the_page_with_it(client):
    post = featured()
    post.featured_image.file.storage.delete(post.featured_image.file.name)
    assert client.get(post.url).status_code == 200
