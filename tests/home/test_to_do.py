"""What needs doing, on the admin's first page: by whom, in figures that lead there."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Locale, TaskState
from wagtail_localize.models import TranslationSource

from accounts.models import EditorialSettings
from collaboration.models import Attribution, Kind
from home.models import PeriodicRun
from home.registries import ToDo, ToDoSource, Urgency, beginnings, to_do_sources, to_dos_of
from mail.models import OutgoingMail
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


ROLES = ["administrator", "editor", "moderator", "translator"]


def words(user):
    return [thing.words for thing in to_dos_of(user)]


def first_page(client, user):
    client.force_login(user)
    return client.get(reverse("wagtailadmin_home")).content.decode()


def draft(owner, **fields):
    return factories.post(live=False, owner=owner, **fields)


# Posts


def test_a_draft_is_told_to_who_began_it_and_to_no_other():
    mine, other = factories.user("editor"), factories.user("editor")
    post = draft(mine, title="Halvferdig")
    [thing] = [thing for thing in to_dos_of(mine) if "draft" in thing.words]
    assert thing.words == "1 draft of yours is not published"
    assert thing.url == reverse("wagtailadmin_pages:edit", args=[post.pk])
    assert thing.examples == (("Halvferdig", thing.url),)
    assert not [line for line in words(other) if "draft" in line]


def test_a_draft_of_a_published_page_is_told_to_who_wrote_it():
    editor = factories.user("editor")
    post = factories.post()
    post.title = "Nytt navn"
    post.save_revision(user=editor)
    [thing] = [thing for thing in to_dos_of(editor) if "draft" in thing.words]
    assert thing.examples[0][0] == "Nytt navn"


def test_several_drafts_are_one_line_with_three_of_them_by_name():
    editor = factories.user("editor")
    for number in range(5):
        draft(editor, title=f"Kladd {number}")
    [thing] = [thing for thing in to_dos_of(editor) if "draft" in thing.words]
    assert thing.words == "5 drafts of yours are not published"
    assert [title for title, _url in thing.examples] == ["Kladd 4", "Kladd 3", "Kladd 2"]


def test_what_is_scheduled_is_no_draft_and_happens_by_itself():
    editor = factories.user("editor")
    factories.post(owner=editor, scheduled=factories.tomorrow())
    [thing] = [thing for thing in to_dos_of(editor) if thing.urgency == Urgency.PLANNED]
    assert thing.words == "1 page is scheduled"
    assert not [line for line in words(editor) if "draft" in line]


def test_a_draft_is_not_told_to_who_has_lost_the_right_to_edit_it():
    editor = factories.user("editor")
    draft(editor)
    editor.groups.clear()
    editor = type(editor).objects.get(pk=editor.pk)
    assert words(editor) == []


def test_what_waits_for_approval_is_told_to_the_second_editor_and_not_to_who_sent_it():
    factories.ground()
    EditorialSettings.objects.create(second_editor=True)
    writer, second = factories.user("editor"), factories.user("editor")
    post = draft(writer)
    post.get_workflow().start(post, writer)
    assert TaskState.objects.count() == 1
    assert "1 page waits for your approval" in words(second)
    assert words(writer) == []


# Languages


def translated_to_nynorsk(post, user):
    source, _created = TranslationSource.update_or_create_from_instance(post)
    source.translations.create(target_locale=Locale.objects.get(language_code="nn"))
    return source


@pytest.mark.parametrize("role", ROLES)
def test_a_page_that_changed_after_its_translation_is_told_to_who_may_translate(role):
    user = factories.user(role)
    post = factories.post()
    source = translated_to_nynorsk(post, user)
    assert not [line for line in words(user) if "translated" in line and "changed" in line]
    post.save_revision().publish()
    told = [thing for thing in to_dos_of(user) if thing.words == "1 page was changed after it was translated"]
    assert bool(told) == (role != "moderator")
    if told:
        assert told[0].url == reverse("wagtail_localize:update_translations", args=[source.pk])


@pytest.mark.parametrize("role", ROLES)
def test_a_post_that_lacks_a_language_of_the_blog_is_told_to_who_may_translate(role):
    user = factories.user(role)
    factories.post()
    factories.blog("nn")
    assert ("Nynorsk: 1 post is not translated" in words(user)) == (role != "moderator")
    assert not [line for line in words(user) if line.startswith("Bokmål")]


def test_a_language_without_a_blog_lacks_nothing():
    factories.post()
    assert not [line for line in words(factories.user("editor")) if "not translated" in line]


# The vocabulary


@pytest.mark.parametrize("role", ROLES)
def test_terms_without_a_theme_are_told_by_kind_to_who_may_change_them(client, role):
    user = factories.user(role, language="en")
    theme = factories.ThemeFactory(name="Formidling")
    factories.term(Kind.GOAL, "Mål uten tema")
    factories.term(Kind.COMPETENCY, "Kompetanse med tema", theme=theme)
    told = [thing for thing in to_dos_of(user) if "theme" in thing.words]
    assert [thing.words for thing in told] == ([] if role == "moderator" else ["Goals: 1 term has no theme"])
    for thing in told:
        client.force_login(user)
        page = client.get(thing.url).content.decode()
        assert "Mål uten tema" in page
        assert "Kompetanse med tema" not in page


# What has stopped


def given_up_mail():
    return OutgoingMail.objects.create(
        message_id="<1@example.org>",
        to="a@example.org",
        from_address="b@example.org",
        subject="x",
        text="y",
        state=OutgoingMail.State.GIVEN_UP,
        next_attempt_at=None,
    )


def failing_job(failures=3):
    return PeriodicRun.objects.create(name="digests", failures=failures, last_error="OSError: no")


@pytest.mark.parametrize("role", ROLES)
def test_what_has_stopped_is_told_to_the_administrator_first(client, role):
    user = factories.user(role, language="en")
    draft(user)
    given_up_mail()
    failing_job()
    told = [thing for thing in to_dos_of(user) if thing.urgency == Urgency.STOPPED]
    if role == "administrator":
        assert {thing.words for thing in told} == {
            "1 of the jobs that run by themselves fails",
            "1 mail could not be sent",
        }
        assert to_dos_of(user)[:2] == told
        client.force_login(user)
        assert [client.get(thing.url).status_code for thing in told] == [200, 200]
        pages = "".join(client.get(thing.url).content.decode() for thing in told)
        assert "OSError: no" in pages
        assert "a@example.org" in pages
    else:
        assert told == []
        client.force_login(user)
        assert client.get(reverse("periodic_runs:index")).status_code == 302


def test_a_job_that_failed_once_is_not_told():
    failing_job(failures=1)
    assert words(factories.user("administrator")) == []


def test_nobody_changes_what_the_worker_writes_down(client):
    run = failing_job()
    client.force_login(factories.user("administrator", superuser=True))
    for action in ("new", f"edit/{run.pk}", f"delete/{run.pk}"):
        assert client.get(f"{reverse('periodic_runs:index')}{action}/").status_code == 404


# The panel


def test_who_has_nothing_to_do_is_told_so_kindly_and_offered_to_write(client):
    blog = factories.blog()
    page = first_page(client, factories.user("editor", language="en", first_name="Reidun"))
    assert "Nothing waits for you, Reidun" in page
    assert f'href="{reverse("wagtailadmin_pages:add", args=["blog", "postpage", blog.pk])}"' in page


@pytest.mark.parametrize("role", ["moderator", "translator"])
def test_who_may_not_write_is_not_offered_to(client, role):
    factories.blog()
    page = first_page(client, factories.user(role, language="en"))
    assert "Nothing waits for you" in page
    assert "Write a post" not in page


def test_the_panel_stands_first_and_leads_to_the_draft(client):
    editor = factories.user("editor", language="en")
    post = draft(editor, title="Halvferdig")
    page = first_page(client, editor)
    assert "What needs doing" in page
    assert "Nothing waits for you" not in page
    panel = page.split('class="to-do"')[1].split("</section>")[0]
    assert f'href="{reverse("wagtailadmin_pages:edit", args=[post.pk])}"' in panel


def test_a_room_adds_its_own_for_those_with_the_right(monkeypatch):
    monkeypatch.setattr(to_do_sources, "_entries", {})
    for name, permission in (("open", ""), ("closed", "mail.view_outgoingmail")):
        to_do_sources.register(
            ToDoSource(name=name, permission=permission, find=lambda user, name=name: [ToDo(words=name, url="/")])
        )
    to_do_sources.register(ToDoSource(name="none", find=lambda user: [ToDo(words="none", url="/", count=0)]))
    assert words(factories.user("editor")) == ["open"]
    assert words(factories.user("administrator")) == ["open", "closed"]


def test_the_rooms_have_registered_what_they_know():
    assert {
        "approvals",
        "failing_jobs",
        "outdated_translations",
        "own_drafts",
        "planned_pages",
        "terms_without_theme",
        "unsent_mail",
        "untranslated_posts",
    } <= {source.name for source in to_do_sources}
    assert "post" in beginnings


def test_however_much_there_is_to_do_it_takes_as_many_questions(client):
    user = factories.user("administrator", language="en")
    factories.blog("nn")

    def more(number):
        for n in range(number):
            draft(user)
            factories.post(owner=user, scheduled=timezone.now() + datetime.timedelta(days=n + 1))
            post = factories.post([(Kind.GOAL, Attribution.SHARED, [], [f"Mål {number} {n}"])])
            translated_to_nynorsk(post, user)
            post.save_revision().publish()

    def asked():
        fresh = type(user).objects.get(pk=user.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            told = to_dos_of(fresh)
        assert len(told) >= 5
        return len(queries)

    more(4)
    few = asked()
    more(8)
    assert asked() == few
