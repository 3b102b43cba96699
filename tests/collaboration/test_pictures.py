"""Pictures of the numbers: drawn from what the overview counts, safe to take away, and alive in posts."""

import datetime
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from blog.models import PostPage
from collaboration.changes import developing
from collaboration.models import Organisation, Session
from collaboration.pictures import drawing
from collaboration.pictures.drawing import LONGEST_BAR, Amount, Entry, Ink, Side, chart, square
from collaboration.pictures.figures import TITLES
from home.text.dates import ImpreciseDate, Precision
from tests import factories as make

PAGE, FILE = "/samarbeid/bilder/", "/samarbeid/data/{}.svg"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN_WITH = {f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "text")}
# A post that shows everything there is of the overview may ask more than the 20 of other pages.
MOST = 26
HOSTILE = "<script>alert(1)</script> & \"'"

ink = Ink("k-a", "#123456")
numbers = st.integers(0, 10_000)


@pytest.fixture
def said(db):
    make.collaboration_page()
    a, b = (make.OrganisationFactory(name=name) for name in ("Akershus", f"Buskerud {HOSTILE}"))
    session = make.SessionFactory(name="Første", date="2011-01-10")
    make.SessionFactory(name="Stille", date="2011-02-10")
    theme = make.ThemeFactory(name="Barn og unge")
    shared, both = make.term("competency", "Musikk", theme=theme), make.term("competency", "Spill", theme=theme)
    make.post(
        [
            ("competency", "organisations", [a], [(shared, "musikk"), (both, "Spill"), "Bokbuss"]),
            ("competency", "organisations", [b], [(both, "dataspill"), "Web"]),
            ("competency", "shared", [], [(shared, "Musikk")]),
            ("goal", "unattributed", [], ["Møteplass"]),
        ],
        session=session,
    )
    may = ImpreciseDate(datetime.date(2011, 5, 1), Precision.MONTH)
    told = {"when": may, "locale": make.locale(), "note": "Enige om det."}
    developing.state(concept=make.term("goal", "Møteplass").concept, status="agreed", **told)


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser").main


# --- Laying out ----------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.text(max_size=300), st.lists(numbers, max_size=4)), max_size=12))
def test_bars_are_as_long_as_their_numbers_within_the_picture_and_in_their_order(given_entries):
    entries = [Entry(name, tuple(Amount(value, ink) for value in values)) for name, values in given_entries]
    drawn = chart(entries)
    most = max((entry.total for entry in entries), default=0)
    tops = []
    for entry, line in zip(entries, drawn.lines, strict=True):
        assert line.total == entry.total
        ends = [float(bar.x[:-1]) + float(bar.width[:-1]) for bar in line.bars]
        assert all(end <= LONGEST_BAR + 0.05 for end in ends)
        assert len(line.bars) == sum(1 for amount in entry.amounts if amount.value)
        if ends and entry.total == most:
            assert ends[-1] == pytest.approx(LONGEST_BAR, abs=0.05)
        assert all(len(text.words) <= drawing.LETTERS_A_LINE for text in line.name)
        tops.append(line.top)
    assert tops == sorted(set(tops))
    assert all(top + drawing.BAR_HEIGHT <= drawn.height for top in tops)


@given(
    st.integers(0, 20).flatmap(lambda n: st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=n, max_size=n))
)
def test_spines_of_a_square_stand_on_their_lines_none_higher_than_there_is_room(values):
    drawn = square([Side(f"Nummer {number}", "N", ink) for number in range(len(values))], values)
    assert [[spine.value for spine in rank.spines] for rank in drawn.ranks] == values
    for number, rank in enumerate(drawn.ranks):
        assert rank.spines[number].is_self
        for spine in rank.spines:
            assert spine.y + spine.height == rank.foot <= drawn.height
            assert spine.is_self or spine.height <= drawing.HIGHEST_SPINE


# --- The page ------------------------------------------------------------------------------------


def test_every_number_behind_a_picture_leads_to_as_much(client, said):
    page = soup(client, PAGE)
    assert [head.get_text() for head in page.select("h2")] == [str(title) for title in TITLES.values()]
    followed = 0
    for link in page.select("table.numbers td a"):
        there = soup(client, link["href"].partition("#")[0])
        listed = there.select("table.matrix tbody tr:not(.grp)") or there.select(
            ".by-kind li, ul.said > li, [data-said]"
        )
        if "samlinger" in link["href"]:
            assert int(link.get_text()) == 7
            continue
        followed += 1
        assert len(listed) == int(link.get_text()), link["href"]
    assert followed > 8


def test_a_picture_says_in_words_what_it_shows_and_has_its_own_identifiers(client, said):
    page = soup(client, PAGE)
    drawn = page.select("svg.drawn")
    assert len(drawn) == len(TITLES)
    for picture in drawn:
        told = [page.find(id=part).get_text() for part in picture["aria-labelledby"].split()]
        assert all(told)
    assert len({part["id"] for part in page.select("svg [id]")}) == 2 * len(TITLES)
    assert not page.select("[style], script")


