"""Who may have many drafted, and what happens to the others where one of them fails."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from django.utils import translation as languages
from wagtail.models import GroupPagePermission
from wagtail_localize.models import StringTranslation
from wagtail_localize.synctree import create_aliases_for_new_page

from collaboration.models import Goal, Kind
from languages import drafting, running
from languages.models import DraftingRun
from languages.permissions import may_draft
from languages.review import mark_of, save_read
from tests import factories
from tests.languages.making import begin, site_in_two_languages

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with languages.override("en"):
        yield


@pytest.fixture
def nynorsk():
    site_in_two_languages()
    return factories.locale("nn")


def one_who_edits_below(page):
    """Return somebody who may translate, and change what stands below one page."""
    group = Group.objects.create(name="of one tree")
    rights = ("access_admin", "submit_translation")
    group.permissions.add(*Permission.objects.filter(codename__in=rights))
    for codename in ("add_page", "change_page", "publish_page"):
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=group, page=page, permission=right)
    user = factories.user()
    user.groups.add(group)
    return type(user).objects.get(pk=user.pk)


def test_who_may_not_write_in_the_other_language_drafts_nothing_there(drafts, nynorsk):
    post = factories.post(title="Ikke nå")
    create_aliases_for_new_page(post)
    user = one_who_edits_below(factories.blog())
    run = running.begin(instances=[post], locale=nynorsk, user=user)
    assert (run.state, run.drafted) == (DraftingRun.State.DONE, 0)
    assert [remark[0] for remark in run.remarks] == ["Ikke nå"]
    assert not StringTranslation.objects.exists()


def test_who_may_add_pages_where_the_translation_will_stand_may_draft_it(drafts, nynorsk):
    post = factories.post(title="Ikke nå")
    blog = factories.blog()
    user = one_who_edits_below(blog.get_parent())
    assert not may_draft(user, post, nynorsk)
    place = begin(blog).get_target_instance()
    assert place.locale == nynorsk
    for codename in ("add_page", "change_page"):
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
        GroupPagePermission.objects.create(group=user.groups.get(), page=place, permission=right)
    assert may_draft(type(user).objects.get(pk=user.pk), post, nynorsk)


def test_one_that_cannot_be_begun_is_told_and_the_others_are_drafted(drafts, nynorsk, monkeypatch):
    goals = [factories.term(Kind.GOAL, f"Ikke nummer {at}") for at in range(3)]
    whole = running.translation_of

    def all_but_one(*, instance, **kwargs):
        if instance == goals[1]:
            raise RuntimeError("broken")
        return whole(instance=instance, **kwargs)

    monkeypatch.setattr(running, "translation_of", all_but_one)
    run = running.begin(instances=goals, locale=nynorsk, user=factories.user("editor", language="en"))
    assert (run.state, run.done, run.drafted) == (DraftingRun.State.DONE, 3, 2)
    assert [remark[:2] for remark in run.remarks] == [
        ["Ikke nummer 1", "A translation could not be made. Open it and translate it there."]
    ]


def test_one_that_cannot_be_drafted_is_told_and_the_others_are_drafted(drafts, nynorsk, monkeypatch):
    goals = [factories.term(Kind.GOAL, f"Ikke nummer {at}") for at in range(3)]
    whole = drafting._take_over

    def all_but_one(translation, *args):
        if translation.source.object_repr == "Ikke nummer 1":
            raise RuntimeError("broken")
        return whole(translation, *args)

    monkeypatch.setattr(drafting, "_take_over", all_but_one)
    run = running.begin(instances=goals, locale=nynorsk, user=factories.user("editor", language="en"))
    assert (run.state, run.done, run.drafted) == (DraftingRun.State.DONE, 3, 3)
    assert [remark[1] for remark in run.remarks] == [
        "The drafts are kept, but do not show in it yet. Open it and save it."
    ]
    names = set(Goal.objects.filter(locale=nynorsk).values_list("name", flat=True))
    assert names == {"Ikkje nummer 0", "Ikke nummer 1", "Ikkje nummer 2"}


def test_a_translation_that_its_field_cannot_hold_is_refused_and_kept_in_the_form(client, nynorsk):
    goal = factories.term(Kind.GOAL, "Ikke nå")
    translation = begin(goal)
    segment = translation.source.stringsegment_set.get(string__data="Ikke nå")
    client.force_login(factories.user("editor", language="en"))
    long = "Ikkje no " * 60
    asked = {"save": segment.pk, f"text-{segment.pk}": long, f"mark-{segment.pk}": mark_of("")}
    response = client.post(reverse("languages:review", args=[translation.pk]), asked)
    assert response.status_code == 422
    assert "at most 255 characters" in response.content.decode()
    assert long.strip() in response.content.decode()
    assert not StringTranslation.objects.exists()
    save_read(translation=translation, segment=segment, text="Ikkje no", mark=mark_of(""), user=None)
    assert StringTranslation.objects.get().data == "Ikkje no"


def test_the_list_of_what_to_read_asks_as_much_of_one_as_of_ten(client, drafts, nynorsk, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(factories.user("editor"))
    editor = factories.user("editor")
    asked = []
    for number in (1, 9):
        goals = [factories.term(Kind.GOAL, f"Ikke {number} {at}") for at in range(number)]
        running.begin(instances=goals, locale=nynorsk, user=editor)
        client.get(reverse("languages:index"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("languages:index"))
        asked.append(len(queries))
    assert asked[0] == asked[1]
