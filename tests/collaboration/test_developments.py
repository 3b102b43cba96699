"""What became of a term: stated by whoever may publish, added to what was stated, shown where the term is."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from collaboration.changes import developing
from collaboration.merging import merge, undo_merge
from collaboration.models import Development, Status
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


# --- What can be stated --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "status", "target", "may"),
    [
        ("goal", "agreed", None, True),
        ("goal", "given_up", None, True),
        ("challenge", "moved", "goal", True),
        ("challenge", "moved", None, False),
        ("challenge", "reached", None, False),
        ("goal", "moved", "goal", False),
        ("goal", "agreed", "goal", False),
        ("challenge", "moved", "challenge", False),
        ("challenge", "moved", "means", False),
        ("competency", "agreed", None, False),
        ("means", "moved", "goal", False),
        ("goal", "solved", None, False),
        ("goal", "", None, False),
    ],
)
def test_a_challenge_becomes_a_goal_and_only_goals_are_agreed_or_reached(kind, status, target, may):
    term = make.term(kind, "Det ene")
    other = target and make.term(target, "Det andre")
    if may:
        state(term, status, target=other)
    else:
        with pytest.raises(ValidationError):
            state(term, status, target=other)
    assert Development.objects.exists() is may


def test_the_database_itself_refuses_a_move_to_nowhere_and_into_itself(goal, challenge):
    row = {"date": datetime.date(2011, 1, 1), "locale": make.locale(), "concept": challenge.concept}
    for fields in (
        {"status": "moved"},
        {"status": "agreed", "target": goal.concept},
        {"status": "moved", "target": challenge.concept},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Development.objects.create(**row, **fields)


def test_what_has_not_happened_yet_cannot_be_stated(goal):
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="ikke|not come yet"):
        state(goal, when=ImpreciseDate(today + datetime.timedelta(days=1)))
    state(goal, when=ImpreciseDate(today))
    # The year is known, and has begun.
    state(goal, "begun", when=ImpreciseDate(datetime.date(today.year, 12, 31), Precision.YEAR))


def test_the_same_is_stated_once_and_may_be_stated_again_when_it_was_taken_back(goal):
    first = state(goal)
    with pytest.raises(developing.AlreadyStated):
        state(goal)
    developing.take_back(development=first)
    with pytest.raises(developing.CannotTakeBack):
        developing.take_back(development=first)
    state(goal)
    assert Development.objects.count() == 2


def test_nothing_is_stated_of_what_was_merged_meanwhile(goal):
    kept = make.term("goal", "Frakt")
    merge(concepts=[goal.concept], into=kept.concept)
    with pytest.raises(developing.AlreadyMerged):
        state(goal)


def test_circles_of_moves_that_no_form_makes_hang_nothing(client, goal, challenge):
    row = {"date": datetime.date(2011, 1, 1), "locale": make.locale(), "status": "moved"}
    Development.objects.create(concept=challenge.concept, target=goal.concept, **row)
    Development.objects.create(concept=goal.concept, target=challenge.concept, **row)
    for address in (TERM, "/samarbeid/utfordringer/vanskelig/", "/samarbeid/maal/", "/samarbeid/data/all.json"):
        assert client.get(address).status_code == 200


def test_a_term_of_which_something_was_stated_is_in_use(goal, challenge):
    state(challenge, "moved", target=goal)
    for term in (goal, challenge):
        with pytest.raises(ProtectedError, match="Transport|Vanskelig"), transaction.atomic():
            term.delete()


# --- How it shows --------------------------------------------------------------------------------


def test_the_latest_by_date_says_how_it_stands_and_none_is_lost(client, goal):
    post = make.post(title="Referatet")
    state(goal, "reached", "2012-01-01", note="Bilen er kjøpt.", source=post)
    state(goal, "agreed", day("2011-05-01", Precision.MONTH))
    page = soup(client)
    assert "Bilen er kjøpt." in text(page.header)
    assert page.header.find("a", href=post.url)
    assert ["mai 2011" in step.lower() or "Bilen" in step for step in way(page)] == [True, True]
    assert "Bilen" in way(page)[1]
    row = soup(client, "/samarbeid/maal/").select_one("table.matrix tbody th .state")
    assert row.get_text() == str(Status.REACHED.label)


@pytest.mark.parametrize(
    ("first", "then", "stands"),
    [
        (day("2011-09-01", Precision.SEASON), day("2011-01-01", Precision.YEAR), Status.REACHED),
        (day("2011-12-31"), day("2011-01-01", Precision.YEAR), Status.REACHED),
        (day("2012-01-01"), day("2011-01-01", Precision.YEAR), Status.BEGUN),
    ],
)
def test_a_date_that_is_known_roughly_counts_by_the_last_day_it_may_mean(client, goal, first, then, stands):
    state(goal, "begun", first)
    state(goal, "reached", then)
    page = soup(client)
    assert text(page.header.select_one(".state")) == str(stands.label)
    # In the time line it stands by the first.
    assert str(Status.REACHED.label) in way(page)[0]
    row = soup(client, "/samarbeid/maal/").select_one("table.matrix tbody th .state")
    assert row.get_text() == str(stands.label)


def test_what_was_taken_back_is_gone_for_readers(client, goal):
    made = state(goal, note="Feil.")
    developing.take_back(development=made)
    for address in (TERM, "/samarbeid/maal/", "/samarbeid/data/developments.csv"):
        assert "Feil." not in client.get(address).content.decode()
    assert not soup(client, "/samarbeid/maal/").select(".state")
    assert client.get(f"/id/{made.uuid}").status_code == 404


def test_a_move_shows_at_the_challenge_and_at_the_goal(client, goal, challenge):
    state(challenge, "moved", "2011-03-23", target=goal)
    at_challenge = soup(client, "/samarbeid/utfordringer/vanskelig/")
    assert at_challenge.header.find("a", href=TERM)
    at_goal = soup(client)
    assert not at_goal.header.select(".state")
    assert at_goal.select_one("ol.time-line").find("a", href="/samarbeid/utfordringer/vanskelig/")


def test_a_goal_that_readers_do_not_see_is_not_named_at_the_challenge(client, challenge):
    state(challenge, "moved", target=make.term("goal", "Hemmelig", live=False))
    page = soup(client, "/samarbeid/utfordringer/vanskelig/")
    assert page.header.select_one(".state")
    assert "Hemmelig" not in text(page)
    assert "Hemmelig" not in client.get("/samarbeid/data/developments.csv").content.decode()


def test_developments_of_a_merged_term_show_at_the_one_that_stands_for_it_until_it_is_undone(client, goal):
    old, older = make.term("goal", "Frakt"), make.term("goal", "Bil")
    state(older, note="Om bilen.")
    merge(concepts=[older.concept], into=old.concept)
    made = merge(concepts=[old.concept], into=goal.concept)
    page = soup(client)
    assert "Om bilen." in text(page.header)
    assert any("Frakt" in step for step in way(page))
    assert [
        row.a.get_text() for row in soup(client, "/samarbeid/maal/?status=agreed").select("tbody tr:not(.grp) th")
    ] == ["Transport"]
    undo_merge(merge=made)
    assert "Om bilen." not in text(soup(client))
    assert "Om bilen." in text(soup(client, "/samarbeid/maal/frakt/"))


def test_what_was_merged_into_another_that_was_merged_is_told_at_the_last_until_it_is_undone(client, goal):
    first, second = make.SessionFactory(date=datetime.date(2011, 1, 10)), make.SessionFactory()
    old, older = make.term("goal", "Frakt"), make.term("goal", "Bil")
    make.post([("goal", "unattributed", [], [(older, "kjøretøy")])], session=first)
    make.post([("goal", "unattributed", [], ["Transport"])], session=second)
    merge(concepts=[older.concept], into=old.concept)
    made = merge(concepts=[old.concept], into=goal.concept)
    told = " ".join(way(soup(client)))
    assert ("Frakt" in told, "Bil" in told) == (True, True)
    undo_merge(merge=made)
    told = " ".join(way(soup(client)))
    assert ("Frakt" in told, "Bil" in told) == (False, False)


def test_the_way_of_a_term_tells_who_said_it_when_and_when_it_was_not_said(client, goal):
    a, b = make.OrganisationFactory(name="Akershus"), make.OrganisationFactory(name="Buskerud")
    days = ("2011-01-10", "2011-03-23", "2011-10-01", "2012-01-01")
    first, second, third, fourth = (
        make.SessionFactory(name=f"Samling {number}", date=datetime.date.fromisoformat(day))
        for number, day in enumerate(days, 1)
    )
    make.post([("goal", "organisations", [a], [(goal, "bedre transport")])], session=first)
    for quiet in (second, third):
        make.post([("goal", "unattributed", [], ["Annet"])], session=quiet)
    make.post(
        [("goal", "organisations", [a, b], [(goal, "transport")]), ("goal", "shared", [], [goal_said(goal)])],
        session=fourth,
    )
    make.SessionFactory(name="Taus", date=datetime.date(2012, 2, 1))
    page = soup(client)
    said, silent, again = way(page)
    assert "bedre transport" in said
    assert "Akershus" in said
    assert "Samling 2" in silent
    assert "Samling 3" in silent
    assert "Buskerud" in again
    assert "Taus" not in text(page)
    links = page.select("ol.time-line .was-said p a")
    assert [int(link.find(string=True).split()[0]) for link in links] == [1, 3]
    for link, number in zip(links, [1, 3], strict=True):
        assert len(soup(client, link["href"]).select("ul.said > li")) == number


def goal_said(goal):
    return (goal, "felles transport")


def test_with_one_session_and_nothing_stated_there_is_no_way_to_show(client, goal):
    make.post([("goal", "unattributed", [], [(goal, "transport")])], session=make.SessionFactory())
    assert way(soup(client)) == []


@pytest.mark.parametrize("how", ["unpublished", "password", "no session"])
def test_what_readers_cannot_see_is_no_part_of_the_way(client, goal, how):
    sessions = [make.SessionFactory(date=datetime.date(2011, month, 1)) for month in (1, 2, 3)]
    for said_in in sessions[:2]:
        make.post([("goal", "unattributed", [], [(goal, "transport")])], session=said_in)
    secret = make.post(
        [("goal", "unattributed", [], [(goal, "hemmelig")])], session=None if how == "no session" else sessions[2]
    )
    if how == "unpublished":
        secret.unpublish()
    elif how == "password":
        PageViewRestriction.objects.create(page=secret, restriction_type="password", password="x")
    assert len(way(soup(client))) == 2
    assert not any("hemmelig" in step for step in way(soup(client)))


def test_goals_are_found_by_how_they_stand(client, goal):
    make.post([("goal", "unattributed", [], [(goal, "transport"), "Annet"])])
    assert not soup(client, "/samarbeid/maal/").select("#f-status")
    state(goal)

    def names(query):
        rows = soup(client, f"/samarbeid/maal/{query}").select("table.matrix tbody tr:not(.grp) th a")
        return [row.get_text() for row in rows]

    assert names("?status=agreed") == ["Transport"]
    assert names("?status=none") == ["Annet"]
    assert names("?status=reached") == []
    page = soup(client, "/samarbeid/maal/?status=solved")
    assert page.select(".notice")
    assert [option["value"] for option in page.select("#f-status option")] == ["", "agreed", "none"]


def test_a_note_in_another_language_is_marked_with_its_language(client, goal):
    make.collaboration_page("en")
    state(goal, note="Vi ble enige.")
    note = soup(client, "/en/samarbeid/goals/transport/").select_one(".became .note")
    assert note["lang"] == "nb"


def test_an_identifier_of_a_development_leads_to_its_place(client, goal):
    made = state(goal)
    response = client.get(f"/id/{made.uuid}")
    assert response.status_code == 303
    address, _hash, place = response["Location"].partition("#")
    assert soup(client, address.removeprefix("http://testserver")).find(id=place)
