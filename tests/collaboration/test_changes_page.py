"""Two sessions compared on a page: what is new, said again, not said again, moved, stated, merged."""

import datetime

import pytest
from bs4 import BeautifulSoup
from wagtail.models import PageViewRestriction

from collaboration.changes import developing
from collaboration.changes.page import FEW, MANY
from collaboration.changes.report import changed_since
from collaboration.merging import merge, undo_merge
from collaboration.models import Session
from collaboration.reader import Reader
from home.text.dates import ImpreciseDate
from tests import factories as make

pytestmark = pytest.mark.django_db

PAGE = "/samarbeid/endringer/"


@pytest.fixture(autouse=True)
def pages():
    make.collaboration_page()
    make.blog()


def session(name, date):
    return make.SessionFactory(name=name, date=datetime.date.fromisoformat(date))


@pytest.fixture
def sessions():
    return session("Første", "2011-01-10"), session("Andre", "2011-03-23"), session("Tredje", "2012-02-01")


def state(term, status, date, **more):
    return developing.state(
        concept=term.concept,
        status=status,
        when=ImpreciseDate(datetime.date.fromisoformat(date)),
        locale=make.locale(),
        **{name: value.concept if name == "target" else value for name, value in more.items()},
    )


def room(said_in, *wordings, kind="goal", **fields):
    return make.post([(kind, "unattributed", [], wordings)], session=said_in, **fields)


def soup(client, address=PAGE):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser").main


def text(node):
    return " ".join(node.get_text(" ").split())


def group(page, change):
    """Return the names of the terms in a group."""
    found = page.find("section", id=change)
    return [link.get_text() for link in found.select("ul.compared a.name")] if found else []


def test_what_is_new_said_again_and_not_said_again_stands_apart(client, sessions):
    first, second, third = sessions
    room(first, "Før")
    room(second, "Igjen", "Stille")
    room(third, "Igjen", "Ny", "Før")
    page = soup(client)
    assert [group(page, change) for change in ("new", "returned", "again", "silent")] == [
        ["Ny"],
        ["Før"],
        ["Igjen"],
        ["Stille"],
    ]


def test_a_number_leads_to_that_many_statements_and_nothing_is_called_solved(client, sessions):
    first, second, _third = sessions
    a = make.OrganisationFactory(name="Akershus")
    b = make.OrganisationFactory(name="Buskerud")
    make.post([("goal", "organisations", [a, b], ["Igjen"]), ("goal", "unattributed", [], ["Stille"])], session=first)
    make.post([("goal", "organisations", [a], ["Igjen", "Ny"])], session=second)
    page = soup(client, f"{PAGE}?from=forste&to=andre")
    followed = 0
    for link in page.select("ul.compared .num a"):
        there = soup(client, link["href"])
        assert len(there.select("ul.said > li")) == int(link.find(string=True).split()[0])
        followed += 1
    assert followed == 4
    for link in page.select("nav ol.plain a"):
        found = page.find("section", id=link["href"].rpartition("#")[2])
        assert len(found.select("ul.compared > li")) == int(link.select_one(".num").get_text())
    assert not {"løst", "solved", "løyst"} & set(text(page).lower().split())


def test_one_kind_or_one_organisation_is_compared_by_itself(client, sessions):
    _first, second, third = sessions
    a, b = make.OrganisationFactory(name="Akershus"), make.OrganisationFactory(name="Buskerud")
    make.post([("goal", "organisations", [a], ["Mål"]), ("means", "organisations", [b], ["Middel"])], session=second)
    make.post([("goal", "organisations", [b], ["Mål"]), ("means", "organisations", [b], ["Middel"])], session=third)
    assert group(soup(client), "again") == ["Mål", "Middel"]
    assert group(soup(client, f"{PAGE}?kind=means"), "again") == ["Middel"]
    # Of Buskerud, the goal is new, whoever else said it.
    page = soup(client, f"{PAGE}?by=buskerud")
    assert (group(page, "new"), group(page, "again")) == (["Mål"], ["Middel"])
    # Akershus said nothing in the later session: that is told, and nothing is called missing.
    page = soup(client, f"{PAGE}?by=akershus")
    assert page.select_one(".empty")
    assert not page.select("ul.compared")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("?from=andre&to=andre", True),
        ("?from=tredje&to=forste", True),
        ("?from=finnes-ikke", True),
        ("?to=%00", True),
        ("?kind=alle", True),
        ("?by=<script>", True),
        ("?show=alt", True),
        ("?from=forste&to=tredje", False),
        ("?to=andre", False),
        ("?from=tredje", False),
        ("?from=&to=&kind=&by=", False),
    ],
)
def test_whatever_an_address_asks_for_is_answered_and_what_makes_no_sense_is_told(client, sessions, asked, told):
    for said_in in sessions:
        room(said_in, "Sagt", f"Bare {said_in.pk}")
    page = soup(client, f"{PAGE}{asked}")
    assert bool(page.select(".notice")) is told
    assert not page.find("script")


