"""A run is tried, done, watched, stopped, gone on with, and taken up again by itself."""

import os
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.importers.wordpress.loading import running
from blog.models import Author, PostPage, ProofRow, WordPressImport
from blog.wordpress_admin import performing, starting, storing
from comments.models import ModeratedComment
from home.models import PeriodicRun
from mail.models import OutgoingMail
from tests import factories
from tests.blog.wordpress.uploads import at, choices, export, file, said, soup, uploaded

pytestmark = [pytest.mark.django_db, pytest.mark.tasks, pytest.mark.usefixtures("blog")]

State = WordPressImport.State


def test_trying_writes_nothing_and_shows_what_would_come(client, chosen):
    run = chosen(do="try")
    assert (run.state, run.report["dry_run"]) == (State.DONE, True)
    assert not PostPage.objects.exists()
    page = said(client.get(at(run)))
    assert "This was only tried: nothing was written." in page
    assert "Innlegg 1" in page


def test_what_was_tried_is_brought_in_by_one_button_with_the_same_choices(
    client, chosen, django_capture_on_commit_callbacks
):
    run = chosen(do="try", statuses=["draft"])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at(run, "act", "go-on"), {"do": "import"})
    assert [page.title for page in PostPage.objects.all()] == ["Uferdig"]


def test_what_was_chosen_comes_and_nothing_else(chosen):
    kari = factories.AuthorFactory(name="Kari")
    run = chosen(**{"author-0": kari.pk}, comments=[])
    assert run.state == State.DONE
    assert set(PostPage.objects.filter(live=True).values_list("title", flat=True)) == {
        "Innlegg 1",
        "Innlegg 2",
        "Innlegg 3",
    }
    assert not PostPage.objects.filter(title="Bare for oss").exists()
    assert ModeratedComment.objects.count() == 3
    assert list(Author.objects.all()) == [kari]
    assert PostPage.objects.first().post_authors.get().author == kari
    assert not OutgoingMail.objects.exists()


def test_uploads_are_gone_when_they_have_been_brought_in(chosen):
    run = chosen()
    assert not storing.folder_of(run).exists()


def test_they_are_kept_while_it_was_only_tried(chosen):
    assert storing.kept(chosen(do="try"), storing.EXPORTS)


def test_a_run_that_waits_or_works_shows_how_far_it_has_come(client, chosen, monkeypatch):
    run = uploaded(client)
    client.post(at(run, "choose"), choices(run))
    assert "It waits for its turn." in said(client.get(at(run)))
    seen = []

    def look(self, stage, done, of):
        storing.tell(self.run, stage, done, of)
        if stage == "posts and pages":
            seen.append(client.get(at(run)))
            seen.append(client.get(at(run) + "?part"))

    monkeypatch.setattr(performing.Progress, "__call__", look)
    performing.perform(run.pk)
    page, part = seen[:2]
    assert "It is being brought in." in said(page)
    assert soup(page).select_one("[aria-current=step] progress")["max"] == "8"
    assert "8 of 8" in said(part)
    assert "<html" not in part.content.decode()
    assert soup(page).select_one("noscript meta[http-equiv=refresh]")
    # What watches is told that there is nothing more to watch.
    assert client.get(at(run) + "?part").status_code == 204


def stop_at(monkeypatch, client, run, stage, act):
    """Do something when the run comes to a stage for the first time."""
    was, met = performing.Progress.__call__, []

    def step(self, name, done, of):
        if name == stage and not met:
            met.append(name)
            act()
        was(self, name, done, of)

    monkeypatch.setattr(performing.Progress, "__call__", step)


def test_a_run_stops_between_two_batches_and_goes_on_where_it_was(
    client, chosen, monkeypatch, django_capture_on_commit_callbacks
):
    batches = running.in_batches
    monkeypatch.setattr(running, "in_batches", lambda items, size: batches(items, 2))
    run = uploaded(client)
    stop_at(monkeypatch, client, run, "posts and pages", lambda: client.post(at(run, "act", "stop")))
    chosen(run)
    assert run.state == State.STOPPED
    assert PostPage.objects.count() == 2
    page = said(client.get(at(run)))
    assert "It came as far as: Posts and pages" in page
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at(run, "act", "go-on"))
    run.refresh_from_db()
    assert run.state == State.DONE
    assert PostPage.objects.count() == 4
    assert run.report["unaccounted"] == []
    # Those that the first part brought are compared too.
    assert ProofRow.objects.filter(run=run, section="text").count() == 5


