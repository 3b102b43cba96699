"""Who can help whom, as pages: every number leads to as many, what is asked for is in the address, holes are shown."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from collaboration.links.help_page import NEEDS_PER_PAGE, WORDINGS_SHOWN
from collaboration.links.linking import change_links
from collaboration.links.on_pages import SHOWN
from collaboration.merging import merge, undo_merge
from collaboration.models import Competency, Goal, Organisation
from tests import factories as make

pytestmark = pytest.mark.django_db

ROOT = "/samarbeid/"
PAGE = f"{ROOT}hvem-kan-hjelpe/"


def linked(*pairs):
    change_links(link=[(one.concept_id, other.concept_id) for one, other in pairs])


@pytest.fixture
def said():
    """A and B name what helps; one thing is shared, one helper is named by nobody, one goal has nothing."""
    make.collaboration_page()
    make.blog()
    a, b, _c = (make.OrganisationFactory(name=name) for name in ("Akershus", "Buskerud", "Vestfold"))
    session = make.SessionFactory(name="Første")
    music, games, service = (make.term("competency", name) for name in ("Musikk", "Spill", "Service"))
    unnamed = make.term("competency", "Aldri sagt")
    theme = make.ThemeFactory(name="Barn")
    both, one, shared, none, bare = (
        make.term("goal", name, theme=theme if name == "Begge" else None)
        for name in ("Begge", "En alene", "Felles", "Ingen", "Uten lenke")
    )
    hard, open_ = make.term("challenge", "Vanskelig"), make.term("challenge", "Åpen")
    means = make.term("means", "Møter"), make.term("means", "Løst")
    make.post(
        [
            ("competency", "organisations", [a], [(music, "musikk og sang"), (games, "spill")]),
            ("competency", "organisations", [b], [(games, "dataspill")]),
            ("competency", "shared", [], [(service, "service")]),
            ("goal", "unattributed", [], [(goal, goal.name) for goal in (both, one, shared, none, bare)]),
            ("challenge", "unattributed", [], [(hard, "Vanskelig"), (open_, "Åpen")]),
            ("means", "unattributed", [], [(term, term.name) for term in means]),
        ],
        session=session,
    )
    linked((games, both), (music, one), (service, shared), (unnamed, none), (both, hard), (one, hard))
    linked((means[0], both), (games, hard))


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    assert not response.cookies
    return BeautifulSoup(response.content.decode(), "html.parser").main


def needs(page):
    return [need.h4.get_text(strip=True) for need in page.select("li.need")]


def need(page, name):
    return next(one for one in page.select("li.need") if one.h4.get_text(strip=True) == name)


def test_each_challenge_and_goal_says_who_can_help_with_what_in_which_words_and_from_which_session(client, said):
    page = soup(client, PAGE)
    assert needs(page) == ["Vanskelig", "Åpen", "Begge", "En alene", "Felles", "Ingen", "Uten lenke"]
    both = need(page, "Begge")
    assert [row.a.get_text() for row in both.select(".helpers li")] == ["Spill"]
    assert [link.get_text(strip=True)[1:] for link in both.select(".who a")] == ["Akershus", "Buskerud"]
    assert [q.get_text() for q in both.select("q")] == ["spill", "dataspill"]
    assert "Første" in both.details.get_text()
    assert need(page, "Ingen").select_one(".none-named")
    assert not need(page, "Uten lenke").select(".helpers")


def test_what_is_shared_is_shown_as_shared_and_as_nobody_s(client, said):
    shared = need(soup(client, PAGE), "Felles")
    (link,) = shared.select(".who a")
    assert link["href"].endswith("?as=shared#said-h")
    assert len(soup(client, link["href"]).select("ul.said > li")) == 1


def test_every_sign_leads_to_the_statements_behind_it(client, said):
    for link in soup(client, PAGE).select(".who a"):
        assert len(soup(client, link["href"]).select("ul.said > li")) == 1


def test_every_number_in_the_summary_and_in_the_table_leads_to_as_many(client, said):
    page = soup(client, PAGE)
    sums = [(int(link.get_text().split()[0]), link["href"]) for link in page.select(".statement a")]
    assert [number for number, _address in sums] == [2, 1, 1, 3]
    table = [(int(link.get_text(strip=True)), link["href"]) for link in page.select("table.help td a")]
    assert [number for number, _address in table] == [1, 0]
    for number, address in sums + table:
        assert len(needs(soup(client, f"{PAGE}{address}"))) == number, address


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("?kind=challenge", ["Vanskelig", "Åpen"]),
        ("?standing=one", ["En alene"]),
        ("?standing=shared", ["Felles"]),
        ("?standing=nobody", ["Åpen", "Ingen", "Uten lenke"]),
        ("?standing=nobody&kind=goal", ["Ingen", "Uten lenke"]),
        ("?by=akershus", ["Vanskelig", "Begge", "En alene"]),
        ("?by=akershus&not=buskerud", ["En alene"]),
        ("?by=vestfold", []),
        ("?theme=barn", ["Begge"]),
        ("?q=ALENE", ["En alene"]),
        ("?q=alene&by=buskerud", []),
        ("?gives=buskerud", ["Vanskelig", "Begge"]),
        ("?gets=buskerud", ["En alene"]),
        ("?gives=akershus&gets=buskerud", ["En alene"]),
        ("?gives=vestfold", []),
    ],
)
def test_an_address_asks_for_what_is_shown(client, said, asked, wanted):
    assert needs(soup(client, f"{PAGE}{asked}")) == wanted


@pytest.mark.parametrize(
    "asked",
    [
        "?kind=means",
        "?standing=unlinked",
        "?by=finnes-ikke",
        "?theme=%00",
        "?gives=finnes-ikke",
        "?gets=<script>",
        "?view=<script>",
        "?standing=x",
    ],
)
def test_what_is_asked_for_in_vain_is_left_out_and_said(client, said, asked):
    page = soup(client, f"{PAGE}{asked}")
    assert len(needs(page)) == 7
    assert page.select_one(".notice")
    assert not page.find("script")


def test_the_way_from_challenge_to_means_shows_its_holes(client, said):
    page = soup(client, f"{PAGE}?view=chain")
    chains = {one.h3.get_text(strip=True): one for one in page.select("li.chain")}
    goals = chains["Vanskelig"].ol.find_all("li", recursive=False)
    assert [goal.a.get_text() for goal in goals] == ["Begge", "En alene"]
    assert [means.get_text(strip=True) for means in goals[0].ul.find_all("li")] == ["Møter"]
    assert goals[1].select_one(".hole")
    assert chains["Åpen"].select_one(".hole")
    (loose,) = [one for name, one in chains.items() if name not in ("Vanskelig", "Åpen")]
    assert {"Felles", "Ingen", "Uten lenke", "Løst"} == {link.get_text() for link in loose.find_all("a")}


@pytest.mark.parametrize(
    ("asked", "number", "holes"),
    [("", 3, ["Vanskelig", "Åpen"]), ("&q=åpen", 1, ["Åpen"]), ("&by=akershus", 1, ["Vanskelig"]), ("&q=hel", 1, [])],
)
def test_the_number_of_holes_follows_what_was_asked_for_and_leads_to_as_many(client, said, asked, number, holes):
    whole, goal, means = make.term("challenge", "Hel"), make.term("goal", "Svar"), make.term("means", "Måte")
    make.post([("challenge", "unattributed", [], [(whole, "Hel")]), ("goal", "unattributed", [], [(goal, "Svar")])])
    linked((goal, whole), (means, goal))
    page = soup(client, f"{PAGE}?view=chain{asked}")
    challenges = {"Hel", "Vanskelig", "Åpen"}

    def chains(page):
        return [name for one in page.select("li.chain") if (name := one.h3.get_text(strip=True)) in challenges]

    assert len(chains(page)) == number
    link = page.find("a", href=re.compile("hole=1"))
    assert bool(link) is bool(holes)
    assert str(len(holes)) in page.select("p.meta")[1].get_text()
    if link:
        there = soup(client, f"{PAGE}{link['href']}")
        assert chains(there) == holes
        assert len(there.select("li.chain")) == len(holes)
        assert there.select_one("form input[name=hole]").has_attr("checked")
        assert not there.find("a", href=re.compile("^(?!.*view=chain).*hole=1"))
    # Of who can help whom, it is no question.
    assert len(needs(soup(client, f"{PAGE}?hole=1"))) == 9


def test_wordings_of_whom_readers_do_not_see_are_neither_shown_nor_counted(client, said):
    hidden = make.OrganisationFactory(name="Skjult")
    games, a = Competency.objects.get(name="Spill"), Organisation.objects.get(name="Akershus")
    make.post([("competency", "organisations", [hidden], [(games, f"skjult {n}") for n in range(WORDINGS_SHOWN)])])
    make.post([("competency", "organisations", [a], [(games, f"åpent {n}") for n in range(WORDINGS_SHOWN)])])
    Organisation.objects.filter(pk=hidden.pk).update(live=False)
    both = need(soup(client, PAGE), "Begge").details
    assert len(both.select("q")) == WORDINGS_SHOWN
    assert "skjult" not in both.get_text()
    # Two more than there is room for: "spill" and "dataspill" were said besides.
    assert both.select_one("li > a[href$='/spill/#said-h']").get_text().split()[:2] == ["og", "2"]


def test_a_merged_goal_s_helpers_count_for_the_one_that_stands_for_it_and_come_back(client, said):
    one, both = Goal.objects.get(name="En alene").concept, Goal.objects.get(name="Begge").concept
    made = merge(concepts=[one], into=both)
    page = soup(client, PAGE)
    assert "En alene" not in needs(page)
    assert {row.a.get_text() for row in need(page, "Begge").select(".helpers li")} == {"Musikk", "Spill"}
    undo_merge(merge=made)
    assert "En alene" in needs(soup(client, PAGE))


def test_what_readers_may_not_see_is_not_shown_as_linked(client, said):
    Competency.objects.filter(name="Spill").update(live=False)
    assert not need(soup(client, PAGE), "Begge").select(".helpers")
    assert "Spill" not in soup(client, f"{ROOT}maal/begge/").get_text()


def test_a_term_shows_what_it_helps_with_and_what_helps_it(client, said):
    page = soup(client, f"{ROOT}kompetanse/spill/")
    links = [link.get_text(strip=True) for link in page.select("ul.terms.columns a")]
    assert {"Vanskelig", "Begge"} <= set(links)
    page = soup(client, f"{ROOT}maal/begge/")
    assert [row.a.get_text() for row in page.select(".helpers li")] == ["Spill"]
    assert len(page.select(".helpers .who a")) == 2
    assert {"Vanskelig", "Møter"} <= {link.get_text(strip=True) for link in page.select("ul.terms.columns a")}
    assert not soup(client, f"{ROOT}maal/uten-lenke/").select(".helpers")


def test_an_organisation_shows_what_it_can_give_and_get(client, said):
    page = soup(client, f"{ROOT}organisasjoner/buskerud/")
    given = page.find(id="gives")
    assert [one.get_text(strip=True) for one in given.select("h3")] == ["Spill"]
    assert {link.get_text() for link in given.select(".helpers a")} == {"Begge", "Vanskelig"}
    got = page.find(id="gets")
    assert [one.get_text(strip=True) for one in got.select("h3")] == ["En alene"]
    assert [link["href"] for link in got.select(".who a")] == [f"{ROOT}kompetanse/musikk/?by=akershus#said-h"]
    assert not soup(client, f"{ROOT}organisasjoner/akershus/").find(id="gets")


@pytest.mark.parametrize("part", ["gives", "gets"])
def test_the_number_of_what_an_organisation_can_give_or_get_leads_to_as_many(client, said, part):
    a, b = (Organisation.objects.get(name=name) for name in ("Akershus", "Buskerud"))
    fields = [make.term("competency", f"Fag {number}") for number in range(SHOWN + 4)]
    wishes = [make.term("goal", f"Ønske {number}") for number in range(SHOWN + 4)]
    make.post(
        [
            ("competency", "organisations", [b], [(field, field.name) for field in fields]),
            ("goal", "organisations", [a], [(wish, wish.name) for wish in wishes]),
        ]
    )
    linked(*zip(fields, wishes, strict=True), (fields[0], wishes[1]), (fields[0], wishes[2]))
    slug = "buskerud" if part == "gives" else "akershus"
    shown = soup(client, f"{ROOT}organisasjoner/{slug}/").find(id=part)
    link = shown.select_one(".section-head a")
    assert link["href"] == f"{PAGE}?{part}={slug}#needs"
    (number,) = [int(word) for word in link.get_text().split() if word.isdecimal()]
    assert number > SHOWN
    page = soup(client, link["href"])
    assert len(needs(page)) == number
    assert page.select_one(f"form input[name={part}][value={slug}]").has_attr("checked")
    # Other filters narrow it further, and what is on the organisation's page is among them.
    assert needs(soup(client, f"{PAGE}?{part}={slug}&q=ønske+13")) == ["Ønske 13"]
    on_page = {one.get_text(strip=True) for one in shown.select(".helpers a, h3") if "Ønske" in one.get_text()}
    assert on_page <= set(needs(page))


def test_the_front_leads_there_and_each_language_has_a_word_of_its_own(client, said):
    assert soup(client, ROOT).find("a", href=PAGE)
    make.collaboration_page("nn")
    assert client.get(f"/nn{ROOT}kven-kan-hjelpe/").status_code == 200
    wrong = client.get(f"/nn{PAGE}")
    assert (wrong.status_code, wrong["Location"]) == (301, f"/nn{ROOT}kven-kan-hjelpe/")
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    assert page.find("a", href=f"/nn{ROOT}kven-kan-hjelpe/")
    assert client.get(f"{PAGE}noe/").status_code == 404


def test_a_term_without_a_name_in_the_language_is_shown_by_its_first(client, said):
    make.collaboration_page("nn")
    make.translated(Goal.objects.get(name="Begge"), name="Båe")
    names = needs(soup(client, f"/nn{ROOT}kven-kan-hjelpe/"))
    assert "Båe" in names
    assert "En alene" in names


def test_an_empty_collaboration_says_so(client):
    make.collaboration_page()
    for address in (PAGE, f"{PAGE}?view=chain"):
        assert soup(client, address).select_one(".empty")


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_many_terms_and_organisations_cost_as_many_queries_as_few_and_stand_on_pages(client, said):
    addresses = [
        PAGE,
        f"{PAGE}?view=chain",
        f"{PAGE}?q=e&by=akershus&theme=barn",
        f"{ROOT}maal/begge/",
        f"{ROOT}kompetanse/spill/",
        f"{ROOT}organisasjoner/akershus/",
    ]
    few = [queries(client, address) for address in addresses]
    organisations = [make.OrganisationFactory(name=f"Museum {number}") for number in range(17)]
    make.post(
        [
            ("competency", "organisations", [one], [f"Fag {at} {number}" for number in range(4)])
            for at, one in enumerate(organisations)
        ]
        + [("goal", "unattributed", [], [f"Ønske {number}" for number in range(60)])]
    )
    games, hard = Competency.objects.get(name="Spill"), make.term("challenge", "Vanskelig")
    fields = list(Competency.objects.filter(name__startswith="Fag"))
    goals = list(Goal.objects.filter(name__startswith="Ønske"))
    linked(*((games, goal) for goal in goals), *((goal, hard) for goal in goals))
    linked(*((field, goal) for field in fields for goal in goals[:10]), *((field, hard) for field in fields))
    linked(*((field, Goal.objects.get(name="Begge")) for field in fields))
    assert [queries(client, address) for address in addresses] == few
    assert max(few) <= 20
    first = soup(client, f"{PAGE}?by=akershus&utm=x")
    assert len(needs(first)) == NEEDS_PER_PAGE
    assert first.select_one("nav.pager a[rel=next]")["href"] == "?page=2&by=akershus#needs"
    assert client.get(f"{PAGE}?page=99").status_code == 404


class AnyAddress(TestCase):
    def setUp(self):
        make.collaboration_page()

    @given(
        some.dictionaries(
            some.sampled_from(["q", "kind", "by", "not", "theme", "standing", "view", "gives", "gets", "hole"]),
            some.text(max_size=20),
        )
    )
    def test_whatever_an_address_asks_for_is_answered(self, asked):
        assert self.client.get(PAGE, asked).status_code == 200
