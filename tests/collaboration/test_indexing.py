"""What published posts say, in the index: the cases that were worth a name.

tests/collaboration/test_statements_stateful.py looks for those that nobody has thought of.
"""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone
from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Page, PageViewRestriction

from blog.models import BlogIndexPage, PostPage
from collaboration.indexing import rebuild_all, reindex
from collaboration.models import Attribution, Statement
from tests import factories as make

pytestmark = pytest.mark.django_db


def standing():
    return list(Statement.objects.standing().order_by("position").values_list("wording", flat=True))


def public():
    return list(Statement.objects.public().order_by("position").values_list("wording", flat=True))


@pytest.fixture
def organisations():
    make.blog()
    return [make.OrganisationFactory(name=name) for name in ("Akershus", "Vestfold")]


def test_a_draft_says_nothing_and_a_published_post_what_it_says():
    page = make.post([("goal", "unattributed", [], ["Lesning", "Samlinger"])], live=False)
    assert standing() == []
    page.get_latest_revision().publish()
    assert standing() == ["Lesning", "Samlinger"]
    make.revise(page, said=[("goal", "unattributed", [], ["Noe annet"])])
    assert standing() == ["Lesning", "Samlinger"]


def test_the_words_used_are_kept_letter_for_letter():
    make.blog()
    term = make.term("goal", "Universell utforming")
    make.post([("goal", "unattributed", [], [(term, "«universell uforming»"), (term, "")])])
    assert standing() == ["«universell uforming»", "Universell utforming"]
    assert set(Statement.objects.values_list("concept", flat=True)) == {term.concept_id}


def test_a_list_of_two_organisations_is_said_by_each(organisations):
    make.post([("competency", "organisations", organisations, ["Formidling"])])
    rows = Statement.objects.standing()
    assert {row.organisation for row in rows} == set(organisations)
    assert len({row.uuid for row in rows}) == 2


def test_a_nynorsk_row_of_an_organisation_is_the_same_organisation(organisations):
    nynorsk = make.translated(organisations[0], name="Akershus på nynorsk")
    make.post([("competency", "organisations", [organisations[0], nynorsk], ["Formidling"])])
    assert [row.organisation for row in Statement.objects.standing()] == [organisations[0]]


def test_a_nynorsk_row_of_a_session_is_the_same_session():
    make.blog()
    session = make.SessionFactory()
    make.post([("goal", "unattributed", [], ["Lesning"])], session=make.translated(session))
    assert Statement.objects.get().session == session


def test_an_item_that_is_attributed_anew_is_said_once(organisations):
    page = make.post([("competency", "shared", [], ["Formidling"])])
    shared = Statement.objects.get()
    body = page.body.raw_data
    body[0]["value"]["attribution"] = str(Attribution.ORGANISATIONS)
    body[0]["value"]["organisations"] = [{"type": "item", "id": "o", "value": organisations[0].pk}]
    make.revise(page, body=body, publish=True)
    now = Statement.objects.standing().get()
    assert (now.organisation, now.item_uuid) == (organisations[0], shared.item_uuid)
    body[0]["value"].update(attribution="shared", organisations=[])
    make.revise(page, body=body, publish=True)
    assert Statement.objects.standing().get().uuid == shared.uuid


def test_what_is_taken_out_is_withdrawn_and_comes_back_under_the_same_identifier():
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    before, revision = Statement.objects.get(), page.get_latest_revision()
    make.revise(page, said=[("goal", "unattributed", [], ["Noe annet"])], publish=True)
    before.refresh_from_db()
    assert before.withdrawn_at
    assert standing() == ["Noe annet"]
    revision.as_object().save_revision(previous_revision=revision).publish()
    before.refresh_from_db()
    assert before.withdrawn_at is None
    assert standing() == ["Lesning"]


def test_a_publication_in_nynorsk_does_not_double_what_is_said():
    make.blog("nn")
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    nynorsk = page.copy_for_translation(make.locale("nn"))
    nynorsk.save_revision().publish()
    assert standing() == ["Lesning"]
    assert Statement.objects.standing().get().post_id == page.pk
    page.unpublish()
    assert Statement.objects.standing().get().post_id == nynorsk.pk
    page.save_revision().publish()
    assert Statement.objects.standing().get().post_id == page.pk


@pytest.mark.parametrize("model", [Page, None])
def test_a_post_that_is_taken_down_says_nothing(model):
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    (Page.objects.get(pk=page.pk) if model else page).unpublish()
    assert standing() == []
    assert Statement.objects.count() == 1


def test_a_post_that_expires_says_nothing():
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    page.expire_at = timezone.now() + datetime.timedelta(hours=1)
    page.save_revision().publish()
    assert standing() == ["Lesning"]
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        call_command("publish_scheduled")
    assert standing() == []


def test_a_scheduled_post_speaks_when_its_time_has_come():
    make.post([("goal", "unattributed", [], ["Lesning"])], live=False, scheduled=make.tomorrow())
    call_command("publish_scheduled")
    assert standing() == []
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        call_command("publish_scheduled")
    assert standing() == ["Lesning"]


@pytest.mark.parametrize("above", [False, True])
def test_what_a_deleted_post_said_is_withdrawn_not_lost(above):
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    (page.get_parent() if above else page).delete()
    row = Statement.objects.get()
    assert row.withdrawn_at
    assert row.post is None
    assert row.wording == "Lesning"