def test_without_anything_said_the_page_says_so(client, db):
    make.collaboration_page()
    page = soup(client, PAGE)
    assert not page.select("svg.drawn")
    assert page.select_one(".empty")
    assert client.get(FILE.format("help")).status_code == 200


def test_pictures_have_addresses_in_each_language_and_nothing_below(client, said):
    make.collaboration_page("nn")
    assert client.get("/nn/samarbeid/bilete/").status_code == 200
    assert client.get("/nn/samarbeid/bilder/")["Location"] == "/nn/samarbeid/bilete/"
    assert client.get(f"{PAGE}help/").status_code == 404


@pytest.mark.parametrize("size", [1, 10])
def test_the_page_asks_as_much_of_the_database_for_many_as_for_few(client, db, size):
    make.collaboration_page()
    organisations = [make.OrganisationFactory() for _number in range(2 * size)]
    for number in range(size):
        theme = make.ThemeFactory()
        names = [make.term("competency", f"Ord {number} {letter}", theme=theme) for letter in "abc"]
        lists = [("competency", "organisations", [one], [(name, name.name) for name in names]) for one in organisations]
        make.post([*lists, ("goal", "unattributed", [], [f"Mål {number}"])], session=make.SessionFactory())
    client.get(PAGE)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(PAGE)
    assert len(queries) <= 18


# --- Files ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TITLES)
def test_a_file_stands_alone_whole_and_with_its_source(client, said, name):
    response = client.get(FILE.format(name))
    assert response["Content-Type"] == "image/svg+xml"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{SVG}svg"
    assert {element.tag for element in root.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "text")
    }
    written = " ".join(root.itertext())
    assert "CC BY 4.0" in written
    assert "/samarbeid/data/" in written
    _left, top, _width, height = map(int, root.get("viewBox").split())
    feet = [int(text.get("y")) for text in root.iter(f"{SVG}text")]
    assert all(top < foot < top + height for foot in feet)
    assert not any(name.startswith("on") or name.endswith("href") for element in root.iter() for name in element.attrib)
    again = client.get(FILE.format(name), headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304


def test_what_a_name_says_is_never_markup(client, said):
    content = client.get(FILE.format("named")).content
    assert b"<script" not in content
    assert (
        HOSTILE in " ".join(ElementTree.fromstring(content).itertext()).replace("  ", " ") or b"&lt;script" in content
    )


def test_a_picture_that_is_not_there_is_not_found(client, said):
    assert client.get(FILE.format("finnesikke")).status_code == 404
    assert client.get("/samarbeid/data/terms.svg").status_code == 404


# --- In posts ------------------------------------------------------------------------------------


def post_with(*blocks):
    body = [{"type": name, "id": f"{number}", "value": value} for number, (name, value) in enumerate(blocks)]
    post = PostPage(title="Slik står det til", slug="slik", body=body)
    post = make.add(make.blog(), post)
    return post.get_url()


TERMS = {"heading": "", "kind": "competency", "organisation": None, "theme": None, "session": None}
EVERYTHING = {**TERMS, "by_how_many": "", "most": 20}


def test_a_post_shows_what_the_overview_holds_when_it_is_read(client, said):
    address = post_with(
        ("live_matrix", EVERYTHING),
        ("live_list", {**EVERYTHING, "heading": "Sagt av én", "by_how_many": "one"}),
        ("live_picture", {"heading": "", "picture": "named", "caption": "Vår egen tekst"}),
        ("live_organisation", {"heading": "", "organisation": Organisation.objects.get(slug="akershus").pk}),
    )
    page = soup(client, address)
    rows = [row.th.get_text() for row in page.select("table.matrix tbody tr:not(.grp)")]
    assert rows == ["Musikk", "Spill", "Bokbuss", "Web"]
    assert [entry.get_text() for entry in page.select(".terms li")] == ["Bokbuss", "Web"]
    assert page.select_one("figcaption").get_text() == "Vår egen tekst"
    assert "3" in page.select_one(".live-counts").get_text()
    titles = [link.span.get_text() for link in page.select(".toc a")]
    assert titles == ["Kompetanser", "Sagt av én", str(TITLES["named"]), "Akershus"]
    assert all(page.find(id=link["href"][1:]) for link in page.select(".toc a"))
    make.post([("competency", "shared", [], ["Helt nytt"])])
    assert "Helt nytt" in soup(client, address).select_one("table.matrix").get_text()


def test_a_list_is_narrowed_down_by_what_was_chosen_and_leads_to_the_same_in_the_overview(client, said):
    chosen = {"organisation": Organisation.objects.get(slug="akershus").pk}
    address = post_with(("live_list", {**EVERYTHING, **chosen, "most": 2}))
    page = soup(client, address)
    assert [entry.get_text() for entry in page.select(".terms li")] == ["Bokbuss", "Musikk"]
    assert page.select_one(".live-block > h2 + .hint").get_text() == "Akershus"
    there = soup(client, page.select_one(".live-block .hint a")["href"].partition("#")[0])
    assert len(there.select("table.matrix tbody tr:not(.grp)")) == 3


def test_of_what_is_no_longer_published_a_post_shows_nothing_rather_than_everything(client, said):
    chosen = Organisation.objects.get(slug="akershus")
    address = post_with(
        ("live_list", {**EVERYTHING, "organisation": chosen.pk}),
        ("live_organisation", {"heading": "", "organisation": chosen.pk}),
    )
    assert len(soup(client, address).select(".live-block")) == 2
    chosen.unpublish()
    assert not soup(client, address).select(".live-block")


def test_a_page_number_of_something_else_does_not_turn_a_post_s_blocks(client, said):
    address = post_with(("live_matrix", {**EVERYTHING, "most": 1}))
    assert len(soup(client, f"{address}?page=7&q=finnesikke").select("table.matrix tbody tr:not(.grp)")) == 1


def test_a_post_tells_what_has_changed_since_a_session_and_leads_to_it(client, said):
    later = make.SessionFactory(name="Tredje", date="2011-09-10")
    make.post([("competency", "shared", [], ["Musikk", "Nytt ord"])], session=later)
    first = Session.objects.get(slug="forste")
    address = post_with(("live_changes", {"heading": "", "session": first.pk, "kind": ""}))
    block = soup(client, address).select_one(".live-block")
    assert block.h2.get_text() == "Hva som er endret siden Første"
    counts = {link.span.get_text(): int(link.select_one(".num").get_text()) for link in block.select("ul.plain a")}
    assert counts == {"Sagt for første gang": 1, "Sagt på begge": 1, "Ikke sagt igjen": 4}
    assert "Avtalt" in block.get_text()
    assert "Enige om det." in block.get_text()
    for link in block.select("ul.plain a"):
        url, anchor = link["href"].split("#")
        listed = soup(client, url).find(id=anchor).select("ul.compared > li")
        assert len(listed) == int(link.select_one(".num").get_text())


def test_since_the_last_session_nothing_has_changed_and_the_block_is_not_there(client, said):
    address = post_with(("live_changes", {"heading": "", "session": Session.objects.get(slug="stille").pk, "kind": ""}))
    assert not soup(client, address).select(".live-block")


def test_blocks_of_one_title_and_headings_have_places_of_their_own(client, said):
    address = post_with(
        ("heading", {"text": "Kompetanser", "level": "h2"}), ("live_matrix", EVERYTHING), ("live_matrix", EVERYTHING)
    )
    page = soup(client, address)
    places = [link["href"] for link in page.select(".toc a")]
    assert places == ["#kompetanser", "#kompetanser-2", "#kompetanser-3"]
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))