def test_sessions_given_the_wrong_way_round_are_put_in_order(client, sessions):
    first, second, _third = sessions
    room(first, "Før")
    room(second, "Siden")
    page = soup(client, f"{PAGE}?from=andre&to=forste")
    assert (group(page, "silent"), group(page, "new")) == (["Før"], ["Siden"])


def test_a_session_from_which_nothing_is_published_is_told_of_and_nothing_is_called_missing(client, sessions):
    first, _second, third = sessions
    room(first, "Før")
    page = soup(client)
    assert "Tredje" in text(page.select_one(".empty"))
    assert not page.select("ul.compared")
    room(third, "Siden")
    # Of the sessions that said something, the two latest are compared.
    assert group(soup(client), "silent") == ["Før"]


def test_it_takes_two_sessions(client):
    assert soup(client).select_one(".empty")
    session("Første", "2011-01-10")
    page = soup(client)
    assert page.select_one(".empty")
    assert not page.select("form")


@pytest.mark.parametrize("how", ["unpublished", "password", "said no more"])
def test_what_readers_cannot_see_is_not_compared(client, sessions, how):
    first, second, _third = sessions
    room(first, "Igjen")
    room(second, "Igjen")
    secret = room(second, "Hemmelig")
    if how == "unpublished":
        secret.unpublish()
    elif how == "password":
        PageViewRestriction.objects.create(page=secret, restriction_type="password", password="x")
    else:
        make.revise(secret, said=[("goal", "unattributed", [], ["Annet"])], publish=True)
    page = soup(client)
    assert group(page, "again") == ["Igjen"]
    assert "Hemmelig" not in text(page)


def test_a_session_that_is_no_longer_published_cannot_be_chosen(client, sessions):
    second = sessions[1]
    for said_in in sessions:
        room(said_in, "Sagt")
    Session.objects.filter(pk=second.pk).update(live=False)
    page = soup(client)
    assert [option["value"] for option in page.select("#c-from option")] == ["forste", "tredje"]
    assert soup(client, f"{PAGE}?from=andre").select(".notice")
    assert "Andre" not in text(page)


def test_merged_terms_are_counted_as_one_and_told_of_until_the_merge_is_undone(client, sessions):
    first, second, _third = sessions
    room(first, "Lesing")
    room(second, "Lesning")
    assert group(soup(client), "new") == ["Lesning"]
    old, kept = make.term("goal", "Lesing"), make.term("goal", "Lesning")
    made = merge(concepts=[old.concept], into=kept.concept)
    page = soup(client)
    assert (group(page, "again"), group(page, "silent")) == (["Lesning"], [])
    assert "Lesing" in text(page.find(id="merged-h").find_parent("section"))
    undo_merge(merge=made)
    page = soup(client)
    assert (group(page, "new"), group(page, "silent")) == (["Lesning"], ["Lesing"])
    assert not page.find(id="merged-h")


def test_what_became_of_terms_between_the_sessions_is_told(client, sessions):
    first, second, third = sessions
    room(first, "Transport", "Eldre")
    room(third, "Transport")
    post = room(second, "Transport", title="Referatet")
    challenge = make.term("challenge", "Økonomi")
    state(challenge, "moved", "2011-03-23", target=make.term("goal", "Transport"), source=post, note="Enige.")
    state(make.term("goal", "Eldre"), "agreed", "2011-02-01")
    state(make.term("goal", "Eldre"), "reached", "2011-12-01")
    page = soup(client, f"{PAGE}?from=forste&to=andre")
    moved = page.find(id="moved-h").find_parent("section")
    assert [link["href"] for link in moved.find_all("a")] == [
        "/samarbeid/utfordringer/okonomi/",
        "/samarbeid/maal/transport/",
        post.url,
    ]
    stated = text(page.find(id="stated-h").find_parent("section"))
    assert "1. februar 2011" in stated
    assert "desember" not in stated
    assert not soup(client, f"{PAGE}?from=forste&to=andre&kind=means").find(id="moved-h")
    # Told of the goal as of the challenge.
    assert soup(client, f"{PAGE}?from=forste&to=andre&kind=goal").find(id="moved-h")


