"""Every page in every language: it answers, says which language it is in, and its faces know each other."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from lxml import html

from tests.demo_site import demo_site
from tests.e2e.addresses import PAGES

__all__ = ["demo_site"]

pytestmark = pytest.mark.django_db

CODES = [code for code, _name in settings.LANGUAGES]
# In the language that the site is written in; the others are reached from there.
ADDRESSES = [address for address in PAGES.values() if address.split("/")[1] not in CODES]


def read(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return html.document_fromstring(response.content)


def path_of(address):
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def alternates(page):
    """Return {language: path} of what a page says of its translations."""
    links = page.xpath('//head/link[@rel="alternate"][@hreflang]')
    return {link.get("hreflang"): path_of(link.get("href")) for link in links}


def switches(page):
    """Return {language: path} of the links that lead to the page in another language."""
    return {link.get("hreflang"): path_of(link.get("href")) for link in page.xpath("//header//a[@hreflang]")}


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_is_to_be_had_in_every_language_and_says_which_it_is(address, client, demo_site):
    offered = switches(read(client, address))
    assert set(offered) >= set(CODES) - {settings.LANGUAGE_CODE}
    for code, path in offered.items():
        page = read(client, path)
        assert page.get("lang") == code, path
        front = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
        assert path.startswith(front), path


@pytest.mark.parametrize("address", ADDRESSES)
def test_translations_point_back_at_each_other(address, client, demo_site):
    known = alternates(read(client, address))
    for code, path in known.items():
        there = read(client, path)
        assert alternates(there) == known, path
        assert code == "x-default" or there.get("lang") == code


def test_a_page_that_nobody_has_translated_says_so_and_names_its_source_as_the_one_to_find(client, demo_site):
    page = read(client, "/se/om/")
    assert "Davvisámegiella" in page.xpath('string(//main//*[@role="note"])')
    canonical = page.xpath('string(//link[@rel="canonical"]/@href)')
    assert path_of(canonical) == "/om/"
    assert "se" not in alternates(page)
    assert page.xpath('//main//*[@lang="nb"]')
