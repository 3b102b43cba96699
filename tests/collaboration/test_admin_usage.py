"""Where things are used: in live posts and drafts, in what is scheduled, and once upon a time."""

import pytest
from django.urls import reverse
from wagtail.models import Page, ReferenceIndex

from collaboration.models import Attribution, Competency, Kind, SessionOrganisation, Succession
from collaboration.usage import Where, statements_of, uses_of
from tests import factories
from tests.collaboration.used_things import THINGS, draft_of, each_thing, in_a_post, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = factories.user("editor", language="en")
    client.force_login(user)
    return user


def used_in(obj):
    return [(use.title, use.where) for use in uses_of(obj)]


# --- Where ---------------------------------------------------------------------------------------


@each_thing
def test_what_nothing_uses_has_no_uses(thing):
    assert uses_of(THINGS[thing]()) == []


@each_thing
def test_a_live_post_is_a_use(thing):
    thing = THINGS[thing]()
    post = in_a_post(thing)
    assert used_in(thing) == [(post.title, Where.LIVE)]


@each_thing
def test_a_post_that_was_never_published_is_a_use(thing):
    thing = THINGS[thing]()
    post = in_a_post(thing, live=False)
    assert used_in(thing) == [(post.title, Where.DRAFT)]


@each_thing
def test_a_scheduled_post_is_a_use(thing):
    thing = THINGS[thing]()
    post = in_a_post(thing, scheduled=factories.tomorrow())
    assert used_in(thing) == [(post.title, Where.SCHEDULED)]


@each_thing
def test_a_live_post_whose_draft_alone_uses_it_is_a_use(thing):
    thing, post = THINGS[thing](), factories.post()
    draft_of(post, thing)
    assert used_in(thing) == [(post.title, Where.DRAFT)]


@each_thing
def test_a_live_post_whose_scheduled_revision_alone_uses_it_is_a_use(thing):
    thing, post = THINGS[thing](), factories.post()
    draft_of(post, thing, scheduled=factories.tomorrow())
    assert used_in(thing) == [(post.title, Where.SCHEDULED)]


def test_an_older_draft_that_was_written_over_is_no_use():
    term, post = factories.term(Kind.COMPETENCY, "Formidling"), factories.post()
    factories.revise(post, said=said("Formidling"))
    factories.revise(post, said=said("Noe annet"))
    assert uses_of(term) == []


def test_a_post_that_no_longer_says_it_is_a_use_in_the_past():
    organisation = factories.OrganisationFactory()
    post = factories.post(said("Formidling", by=[organisation]))
    factories.revise(post, said=said("Drift"), publish=True)
    assert used_in(factories.term(Kind.COMPETENCY, "Formidling")) == [(post.title, Where.WITHDRAWN)]
    assert used_in(organisation) == [(post.title, Where.WITHDRAWN)]


def test_a_post_that_was_deleted_is_remembered():
    post = factories.post(said("Formidling"))
    Page.objects.get(pk=post.pk).delete()
    (use,) = uses_of(factories.term(Kind.COMPETENCY, "Formidling"))
    assert (use.where, use.edit_url, use.url) == (Where.WITHDRAWN, "", "")


def test_an_organisation_is_used_where_it_was_present_where_it_succeeded_and_by_its_authors():
    organisation, before = factories.OrganisationFactory(), factories.OrganisationFactory(name="Før")
    Succession.objects.create(predecessor=before, successor=organisation)
    author = factories.AuthorFactory(organisation=organisation)
    session = factories.SessionFactory(present=[organisation])
    assert {title for title, _where in used_in(organisation)} == {before.name, author.name, session.name}
    assert uses_of(before) == []


def test_a_sessions_draft_is_a_use_of_who_is_present_in_it():
    organisation, session = factories.OrganisationFactory(), factories.SessionFactory()
    session.present = [SessionOrganisation(organisation=organisation)]
    session.save_revision()
    assert used_in(organisation) == [(session.name, Where.DRAFT)]


