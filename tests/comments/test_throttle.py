"""Nobody floods a site from one place, and no machine's address is kept anywhere."""

import datetime
import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from comments.models import ModeratedComment
from comments.tokens import confirm_token
from home import throttle
from tests.comments import making

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.77"


@pytest.fixture
def post():
    making.settings()
    return making.post()


def stored():
    """Return everything that the database holds, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found.append(json.dumps([[str(value) for value in row] for row in cursor.fetchall()]))
    return "\n".join(found)


def test_no_address_of_a_machine_is_stored_anywhere(post):
    browser = making.browser(REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT="Lynx/2.8 recognisable")
    browser.post(making.write_url(post), making.form(comment="Gjenkjennelig tekst."))
    comment = ModeratedComment.objects.get()
    browser.post(reverse("comments:confirm", args=[confirm_token(comment)]))
    other = making.published(post)
    browser.post(reverse("comments:like", args=[other.pk]))
    browser.post(reverse("comments:report", args=[other.pk]), {"reason": "rude"})
    browser.post(reverse("comments:edit", args=[comment.pk]), {"comment": "Gjenkjennelig tekst, endret."})
    browser.post(making.write_url(post), making.form(honeypot="x"))
    everything = stored()
    assert "Gjenkjennelig tekst" in everything, "looks where comments are"
    assert ADDRESS not in everything
    assert "recognisable" not in everything
    remembered = f"{cache._cache}"
    assert "throttle.from" in remembered
    assert ADDRESS not in remembered


def test_a_place_has_another_name_on_another_day_and_site(rf, settings, time_machine):
    request = rf.get("/", REMOTE_ADDR=ADDRESS)
    time_machine.move_to(datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC))
    today = throttle.place_of(request)
    assert today == throttle.place_of(request)
    assert today != throttle.place_of(rf.get("/", REMOTE_ADDR="203.0.113.78"))
    time_machine.shift(datetime.timedelta(days=1))
    assert throttle.place_of(request) != today
    time_machine.shift(datetime.timedelta(days=-1))
    settings.SECRET_KEY = "another"
    assert throttle.place_of(request) != today


def test_too_many_from_one_place_are_refused_with_their_text_and_others_are_not(post, monkeypatch):
    monkeypatch.setattr(throttle, "MOST_FROM_ONE_ADDRESS", 2)
    browser = making.browser(REMOTE_ADDR=ADDRESS)
    for _time in range(2):
        assert browser.post(making.write_url(post), making.form()).status_code == 303
    answer = browser.post(making.write_url(post), making.form(comment="Denne mister jeg ikke."))
    assert answer.status_code == 429
    assert "Denne mister jeg ikke." in answer.content.decode()
    assert making.browser(REMOTE_ADDR="203.0.113.78").post(making.write_url(post), making.form()).status_code == 303
    assert ModeratedComment.objects.count() == 3


def test_what_was_counted_is_forgotten_after_an_hour(time_machine):
    time_machine.move_to(timezone.now())
    assert [throttle.count("from", "a"), throttle.count("from", "a")] == [1, 2]
    assert throttle.count("from", "b") == 1
    time_machine.shift(throttle.HOUR + 1)
    assert throttle.counted("from", "a") == 0
    assert throttle.count("from", "a") == 1


def test_many_in_an_hour_from_one_place_wait_for_a_moderator(post):
    states = []
    for _number in range(12):
        hers = making.writer()
        browser = making.browser(of=hers, REMOTE_ADDR=ADDRESS)
        browser.post(making.write_url(post), making.form(email=None))
        states.append(ModeratedComment.objects.order_by("-pk").first().state)
    assert states[0] == "published"
    assert states[-1] == "pending"
