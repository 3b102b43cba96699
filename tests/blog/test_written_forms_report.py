"""The report on written forms in Wagtail's admin: who sees it, what it says, and as a file."""

import csv
import datetime
import io

import openpyxl
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from blog.models import PublishedWords
from blog.written_forms.report import report_menu_item
from tests import factories

pytestmark = pytest.mark.django_db


def published(words, when, language="nb", authors=()):
    """Publish a post of so many words on a day."""
    post = factories.post(title=" ".join(["ord"] * words), parent=factories.blog(language), authors=authors)
    Page.objects.filter(pk=post.pk).update(first_published_at=timezone.make_aware(datetime.datetime(*when, 12)))
    return post


@pytest.fixture
def reader(client):
    client.force_login(factories.user("editor", language="en"))
    return client


@pytest.fixture
def posts():
    """Publish in two years and three languages; the pages around them are of no account."""
    library, museum = factories.OrganisationFactory(name="Biblioteket"), factories.OrganisationFactory(name="Åsmuseet")
    ada = factories.AuthorFactory(name="Ada", organisation=library)
    bo = factories.AuthorFactory(name="Bo", organisation=museum)
    published(60, (2024, 2, 1), "nb", [ada])
    published(20, (2024, 5, 1), "nn", [ada, bo])
    published(30, (2026, 1, 1), "nb", [bo])
    published(50, (2026, 1, 2), "en")
    PublishedWords.objects.exclude(page__in=Page.objects.filter(title__startswith="ord")).update(words=0)
    Page.objects.exclude(title__startswith="ord").update(
        first_published_at=datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    )
    return ada, bo, library, museum


def page_of(reader, **asked):
    response = reader.get(reverse("written_forms"), asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def table_of(page):
    return [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.select(".written-forms table tr")
    ]


def file_of(reader, **asked):
    response = reader.get(reverse("written_forms"), {"export": "csv", **asked})
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode())))


# --- Who sees it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", True), ("editor", True), ("translator", True), ("moderator", False)]
)
@pytest.mark.parametrize("name", ["written_forms", "written_forms_results"])
def test_those_who_work_with_pages_see_it_and_others_do_not(client, role, may, name):
    client.force_login(factories.user(role))
    for asked in ({}, {"export": "csv"}, {"export": "xlsx"}):
        assert (client.get(reverse(name), asked).status_code == 200) is may


@pytest.mark.parametrize(("role", "may"), [("editor", True), ("moderator", False)])
def test_the_menu_offers_it_to_those_who_may_see_it(client, role, may):
    client.force_login(factories.user(role))
    assert (reverse("written_forms") in client.get(reverse("wagtailadmin_home")).content.decode()) is may


def test_the_menu_does_not_offer_it_on_a_site_without_both_forms(rf, settings):
    request = rf.get("/")
    request.user = factories.user("editor")
    assert report_menu_item().is_shown(request)
    settings.LANGUAGES = [("nb", "Bokmål"), ("en", "English")]
    assert not report_menu_item().is_shown(request)


def test_nobody_who_is_not_signed_in_and_nobody_without_a_role_sees_it(client):
    assert client.get(reverse("written_forms")).status_code == 302
    client.force_login(factories.user())
    assert client.get(reverse("written_forms")).status_code in (302, 403)


# --- What it says --------------------------------------------------------------------------------


@pytest.mark.usefixtures("posts")
def test_each_year_has_a_line_also_one_without_a_word(reader):
    heading, *lines = table_of(page_of(reader))
    assert heading == [
        "Period", "Bokmål, words", "Bokmål, per cent", "Nynorsk, words", "Nynorsk, per cent", "English, words",
    ]  # fmt: skip
    assert lines == [
        ["2026", "30", "100.0", "0", "0.0", "50"],
        ["2025", "0", "–", "0", "–", "0"],
        ["2024", "60", "75.0", "20", "25.0", "0"],
        ["In all", "90", "81.8", "20", "18.2", "50"],
    ]


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize(
    ("line", "first", "last", "number"),
    [
        ("quarter", "Quarter 1, 2026", "Quarter 1, 2024", 9),
        ("month", "January 2026", "February 2024", 24),
    ],
)
def test_a_line_can_be_a_quarter_or_a_month(reader, line, first, last, number):
    _heading, *lines, _total = table_of(page_of(reader, line=line))
    assert (lines[0][0], lines[-1][0], len(lines)) == (first, last, number)


@pytest.mark.usefixtures("posts")
def test_the_period_can_be_chosen_with_both_of_its_days_in_it(reader):
    lines = table_of(page_of(reader, at_from="2024-02-01", at_to="2024-05-01"))[1:]
    assert [line[:4] for line in lines] == [["2024", "60", "75.0", "20"], ["In all", "60", "75.0", "20"]]
    lines = table_of(page_of(reader, at_from="2024-02-02", at_to="2024-05-01"))[1:]
    assert lines[0][:4] == ["2024", "0", "0.0", "20"]


