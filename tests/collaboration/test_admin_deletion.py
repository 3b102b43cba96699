"""Nothing in use is deleted, by whatever way it is tried, and the answer says where it is used."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from blog.models import Category
from collaboration.models import Competency, Concept, Kind, Statement, Theme
from tests import factories
from tests.collaboration.used_things import THINGS, draft_of, each_thing, in_a_post, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = factories.user("editor", language="en")
    client.force_login(user)
    return user


def delete(client, obj):
    return client.post(reverse(obj.snippet_viewset.get_url_name("delete"), args=[obj.pk]))


def delete_in_bulk(client, *objects):
    options = objects[0]._meta
    address = reverse("wagtail_bulk_action", args=[options.app_label, options.model_name, "delete"])
    return client.post(address + "?" + "&".join(f"id={obj.pk}" for obj in objects) + "&next=/admin/")


WAYS = {
    "live": {},
    "draft": {"live": False},
    "scheduled": {"scheduled": "tomorrow"},
}


@each_thing
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("by", [delete, delete_in_bulk], ids=["one", "bulk"])
def test_what_is_in_use_is_not_deleted_and_the_answer_says_where(client, editor, thing, way, by):
    thing = THINGS[thing]()
    how = {key: factories.tomorrow() if value == "tomorrow" else value for key, value in WAYS[way].items()}
    post = in_a_post(thing, **how)
    response = by(client, thing)
    assert response.status_code == 409
    assert reverse("wagtailadmin_pages:edit", args=[post.pk]) in response.content.decode()
    assert post.title in response.content.decode()
    assert type(thing).objects.filter(pk=thing.pk).exists()


@each_thing
@pytest.mark.parametrize("by", [delete, delete_in_bulk], ids=["one", "bulk"])
def test_what_only_a_draft_of_a_live_post_uses_is_not_deleted(client, editor, thing, by):
    thing, post = THINGS[thing](), factories.post()
    draft_of(post, thing)
    assert by(client, thing).status_code == 409
    assert type(thing).objects.filter(pk=thing.pk).exists()


@each_thing
def test_what_is_in_use_is_not_deleted_by_code_either(thing):
    thing = THINGS[thing]()
    in_a_post(thing, live=False)
    for attempt in (thing.delete, type(thing).objects.filter(pk=thing.pk).delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            attempt()
    assert type(thing).objects.filter(pk=thing.pk).exists()


def test_a_theme_with_terms_and_a_term_said_once_are_not_deleted(client, editor):
    theme = factories.ThemeFactory()
    factories.term(Kind.COMPETENCY, "Formidling", theme=theme)
    assert delete(client, theme).status_code == 409
    factories.revise(factories.post(said("Formidling")), said=said("Noe"), publish=True)
    assert delete(client, factories.term(Kind.COMPETENCY, "Formidling")).status_code == 409
    assert Theme.objects.filter(pk=theme.pk).exists()


def test_the_names_of_a_used_term_in_other_languages_are_not_deleted(client, editor):
    copy = factories.translated(factories.term(Kind.COMPETENCY, "Formidling"))
    factories.post(said("Formidling"))
    assert delete(client, copy).status_code == 409


def test_a_term_into_which_another_was_merged_is_not_deleted(client, editor):
    kept, merged = factories.term(Kind.GOAL, "Beholdt"), factories.term(Kind.GOAL, "Borte")
    merged.concept.replaced_by = kept.concept
    merged.concept.save()
    response = delete(client, kept)
    assert response.status_code == 409
    assert "Borte" in response.content.decode()


def test_of_several_nothing_is_deleted_when_one_is_in_use(client, editor):
    used, unused = factories.term(Kind.COMPETENCY, "Brukt"), factories.term(Kind.COMPETENCY, "Ubrukt")
    factories.post(said("Brukt"))
    response = delete_in_bulk(client, used, unused)
    assert response.status_code == 409
    assert "Ubrukt" in response.content.decode()
    assert Competency.objects.count() == 2


@each_thing
@pytest.mark.parametrize("by", [delete, delete_in_bulk], ids=["one", "bulk"])
def test_what_is_unused_is_deleted(client, editor, thing, by):
    thing = THINGS[thing]()
    assert by(client, thing).status_code == 302
    assert not type(thing).objects.exists()


@pytest.mark.parametrize("by", [delete, delete_in_bulk], ids=["one", "bulk"])
def test_a_concept_goes_with_its_last_name_and_not_before(client, editor, by):
    term = factories.term(Kind.COMPETENCY, "Formidling")
    copy = factories.translated(term)
    by(client, term)
    assert Concept.objects.count() == 1
    by(client, copy)
    assert not Concept.objects.exists()


def test_the_question_before_deleting_says_at_once_that_it_is_in_use(client, editor):
    term = factories.term(Kind.COMPETENCY, "Formidling")
    factories.post(said("Formidling"), title="Oppsummering")
    page = client.get(reverse(Competency.snippet_viewset.get_url_name("delete"), args=[term.pk])).content.decode()
    assert "Oppsummering" in page
    assert "This is in use" in page


def test_deleting_a_post_leaves_what_it_said_as_withdrawn_and_the_term_protected(client, editor):
    post = factories.post(said("Formidling"))
    client.post(reverse("wagtailadmin_pages:delete", args=[post.pk]))
    assert Statement.objects.exclude(withdrawn_at=None).count() == 1
    with pytest.raises(ProtectedError):
        factories.term(Kind.COMPETENCY, "Formidling").delete()


def test_a_category_with_a_language_more_is_deleted_when_no_post_has_it(client, editor):
    category = factories.CategoryFactory()
    factories.translated(category)
    assert delete(client, category).status_code == 302
    assert Category.objects.count() == 1
