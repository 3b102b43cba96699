"""A post as readers get it: what is shared first, the organisations side by side, then the room."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from wagtail.models import Page
from wagtail.test.utils.wagtail_tests import WagtailTestUtils

from blog.models import BlogIndexPage, PostPage
from collaboration.models import CollaborationPage
from home.models import HomePage, StandardPage
from tests import factories as make
from tests.full_site import picture

pytestmark = pytest.mark.django_db


def main(client, post):
    response = client.get(post.url)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser").main


def text(node):
    return " ".join(node.get_text(" ").split())


def wordings(node):
    return [text(item.find("span")) for item in node.find_all("li", attrs={"data-statement": True})]


@pytest.fixture
def organisations():
    make.collaboration_page()
    return [make.OrganisationFactory(name=name) for name in ("Akershus", "Vestfold")]


def test_what_is_shared_comes_first_then_each_organisation_then_the_room(client, organisations):
    akershus, vestfold = organisations
    post = make.post(
        [
            ("competency", "unattributed", [], ["Fra rommet"]),
            ("competency", "organisations", [vestfold], ["Arrangement"]),
            ("competency", "organisations", [akershus], ["Kurs"]),
            ("competency", "shared", [], ["Formidling"]),
        ]
    )
    page = main(client, post)
    assert wordings(page) == ["Formidling", "Arrangement", "Kurs", "Fra rommet"]
    assert wordings(page.find(class_="common")) == ["Formidling"]
    columns = page.find(class_="organisations").find_all("section")
    assert [text(column.h3) for column in columns] == ["Vestfold", "Akershus"]


def test_everything_stands_in_the_words_that_were_used(client, organisations):
    said = ["«Vi får det til»", "universell uforming", "a < b & c", "æøå ČŠŽ ŋ", "x" * 400]
    terms = [(make.term("competency", f"Ord {number}"), wording) for number, wording in enumerate(said)]
    page = main(client, make.post([("competency", "shared", [], terms)]))
    assert wordings(page) == said


def test_a_term_that_several_say_shows_the_others_but_not_oneself(client, organisations):
    akershus, vestfold = organisations
    post = make.post(
        [
            ("competency", "organisations", [akershus], ["Kurs", "Bare vi"]),
            ("competency", "organisations", [vestfold], ["Kurs"]),
            ("competency", "shared", [], ["Kurs"]),
        ]
    )
    page = main(client, post)
    shared, own, alone, theirs = page.find_all("li", attrs={"data-statement": True})
    assert "også sagt av" in text(own)
    assert "Vestfold" in text(own)
    assert "Akershus" not in text(own)
    assert "Akershus" in text(theirs)
    assert "også sagt av" not in text(alone)
    assert "Akershus, Vestfold" in text(shared)


def test_what_another_post_says_is_shown_only_while_it_is_public(client, organisations):
    akershus, vestfold = organisations
    post = make.post([("competency", "organisations", [akershus], ["Kurs"])])
    other = make.post([("competency", "organisations", [vestfold], ["Kurs"])])
    assert "Vestfold" in text(main(client, post).find("li", attrs={"data-statement": True}))
    other.unpublish()
    assert "Vestfold" not in text(main(client, post).find("li", attrs={"data-statement": True}))


def test_an_item_s_note_stands_below_it(client, organisations):
    said = make.statement_list("goal", "unattributed", [], ["Møteplass"])
    said["value"]["items"][0]["value"]["note"] = "For alle"
    page = main(client, make.post([said]))
    assert text(page.find("li", attrs={"data-statement": True}).find(class_="note")) == "For alle"


def test_the_contents_lead_to_each_list_with_how_much_it_holds(client, organisations):
    post = make.post(
        [
            ("competency", "shared", [], ["A", "B", "C"]),
            ("challenge", "unattributed", [], ["D"]),
            make.statement_list("goal", "unattributed", [], ["E", "F"], heading="Hva vil vi få til?"),
        ]
    )
    page = main(client, post)
    contents = {text(link.span): link for link in page.find("nav", class_="toc").find_all("a")}
    assert list(contents) == ["Hva er vi gode på?", "Hva er utfordringene?", "Hva vil vi få til?"]
    assert [text(link.find(class_="num")) for link in contents.values()] == ["3", "1", "2"]
    for link in contents.values():
        assert page.find(id=link["href"].removeprefix("#"))


def test_a_term_that_is_taken_down_leaves_its_words_without_a_link(client, organisations):
    term = make.term("goal", "Møteplass")
    post = make.post([("goal", "unattributed", [], [(term, "møteplass")])])
    term.unpublish()
    item = main(client, post).find("li", attrs={"data-statement": True})
    assert text(item.find("span", class_="i")) == "møteplass"
    assert not item.find("a", href=lambda href: href and "/maal/" in href)


def test_an_organisation_that_is_taken_down_leaves_what_it_said(client, organisations):
    akershus, _vestfold = organisations
    post = make.post([("competency", "organisations", [akershus], ["Kurs"])])
    akershus.unpublish()
    page = main(client, post)
    assert wordings(page) == ["Kurs"]
    assert "Akershus" not in text(page)


def test_authors_categories_tags_and_the_session_lead_on(client, organisations):
    post = make.post(
        [("goal", "unattributed", [], ["Lesning"])],
        authors=[make.AuthorFactory(name="Ingrid"), make.AuthorFactory(name="Per")],
        categories=[make.CategoryFactory(name="Gruppearbeid")],
        tags=["lesing"],
        session=make.SessionFactory(name="Første samling"),
    )
    links = [link["href"] for link in main(client, post).article.find_all("a", href=True)]
    for address in (
        "/blogg/forfatter/ingrid/",
        "/blogg/forfatter/per/",
        "/blogg/kategori/gruppearbeid/",
        "/blogg/emneord/lesing/",
        "/samarbeid/samlinger/forste-samling/",
    ):
        assert address in links
        assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("precision", "shown", "machine"),
    [("day", "12. april 2011", "2011-04-12"), ("month", "april 2011", "2011-04"), ("year", "2011", "2011")],
)
def test_a_post_shows_as_much_of_its_date_as_is_meant(client, precision, shown, machine):
    date = datetime.datetime(2011, 4, 11, 22, 30, tzinfo=datetime.UTC)
    time = main(client, make.post(date=date, date_precision=precision)).find("p", class_="meta").time
    assert (text(time), time["datetime"]) == (shown, machine)


def test_a_featured_picture_says_what_it_shows(client):
    post = make.post(featured_image=picture(), featured_image_alt="Tavla full av lapper")
    image = main(client, post).find("figure").img
    assert image["alt"] == "Tavla full av lapper"
    post.featured_image_alt = " "
    with pytest.raises(ValidationError) as refused:
        post.full_clean()
    assert "featured_image_alt" in refused.value.message_dict


def test_a_list_says_whose_it_is_or_is_refused():
    make.blog()
    organisation = make.OrganisationFactory()
    for whose, named in (("organisations", []), ("shared", [organisation]), ("unattributed", [organisation])):
        with pytest.raises(ValidationError):
            make.body([("goal", whose, named, ["Lesning"])])


def test_words_that_were_not_written_are_the_term_s_name():
    make.blog()
    cleaned = make.body([("goal", "shared", [], [(make.term("goal", "Møteplass"), "  ")])])
    assert cleaned[0].value["items"][0]["wording"] == "Møteplass"


class TestWherePagesMayStand(WagtailTestUtils):
    @pytest.mark.parametrize(
        ("page_type", "parents"),
        [
            (HomePage, {Page}),
            (BlogIndexPage, {HomePage}),
            (PostPage, {BlogIndexPage}),
            (CollaborationPage, {HomePage}),
            (StandardPage, {HomePage, StandardPage}),
        ],
    )
    def test_each_type_stands_only_where_it_belongs(self, page_type, parents):
        for parent in (Page, HomePage, BlogIndexPage, PostPage, CollaborationPage, StandardPage):
            allowed = page_type in parent.allowed_subpage_models()
            assert allowed == (parent in parents), (page_type, parent)


def test_an_editor_s_preview_shows_a_draft_with_what_it_says(client, organisations):
    post = make.post([("goal", "unattributed", [], ["Lesning"])], title="Utkast", live=False)
    client.force_login(make.user("editor"))
    response = client.get(f"/admin/pages/{post.pk}/view_draft/")
    assert response.status_code == 200
    page = BeautifulSoup(response.content.decode(), "html.parser").main
    assert wordings(page) == ["Lesning"]
    assert not page.find(class_="cite-link")
