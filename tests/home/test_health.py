"""Whether the site works, for those who watch it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from home.addresses import reserved_slugs
from home.models import PeriodicRun
from home.registries import HealthCheck, health_checks
from mail import outbox
from mail.models import OutgoingMail

pytestmark = pytest.mark.django_db

URL = "/health/"


@pytest.fixture
def ran():
    """Let a worker have run a moment ago."""
    now = timezone.now()
    return PeriodicRun.objects.create(name="deliver_mail", started_at=now, finished_at=now)


@pytest.fixture
def waiting():
    return outbox.enqueue(to="kari@example.org", subject="Hei", text="Hei.")


@pytest.mark.usefixtures("ran")
def test_a_site_that_works_says_so(client):
    response = client.get(URL)
    found = response.json()
    assert (response.status_code, found["status"]) == (200, "ok")
    assert {"database", "cache", "worker", "mail", "following"} <= set(found["checks"])
    assert all(check["ok"] for check in found["checks"].values())


@pytest.mark.usefixtures("ran", "waiting")
def test_the_answer_is_for_now_for_machines_and_about_nobody(client):
    response = client.get(URL)
    assert response["Cache-Control"] == "no-store"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies
    assert "example.org" not in response.content.decode()
    assert client.head(URL).status_code == 200
    assert client.post(URL).status_code == 405


def test_a_site_without_a_worker_is_not_well(client):
    assert client.get(URL).status_code == 503
    now = timezone.now()
    run = PeriodicRun.objects.create(name="deliver_mail", started_at=now - timedelta(minutes=4))
    assert client.get(URL).status_code == 200
    run.started_at = now - timedelta(minutes=6)
    run.save()
    response = client.get(URL)
    assert response.status_code == 503
    assert response.json()["checks"]["worker"] == {
        "ok": False,
        "seconds_since_last_run": pytest.approx(360, abs=20),
        "failing_jobs": 0,
    }
    # One of its jobs took long, and has just ended.
    run.finished_at = now
    run.save()
    assert client.get(URL).status_code == 200


@pytest.mark.usefixtures("ran")
def test_mail_that_waits_too_long_is_not_well_and_mail_that_was_given_up_is_for_a_person(client, waiting):
    assert client.get(URL).json()["checks"]["mail"]["waiting"] == 1
    long_ago = timezone.now() - timedelta(minutes=31)
    OutgoingMail.objects.update(next_attempt_at=long_ago, last_error="451 Later")
    response = client.get(URL)
    assert response.status_code == 503
    found = response.json()["checks"]["mail"]
    assert (found["failing"], found["given_up"]) == (1, 0)
    assert found["oldest_seconds"] >= 31 * 60
    # Tried again tomorrow, it waits as it should.
    OutgoingMail.objects.update(next_attempt_at=timezone.now() + timedelta(days=1))
    assert client.get(URL).status_code == 200
    OutgoingMail.objects.update(state="given_up", next_attempt_at=None)
    assert client.get(URL).json()["checks"]["mail"] == {
        "ok": True,
        "waiting": 0,
        "failing": 0,
        "given_up": 1,
        "in_doubt": 0,
        "oldest_seconds": 0,
    }


@pytest.mark.usefixtures("ran")
def test_a_check_that_fails_says_so_and_keeps_what_it_knows_to_the_log(client, caplog):
    def fails():
        raise RuntimeError("password=secret kari@example.org")

    health_checks.register(HealthCheck(name="broken", check=fails))
    try:
        response = client.get(URL)
    finally:
        del health_checks._entries["broken"]
    assert response.status_code == 503
    assert response.json()["checks"]["broken"] == {"ok": False}
    assert "secret" not in response.content.decode()
    assert "broken" in caplog.text


@pytest.mark.usefixtures("ran")
def test_few_questions_are_asked(client, django_assert_max_num_queries):
    client.get(URL)
    with django_assert_max_num_queries(8):
        client.get(URL)


def test_no_page_can_have_the_address():
    assert reverse("health") == URL
    assert "health" in reserved_slugs()