def test_a_run_that_waits_is_stopped_at_once(client, chosen):
    run = uploaded(client)
    client.post(at(run, "choose"), choices(run))
    client.post(at(run, "act", "stop"))
    performing.perform(run.pk)
    run.refresh_from_db()
    assert run.state == State.STOPPED
    assert not PostPage.objects.exists()


def test_from_one_blog_one_run_at_a_time(client, chosen):
    first, second = uploaded(client), uploaded(client)
    client.post(at(first, "choose"), choices(first))
    page = client.post(at(second, "choose"), choices(second), follow=True)
    assert "Another import from this blog is at work." in said(page)
    second.refresh_from_db()
    assert second.state == State.READY


def test_of_two_workers_one_does_it(chosen, client, monkeypatch):
    run = uploaded(client)
    client.post(at(run, "choose"), choices(run))
    again = []
    stop_at(monkeypatch, client, run, "terms", lambda: again.append(performing.perform(run.pk)))
    performing.perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.attempts) == (State.DONE, 1)


def test_what_fails_is_said_and_can_be_gone_on_with(client, chosen, monkeypatch, django_capture_on_commit_callbacks):
    run = uploaded(client)

    def fail():
        raise ValueError("No room left on the disk")

    stop_at(monkeypatch, client, run, "links", fail)
    chosen(run)
    page = said(client.get(at(run)))
    assert run.state == State.FAILED
    assert "No room left on the disk" in page
    assert "Go on" in page
    monkeypatch.undo()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(at(run, "act", "go-on"))
    run.refresh_from_db()
    assert (run.state, run.error) == (State.DONE, "")


# --- What is left behind -------------------------------------------------------------------------


def left_behind(run, attempts=1):
    """Make a run look as if its worker had been killed some minutes ago."""
    WordPressImport.objects.filter(pk=run.pk).update(
        state=State.RUNNING, attempts=attempts, started_at=timezone.now() - timedelta(minutes=5)
    )
    alive = storing.folder_of(run) / "alive"
    alive.touch()
    os.utime(alive, (time.time() - 300,) * 2)


def test_what_a_killed_worker_left_behind_is_taken_up_again(client, chosen, django_capture_on_commit_callbacks):
    run = uploaded(client)
    client.post(at(run, "choose"), choices(run))
    left_behind(run)
    PeriodicRun.objects.create(name="a job", started_at=timezone.now())
    assert "it was interrupted, and is taken up again" in said(client.get(at(run)))
    with django_capture_on_commit_callbacks(execute=True):
        starting.look_after()
    run.refresh_from_db()
    assert (run.state, run.attempts) == (State.DONE, 2)


def test_what_kills_every_worker_is_given_up_and_offered(client, chosen):
    run = uploaded(client)
    client.post(at(run, "choose"), choices(run))
    left_behind(run, attempts=3)
    starting.look_after()
    page = said(client.get(at(run)))
    assert "It was interrupted several times." in page
    assert "Go on" in page


def test_a_run_that_somebody_works_at_is_left_to_them(client, chosen, monkeypatch):
    run = uploaded(client)
    client.post(at(run, "choose"), choices(run))
    WordPressImport.objects.filter(pk=run.pk).update(
        state=State.RUNNING, attempts=1, started_at=timezone.now() - timedelta(hours=1)
    )
    with storing.alive(run):
        starting.look_after()
    run.refresh_from_db()
    assert run.state == State.RUNNING


def test_what_nobody_came_back_to_is_deleted_after_a_week(client, chosen):
    old, young = uploaded(client), uploaded(client)
    tried = chosen(do="try")
    week_ago = timezone.now() - timedelta(days=8)
    WordPressImport.objects.filter(pk__in=[old.pk, tried.pk]).update(created_at=week_ago)
    WordPressImport.objects.filter(pk=tried.pk).update(finished_at=week_ago)
    starting.look_after()
    assert set(WordPressImport.objects.all()) == {young, tried}
    assert not storing.folder_of(old).exists()
    assert not storing.folder_of(tried).exists()
    assert storing.folder_of(young).exists()
    assert "Upload again" in said(client.get(at(tried)))


def test_an_upload_can_be_deleted_but_not_while_it_runs(client, chosen):
    run = uploaded(client, file(export(posts=1)))
    client.post(at(run, "choose"), choices(run))
    assert "Stop it first." in said(client.post(at(run, "act", "remove"), follow=True))
    client.post(at(run, "act", "stop"))
    client.post(at(run, "act", "remove"))
    assert not WordPressImport.objects.exists()
    assert not storing.folder_of(run).exists()
