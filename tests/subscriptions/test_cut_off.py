"""What tells followers of news is cut off before each of its queries in turn: nothing is left half done."""

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from itertools import count

import pytest
from django.core import mail as django_mail
from django.db import connection
from time_machine import travel

from mail import outbox
from mail.models import OutgoingMail
from subscriptions import events
from subscriptions.models import Delivery
from tests.subscriptions.world import BEGAN, follower, pass_time

# With transactions of its own: what is cut off is rolled back as by a crash.
pytestmark = pytest.mark.django_db(transaction=True)


class CutOff(BaseException):
    """The process is no more."""


@contextmanager
def cut_off_before(number):
    """Let this many-th query be the end."""
    left = number

    def counting(execute, *asked):
        nonlocal left
        left -= 1
        if left == 0:
            raise CutOff
        return execute(*asked)

    with connection.execute_wrapper(counting):
        yield


def test_a_worker_cut_off_before_any_of_its_queries_mails_nobody_twice_and_forgets_nobody(world):
    people = {follower().email for _number in range(3)}
    day, doubts, cuts = BEGAN, 0, 0
    for number in count(1):
        day += timedelta(days=1)
        world.publish(f"n{number}", now=day)
        at = day + timedelta(minutes=11)
        try:
            with travel(at, tick=False), cut_off_before(number):
                events.hand_over_due()
                outbox.deliver_due()
        except CutOff:
            cuts += 1
        written = set(Delivery.objects.filter(state=Delivery.State.MAILED).values_list("mail", flat=True))
        assert written == set(OutgoingMail.objects.values_list("pk", flat=True)), f"half done before query {number}"
        # A new worker, a while later, and once more.
        pass_time(at + timedelta(hours=1))
        pass_time(at + timedelta(hours=2))
        in_doubt = set(OutgoingMail.objects.filter(state=OutgoingMail.State.DOUBTFUL).values_list("to", flat=True))
        received = Counter(message.to[0] for message in django_mail.outbox)
        assert set(received.values()) <= {1}, f"twice after query {number}"
        assert people - in_doubt <= received.keys(), f"forgotten after query {number}"
        assert len(in_doubt) <= 1, f"more than one in doubt after query {number}"
        doubts += len(in_doubt)
        OutgoingMail.objects.all().delete()
        Delivery.objects.all().delete()
        django_mail.outbox.clear()
        if cuts < number:
            break
    assert cuts > 20
    assert 0 < doubts <= 3 * 4, "only those that were being sent"
