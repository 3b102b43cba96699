"""The blocks of running text, as readers get them."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue

from home.blocks import ContentStreamBlock, heading_anchor
from home.bodies import look_up_together
from home.models import StandardPage
from tests import factories as make
from tests.full_site import block, picture

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make.site()


def served(client, *blocks):
    body = StreamValue(StandardPage._meta.get_field("body").stream_block, list(blocks), is_lazy=True)
    page = make.standard_page(body=body)
    response = client.get(page.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser").main


def test_a_heading_has_an_anchor_and_its_level(client):
    page = served(
        client,
        block("heading", {"text": "Hva gjør vi nå?", "level": "h2"}),
        block("heading", {"text": "Straks", "level": "h3"}),
    )
    assert page.find("h2")["id"] == heading_anchor("Hva gjør vi nå?") == "hva-gjor-vi-na"
    assert page.find("h3").get_text() == "Straks"


def test_a_quote_says_who_said_it(client):
    figure = served(client, block("quote", {"text": "Én.\n\nTo <b>.", "source": "Ingrid"})).find("figure")
    assert [p.get_text() for p in figure.blockquote.find_all("p")] == ["Én.", "To <b>."]
    assert figure.figcaption.get_text() == "Ingrid"


def test_a_picture_has_its_alternative_text_caption_credit_and_size(client):
    value = {
        "image": {"image": picture().pk, "alt_text": "Tavla full av lapper", "decorative": False},
        "caption": "Tavla",
    }
    figure = served(client, block("image", value)).find("figure")
    assert figure.img["alt"] == "Tavla full av lapper"
    assert figure.img["width"]
    assert figure.img["height"]
    assert figure.img["loading"] == "lazy"
    assert "Tavla" in figure.figcaption.get_text()
    assert "Kari" in figure.figcaption.get_text()


def test_a_decorative_picture_is_passed_over_by_screen_readers(client):
    value = {"image": {"image": picture().pk, "alt_text": "", "decorative": True}, "caption": ""}
    assert served(client, block("image", value)).find("img")["alt"] == ""


def test_a_picture_without_a_word_of_what_it_shows_is_refused():
    value = {"image": {"image": picture().pk, "alt_text": "", "decorative": False}, "caption": ""}
    stream = ContentStreamBlock()
    with pytest.raises(ValidationError):
        stream.clean(StreamValue(stream, [block("image", value)], is_lazy=True))


def test_a_picture_or_document_that_is_gone_leaves_the_page_standing(client):
    gone = {"image": {"image": 4711, "alt_text": "x", "decorative": False}, "caption": "Tavla"}
    page = served(client, block("image", gone), block("document", {"document": 4711, "title": "Rapporten"}))
    assert page.h1


def test_what_is_elsewhere_is_not_loaded_before_it_is_asked_for(client):
    page = served(client, block("embed", {"url": "https://vimeo.com/1234", "title": "Filmen"}))
    assert not page.find_all(["iframe", "script", "object", "embed"])
    assert not page.find_all(src=lambda src: src and src.startswith("http"))
    link = page.find("a", href="https://vimeo.com/1234")
    assert link["rel"] == ["noreferrer"]
    assert "vimeo.com" in page.get_text()


def test_a_table_has_a_caption_and_headers_that_screen_readers_announce(client):
    value = {
        "data": [["Hvem", "Hva"], ["Akershus", None], ["<b>", "Kurs"]],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
        "table_caption": "Hvem kan hva",
    }
    page = served(client, block("table", value))
    table = page.find("table")
    assert table.caption.get_text() == "Hvem kan hva"
    assert [th.get_text() for th in table.thead.find_all("th", scope="col")] == ["Hvem", "Hva"]
    assert [th.get_text() for th in table.tbody.find_all("th", scope="row")] == ["Akershus", "<b>"]
    assert page.find(role="region")["aria-label"] == "Hvem kan hva"


def test_two_tables_on_a_page_have_captions_of_their_own(client):
    page = served(
        client, *(block("table", {"data": [["1"]], "table_caption": caption}) for caption in ("Den ene", "Den andre"))
    )
    assert [region["aria-label"] for region in page.find_all(role="region")] == ["Den ene", "Den andre"]
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_links_in_a_text_lead_to_the_page_in_the_reader_s_language(client):
    make.home_page("nn")
    target = make.standard_page(title="Om oss", slug="om-oss")
    nynorsk = target.copy_for_translation(make.locale("nn"))
    html = f'<p>Se <a linktype="page" id="{target.pk}">om oss</a>, <a linktype="page" id="4711">borte</a></p>'
    page = make.standard_page(slug="lenker", body=[("text", html)])
    page.copy_for_translation(make.locale("nn"), alias=True)

    def hrefs(address):
        prose = BeautifulSoup(client.get(address).content.decode(), "html.parser").main.find(class_="prose")
        return [link.get("href") for link in prose.find_all("a")]

    assert hrefs("/lenker/") == ["/om-oss/", None]
    assert hrefs("/nn/lenker/") == ["/om-oss/", None]
    nynorsk.save_revision().publish()
    assert hrefs("/nn/lenker/") == ["/nn/om-oss/", None]
    assert hrefs("/lenker/") == ["/om-oss/", None]


def test_texts_looked_up_together_stay_apart_and_in_order(client):
    target = make.standard_page(slug="maal")
    texts = [f'<p>{word} <a linktype="page" id="{target.pk}">her</a></p>' for word in ("én", "to", "tre")]
    texts.insert(1, "")
    page = served(client, *(block("text", text) for text in texts))
    assert [p.get_text() for p in page.find(class_="prose").find_all("p")] == ["én her", "to her", "tre her"]


@pytest.mark.parametrize("pictures", [1, 12])
def test_a_body_is_looked_up_in_as_many_queries_for_many_blocks_as_for_one(pictures, django_assert_num_queries):
    target = make.standard_page()
    image = {"image": picture().pk, "alt_text": "Tavla", "decorative": False}
    blocks = [
        value
        for _number in range(pictures)
        for value in (
            block("text", f'<p><a linktype="page" id="{target.pk}">her</a></p>'),
            block("image", {"image": image, "caption": ""}),
        )
    ]
    body = StreamValue(StandardPage._meta.get_field("body").stream_block, blocks, is_lazy=True)
    target.get_url()
    with django_assert_num_queries(3):
        look_up_together(body)
