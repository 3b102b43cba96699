"""Identifiers that hold for ever lead to where a thing is to be read today."""

import uuid

import pytest

from blog.models import BlogIndexPage
from collaboration.indexing import rebuild_all
from collaboration.models import Statement
from tests import factories as make
from tests.full_site import close

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages():
    make.collaboration_page()
    make.collaboration_page("nn")
    make.blog("nn")


def leads_to(client, identifier, **headers):
    response = client.get(f"/id/{identifier}", **headers)
    return response["Location"] if response.status_code == 303 else response.status_code


def test_each_kind_of_thing_leads_to_its_page(client):
    organisation = make.OrganisationFactory(name="Akershus")
    session = make.SessionFactory(name="Første samling")
    term = make.term("goal", "Møteplass")
    post = make.post([("goal", "shared", [], [(term, "møteplass")])])
    statement = Statement.objects.get()
    assert leads_to(client, organisation.translation_key) == "/samarbeid/organisasjoner/akershus/"
    assert leads_to(client, session.translation_key) == "/samarbeid/samlinger/forste-samling/"
    assert leads_to(client, term.concept.uuid) == "/samarbeid/maal/moteplass/"
    assert leads_to(client, statement.uuid) == f"{post.url}#s-{statement.mark}"


def test_a_post_that_was_moved_is_found_where_it_is(client):
    post = make.post([("goal", "shared", [], ["Lesning"])])
    statement = Statement.objects.get()
    post.move(make.add(make.home_page(), BlogIndexPage(title="Arkivet", slug="arkivet")), pos="last-child")
    assert leads_to(client, statement.uuid).startswith(f"/arkivet/{post.slug}/#")


def test_a_merged_term_leads_to_what_stands_for_it(client):
    one, two, three = (make.term("goal", name) for name in ("En", "To", "Tre"))
    for before, after in ((one, two), (two, three)):
        before.concept.replaced_by = after.concept
        before.concept.save()
    rebuild_all()
    assert leads_to(client, one.concept.uuid) == "/samarbeid/maal/tre/"


def test_a_renamed_and_a_withdrawn_statement(client):
    post = make.post([("goal", "shared", [], ["Lesning"])])
    statement = Statement.objects.get()
    body = post.body.raw_data
    body[0]["value"]["items"][0]["value"]["wording"] = "Lesning for alle"
    make.revise(post, body=body, publish=True)
    assert leads_to(client, statement.uuid) == f"{post.url}#s-{statement.mark}"
    post.unpublish()
    assert leads_to(client, statement.uuid) == 404


@pytest.mark.parametrize("kind", ["password", "login"])
def test_what_a_closed_post_says_has_no_address(client, kind):
    post = make.post([("goal", "shared", [], ["Lesning"])])
    close(post, kind)
    assert leads_to(client, Statement.objects.get().uuid) == 404


def test_what_is_live_nowhere_has_no_address(client):
    assert leads_to(client, make.OrganisationFactory(live=False).translation_key) == 404
    assert leads_to(client, make.SessionFactory(live=False).translation_key) == 404
    assert leads_to(client, make.term("goal", "Hemmelig", live=False).concept.uuid) == 404
    assert leads_to(client, uuid.uuid4()) == 404


def test_a_site_without_a_collaboration_page_has_no_address_for_a_term(client):
    term = make.term("goal", "Møteplass")
    make.collaboration_page().unpublish()
    make.collaboration_page("nn").unpublish()
    assert leads_to(client, term.concept.uuid) == 404


def test_an_identifier_can_only_be_read(client):
    assert client.post(f"/id/{uuid.uuid4()}").status_code == 405
    assert client.head(f"/id/{uuid.uuid4()}").status_code == 404