@pytest.mark.parametrize("live", [True, False])
def test_a_copy_says_it_again_when_it_is_live(live):
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    page.copy(keep_live=live, update_attrs={"slug": "kopi"})
    assert standing() == ["Lesning"] * (1 + live)
    assert Statement.objects.values("uuid").distinct().count() == 1 + live


def test_a_moved_post_says_what_it_said():
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    before = list(Statement.objects.values())
    page.move(make.add(make.home_page(), BlogIndexPage(title="En til", slug="en-til")), pos="last-child")
    assert list(Statement.objects.values()) == before
    assert public() == ["Lesning"]


def test_an_alias_only_repeats_until_it_is_a_post_of_its_own():
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    alias = page.create_alias(update_slug="alias")
    assert standing() == ["Lesning"]
    ConvertAliasPageAction(alias).execute(skip_permission_checks=True)
    assert standing() == ["Lesning", "Lesning"]


@pytest.mark.parametrize("above", [True, False])
@pytest.mark.parametrize("translated", [True, False])
def test_an_alias_goes_down_with_its_source_and_then_can_speak_for_itself(translated, above):
    make.blog("nn")
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    elsewhere = make.add(make.home_page(), BlogIndexPage(title="En til", slug="en-til"))
    alias = (
        page.copy_for_translation(make.locale("nn"), alias=True) if translated else page.create_alias(parent=elsewhere)
    )
    (page.get_parent() if above else page).delete()
    assert standing() == []
    alias = PostPage.objects.get(pk=alias.pk)
    assert not alias.live
    alias.save_revision().publish()
    assert standing() == ["Lesning"]


@pytest.mark.parametrize("where", ["post", "blog", "home"])
def test_a_restriction_hides_at_once_what_is_said_below_it_and_nothing_else(where):
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    other = make.add(make.home_page(), BlogIndexPage(title="Åpen", slug="apen"))
    make.post([("goal", "unattributed", [], ["Åpent"])], parent=other)
    closed = {"post": page, "blog": page.get_parent(), "home": page.get_parent().get_parent()}[where]
    restriction = PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert public() == ([] if where == "home" else ["Åpent"])
    assert len(standing()) == 2
    restriction.delete()
    assert len(public()) == 2


def test_two_drafts_of_one_post_wait_until_one_is_published():
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    one, two = (PostPage.objects.get(pk=page.pk).get_latest_revision_as_object() for _editor in range(2))
    one.body = make.body([("goal", "unattributed", [], ["Ingrids"])])
    two.body = make.body([("goal", "unattributed", [], ["Pers"])])
    first, _second = one.save_revision(), two.save_revision()
    assert standing() == ["Lesning"]
    first.publish()
    assert standing() == ["Ingrids"]
    assert page.revisions.count() == 3


def test_an_item_pasted_with_its_id_is_said_twice_and_keeps_its_identifier():
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    first = Statement.objects.get()
    body = page.body.raw_data
    body[0]["value"]["items"].append(body[0]["value"]["items"][0])
    make.revise(page, body=body, publish=True)
    assert standing() == ["Lesning", "Lesning"]
    assert Statement.objects.filter(uuid=first.uuid).exists()


def test_merged_terms_are_counted_as_one_and_parted_again():
    one, two = make.term("goal", "Lesing"), make.term("goal", "Lesning")
    make.post([("goal", "unattributed", [], [(one, "lesing"), (two, "lesning")])])
    one.concept.replaced_by = two.concept
    one.concept.save()
    rebuild_all()
    assert set(Statement.objects.standing().values_list("concept", flat=True)) == {two.concept_id}
    assert standing() == ["lesing", "lesning"]
    one.concept.replaced_by = None
    one.concept.save()
    rebuild_all()
    assert set(Statement.objects.values_list("concept", flat=True)) == {one.concept_id, two.concept_id}


def test_building_the_index_anew_gives_the_same_rows(organisations):
    make.post([("competency", "organisations", organisations, ["Formidling"]), ("goal", "shared", [], ["Lesning"])])
    fields = [field.attname for field in Statement._meta.concrete_fields if field.name != "id"]
    before = list(Statement.objects.order_by("uuid").values(*fields))
    assert rebuild_all() == (1, 3)
    assert list(Statement.objects.order_by("uuid").values(*fields)) == before
    Statement.objects.all().delete()
    assert rebuild_all() == (1, 3)
    assert list(Statement.objects.order_by("uuid").values(*fields)) == before


def test_the_index_is_built_with_as_many_questions_for_one_statement_as_for_many(django_assert_max_num_queries):
    make.blog()
    few = make.post([("goal", "unattributed", [], ["Lesning"])])
    many = make.post([("goal", "unattributed", [], [f"Mål {number}" for number in range(30)])])
    for page in (few, many):
        with django_assert_max_num_queries(14):
            assert reindex(page.translation_key)


def test_a_save_that_says_nothing_new_leaves_the_index_alone(django_assert_num_queries):
    page = make.post([("goal", "unattributed", [], ["Lesning"])])
    Statement.objects.all().delete()
    page.save(update_fields=["draft_title"])
    assert standing() == []


def test_a_page_that_says_nothing_is_not_asked():
    page = make.standard_page()
    page.save()
    page.unpublish()
    page.delete()
    assert not Statement.objects.exists()