def test_a_source_that_is_not_open_to_readers_is_not_linked_or_named(client, sessions):
    first, second, _third = sessions
    room(first, "Transport")
    post = room(second, "Transport")
    secret = room(second, "Annet", title="Hemmelig referat")
    state(make.term("goal", "Transport"), "agreed", "2011-02-01", source=secret, note="Enige.")
    PageViewRestriction.objects.create(page=secret, restriction_type="password", password="x")
    for address in (PAGE, "/samarbeid/maal/transport/"):
        page = soup(client, address)
        assert "Enige." in text(page)
        assert "Hemmelig" not in text(page)
    secret.delete()
    assert post.live
    assert "Enige." in text(soup(client))


def test_a_large_comparison_stands_in_groups_and_each_of_them_on_pages(client, sessions):
    first, second, _third = sessions
    room(first, *(f"Gammelt {number:03}" for number in range(MANY + 5)))
    room(second, "Nytt", *(f"Gammelt {number:03}" for number in range(2)))
    page = soup(client)
    silent = page.find("section", id="silent")
    assert len(silent.select("ul.compared > li")) == FEW
    there = soup(client, f"{PAGE}{silent.find_all('a')[-1]['href']}")
    assert group(there, "silent") == [f"Gammelt {number:03}" for number in range(2, MANY + 2)]
    assert not there.find("section", id="new")
    rest = soup(client, f"{PAGE}{there.select_one('nav.pager a[rel=next]')['href']}")
    assert group(rest, "silent") == [f"Gammelt {number:03}" for number in range(MANY + 2, MANY + 5)]
    assert client.get(f"{PAGE}?show=silent&page=9").status_code == 404
    assert soup(client, f"{PAGE}?show=returned").select_one(".empty")


@pytest.mark.parametrize(
    ("language", "address"), [("nn", "/nn/samarbeid/endringar/"), ("en", "/en/samarbeid/changes/")]
)
def test_it_speaks_the_language_of_the_page_and_says_which_names_do_not(client, sessions, language, address):
    make.collaboration_page(language)
    first, second, _third = sessions
    room(first, "Igjen", "Stille")
    room(second, "Igjen")
    make.translated(make.term("goal", "Igjen"), language, name="Omsett", slug="omsett")
    make.translated(first, language, name="Den første")
    page = soup(client, address)
    assert group(page, "again") == ["Omsett"]
    assert page.find("section", id="silent").select_one("a.name")["lang"] == "nb"
    assert "Den første" in text(page)
    response = client.get(address.replace("endringar", "endringer").replace("changes", "endringer"))
    assert (response.status_code, response["Location"]) == (301, address)


def test_a_session_leads_to_what_has_changed_since_the_one_before(client, sessions):
    first, _second, third = sessions
    room(first, "Igjen")
    room(third, "Igjen", "Ny")
    link = next(
        link for link in soup(client, "/samarbeid/samlinger/tredje/").find_all("a") if "endringer" in link["href"]
    )
    assert group(soup(client, link["href"]), "new") == ["Ny"]
    for address in ("/samarbeid/samlinger/forste/", "/samarbeid/samlinger/andre/"):
        assert not [link for link in soup(client, address).find_all("a") if "endringer" in link["href"]]
    assert [link for link in soup(client, "/samarbeid/").find_all("a") if link["href"] == PAGE]


def test_what_has_changed_since_a_session_is_plain_data(sessions):
    first, second, third = sessions
    room(first, "Igjen", "Stille")
    room(third, "Igjen", "Ny")
    reader = Reader(make.locale())
    found = changed_since(first.pk, reader)
    assert {str(change): [line.name.name for line in lines] for change, lines in found.groups.items()} == {
        "new": ["Ny"],
        "again": ["Igjen"],
        "silent": ["Stille"],
    }
    assert (found.earlier, found.later) == (first, third)
    assert changed_since(third.pk, reader) is None
    assert not changed_since(second.pk, reader).compares
