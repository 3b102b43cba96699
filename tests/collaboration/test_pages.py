"""A page for each organisation, session and term: what was said, where, by whom, in which words."""

import datetime

import pytest
from bs4 import BeautifulSoup

from collaboration.indexing import rebuild_all
from collaboration.models import Organisation, Succession
from collaboration.pages import RELATED
from tests import factories as make

pytestmark = pytest.mark.django_db

ROOT = "/samarbeid"


def main(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser").main


def text(node):
    return " ".join(node.get_text(" ").split())


def links(node):
    return [(text(link), link["href"]) for link in node.find_all("a")]


@pytest.fixture(autouse=True)
def pages():
    make.collaboration_page()
    make.blog()


@pytest.fixture
def said():
    """Two organisations and a shared list in a session; the same term in other words."""
    akershus, vestfold = (make.OrganisationFactory(name=name) for name in ("Akershus", "Vestfold"))
    session = make.SessionFactory(name="Første samling", present=[akershus, vestfold], place="Drammen")
    term = make.term("competency", "Litteraturformidling")
    post = make.post(
        [
            ("competency", "organisations", [akershus], [(term, "litteraturformidling"), "Kurs"]),
            ("competency", "organisations", [vestfold], ["Arrangement"]),
            ("competency", "shared", [], [(term, "formidling av litteratur")]),
            ("goal", "unattributed", [], ["Møteplass"]),
        ],
        title="Hva er vi gode på?",
        session=session,
    )
    return post


# --- Terms ---------------------------------------------------------------------------------------


def test_a_term_says_in_which_words_by_whom_where_and_when(client, said):
    page = main(client, f"{ROOT}/kompetanse/litteraturformidling/")
    assert page.h1.get_text(strip=True) == "Litteraturformidling"
    rows = page.find("ul", class_="said").find_all("li")
    assert [row.q.get_text() for row in rows] == ["litteraturformidling", "formidling av litteratur"]
    own, shared = (text(row.div) for row in rows)
    assert "Akershus , Første samling , 23. mars 2011" in own
    assert "Delt" in shared or "Felles" in shared
    assert rows[0].find_all("a")[-1]["href"].startswith(f"{said.url}#s-")


def test_a_term_tells_who_named_it_and_who_did_not(client, said):
    stand = main(client, f"{ROOT}/kompetanse/litteraturformidling/").find("ul", class_="stand")
    assert [text(row) for row in stand.find_all("li")] == ["A Akershus nevnte det", "V Vestfold ikke nevnt"]


def test_a_term_that_nobody_says_says_so_and_names_no_one(client):
    make.OrganisationFactory(name="Akershus")
    make.term("goal", "Lesning")
    page = main(client, f"{ROOT}/maal/lesning/")
    assert "Dette står ikke i noe publisert innlegg" in text(page)
    assert not page.find("ul", class_="stand")


def test_what_was_said_in_the_same_list_is_related_and_at_most_eight(client):
    make.post([("goal", "unattributed", [], ["Lesning", *(f"Mål {number}" for number in range(20))])])
    related = main(client, f"{ROOT}/maal/lesning/").find(id="related-h").find_parent("section")
    assert len(related.find_all("li")) == RELATED == 8


def test_what_was_said_together_most_often_comes_first(client):
    often = ("goal", "unattributed", [], ["Lesning", "Ofte"])
    make.post([often, ("goal", "unattributed", [], ["Lesning", "Sjelden"])])
    make.post([("goal", "unattributed", [], ["Lesning", "Ofte"])])
    related = main(client, f"{ROOT}/maal/lesning/").find(id="related-h").find_parent("section")
    assert [text(row) for row in related.find_all("li")] == ["Ofte", "Sjelden"]


def test_a_theme_relates_what_was_never_said_together(client):
    theme = make.ThemeFactory(name="Lesing")
    make.term("goal", "Lesning", theme=theme)
    make.term("means", "Bokbuss", theme=theme)
    make.term("means", "Hemmelig", theme=theme, live=False)
    page = main(client, f"{ROOT}/maal/lesning/")
    assert links(page.find(id="related-h").find_parent("section")) == [("Bokbuss", f"{ROOT}/virkemidler/bokbuss/")]


def test_a_merged_term_s_address_leads_to_what_stands_for_it(client):
    one, two = make.term("goal", "Lesing"), make.term("goal", "Lesning")
    make.post([("goal", "unattributed", [], [(one, "lesing"), (two, "lesning")])])
    one.concept.replaced_by = two.concept
    one.concept.save()
    rebuild_all()
    response = client.get(f"{ROOT}/maal/lesing/")
    assert (response.status_code, response["Location"]) == (301, f"{ROOT}/maal/lesning/")
    page = main(client, f"{ROOT}/maal/lesning/")
    assert [row.q.get_text() for row in page.find_all(class_="said")[0].find_all("li")] == ["lesing", "lesning"]


def test_a_term_merged_into_one_that_readers_may_not_see_is_not_found(client):
    one, two = make.term("goal", "Lesing"), make.term("goal", "Hemmelig", live=False)
    one.concept.replaced_by = two.concept
    one.concept.save()
    assert client.get(f"{ROOT}/maal/lesing/").status_code == 404


def test_two_terms_of_one_name_in_two_kinds_have_a_page_each(client):
    make.post(
        [
            ("goal", "unattributed", [], ["Lesning"]),
            ("means", "unattributed", [], [(make.term("means", "Lesning"), "å lese")]),
        ]
    )
    assert text(main(client, f"{ROOT}/maal/lesning/").find(class_="said").q) == "Lesning"
    assert text(main(client, f"{ROOT}/virkemidler/lesning/").find(class_="said").q) == "å lese"


def test_the_list_of_terms_is_alphabetical_by_norwegian_rules_and_says_who_says_each(client, said):
    for name in ("Åpenhet", "Ærlighet", "Øvelse", "zoologi"):
        make.term("competency", name)
    rows = main(client, f"{ROOT}/kompetanse/?order=name").select("table.matrix tbody tr")
    names = [row.th.get_text(strip=True) for row in rows]
    assert names == ["Arrangement", "Kurs", "Litteraturformidling", "zoologi", "Ærlighet", "Øvelse", "Åpenhet"]
    assert [text(link.find(class_="vh")) for link in rows[0].select("td:not(.said-n) a")] == ["Vestfold"]


# --- Organisations, sessions ---------------------------------------------------------------------


def test_an_organisation_shows_what_it_said_and_not_what_is_shared(client, said):
    page = main(client, f"{ROOT}/organisasjoner/akershus/")
    names = {name for name, _address in links(page.find(id="competency"))}
    assert names == {"litteraturformidling", "Kurs"}
    assert not page.find(id="goal")


def test_what_an_organisation_said_stays_its_own_when_another_takes_over(client, said):
    akershus = Organisation.objects.get(name="Akershus")
    viken = make.OrganisationFactory(name="Viken")
    Succession.objects.create(predecessor=akershus, successor=viken, since=datetime.date(2020, 1, 1))
    before, after = main(client, f"{ROOT}/organisasjoner/akershus/"), main(client, f"{ROOT}/organisasjoner/viken/")
    assert "Viken (2020)" in text(before.find("dl"))
    assert "Akershus (2020)" in text(after.find("dl"))
    assert before.find(id="competency")
    assert not after.find(id="competency")


def test_a_session_shows_when_where_who_and_everything_said(client, said):
    page = main(client, f"{ROOT}/samlinger/forste-samling/")
    facts = text(page.find("dl"))
    assert "Drammen" in facts
    assert "Akershus" in facts
    assert "Vestfold" in facts
    assert ("Hva er vi gode på?", said.url) in links(page.find("dl"))
    assert len(page.find(id="competency").find_all("li")) == 4
    assert len(page.find(id="goal").find_all("li")) == 1
    assert page.find("time")["datetime"] == "2011-03-23"


def test_a_session_leads_to_its_posts_also_where_they_hold_no_lists(client):
    session = make.SessionFactory(name="Andre samling")
    told = make.post(title="Slik går vi videre", session=session, said=[])
    make.post(title="Ikke ferdig", session=session, said=[], live=False)
    make.post(title="Om noe annet", said=[])
    page = main(client, f"{ROOT}/samlinger/andre-samling/")
    assert links(page.find("dl")) == [("Slik går vi videre", told.url)]
    assert not page.find(class_="empty")
    told.unpublish()
    page = main(client, f"{ROOT}/samlinger/andre-samling/")
    assert page.find(class_="empty")


def test_sessions_are_listed_newest_first_and_say_only_what_is_known_of_their_date(client):
    make.SessionFactory(name="Andre", date=datetime.date(2011, 3, 23))
    make.SessionFactory(name="Første", date=datetime.date(2011, 1, 15), precision="season")
    make.SessionFactory(name="Siste", date=datetime.date(2012, 5, 1), precision="month")
    rows = [text(row) for row in main(client, f"{ROOT}/samlinger/").find("ul", class_="posts").find_all("li")]
    assert [row.split(" 0 utsagn")[0] for row in rows] == [
        "Mai 2012 Siste",
        "23. mars 2011 Andre",
        "Vinteren 2011 Første",
    ]


def test_the_front_page_counts_terms_not_how_often_they_are_said(client, said):
    page = main(client, f"{ROOT}/")
    assert [text(row) for row in page.find("nav", class_="toc").find_all("li")] == [
        "Kompetanser 3",
        "Utfordringer 0",
        "Mål 1",
        "Virkemidler 0",
    ]


def test_an_empty_site_has_pages_that_say_so(client):
    for address in (
        "/",
        "/organisasjoner/",
        "/samlinger/",
        "/kompetanse/",
        "/utfordringer/",
        "/maal/",
        "/virkemidler/",
    ):
        assert main(client, f"{ROOT}{address}").h1


# --- Languages -----------------------------------------------------------------------------------


@pytest.fixture
def nynorsk():
    make.blog("nn")
    return make.collaboration_page("nn")


def test_nynorsk_readers_get_nynorsk_names_and_the_words_as_they_were_said(client, said, nynorsk):
    term = make.term("competency", "Litteraturformidling")
    make.translated(term, name="Litteraturformidling på nynorsk")
    page = main(client, f"/nn{ROOT}/kompetanse/litteraturformidling/")
    assert page.h1.get_text(strip=True) == "Litteraturformidling på nynorsk"
    quote = page.find("ul", class_="said").q
    assert (quote.get_text(), quote["lang"]) == ("litteraturformidling", "nb")
    assert "nemnde det" in text(page.find("ul", class_="stand")) or "nevn" in text(page.find("ul", class_="stand"))


def test_a_term_without_a_nynorsk_name_is_shown_in_bokmal_and_marked_so(client, said, nynorsk):
    page = main(client, f"/nn{ROOT}/kompetanse/kurs/")
    assert (page.h1.get_text(strip=True), page.h1["lang"]) == ("Kurs", "nb")


def test_an_address_in_the_other_language_leads_to_this_one_s(client, nynorsk):
    term = make.term("goal", "Møteplass")
    make.translated(term, name="Møtestad", slug="motestad")
    organisation = make.OrganisationFactory(name="Museet")
    make.translated(organisation, name="Museet på nynorsk", slug="museet-nn")
    for given, own in (
        (f"/nn{ROOT}/maal/moteplass/", f"/nn{ROOT}/maal/motestad/"),
        (f"{ROOT}/maal/motestad/", f"{ROOT}/maal/moteplass/"),
        (f"/nn{ROOT}/organisasjonar/museet/", f"/nn{ROOT}/organisasjonar/museet-nn/"),
        (f"{ROOT}/organisasjoner/museet-nn/", f"{ROOT}/organisasjoner/museet/"),
    ):
        response = client.get(given)
        assert (response.status_code, response.get("Location")) == (301, own)


def test_a_term_s_statements_lead_to_the_post_in_the_reader_s_language(client, said, nynorsk):
    translation = said.copy_for_translation(make.locale("nn"))
    address = f"/nn{ROOT}/kompetanse/kurs/"
    assert main(client, address).find(class_="said").find_all("a")[-1]["href"].startswith(said.url)
    translation.save_revision().publish()
    translation.refresh_from_db()
    assert main(client, address).find(class_="said").find_all("a")[-1]["href"].startswith(translation.url)


def test_the_front_page_leads_to_the_newest_sessions(client):
    for year in range(2008, 2013):
        make.SessionFactory(name=f"Samling {year}", slug=f"samling-{year}", date=datetime.date(year, 3, 1))
    make.SessionFactory(name="Bare en kladd", date=datetime.date(2020, 1, 1), live=False)
    beside = main(client, "/").find("aside", class_="side")
    years = (2012, 2011, 2010, 2009)
    assert [href for _words, href in links(beside)] == [
        f"{ROOT}/samlinger/",
        *(f"{ROOT}/samlinger/samling-{year}/" for year in years),
    ]


def test_a_front_page_without_sessions_has_no_empty_list_of_them(client):
    assert not main(client, "/").find("aside", class_="side")


@pytest.mark.parametrize("what", ["organisasjoner/akershus", "samlinger/samling"])
def test_the_number_beside_a_kind_counts_its_terms_on_all_pages_each_once(client, monkeypatch, what):
    organisation, session = make.OrganisationFactory(name="Akershus"), make.SessionFactory(name="Samling")
    term = make.term("competency", "Formidling")
    said = [(term, "formidling"), (term, "å formidle"), *(f"Fag {number}" for number in range(4))]
    make.post([("competency", "organisations", [organisation], said)], session=session)
    monkeypatch.setattr("collaboration.pages.STATEMENTS_PER_PAGE", 4)
    numbers = [
        text(main(client, f"{ROOT}/{what}/?page={page}").select_one("#competency .section-head p")) for page in (1, 2)
    ]
    assert [number.split()[0] for number in numbers] == ["5", "5"]
    assert client.get(f"{ROOT}/{what}/?page=3").status_code == 404