def test_a_card_speaks_the_reader_s_language_and_its_numbers_lead_on(client, said):
    akershus = Organisation.objects.get(slug="akershus")
    make.collaboration_page("nn")
    make.translated(akershus, name="Akershus på nynorsk")
    body = [{"type": "live_organisation", "id": "1", "value": {"heading": "", "organisation": akershus.pk}}]
    post = make.add(
        make.blog("nn"), PostPage(title="Slik er det", slug="slik-er-det", body=body, locale=make.locale("nn"))
    )
    card = soup(client, post.get_url()).select_one(".live-card")
    assert card.h2.get_text() == "Akershus på nynorsk"
    assert soup(client, post.get_url()).select_one(".toc") is None
    link = card.select_one(".live-counts a")
    there = soup(client, link["href"].partition("#")[0])
    assert len(there.select("table.matrix tbody tr:not(.grp)")) == int(link.b.get_text()) == 3


def test_more_blocks_ask_no_more_of_the_database(client, said):
    def asked(times):
        card = {"heading": "", "organisation": Organisation.objects.get(slug="akershus").pk}
        pictures = [("live_picture", {"heading": "", "picture": name, "caption": ""}) for name in TITLES]
        kinds = [("live_matrix", {**EVERYTHING, "kind": kind}) for kind in ("competency", "challenge", "goal", "means")]
        post = PostPage(title=f"Mye {times}", slug=f"mye-{times}")
        blocks = [*pictures, *kinds, ("live_list", EVERYTHING), ("live_organisation", card)] * times
        post.body = [{"type": name, "id": f"{n}", "value": value} for n, (name, value) in enumerate(blocks)]
        address = make.add(make.blog(), post).get_url()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    assert asked(3) == asked(1) <= MOST
