"""The blog, its archive, and its posts by tag, category and author."""

import datetime

import pytest
from bs4 import BeautifulSoup
from taggit.models import Tag

from blog.models import BlogIndexPage
from tests import factories as make

pytestmark = pytest.mark.django_db


def main(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser").main


def text(node):
    return " ".join(node.get_text(" ").split())


def titles(client, address):
    return [
        text(row.find(["h2", "h3"]))
        for row in main(client, address).find("ul", class_="posts").find_all("li", recursive=False)
    ]


def at(year, month, day=1, hour=12):
    return datetime.datetime(year, month, day, hour, tzinfo=datetime.UTC)


def test_posts_stand_newest_first_and_those_of_one_moment_in_a_fixed_order(client):
    for title, date in (
        ("Gammelt", at(2010, 1)),
        ("Nytt", at(2012, 1)),
        ("Likt A", at(2011, 1)),
        ("Likt B", at(2011, 1)),
    ):
        make.post(title=title, date=date)
    assert titles(client, "/blogg/") == ["Nytt", "Likt B", "Likt A", "Gammelt"]


def test_pages_of_the_blog_hold_every_post_once(client):
    make.blog(posts_per_page=2)
    made = {make.post(date=at(2011, 1)).title for _number in range(5)}
    shown = [title for number in (1, 2, 3) for title in titles(client, f"/blogg/?page={number}")]
    assert len(shown) == 5
    assert set(shown) == made
    assert client.get("/blogg/?page=4").status_code == 404


def test_the_pager_leads_on_and_marks_where_one_is(client):
    make.blog(posts_per_page=1)
    for _number in range(3):
        make.post()
    pager = main(client, "/blogg/?page=2").find("nav", class_="pager")
    assert pager.find("a", rel="prev")["href"] == "?page=1"
    assert pager.find("a", rel="next")["href"] == "?page=3"
    assert text(pager.find(attrs={"aria-current": "page"})) == "Side 2"


def test_a_new_blog_says_that_nothing_has_been_published(client):
    make.blog()
    assert "Ingenting er publisert" in text(main(client, "/blogg/"))
    assert main(client, "/blogg/arkiv/").h1


def test_the_archive_counts_by_month_in_the_site_s_own_time(client):
    make.post(title="Nyttårsaften i Oslo", date=at(2010, 12, 31, 23))  # 2011 has begun there.
    make.post(title="Sommer", date=at(2011, 6))
    make.post(title="Sommer til", date=at(2011, 6, 30, 21))
    page = main(client, "/blogg/arkiv/")
    assert [text(section.h2) for section in page.find_all("section")] == ["2011"]
    assert [text(row) for row in page.find_all("li")[1:]] == ["Juni 2", "Januar 1"]
    assert titles(client, "/blogg/2011/01/") == titles(client, "/blogg/2011/1/") == ["Nyttårsaften i Oslo"]
    assert titles(client, "/blogg/2011/06/") == ["Sommer til", "Sommer"]
    assert client.get("/blogg/2010/12/").status_code == 404


def test_every_address_in_the_archive_leads_to_as_many_posts_as_it_says(client):
    for month in (1, 1, 3, 12):
        make.post(date=at(2011, month, 5))
    make.post(date=at(2010, 5, 5))
    page = main(client, "/blogg/arkiv/")
    for row in page.find_all("li"):
        if count := row.find(class_="num"):
            assert len(titles(client, row.a["href"])) == int(text(count))
    for section in page.find_all("section"):
        assert client.get(section.h2.a["href"]).status_code == 200


def test_posts_are_found_by_tag_category_and_author_each_once(client):
    author, category = make.AuthorFactory(name="Ingrid", presentation="Bibliotekar."), make.CategoryFactory(name="Nytt")
    make.post(title="Med alt", authors=[author, author], categories=[category, category], tags=["lesing", "høst"])
    make.post(title="Uten noe")
    for address in (
        "/blogg/forfatter/ingrid/",
        "/blogg/kategori/nytt/",
        "/blogg/emneord/lesing/",
        "/blogg/emneord/host/",
    ):
        assert titles(client, address) == ["Med alt"]
    assert "Bibliotekar." in text(main(client, "/blogg/forfatter/ingrid/"))


def test_a_category_without_posts_is_not_found_until_it_has_one(client):
    make.blog()
    category = make.CategoryFactory(name="Tom")
    assert client.get("/blogg/kategori/tom/").status_code == 404
    make.post(categories=[category])
    assert client.get("/blogg/kategori/tom/").status_code == 200


def test_a_presentation_is_text_and_never_markup(client):
    author = make.AuthorFactory(name="Ingrid", presentation="<script>alert(1)</script> & co")
    make.post(authors=[author])
    page = main(client, "/blogg/forfatter/ingrid/")
    assert not page.find("script")
    assert "<script>alert(1)</script> & co" in page.get_text()


def test_a_list_marks_a_title_in_another_language(client):
    make.blog("nn")
    post = make.post(title="Bare på bokmål")
    post.copy_for_translation(make.locale("nn"), alias=True)
    page = main(client, "/nn/blogg/")
    assert page.find("a", string="Bare på bokmål").find_parent(attrs={"lang": True})["lang"] == "nb"


def test_two_blogs_keep_their_posts_apart(client):
    make.blog()
    other = make.add(make.home_page(), BlogIndexPage(title="Nytt", slug="nytt"))
    make.post(title="I bloggen", tags=["lesing"])
    make.post(title="I nytt", tags=["lesing"], parent=other)
    assert titles(client, "/nytt/") == titles(client, "/nytt/emneord/lesing/") == ["I nytt"]
    assert titles(client, "/blogg/") == titles(client, "/blogg/emneord/lesing/") == ["I bloggen"]


def test_the_nynorsk_category_holds_the_nynorsk_posts(client):
    make.blog("nn")
    category = make.CategoryFactory(name="Nytt")
    make.translated(category, name="Nytt på nynorsk", slug="nytt-nn")
    post = make.post(title="Innlegg", categories=[category])
    nynorsk = post.copy_for_translation(make.locale("nn"))
    nynorsk.title = "Innlegg på nynorsk"
    nynorsk.save_revision().publish()
    assert titles(client, "/nn/blogg/kategori/nytt-nn/") == ["Innlegg på nynorsk"]
    assert text(main(client, "/nn/blogg/kategori/nytt-nn/").h1) == "Nytt på nynorsk"


def test_the_front_page_shows_the_newest_post_and_leads_to_the_rest(client):
    make.collaboration_page()
    for number in range(1, 8):
        make.post(title=f"Innlegg {number}", date=at(2011, number))
    page = main(client, "/")
    assert text(page.find("h2", class_="lead-title")) == "Innlegg 7"
    assert titles(client, "/") == ["Innlegg 6", "Innlegg 5", "Innlegg 4", "Innlegg 3"]
    assert page.find("a", href="/blogg/")


def test_the_shelf_holds_each_competency_once_for_each_who_named_it(client):
    make.collaboration_page()
    akershus = make.OrganisationFactory(name="Akershus")
    make.post(
        [
            ("competency", "organisations", [akershus], ["Kurs", (make.term("competency", "Kurs"), "kurs igjen")]),
            ("competency", "shared", [], ["Kurs"]),
            ("competency", "unattributed", [], ["Fra rommet"]),
            ("goal", "organisations", [akershus], ["Et mål"]),
        ]
    )
    shelf = main(client, "/").find("ul", class_="shelf")
    assert [text(link) for link in shelf.find_all("a", class_="book")] == ["Kurs", "Kurs"]
    assert {link["href"] for link in shelf.find_all("a", class_="book")} == {"/samarbeid/kompetanse/kurs/"}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Høst", "host"),
        ("ÆØÅ", "aeoa"),
        ("čáŋ", "can"),
        ("lesing & læring", "lesing-laering"),
        ("💩", "tag"),
        ("x" * 99, "x" * 90),
    ],
)
def test_a_tag_has_an_address_in_whatever_letters_it_is_written(client, name, slug):
    post = make.post(tags=[name])
    assert Tag.objects.get().slug == slug
    tag = main(client, post.url).find("a", rel="tag")
    assert text(tag) == name
    assert text(main(client, tag["href"]).h1).lower() == name.lower()


def test_tags_that_would_share_an_address_have_one_each(client):
    make.post(tags=["høst", "hõst", "host"])
    slugs = set(Tag.objects.values_list("slug", flat=True))
    assert slugs == {"host", "host-2", "host-3"}
    for slug in slugs:
        assert client.get(f"/blogg/emneord/{slug}/").status_code == 200
