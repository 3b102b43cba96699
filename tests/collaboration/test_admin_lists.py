"""The lists in which an editor finds her way."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from collaboration.listing import status
from collaboration.models import Attribution, Challenge, Competency, Goal, Kind, Means, Organisation, Session, Theme
from tests import factories

pytestmark = pytest.mark.django_db
MODELS = [Organisation, Session, Theme, Competency, Challenge, Goal, Means]


@pytest.fixture
def editor(client):
    user = factories.user("editor")
    client.force_login(user)
    return user


def listed(client, model, **query):
    """Return the rows of a list, as the page has them."""
    response = client.get(reverse(model.snippet_viewset.get_url_name("list")), query)
    assert response.status_code == 200
    return list(response.context["object_list"])


def names(client, model, **query):
    return [row.name for row in listed(client, model, **query)]


def said_by(organisations, *wordings, kind=Kind.COMPETENCY):
    return kind, Attribution.ORGANISATIONS, organisations, list(wordings)


def test_a_list_stands_in_the_alphabet_of_its_language(client, editor):
    for name in ("Ærlighet", "Åpenhet", "zoologi", "Øving", "aktivitet"):
        factories.term(Kind.GOAL, name)
    assert names(client, Goal) == ["aktivitet", "zoologi", "Ærlighet", "Øving", "Åpenhet"]


def test_a_term_shows_how_often_it_was_said_and_by_how_many_organisations(client, editor):
    first, second = factories.OrganisationFactory(), factories.OrganisationFactory()
    factories.post([said_by([first, second], "Formidling"), said_by([first], "formidling")])
    factories.post([(Kind.COMPETENCY, Attribution.SHARED, [], ["Formidling"])])
    (row,) = listed(client, Competency)
    assert (row.said, row.said_by) == (4, 2)


def test_only_what_anybody_may_read_is_counted(client, editor):
    organisation = factories.OrganisationFactory()
    factories.post([said_by([organisation], "Formidling")], live=False)
    hidden = factories.post([said_by([organisation], "Formidling")])
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    (row,) = listed(client, Competency)
    assert (row.said, row.said_by) == (0, 0)


def test_an_organisation_a_session_and_a_theme_show_what_was_said(client, editor):
    organisation = factories.OrganisationFactory()
    session, theme = factories.SessionFactory(present=[organisation]), factories.ThemeFactory()
    factories.term(Kind.COMPETENCY, "Formidling", theme=theme)
    factories.post([said_by([organisation], "Formidling", "Drift")], session=session)
    assert listed(client, Organisation)[0].said == 2
    assert (listed(client, Session)[0].said, listed(client, Session)[0].said_by) == (2, 1)
    row = listed(client, Theme)[0]
    assert (row.concept_count, row.said, row.said_by) == (1, 1, 1)


def test_a_translation_shows_the_same_figures(client, editor):
    organisation = factories.OrganisationFactory()
    factories.post([said_by([organisation], "Formidling")])
    factories.translated(factories.term(Kind.COMPETENCY, "Formidling"), name="Formidling")
    factories.translated(organisation)
    assert [row.said for row in listed(client, Competency)] == [1, 1]
    assert [row.said for row in listed(client, Organisation)] == [1, 1]


def test_the_locale_filter_is_wagtails_own(client, editor):
    term = factories.term(Kind.GOAL, "Mål")
    factories.translated(term, name="Mål på nynorsk")
    assert names(client, Goal, locale="nn") == ["Mål på nynorsk"]


def test_a_list_is_filtered_by_theme_and_by_having_none(client, editor):
    theme = factories.ThemeFactory()
    factories.term(Kind.GOAL, "Med", theme=theme)
    factories.term(Kind.GOAL, "Uten")
    assert names(client, Goal, theme=theme.pk) == ["Med"]
    assert names(client, Goal, theme="none") == ["Uten"]


def test_a_list_is_filtered_by_status(client, editor):
    factories.term(Kind.GOAL, "Ute")
    factories.term(Kind.GOAL, "Inne", live=False)
    assert names(client, Goal, live="true") == ["Ute"]
    assert names(client, Goal, live="false") == ["Inne"]


def test_a_list_is_filtered_by_who_said_it_where_and_whether(client, editor):
    first, second = factories.OrganisationFactory(), factories.OrganisationFactory()
    session = factories.SessionFactory()
    factories.post([said_by([first], "Hos den ene")], session=session)
    factories.post([said_by([second], "Hos den andre")])
    factories.term(Kind.COMPETENCY, "Hos ingen")
    assert names(client, Competency, organisation=first.pk) == ["Hos den ene"]
    assert names(client, Competency, session=session.pk) == ["Hos den ene"]
    assert names(client, Competency, used="false") == ["Hos ingen"]
    assert names(client, Competency, used="true") == ["Hos den andre", "Hos den ene"]


@pytest.mark.parametrize("text", ["bibliotek", "BIBLIOTEK", "tjeneste fylke", "  fylkesbib  "])
def test_search_finds_parts_of_words(client, editor, text):
    factories.term(Kind.GOAL, "Fylkesbibliotekenes tjenester")
    factories.term(Kind.GOAL, "Noe annet")
    assert names(client, Goal, q=text) == ["Fylkesbibliotekenes tjenester"]


def test_search_finds_other_names_and_norwegian_letters_in_any_case(client, editor):
    factories.term(Kind.GOAL, "Lydbøker", aliases="DAISY\nÅpne lydbøker")
    assert names(client, Goal, q="daisy") == ["Lydbøker"]
    assert names(client, Goal, q="LYDBØK") == ["Lydbøker"]
    assert names(client, Goal, q="lydbøkene") == ["Lydbøker"]
    assert names(client, Goal, q="åpne") == ["Lydbøker"]


def test_search_and_filters_work_together(client, editor):
    theme = factories.ThemeFactory()
    factories.term(Kind.GOAL, "Felles mål", theme=theme)
    factories.term(Kind.GOAL, "Felles virke")
    assert names(client, Goal, q="felles", theme=theme.pk, ordering="-said") == ["Felles mål"]


def test_what_was_merged_into_another_term_is_not_listed(client, editor):
    kept, merged = factories.term(Kind.GOAL, "Beholdt"), factories.term(Kind.GOAL, "Slått sammen")
    merged.concept.replaced_by = kept.concept
    merged.concept.save()
    assert names(client, Goal) == ["Beholdt"]


def test_a_row_leads_to_where_it_is_used(client, editor):
    term = factories.term(Kind.GOAL, "Mål")
    response = client.get(reverse(Goal.snippet_viewset.get_url_name("list")))
    assert reverse(Goal.snippet_viewset.get_url_name("usage"), args=[term.pk]) in response.content.decode()


def test_a_list_says_what_is_draft_and_what_is_scheduled(client, editor):
    live = factories.term(Kind.GOAL, "Ute")
    live.name = "Ute, men endret"
    live.save_revision()
    waiting = factories.term(Kind.GOAL, "Venter", live=False)
    waiting.go_live_at = factories.tomorrow()
    waiting.save_revision().publish()
    factories.term(Kind.GOAL, "Kladd", live=False)
    page = client.get(reverse(Goal.snippet_viewset.get_url_name("list"))).content.decode()
    cells = [row.split("</tr>")[0] for row in page.split("<tr")[2:]]
    found = {name: next(row for row in cells if name in row) for name in ("Ute, men endret", "Venter", "Kladd")}
    rows = {row.pk: str(status(row)) for row in listed(client, Goal)}
    assert rows[live.pk] in found["Ute, men endret"]
    assert rows[waiting.pk] in found["Venter"]
    assert len(set(rows.values())) == 3


def fill(number):
    """Make so many of everything, each said by somebody in a session, some as drafts."""
    for at in range(number):
        organisation = factories.OrganisationFactory()
        session, theme = factories.SessionFactory(present=[organisation]), factories.ThemeFactory()
        names_of = {kind: f"{kind.label} {at} {theme.pk}" for kind in Kind}
        for kind, name in names_of.items():
            factories.term(kind, name, theme=theme)
            factories.term(kind, f"{name} kladd", live=False).save_revision()
        factories.post([said_by([organisation], name, kind=kind) for kind, name in names_of.items()], session=session)


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_every_list_costs_the_same_number_of_queries_at_ten_times_the_data(client, editor):
    urls = [reverse(model.snippet_viewset.get_url_name("list")) for model in MODELS]
    urls += [f"{url}?q=a&live=true&used=true" for url in urls]
    urls += [reverse(model.snippet_viewset.chooser_viewset.get_url_name("choose")) + "?locale=nb" for model in MODELS]
    fill(1)
    few = {url: queries(client, url) for url in urls}
    fill(9)
    many = {url: queries(client, url) for url in urls}
    assert many == few
    assert max(few.values()) <= 30


def test_a_moderator_sees_the_list_and_no_way_to_change_it(client):
    client.force_login(factories.user("moderator"))
    term = factories.term(Kind.GOAL, "Mål")
    page = client.get(reverse(Goal.snippet_viewset.get_url_name("list"))).content.decode()
    assert "Mål" in page
    for action in ("edit", "delete"):
        assert reverse(Goal.snippet_viewset.get_url_name(action), args=[term.pk]) not in page