def test_a_text_of_two_organisations_counts_for_each_and_once_in_all(reader, posts):
    lines = table_of(page_of(reader, line="organisation"))[1:]
    assert [(line[0], line[1], line[3]) for line in lines] == [
        ("Biblioteket", "60", "20"),
        ("Åsmuseet", "30", "20"),
        ("Without an author's organisation", "0", "0"),
        ("In all", "90", "20"),
    ]


def test_authors_have_lines_and_can_be_chosen_like_organisations(reader, posts):
    ada, _bo, _library, museum = posts
    lines = table_of(page_of(reader, line="author"))[1:]
    assert [line[0] for line in lines] == ["Ada", "Bo", "Without an author", "In all"]
    assert table_of(page_of(reader, author=ada.pk))[-1][1:4:2] == ["60", "20"]
    assert table_of(page_of(reader, organisation=museum.pk))[-1][1:4:2] == ["30", "20"]


def test_an_organisation_is_named_in_the_language_that_is_spoken(client, posts):
    factories.translated(posts[3], "nn", name="Åsmuseet på nynorsk")
    client.force_login(factories.user("editor", language="nn"))
    assert "Åsmuseet på nynorsk" in [line[0] for line in table_of(page_of(client, line="organisation"))]


@pytest.mark.usefixtures("posts")
def test_the_picture_draws_nynorsk_filled_and_bokmal_as_an_edge_and_says_so(reader):
    picture = page_of(reader).find("svg", attrs={"aria-labelledby": "written-forms-t written-forms-d"})
    assert picture["role"] == "img"
    assert picture.title.string
    assert "nynorsk filled" in picture.desc.string
    words = [text.get_text(strip=True) for text in picture.find_all("text")]
    assert words == ["Nynorsk", "Bokmål", "In all", "18.2 %", "2026", "0.0 %", "2025", "–", "2024", "25.0 %"]
    # The key's two, then a bar for each share that is not nothing.
    assert len(picture.select("rect.filled")) == 1 + 2
    assert len(picture.select("rect.edge")) == 1 + 3


@pytest.mark.usefixtures("posts")
def test_the_table_is_one_that_can_be_heard(reader):
    table = page_of(reader).select_one(".written-forms table")
    assert table.caption.get_text(strip=True)
    assert {cell["scope"] for cell in table.thead.find_all("th")} == {"col"}
    assert all(row.find("th")["scope"] == "row" for row in table.tbody.find_all("tr"))
    assert table.parent["tabindex"] == "0"


def test_where_nothing_has_been_published_it_says_so_and_what_would_count(reader):
    page = page_of(reader)
    assert not page.select(".written-forms table")
    assert "Nothing has been published yet." in page.get_text()
    assert "What counts" in page.get_text()


@pytest.mark.usefixtures("posts")
def test_where_nothing_is_found_it_says_that(reader):
    assert "Nothing was published in this period" in page_of(reader, at_from="2031-01-01").get_text()


def test_it_tells_of_what_has_not_been_counted_yet(reader):
    post = factories.post()
    assert "not been counted yet" not in page_of(reader).get_text()
    PublishedWords.objects.filter(page=post).delete()
    assert "1 published page has not been counted yet." in page_of(reader).get_text()


# --- As a file -----------------------------------------------------------------------------------


@pytest.mark.usefixtures("posts")
@pytest.mark.parametrize("line", ["", "quarter", "month", "organisation", "author"])
def test_the_file_holds_what_the_table_shows(reader, line):
    shown = [[cell.replace("–", "") for cell in row] for row in table_of(page_of(reader, line=line))]
    assert file_of(reader, line=line) == shown
    response = reader.get(reverse("written_forms"), {"export": "xlsx", "line": line})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    cells = [["" if cell is None else cell for cell in row] for row in sheet.values]
    assert cells[0] == shown[0]
    as_text = [[_as_shown(number, cell) for number, cell in enumerate(row)] for row in cells[1:]]
    assert as_text == shown[1:]


def _as_shown(number, cell):
    return f"{cell:.1f}" if number in (2, 4) and cell != "" else str(cell)


def test_a_name_is_no_formula_in_the_file(reader):
    published(3, (2024, 1, 1), authors=[factories.AuthorFactory(name="=1+1")])
    assert "'=1+1" in [row[0] for row in file_of(reader, line="author")]


# --- What it costs -------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["", "month", "organisation", "author"])
def test_it_asks_as_often_for_many_posts_as_for_few(reader, line):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page_of(reader, line=line)
        return len(queries)

    def write(number):
        organisation = factories.OrganisationFactory()
        authors = [factories.AuthorFactory(organisation=organisation)]
        for month in range(1, number + 1):
            published(month, (2024, month, 1), "nb" if month % 2 else "nn", authors)

    write(2)
    asked()
    few = asked()
    for _number in range(2):
        write(7)
    assert asked() == few
