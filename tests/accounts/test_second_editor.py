"""The editorial workflow: off, an editor publishes alone; on, she can't, by any way, and another can."""

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission, TaskState, WorkflowPage
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from accounts.models import EditorialSettings
from accounts.models.role import RoleKey
from blog.models import PostPage
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def switched_on():
    factories.ground()
    EditorialSettings.objects.create(second_editor=True)


@pytest.fixture
def writer():
    return factories.user(RoleKey.EDITOR)


@pytest.fixture
def second():
    return factories.user(RoleKey.EDITOR)


def form(title="Et innlegg", slug="et-innlegg", **data):
    """Return what the page editor sends for a new post."""
    inline = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return nested_form_data(
        {
            "title": title,
            "slug": slug,
            "introduction": "",
            "date": "2011-04-01 12:00",
            "date_precision": "day",
            "body": streamfield([("text", rich_text("<p>Vi møttes.</p>"))]),
            "post_authors": inline,
            "post_categories": inline,
            "tags": "",
            "comments": inline,
            **data,
        }
    )


def add(client, user, **data):
    client.force_login(user)
    blog = factories.blog()
    response = client.post(reverse("wagtailadmin_pages:add", args=["blog", "postpage", blog.pk]), form(**data))
    assert response.status_code == 302, response.context["form"].errors
    return PostPage.objects.get(slug=data.get("slug", "et-innlegg"))


def act(client, user, page, action):
    """Take a decision in the workflow; return whether it was allowed."""
    page.refresh_from_db()
    state = TaskState.objects.get(revision=page.get_latest_revision(), status=TaskState.STATUS_IN_PROGRESS)
    client.force_login(user)
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    client.post(url, {"comment": ""})
    page.refresh_from_db()
    state.refresh_from_db()
    return state.status


def test_off_an_editor_publishes_alone(client, writer):
    assert add(client, writer, **{"action-publish": "1"}).live


def test_on_the_publish_button_saves_a_draft_only(client, switched_on, writer):
    assert not add(client, writer, **{"action-publish": "1"}).live


def test_on_an_editor_cannot_change_what_is_live(client, switched_on, writer):
    page = factories.post(title="Før")
    client.force_login(writer)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(title="Etter", slug=page.slug, **{"action-publish": "1"}),
    )
    page.refresh_from_db()
    assert page.title == "Før"
    assert page.get_latest_revision_as_object().title == "Etter"


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete"])
def test_on_an_editor_cannot_publish_unpublish_or_delete_live_pages_in_bulk(client, switched_on, writer, action):
    live, draft = factories.post(), factories.post(live=False)
    client.force_login(writer)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    client.post(f"{url}?id={live.pk}&id={draft.pk}&next=/admin/", {"include_descendants": ""})
    live.refresh_from_db()
    assert live.live
    assert not PostPage.objects.filter(pk=draft.pk, live=True).exists()


def test_on_an_editor_cannot_take_a_page_down(client, switched_on, writer):
    page = factories.post()
    client.force_login(writer)
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    page.refresh_from_db()
    assert page.live


def test_on_an_editor_cannot_schedule(client, switched_on, writer):
    page = add(client, writer, go_live_at=factories.tomorrow().strftime("%Y-%m-%d %H:%M"), **{"action-publish": "1"})
    assert not page.live
    assert page.scheduled_revision is None


def test_on_an_editor_cannot_publish_a_copy(client, switched_on, writer):
    page = factories.post()
    client.force_login(writer)
    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Kopi",
            "new_slug": "kopi",
            "new_parent_page": page.get_parent().pk,
            "publish_copies": "on",
            "copy_subpages": "",
            "alias": "",
        },
    )
    assert not PostPage.objects.filter(slug="kopi", live=True).exists()


def test_on_an_editor_cannot_publish_by_going_back_to_an_older_version(client, switched_on, writer):
    page = factories.post(title="Først")
    first = page.get_latest_revision()
    factories.revise(page, title="Senere", publish=True)
    client.force_login(writer)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(title="Først", slug=page.slug, revision=first.pk, **{"action-publish": "1"}),
    )
    page.refresh_from_db()
    assert page.title == "Senere"


def test_on_a_second_editor_approves_and_it_is_published(client, switched_on, writer, second):
    page = add(client, writer, **{"action-submit": "1"})
    assert not page.live
    assert act(client, second, page, "approve") == TaskState.STATUS_APPROVED
    assert page.live


def test_on_nobody_approves_what_she_sent_in_herself(client, switched_on, writer):
    page = add(client, writer, **{"action-submit": "1"})
    assert act(client, writer, page, "approve") == TaskState.STATUS_IN_PROGRESS
    assert not page.live


def test_on_nobody_approves_her_own_from_within_the_editor(client, switched_on, writer):
    page = add(client, writer, **{"action-submit": "1"})
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(
            slug=page.slug,
            **{
                "action-workflow-action": "1",
                "workflow-action-name": "approve",
                "workflow-action-extra-data": "{}",
            },
        ),
    )
    page.refresh_from_db()
    assert not page.live


def test_on_the_second_editor_can_ask_for_changes_and_the_writer_sends_it_again(client, switched_on, writer, second):
    page = add(client, writer, **{"action-submit": "1"})
    assert act(client, second, page, "reject") == TaskState.STATUS_REJECTED
    client.force_login(writer)
    client.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        form(title="Rettet", slug=page.slug, **{"action-submit": "1"}),
    )
    assert act(client, second, page, "approve") == TaskState.STATUS_APPROVED
    assert page.live
    assert page.title == "Rettet"


def test_on_a_moderator_or_translator_approves_nothing(client, switched_on, writer):
    page = add(client, writer, **{"action-submit": "1"})
    for role in (RoleKey.MODERATOR, RoleKey.TRANSLATOR):
        assert act(client, factories.user(role), page, "approve") == TaskState.STATUS_IN_PROGRESS
    assert not page.live


def test_on_an_administrator_still_publishes(client, switched_on):
    assert add(client, factories.user(RoleKey.ADMINISTRATOR), **{"action-publish": "1"}).live


def test_what_waits_is_the_second_editors_to_review_and_not_the_writers(client, switched_on, writer, second):
    add(client, writer, title="Venter på deg", **{"action-submit": "1"})
    assert [state.revision.object_str for state in TaskState.objects.reviewable_by(second)] == ["Venter på deg"]
    assert not TaskState.objects.reviewable_by(writer).exists()
    client.force_login(second)
    assert "Venter på deg" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_switching_off_gives_the_right_back_and_takes_the_workflow_away(client, switched_on, writer):
    settings = EditorialSettings.objects.get()
    settings.second_editor = False
    settings.save()
    assert not WorkflowPage.objects.exists()
    assert add(client, writer, **{"action-publish": "1"}).live


def test_switching_on_twice_and_off_twice_leaves_one_right(switched_on):
    settings = EditorialSettings.objects.get()
    settings.save()
    assert WorkflowPage.objects.count() == 1
    settings.second_editor = False
    settings.save()
    settings.save()
    rights = GroupPagePermission.objects.filter(group__role__key=RoleKey.EDITOR, permission__codename="publish_page")
    assert rights.count() == 1
