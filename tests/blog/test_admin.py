"""Posts, authors and categories in Wagtail's admin."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from blog.models import Author, Category
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = factories.user("editor", language="en")
    client.force_login(user)
    return user


def explorer():
    return reverse("wagtailadmin_explore", args=[factories.blog().pk])


def every_post():
    return reverse("wagtailadmin_pages:type_use", args=["blog", "postpage"])


def titles(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return [page.title for page in response.context["pages"]]


both_lists = pytest.mark.parametrize("address", [explorer, every_post])


@both_lists
def test_a_list_of_posts_shows_session_authors_date_and_status(client, editor, address):
    factories.post(
        title="Oppsummering",
        session=factories.SessionFactory(name="Første samling"),
        authors=[factories.AuthorFactory(name="Kari"), factories.AuthorFactory(name="Ola")],
    )
    page = client.get(address()).content.decode().split('id="listing-results"')[1]
    for text in ("Oppsummering", "Første samling", "Kari, Ola"):
        assert text in page


@pytest.mark.tasks
@both_lists
def test_posts_are_found_by_session_author_category_status_and_date(client, editor, address):
    session, author = factories.SessionFactory(), factories.AuthorFactory()
    category = factories.CategoryFactory()
    long_ago = timezone.make_aware(datetime.datetime(2011, 4, 1, 12))
    factories.post(title="Den", session=session, authors=[author], categories=[category], date=long_ago)
    factories.post(title="En annen")
    factories.post(title="Kladd", live=False)
    for query in (
        {"session": session.pk},
        {"author": author.pk},
        {"category": category.pk},
        {"date_from": "2011-01-01", "date_to": "2011-12-31"},
        {"session": session.pk, "author": author.pk, "q": "den", "ordering": "-date"},
    ):
        assert titles(client, address(), **query) == ["Den"], query
    assert titles(client, address(), live="false") == ["Kladd"]


@both_lists
def test_posts_can_be_ordered_by_date(client, editor, address):
    for title, year in (("Gammel", 2011), ("Ny", 2026), ("Midt imellom", 2020)):
        factories.post(title=title, date=timezone.make_aware(datetime.datetime(year, 1, 1)))
    assert titles(client, address(), ordering="date") == ["Gammel", "Midt imellom", "Ny"]


def queries(client, address):
    """Return the queries of a list, but for what wagtail-localize asks for each row's buttons."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    buttons = re.compile(r'FROM "wagtail_localize_translatableobject"|SELECT 1 AS "a" FROM "wagtailcore_locale"')
    return len([query for query in captured if not buttons.search(query["sql"])])


def fill(number):
    for _at in range(number):
        factories.post(
            session=factories.SessionFactory(),
            authors=[factories.AuthorFactory(organisation=factories.OrganisationFactory())],
            categories=[factories.CategoryFactory()],
        )
        factories.post(live=False, authors=[factories.AuthorFactory(user=factories.user())])


def test_every_list_costs_the_same_number_of_queries_at_ten_times_the_data(client, editor):
    addresses = [reverse(model.snippet_viewset.get_url_name("list")) for model in (Author, Category)]
    addresses += [explorer(), every_post()]
    fill(2)
    few = {address: queries(client, address) for address in addresses}
    fill(18)
    assert {address: queries(client, address) for address in addresses} == few


# --- A new post ------------------------------------------------------------------------------------


def new_post(client):
    address = reverse("wagtailadmin_pages:add", args=["blog", "postpage", factories.blog().pk])
    return client.get(address).context["form"]


def test_a_new_post_gets_the_name_of_who_begins_it(client, editor):
    author = factories.AuthorFactory(user=editor)
    (row,) = new_post(client).formsets["post_authors"].forms
    assert row.instance.author == author


def test_a_new_post_of_somebody_who_is_no_author_has_none(client, editor):
    factories.AuthorFactory()
    assert new_post(client).formsets["post_authors"].forms == []


# --- Authors and categories ------------------------------------------------------------------------


def names(client, model, **query):
    response = client.get(reverse(model.snippet_viewset.get_url_name("list")), query)
    return [row.name for row in response.context["object_list"]]


def test_authors_and_categories_stand_in_the_alphabet_and_show_their_posts(client, editor):
    first, second = factories.AuthorFactory(name="Åse Ås"), factories.AuthorFactory(name="Ærlend")
    category = factories.CategoryFactory()
    factories.post(authors=[first, second], categories=[category])
    factories.post(authors=[first], live=False)
    response = client.get(reverse(Author.snippet_viewset.get_url_name("list")))
    assert [(row.name, row.posts) for row in response.context["object_list"]] == [("Ærlend", 1), ("Åse Ås", 1)]
    response = client.get(reverse(Category.snippet_viewset.get_url_name("list")))
    assert [row.posts for row in response.context["object_list"]] == [1]


@pytest.mark.parametrize("text", ["åse", "Åse", "berg", "berg åse"])
def test_an_author_is_found_by_any_part_of_the_name(client, editor, text):
    factories.AuthorFactory(name="Åse Solberg")
    factories.AuthorFactory(name="Kari")
    assert names(client, Author, q=text) == ["Åse Solberg"]


def test_authors_are_filtered_by_organisation(client, editor):
    organisation = factories.OrganisationFactory()
    factories.AuthorFactory(name="Kari", organisation=organisation)
    factories.AuthorFactory(name="Ola")
    assert names(client, Author, organisation=organisation.pk) == ["Kari"]


def test_an_author_is_made_from_within_a_post_by_a_name(client, editor):
    address = reverse(Author.snippet_viewset.chooser_viewset.get_url_name("create"))
    client.post(address, {"name": "Kari Nordmann"})
    assert Author.objects.get().slug == "kari-nordmann"


def test_the_figures_on_the_first_page_lead_to_the_posts(client, editor):
    factories.post()
    factories.post(live=False)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "1 published post" in page
    assert "1 post waits as a draft" in page
    assert f"{every_post()}?live=false" in page
