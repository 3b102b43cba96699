"""Stating what became of a term in the admin: who may, what she is told, and how it is taken back."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import translation
from wagtail.models import ModelLogEntry

from collaboration.changes import developing
from collaboration.merging import merge
from collaboration.models import Development, Kind
from home.text.dates import ImpreciseDate, Precision
from tests import factories as make

pytestmark = pytest.mark.django_db

TERM = "/samarbeid/maal/transport/"
ROLES = {"administrator": True, "editor": True, "translator": False, "moderator": False, None: False}


@pytest.fixture(autouse=True)
def pages():
    make.collaboration_page()
    make.blog()


@pytest.fixture
def goal():
    return make.term("goal", "Transport")


@pytest.fixture
def challenge():
    return make.term("challenge", "Vanskelig")


def day(text, precision=Precision.DAY):
    return ImpreciseDate(datetime.date.fromisoformat(text), precision)


def state(term, status="agreed", when="2011-05-01", target=None, **more):
    when = when if isinstance(when, ImpreciseDate) else day(when)
    fields = {"locale": make.locale(), **more}
    return developing.state(concept=term.concept, status=status, when=when, target=target and target.concept, **fields)


def soup(client, address=TERM):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser").main


def text(node):
    return " ".join(node.get_text(" ").split())


def way(page):
    """Return the steps of the time line, as words."""
    found = page.select_one("ol.time-line")
    return [text(step) for step in found.find_all("li", recursive=False)] if found else []


def url(term):
    return reverse("developments:of", args=[term.concept_id])


def filled(**changes):
    return {"status": "agreed", "date": "2011-05-01", "precision": "month", "note": "", "source": "", **changes}


@pytest.mark.parametrize("role", ROLES)
def test_who_may_publish_goals_may_state_what_became_of_them(client, goal, role):
    user = make.user(role)
    if role is None:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert (client.get(url(goal)).status_code == 200) is ROLES[role]
    client.post(url(goal), filled())
    assert Development.objects.exists() is ROLES[role]
    made = Development.objects.first() or state(goal)
    client.post(reverse("developments:take_back", args=[made.pk]))
    assert (Development.objects.get().withdrawn_at is not None) is ROLES[role]


def test_a_challenge_is_moved_by_whoever_may_publish_goals_as_well(client, goal, challenge):
    user = make.user()
    client.force_login(user)
    rights = ["access_admin", "change_challenge", "publish_challenge"]
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    sent = {"goal": goal.pk, "date": "2011-05-01", "precision": "day", "note": "", "source": ""}
    client.post(url(challenge), sent)
    assert not Development.objects.exists()
    user.user_permissions.add(*Permission.objects.filter(codename__in=["change_goal", "publish_goal"]))
    client.post(url(challenge), sent)
    assert Development.objects.get().target == goal.concept


def test_it_is_stated_logged_and_taken_back(client, goal):
    user = make.user("editor", language="en")
    client.force_login(user)
    post = make.post(title="Referatet")
    assert client.post(url(goal), filled(note="Enige.", source=post.pk)).status_code == 302
    made = Development.objects.get()
    assert (made.note, made.source_id, made.created_by, made.when.iso()) == ("Enige.", post.pk, user, "2011-05")
    page = soup(client, url(goal))
    assert "Referatet" in text(page)
    assert client.get(reverse("developments:take_back", args=[made.pk])).status_code == 405
    client.post(reverse("developments:take_back", args=[made.pk]))
    with translation.override("en"):
        messages = [entry.message for entry in ModelLogEntry.objects.order_by("pk")]
    assert messages == [
        "Stated what became of it: Agreed, 2011-05",
        "Took back what became of it: Agreed, 2011-05",
    ]
    assert "Taken back" in text(soup(client, url(goal)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "moved"},
        {"status": ""},
        {"date": "i fjor"},
        {"date": "2999-01-01"},
        {"precision": "uke"},
        {"source": "999999"},
        {"source": "x"},
        {"note": "x" * 1001},
    ],
)
def test_what_makes_no_sense_is_told_and_what_she_wrote_is_kept(client, goal, wrong):
    client.force_login(make.user("editor", language="en"))
    response = client.post(url(goal), filled(**{"note": "Det jeg skrev", **wrong}))
    assert response.status_code == 422
    assert wrong.get("note", "Det jeg skrev") in response.content.decode()
    assert not Development.objects.exists()


@pytest.mark.parametrize("which", ["a challenge", "of another language", "merged", "nothing"])
def test_a_challenge_becomes_only_a_goal_that_is_there(client, goal, challenge, which):
    client.force_login(make.user("editor", language="en"))
    chosen = {"a challenge": "999", "of another language": "", "merged": goal.pk, "nothing": ""}[which]
    if which == "of another language":
        chosen = make.translated(goal, "nn").pk
    elif which == "merged":
        merge(concepts=[goal.concept], into=make.term("goal", "Frakt").concept)
    sent = {"goal": chosen, "date": "2011-05-01", "precision": "day", "note": "Det jeg skrev", "source": ""}
    response = client.post(url(challenge), sent)
    assert response.status_code == 422
    assert "Det jeg skrev" in response.content.decode()


def test_a_source_that_readers_cannot_see_cannot_be_chosen(client, goal):
    client.force_login(make.user("editor", language="en"))
    assert client.post(url(goal), filled(source=make.post(live=False).pk)).status_code == 422
    assert not Development.objects.exists()


def test_a_term_that_was_merged_leads_to_the_one_that_stands_for_it(client, goal):
    client.force_login(make.user("editor", language="en"))
    kept = make.term("goal", "Frakt")
    state(goal, note="Om transporten.")
    merge(concepts=[goal.concept], into=kept.concept)
    response = client.get(url(goal))
    assert (response.status_code, response["Location"]) == (302, url(kept))
    assert "Om transporten." in text(soup(client, url(kept)))
    # Merged while the form was open: told, and kept.
    response = client.post(url(goal), filled(note="Det jeg skrev"))
    assert response.status_code == 422
    assert "Det jeg skrev" in response.content.decode()


@pytest.mark.parametrize("kind", [Kind.COMPETENCY, Kind.MEANS])
def test_nothing_becomes_of_competencies_and_means(client, kind):
    client.force_login(make.user("administrator"))
    assert client.get(url(make.term(kind, "Noe"))).status_code == 404


@pytest.mark.parametrize("role", ["editor", "translator"])
def test_the_lists_and_the_form_lead_to_it_for_whoever_may(client, goal, role):
    client.force_login(make.user(role))
    viewset = type(goal).snippet_viewset
    for address in (
        reverse(viewset.get_url_name("list")),
        reverse(viewset.get_url_name("edit"), args=[goal.pk]),
    ):
        assert (url(goal) in client.get(address).content.decode()) is ROLES[role]
