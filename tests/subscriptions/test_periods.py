"""When mails are due, by the clock on the wall."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subscriptions.periods import next_due

OSLO = ZoneInfo("Europe/Oslo")
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))


def test_at_once_is_now():
    now = datetime(2026, 3, 2, 12, tzinfo=UTC)
    assert next_due("at_once", 0, now, OSLO) == now


@pytest.mark.parametrize(
    ("rhythm", "weekday", "now", "due"),
    [
        ("daily", 0, "2026-03-02 06:59", "2026-03-02 07:00"),
        ("daily", 0, "2026-03-02 07:00", "2026-03-03 07:00"),
        ("daily", 0, "2026-03-02 23:00", "2026-03-03 07:00"),
        # The clocks go forward on 29 March and back on 25 October: seven is seven by the clock all the same.
        ("daily", 0, "2026-03-28 12:00", "2026-03-29 07:00"),
        ("daily", 0, "2026-10-24 12:00", "2026-10-25 07:00"),
        # 2 March 2026 is a Monday.
        ("weekly", 0, "2026-03-02 06:00", "2026-03-02 07:00"),
        ("weekly", 0, "2026-03-02 07:00", "2026-03-09 07:00"),
        ("weekly", 4, "2026-03-02 12:00", "2026-03-06 07:00"),
        ("weekly", 6, "2026-03-02 12:00", "2026-03-08 07:00"),
    ],
)
def test_mails_come_at_seven(rhythm, weekday, now, due):
    def local(text):
        return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=OSLO)

    assert next_due(rhythm, weekday, local(now), OSLO) == local(due)


@given(MOMENTS, st.sampled_from(["daily", "weekly"]), st.integers(0, 6), st.sampled_from(["Europe/Oslo", "Asia/Tokyo"]))
def test_the_next_morning_is_ahead_within_a_period_and_at_seven(now, rhythm, weekday, name):
    zone = ZoneInfo(name)
    due = next_due(rhythm, weekday, now, zone)
    period = timedelta(days=7 if rhythm == "weekly" else 1)
    # The day on which the clocks go back has an hour more.
    assert timedelta(0) < due - now <= period + timedelta(hours=1)
    assert (due.astimezone(zone).hour, due.astimezone(zone).minute) == (7, 0)
    if rhythm == "weekly":
        assert due.astimezone(zone).weekday() == weekday
