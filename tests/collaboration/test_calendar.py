"""The sessions in one's own calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from collaboration.calendar.writing import Meeting, calendar
from collaboration.models import Session
from tests import factories as make

ALL = "/calendar/sessions.ics"
CHANGED = datetime(2011, 4, 1, 8, 30, tzinfo=UTC)


@pytest.fixture
def pages(db):
    make.SiteTextFactory(name="Samspill")
    make.collaboration_page()


def one(session, prefix=""):
    return f"{prefix}/calendar/{session.translation_key}.ics"


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    check(answer.content)
    return Calendar.from_ical(answer.content)


def check(written):
    """Assert what RFC 5545 says of lines, and what every calendar and event must have."""
    assert written.endswith(b"\r\n")
    lines = written.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    for line in lines:
        # Also that no letter is cut in two.
        line.decode()
    read_again = Calendar.from_ical(written)
    assert (read_again["VERSION"], bool(read_again["PRODID"])) == ("2.0", True)
    for event in read_again.walk("VEVENT"):
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= event.keys()


def events(client, address=ALL):
    return read(client, address).walk("VEVENT")


def test_a_session_says_when_where_and_what(client, pages):
    session = make.SessionFactory(
        name="Første samling, på Ås; «æøå»",
        date=date(2011, 3, 23),
        end=date(2011, 3, 24),
        place="Bølgen kulturhus, Larvik",
        description="<p>Vi møtes <b>igjen</b>.</p><ul><li>Kaffe &amp; te</li><li>Ordstyring</li></ul>",
        last_published_at=CHANGED,
    )
    for address in (ALL, one(session)):
        (event,) = events(client, address)
        assert event["SUMMARY"] == "Første samling, på Ås; «æøå»"
        assert event["SUMMARY"].params["LANGUAGE"] == "nb"
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2011, 3, 23), date(2011, 3, 25))
        assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"
        assert event["LOCATION"] == "Bølgen kulturhus, Larvik"
        assert event["DESCRIPTION"] == "Vi møtes igjen.\nKaffe & te\nOrdstyring"
        assert event["UID"] == str(session.translation_key)
        assert event["TRANSP"] == "TRANSPARENT"
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == CHANGED
        assert event["URL"] == f"http://testserver/samarbeid/samlinger/{session.slug}/"
        assert client.get(event["URL"]).status_code == 200


def test_a_day_is_a_day(client, pages):
    make.SessionFactory(date=date(2024, 2, 29))
    (event,) = events(client)
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1)


def test_the_calendar_has_a_name_and_says_when_to_ask_again(client, pages):
    written = client.get(ALL).content.decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in written
    made = read(client, ALL)
    assert made["NAME"] == made["X-WR-CALNAME"] == "Samlinger – Samspill"
    assert read(client, f"/nn{ALL}")["NAME"] == "Samlingar – Samspill"


@pytest.mark.parametrize("precision", ["month", "season", "year"])
def test_what_is_not_known_to_the_day_stands_on_no_day(client, pages, precision):
    vague = make.SessionFactory(precision=precision)
    make.SessionFactory(name="Kjent")
    assert [str(event["SUMMARY"]) for event in events(client)] == ["Kjent"]
    answer = client.get(one(vague, "/en"))
    assert answer.status_code == 404
    assert "It is not known on which day this session was" in answer.text


def test_what_is_not_live_is_in_no_calendar(client, pages):
    draft = make.SessionFactory(live=False)
    assert events(client) == []
    assert client.get(one(draft)).status_code == 404
    assert client.get("/calendar/00000000-0000-4000-8000-000000000000.ics").status_code == 404
    assert client.get("/calendar/x.ics").status_code == 404


def test_each_language_has_its_names_and_all_have_one_identity(client, pages):
    make.collaboration_page("nn")
    session = make.SessionFactory(name="Vårens samling")
    make.translated(session, name="Samlinga om våren")
    make.SessionFactory(name="Bare bokmål", date=date(2012, 1, 1))
    nynorsk, other = events(client, f"/nn{ALL}")
    assert nynorsk["SUMMARY"] == "Samlinga om våren"
    assert nynorsk["URL"].startswith("http://testserver/nn/samarbeid/samlingar/")
    assert nynorsk["UID"] == events(client)[0]["UID"] == events(client, one(session, "/nn"))[0]["UID"]
    assert (other["SUMMARY"], other["SUMMARY"].params["LANGUAGE"]) == ("Bare bokmål", "nb")


def test_where_there_is_no_page_for_sessions_there_is_no_address(client, db):
    make.site()
    make.SessionFactory()
    (event,) = events(client)
    assert "URL" not in event


def test_what_has_not_changed_is_not_sent_again_and_what_is_gone_is_gone(client, pages):
    session, other = make.SessionFactory(), make.SessionFactory()
    for address in (ALL, one(session)):
        first = client.get(address)
        assert first["Cache-Control"] == "public, no-cache"
        known = {"If-None-Match": first["ETag"]}
        again = client.get(address, headers=known)
        assert (again.status_code, again.content) == (304, b"")
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405
        assert first.cookies == {}
    before = client.get(ALL)
    Session.objects.filter(pk=other.pk).update(live=False)
    after = client.get(ALL, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert other.name.encode() not in after.content


def test_a_calendar_costs_the_same_whatever_it_holds(client, pages):
    def cost():
        client.get(ALL)
        with CaptureQueriesContext(connection) as queries:
            client.get(ALL)
        return len(queries)

    make.SessionFactory()
    one_session = cost()
    for _number in range(30):
        make.SessionFactory()
    assert cost() == one_session <= 8


def test_readers_find_the_calendar_where_the_sessions_are(client, pages):
    day, year = make.SessionFactory(), make.SessionFactory(precision="year")
    listed = client.get("/samarbeid/samlinger/").text
    assert 'href="webcal://testserver/calendar/sessions.ics"' in listed
    assert 'href="/calendar/sessions.ics"' in listed
    address = f'href="{one(day)}"'
    assert address in client.get(f"/samarbeid/samlinger/{day.slug}/").text
    assert "calendar/" not in str(
        BeautifulSoup(client.get(f"/samarbeid/samlinger/{year.slug}/").text, "html.parser").main
    )


texts = st.text(max_size=200)


@given(name=texts, place=texts, description=texts, first=st.dates(), days=st.integers(0, 400))
def test_whatever_a_session_is_called_the_file_can_be_read(name, place, description, first, days):
    last = min(first.toordinal() + days, date.max.toordinal())
    meeting = Meeting(
        uid="0d5b0a53-6d67-4a3a-a01a-7c6d2b1f6d5e",
        name=name,
        first=first,
        last=date.fromordinal(last),
        place=place,
        description=description,
        url="https://example.org/æ/",
        language="nb",
        changed=None,
    )
    written = calendar([meeting], name=name, language="nb")
    check(written)
    (event,) = Calendar.from_ical(written).walk("VEVENT")
    kept = (sign for sign in name if not sign.isspace() and sign >= " " and sign != "\x7f")
    assert "".join(str(event["SUMMARY"]).split()) == "".join(kept)
