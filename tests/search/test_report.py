"""What was searched for in vain is seen by those who write, and by nobody else."""

from datetime import date

import pytest
from django.urls import reverse

from search.models import MissedSearch
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def missed():
    rows = [("kvante", 2), ("teori", 5)]
    return [
        MissedSearch.objects.create(words=words, language="nb", count=n, last_day=date(2026, 3, 4)) for words, n in rows
    ]


@pytest.mark.parametrize(
    ("role", "may"),
    [("administrator", True), ("editor", True), ("moderator", False), ("translator", False)],
)
def test_only_administrators_and_editors_see_it_and_are_led_to_it(client, role, may, missed):
    client.force_login(make.user(role))
    response = client.get(reverse("missed_searches"))
    assert (response.status_code == 200) is may
    exported = client.get(reverse("missed_searches"), {"export": "csv"})
    assert (exported.get("Content-Type", "").startswith("text/csv")) is may
    menu = client.get(reverse("wagtailadmin_home"))
    assert (reverse("missed_searches") in menu.content.decode()) is may


def test_the_most_wanted_words_come_first_and_lead_to_the_search(client, missed):
    client.force_login(make.user("editor"))
    text = client.get(reverse("missed_searches")).content.decode()
    assert text.index("/sok/?q=teori") < text.index("/sok/?q=kvante")


def test_the_file_has_every_row(client, missed):
    client.force_login(make.user("editor"))
    response = client.get(reverse("missed_searches"), {"export": "csv"})
    lines = b"".join(response.streaming_content).decode().split("\r\n")
    assert lines[1:3] == ["teori,nb,5,2026-03-04", "kvante,nb,2,2026-03-04"]


def test_words_are_found_in_the_list(client, missed):
    client.force_login(make.user("editor"))
    text = client.get(reverse("missed_searches"), {"q": "kvant"}).content.decode()
    assert "/sok/?q=kvante" in text
    assert "/sok/?q=teori" not in text


def test_visitors_are_asked_to_sign_in(client):
    assert client.get(reverse("missed_searches")).status_code == 302
