"""Mail that came back, as a mail service tells of it."""

from types import SimpleNamespace

import pytest

from mail.bounces import tracked
from mail.models import SuspendedAddress

pytestmark = pytest.mark.django_db


def told(event_type, reject_reason=None, recipient="Kari@example.org"):
    event = SimpleNamespace(
        event_type=event_type,
        reject_reason=reject_reason,
        recipient=recipient,
        mta_response="550 5.1.1 No such user",
        description="",
    )
    tracked(sender=None, event=event, esp_name="Service")


@pytest.mark.parametrize(
    ("event_type", "reject_reason", "reason"),
    [("bounced", "bounced", "bounced"), ("rejected", "invalid", "bounced"), ("complained", "spam", "complained")],
)
def test_an_address_that_ends_mail_is_suspended_with_what_the_server_said(event_type, reject_reason, reason):
    told(event_type, reject_reason)
    suspended = SuspendedAddress.objects.get()
    assert (suspended.address, suspended.reason) == ("kari@example.org", reason)
    assert "No such user" in suspended.detail


@pytest.mark.parametrize(
    ("event_type", "reject_reason"),
    [("deferred", None), ("delivered", None), ("bounced", "timed_out"), ("rejected", "blocked"), ("opened", None)],
)
def test_what_may_pass_suspends_nobody(event_type, reject_reason):
    told(event_type, reject_reason)
    assert not SuspendedAddress.objects.exists()


def test_an_event_about_nobody_does_no_harm():
    told("bounced", "bounced", recipient=None)
    assert not SuspendedAddress.objects.exists()


def test_the_signal_of_the_package_carries_what_is_read_here():
    signals = pytest.importorskip("anymail.signals")
    event = signals.AnymailTrackingEvent(
        event_type=signals.EventType.BOUNCED,
        reject_reason=signals.RejectReason.BOUNCED,
        recipient="kari@example.org",
    )
    tracked(sender=None, event=event, esp_name="Service")
    assert SuspendedAddress.objects.get().reason == "bounced"
