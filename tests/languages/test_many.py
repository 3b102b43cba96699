"""Many drafted in one go: from the lists, by whom, at once or in the background, and again where it stopped."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils import translation as languages
from django.utils.http import urlencode
from wagtail_localize.models import LocaleSynchronization, StringTranslation, Translation
from wagtail_localize.synctree import create_aliases_for_new_page

from blog.models import PostPage
from collaboration.models import Goal, Kind
from languages import running
from languages.models import DraftingRun
from tests import factories
from tests.languages.making import begin, publish, said, site_in_two_languages, synchronise, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bulk_actions")]

State = DraftingRun.State


@pytest.fixture(autouse=True)
def in_english():
    with languages.override("en"):
        yield


@pytest.fixture
def editor():
    return factories.user("editor", language="en")


@pytest.fixture
def nynorsk():
    site_in_two_languages()
    return factories.locale("nn")


def goals(number):
    return [factories.term(Kind.GOAL, f"Ikke nummer {at:03}") for at in range(number)]


def address(things, label=("collaboration", "goal"), next=None):
    url = reverse("wagtail_bulk_action", args=[*label, "draft_translation"])
    query = {"id": [getattr(thing, "pk", thing) for thing in things], "next": next or reverse("wagtailadmin_home")}
    return f"{url}?{urlencode(query, doseq=True)}"


def ask(client, user, things, locale, **kwargs):
    client.force_login(user)
    return client.post(address(things, **kwargs), {"language": locale.pk}, follow=True)


def drafted():
    return set(StringTranslation.objects.filter(translation_type="machine").values_list("data", flat=True))


def test_a_few_terms_are_drafted_at_once_in_one_call_and_none_is_published(client, editor, drafts, nynorsk):
    response = ask(client, editor, goals(5), nynorsk)
    assert drafted() == {f"Ikkje nummer {at:03}" for at in range(5)}
    assert drafts.read_text().count("called") == 1
    assert "5 texts were drafted." in response.content.decode()
    assert Goal.objects.filter(locale=nynorsk, live=False, name__startswith="Ikkje").count() == 5


def test_the_action_stands_in_the_lists_only_where_there_is_a_translator(client, editor, drafts, nynorsk, settings):
    goals(1)
    client.force_login(editor)
    pages = [
        reverse(Goal.snippet_viewset.get_url_name("list")),
        reverse("wagtailadmin_explore", args=[factories.blog().pk]),
    ]
    factories.post()
    for page in pages:
        assert "draft_translation" in client.get(page).content.decode()


def test_without_a_translator_no_list_has_the_action(client, editor, nynorsk):
    goals(1)
    client.force_login(editor)
    assert "draft_translation" not in client.get(reverse(Goal.snippet_viewset.get_url_name("list"))).content.decode()
    assert client.get(address(Goal.objects.all())).status_code == 404


def test_nothing_is_drafted_before_the_editor_has_said_so(client, editor, drafts, nynorsk):
    client.force_login(editor)
    html = client.get(address(goals(3))).content.decode()
    assert "3 are selected." in html
    assert not DraftingRun.objects.exists()
    assert not Translation.objects.exists()


def test_pages_are_drafted_from_the_explorer_and_none_is_published(client, editor, drafts, nynorsk):
    posts = [factories.post(title=f"Ikke {at}", live=False, text="Jeg er her.") for at in range(3)]
    ask(client, editor, posts, nynorsk, label=("wagtailcore", "page"))
    assert {"Ikkje 0", "Ikkje 1", "Ikkje 2", "Eg er her."} == drafted()
    assert not PostPage.objects.filter(locale=nynorsk, live=True).exists()


@pytest.mark.tasks
def test_more_than_twenty_are_left_to_the_worker_and_the_page_tells_how_far_it_is(
    client, editor, drafts, nynorsk, settings
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    terms = goals(45)
    html = ask(client, editor, terms, nynorsk).content.decode()
    run = DraftingRun.objects.get()
    assert run.state == State.WAITING
    assert "0 of 45 are done." in html
    assert 'http-equiv="refresh"' in html
    assert not drafted()
    running.perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, run.drafted) == (State.DONE, 45, 45)
    # So many share a call.
    assert drafts.read_text().count("called") == 3
    html = client.get(reverse("languages:run", args=[run.pk])).content.decode()
    assert "45 of 45 are done." in html
    assert 'http-equiv="refresh"' not in html


@pytest.mark.tasks
def test_the_task_that_is_given_to_the_worker_performs_the_run(
    client, editor, drafts, nynorsk, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, editor, goals(21), nynorsk)
    assert DraftingRun.objects.get().state == State.DONE
    assert len(drafted()) == 21


def test_more_than_can_be_chosen_are_refused(client, editor, drafts, nynorsk, monkeypatch):
    monkeypatch.setattr("languages.bulk_actions.MOST", 2)
    response = ask(client, editor, goals(3), nynorsk)
    assert not DraftingRun.objects.exists()
    assert "At most 2 can be drafted at once." in response.content.decode()


def test_all_of_a_list_are_those_of_the_sites_first_language(client, editor, drafts, nynorsk):
    first = goals(2)
    factories.translated(first[0], name="Nynorsk")
    ask(client, editor, ["all"], nynorsk)
    assert [pk for _label, pk in DraftingRun.objects.get().items] == [term.pk for term in first]


def test_all_of_a_list_in_another_language_are_those_of_that_language(client, editor, drafts, nynorsk):
    first = goals(2)
    own = factories.translated(first[0], name="Nynorsk")
    listed = f"{reverse('wagtailsnippets_collaboration_goal:list')}?{urlencode({'locale': 'nn', 'p': 1})}"
    client.force_login(editor)
    client.post(address(["all"], next=listed), {"language": factories.locale("nb").pk})
    assert [pk for _label, pk in DraftingRun.objects.get().items] == [own.pk]


def test_all_of_a_search_are_not_taken_for_all_there_are(client, editor, drafts, nynorsk):
    goals(2)
    listed = f"{reverse('wagtailsnippets_collaboration_goal:list')}?{urlencode({'locale': 'nb', 'q': '001'})}"
    client.force_login(editor)
    response = client.post(address(["all"], next=listed), {"language": nynorsk.pk}, follow=True)
    assert not DraftingRun.objects.exists()
    assert response.request["QUERY_STRING"] == urlencode({"locale": "nb", "q": "001"})
    assert "Tick those that are to be drafted." in response.content.decode()


def test_ones_own_last_runs_are_listed_and_vanish_after_a_month(client, editor, drafts, nynorsk):
    ask(client, editor, goals(1), nynorsk)
    run, page = DraftingRun.objects.get(), reverse("languages:index")
    there = reverse("languages:run", args=[run.pk])
    assert there in client.get(page).content.decode()
    client.force_login(factories.user("editor", language="en"))
    assert there not in client.get(page).content.decode()
    assert running.purge(timezone.now() + timedelta(days=29)) == 0
    assert running.purge(timezone.now() + timedelta(days=31)) == 1


def test_what_people_wrote_stays_and_what_is_live_is_not_touched(client, editor, drafts, nynorsk):
    by_person, live, changed = goals(3)
    write(begin(by_person), by_person.name, "Mitt namn")
    translation = begin(live)
    write(translation, live.name, "Lever")
    target = publish(translation)
    other = begin(changed)
    write(other, changed.name, "Gammalt namn")
    changed.name = "Ikke nummer 002 lenger"
    changed.save()
    synchronise(changed)
    html = ask(client, editor, [by_person, live, changed], nynorsk).content.decode()
    assert not drafted()
    target.refresh_from_db()
    assert (target.live, target.name) == (True, "Lever")
    assert "The original was changed after it was translated." in html


def test_what_is_translated_without_synchronising_is_left_alone_and_told(client, editor, drafts, nynorsk):
    term = goals(1)[0]
    copy = factories.translated(term, name="For hand")
    html = ask(client, editor, [term], nynorsk).content.decode()
    assert "translated by hand" in html
    copy.refresh_from_db()
    assert copy.name == "For hand"
    assert not Translation.objects.exists()


def test_a_translation_that_was_taken_out_of_synchronising_is_left_alone(client, editor, drafts, nynorsk):
    term = goals(1)[0]
    translation = begin(term)
    Translation.objects.update(enabled=False)
    ask(client, editor, [term], nynorsk)
    assert not said(translation)


def test_what_is_in_the_other_language_already_is_told(client, editor, drafts, nynorsk):
    term = factories.term(Kind.GOAL, "Mål", language="nn")
    assert "can be translated from" in ask(client, editor, [term], nynorsk).content.decode()


def test_when_the_program_fails_the_run_stops_and_goes_on_from_there(client, editor, program, nynorsk, settings):
    settings.APERTIUM_TIMEOUT = 0.5
    program("sleep 60")
    terms = goals(3)
    html = ask(client, editor, terms, nynorsk).content.decode()
    run = DraftingRun.objects.get()
    assert run.state == State.FAILED
    assert "did not answer in time" in html
    assert "Go on with the rest" in html
    program("sed 's/Ikke/Ikkje/'")
    client.post(reverse("languages:run", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, run.error, len(drafted())) == (State.DONE, "", 3)


def test_a_run_whose_worker_died_can_be_started_again_and_one_at_work_can_not(client, editor, drafts, nynorsk):
    run = DraftingRun.objects.create(
        started_by=editor,
        target_locale=nynorsk,
        items=[["collaboration.goal", term.pk] for term in goals(4)],
        done=2,
        state=State.RUNNING,
    )
    client.force_login(editor)
    url = reverse("languages:run", args=[run.pk])
    client.post(url)
    assert not drafted()
    DraftingRun.objects.update(heard_at=timezone.now() - timedelta(minutes=10))
    client.post(url)
    assert drafted() == {"Ikkje nummer 002", "Ikkje nummer 003"}


def test_what_was_deleted_before_its_turn_is_passed_over(editor, drafts, nynorsk):
    terms = goals(2)
    run = DraftingRun.objects.create(
        started_by=editor, target_locale=nynorsk, items=[["collaboration.goal", term.pk] for term in terms]
    )
    terms[0].delete()
    running.perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.drafted) == (State.DONE, 1)


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", True), ("editor", True), ("translator", True), ("moderator", False)]
)
def test_only_those_who_may_translate_may_draft_many(client, drafts, nynorsk, role, may):
    ask(client, factories.user(role), goals(2), nynorsk)
    assert bool(drafted()) is may


def test_a_right_that_was_taken_away_before_the_worker_came_counts(editor, drafts, nynorsk):
    run = DraftingRun.objects.create(
        started_by=editor, target_locale=nynorsk, items=[["collaboration.goal", term.pk] for term in goals(2)]
    )
    editor.groups.clear()
    running.perform(run.pk)
    assert not drafted()


def test_a_run_is_shown_to_who_began_it_and_to_no_other(client, editor, nynorsk):
    run = DraftingRun.objects.create(started_by=editor, target_locale=nynorsk, items=[])
    url = reverse("languages:run", args=[run.pk])
    client.force_login(factories.user("editor"))
    assert client.get(url).status_code == 302
    client.force_login(editor)
    assert client.get(url).status_code == 200


def test_a_live_page_that_mirrored_its_original_goes_on_saying_what_readers_saw(client, editor, drafts, nynorsk):
    LocaleSynchronization.objects.create(locale=nynorsk, sync_from=factories.locale())
    page = factories.post(title="Ikke nå", text="Jeg er her.")
    create_aliases_for_new_page(page)
    assert page.get_translation(nynorsk).alias_of_id == page.pk
    ask(client, editor, [page], nynorsk, label=("wagtailcore", "page"))
    assert drafted() == {"Ikkje nå", "Eg er her."}
    target = page.get_translation(nynorsk)
    assert (target.live, target.title) == (True, "Ikke nå")
    assert "Jeg er her." in str(target.body)


def test_what_the_worker_tells_is_in_the_language_of_whoever_asked(editor, drafts, nynorsk):
    seen = []
    run = DraftingRun.objects.create(started_by=editor, target_locale=nynorsk, items=[["collaboration.goal", 1]])
    with languages.override("nb"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "_draft", lambda *args: seen.append(languages.get_language()) or (0, []))
        running.perform(run.pk)
    assert seen == ["en"]
