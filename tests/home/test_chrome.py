"""What stands around every page: menu, languages, foot."""

import itertools

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from blog.models import BlogIndexPage
from home.chrome import Chrome
from tests import factories as make
from tests.full_site import close

pytestmark = pytest.mark.django_db


def read(client, address):
    return BeautifulSoup(client.get(address).content.decode(), "html.parser")


def names(nav):
    return [link.get_text(strip=True) for link in nav.find_all("a")] if nav else []


def menu(client, address="/"):
    return read(client, address).find("nav", class_="menu")


def language_links(client, address):
    return {link["lang"]: link["href"] for link in read(client, address).find("nav", class_="lang").find_all("a")}


@pytest.fixture(autouse=True)
def site():
    make.site()


def test_the_menu_holds_what_is_marked_for_it_and_the_foot_the_rest(client):
    make.standard_page(title="Om oss", show_in_menus=True)
    make.standard_page(title="Personvern")
    page = read(client, "/")
    assert names(page.find("nav", class_="menu")) == ["Om oss"]
    assert "Personvern" in names(page.footer)


@pytest.mark.parametrize("how", ["draft", "password", "login"])
def test_what_not_everybody_may_read_is_not_in_the_menu(client, how):
    page = make.standard_page(title="Bare for oss", show_in_menus=True, live=how != "draft")
    if how != "draft":
        assert names(menu(client)) == ["Bare for oss"]
        close(page, how)
    assert "Bare for oss" not in str(read(client, "/"))


def test_the_menu_marks_the_very_page_and_its_section(client):
    blog = make.blog(show_in_menus=True)
    post = make.post()
    assert menu(client, blog.url).a["aria-current"] == "page"
    assert menu(client, post.url).a["aria-current"] == "true"
    assert "aria-current" not in menu(client, "/").a.attrs


def test_another_page_s_address_that_begins_alike_is_no_section(client):
    make.standard_page(title="Om", slug="om", show_in_menus=True)
    longer = make.standard_page(title="Om oss", slug="om-oss", show_in_menus=True)
    current = {link.get_text(strip=True): link.get("aria-current") for link in menu(client, longer.url).find_all("a")}
    assert current == {"Om": None, "Om oss": "page"}


def test_a_site_in_one_language_has_no_choice_of_languages(client):
    assert read(client, "/").find("nav", class_="lang") is None


def test_each_language_leads_to_the_same_page_or_else_to_its_front_page(client):
    make.blog("nn")
    post, alone = make.post(title="Med nynorsk"), make.post(title="Uten nynorsk")
    nynorsk = post.copy_for_translation(make.locale("nn"))
    nynorsk.save_revision().publish()
    assert language_links(client, post.url) == {"nb": post.url, "nn": f"/nn{post.url}"}
    assert language_links(client, alone.url) == {"nb": alone.url, "nn": "/nn/"}
    nynorsk.refresh_from_db()
    nynorsk.unpublish()
    assert language_links(client, post.url)["nn"] == "/nn/"


def test_a_page_says_which_language_it_is_in_and_its_words_are_in_it(client):
    make.blog("nn")
    bokmal, nynorsk = read(client, "/"), read(client, "/nn/")
    assert (bokmal.html["lang"], nynorsk.html["lang"]) == ("nb", "nn")
    assert names(nynorsk.find("nav", class_="lang")) == names(bokmal.find("nav", class_="lang"))
    assert bokmal.find("a", class_="skip").get_text() != nynorsk.find("a", class_="skip").get_text()


def test_the_browser_s_language_changes_nothing(client):
    make.blog("nn")
    assert read(client, "/").html["lang"] == "nb"
    response = client.get("/", HTTP_ACCEPT_LANGUAGE="nn,en")
    assert BeautifulSoup(response.content.decode(), "html.parser").html["lang"] == "nb"


def test_an_untranslated_page_says_so_and_marks_its_text(client):
    make.blog("nn")
    post = make.post(title="Bare på bokmål")
    post.copy_for_translation(make.locale("nn"), alias=True)
    page = read(client, f"/nn{post.url}")
    assert page.html["lang"] == "nn"
    assert page.article["lang"] == "nb"
    assert "Bokmål" in page.find(class_="notice").get_text()


def test_site_texts_are_in_the_page_s_language_and_else_in_the_first(client):
    make.home_page("nn")
    texts = make.SiteTextFactory(name="Samspill", tagline="Fire bibliotek")
    assert "Fire bibliotek" in read(client, "/nn/").header.get_text()
    make.translated(texts, tagline="Fire bibliotek på nynorsk")
    assert "på nynorsk" in read(client, "/nn/").header.get_text()
    assert "på nynorsk" not in read(client, "/").header.get_text()


def test_a_draft_of_the_site_texts_is_shown_to_nobody(client):
    make.SiteTextFactory(name="Hemmelig", live=False)
    assert "Hemmelig" not in str(read(client, "/"))


def test_everything_around_a_page_is_asked_for_in_two_queries(rf, django_assert_num_queries):
    make.blog("nn")
    make.SiteTextFactory()
    make.standard_page(show_in_menus=True)
    page = make.post()
    request = rf.get(page.url)
    page.get_url(request)
    with translation.override("nb"), django_assert_num_queries(2):
        around = Chrome(request, page)
        assert around.texts
        assert around.menu
        assert around.foot
        assert around.languages
        assert around.home_url == "/"
        assert around.section(BlogIndexPage, of=page)


def test_a_page_has_landmarks_one_heading_and_a_way_past_the_menu(client):
    make.collaboration_page()
    post = make.post([("goal", "shared", [], ["Lesning"])], text="Hei")
    for address in (
        "/",
        "/blogg/",
        "/blogg/arkiv/",
        post.url,
        "/samarbeid/",
        "/samarbeid/maal/lesning/",
        "/finnes-ikke/",
    ):
        page = read(client, address)
        assert len(page.find_all("h1")) == 1, address
        assert len(page.find_all("main")) == len(page.find_all("header", class_="site")) == 1, address
        assert page.body.find("a")["href"] == "#content", address
        assert page.find(id="content").name == "main", address
        levels = [int(heading.name[1]) for heading in page.main.find_all(["h1", "h2", "h3", "h4"])]
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), (address, levels)
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), address
        for tag in page.find_all(attrs={"aria-labelledby": True}):
            assert tag["aria-labelledby"] in ids, address