def test_a_theme_is_used_by_its_terms():
    theme = factories.ThemeFactory()
    factories.term(Kind.GOAL, "Mål", theme=theme)
    factories.term(Kind.GOAL, "Kladd", theme=theme, live=False)
    assert used_in(theme) == [("Mål", Where.LIVE), ("Kladd", Where.DRAFT)]


def test_a_use_in_one_language_is_a_use_of_all_its_names():
    term = factories.term(Kind.COMPETENCY, "Formidling")
    copy = factories.translated(term, name="Formidling på nynorsk")
    post = factories.post(said("Formidling"))
    assert used_in(copy) == [(post.title, Where.LIVE)]


def test_what_was_said_of_a_merged_term_is_a_use_of_the_one_it_was_merged_into():
    kept, merged = factories.term(Kind.COMPETENCY, "Beholdt"), factories.term(Kind.COMPETENCY, "Borte")
    post = factories.post(said("Borte"), live=False)
    merged.concept.replaced_by = kept.concept
    merged.concept.save()
    assert (post.title, Where.DRAFT) in used_in(kept)


def test_a_use_is_known_before_the_worker_has_brought_the_reference_index_up_to_date():
    things = [make() for make in THINGS.values()]
    posts = [in_a_post(thing) for thing in things]
    ReferenceIndex.objects.all().delete()
    assert [used_in(thing) for thing in things] == [[(post.title, Where.LIVE)] for post in posts]


def test_who_may_not_edit_gets_no_way_to_and_not_the_names_of_drafts(client):
    term = factories.term(Kind.COMPETENCY, "Formidling")
    factories.post(said("Formidling"), title="Ute")
    factories.post(said("Formidling"), title="Hemmelig kladd", live=False)
    client.force_login(factories.user("moderator"))
    response = client.get(reverse(Competency.snippet_viewset.get_url_name("usage"), args=[term.pk]))
    page = response.content.decode()
    assert "Ute" in page
    assert "Hemmelig kladd" not in page
    assert "/edit/" not in page.split('id="listing-results"')[1]


# --- The usage page ------------------------------------------------------------------------------


def test_the_usage_page_shows_every_statement_public_or_not(client, editor):
    organisation = factories.OrganisationFactory(name="Vestfold")
    session = factories.SessionFactory(name="Første samling")
    term = factories.term(Kind.COMPETENCY, "Formidling")
    list_ = factories.statement_list(
        Kind.COMPETENCY, Attribution.ORGANISATIONS, [organisation], [(term, "«formidling» av litteratur")]
    )
    post = factories.post([list_], title="Oppsummering", session=session)
    factories.revise(factories.post(said("Formidling"), title="Tatt bort"), said=said("Noe"), publish=True)
    for obj in (term, organisation, session):
        page = client.get(reverse(obj.snippet_viewset.get_url_name("usage"), args=[obj.pk])).content.decode()
        for text in ("«formidling» av litteratur", "Vestfold", "Første samling", "Oppsummering"):
            assert text in page
        assert reverse("wagtailadmin_pages:edit", args=[post.pk]) in page
    page = client.get(reverse(Competency.snippet_viewset.get_url_name("usage"), args=[term.pk])).content.decode()
    assert "Withdrawn" in page
    assert statements_of(term).count() == 2


@pytest.mark.parametrize("thing", [*THINGS, "theme"])
def test_the_edit_page_leads_to_the_usage_page(client, editor, thing):
    obj = {**THINGS, "theme": factories.ThemeFactory}[thing]()
    page = client.get(reverse(obj.snippet_viewset.get_url_name("edit"), args=[obj.pk])).content.decode()
    assert reverse(obj.snippet_viewset.get_url_name("usage"), args=[obj.pk]) in page


def test_many_statements_are_shown_a_page_at_a_time(client, editor):
    term = factories.term(Kind.COMPETENCY, "Formidling")
    factories.post([factories.statement_list(Kind.COMPETENCY, "shared", [], [(term, f"slik {n}") for n in range(60)])])
    address = reverse(Competency.snippet_viewset.get_url_name("usage"), args=[term.pk])
    assert "slik 55" not in client.get(address).content.decode()
    assert "slik 55" in client.get(address, {"statements": "2"}).content.decode()
    assert client.get(address, {"statements": "x"}).status_code == 200
