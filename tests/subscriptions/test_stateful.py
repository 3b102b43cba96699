"""Whatever people and editors do in whatever order: nobody gets what she did not ask for or what is not public,
and everybody gets what she asked for, once.

Beside the real thing runs a simple account of what each person is owed.
"""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TransactionTestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from mail import outbox
from mail.models import OutgoingMail
from subscriptions import asking, choosing, events, purging
from subscriptions.models import Rhythm, Subscriber
from tests import factories
from tests.subscriptions import world as worlds
from tests.subscriptions.world import BEGAN, BLOG, LAKE, RIVER

PEOPLE = st.sampled_from(["kari@example.org", "ola@example.org", "per@example.org"])
SUBJECTS = st.lists(st.sampled_from([BLOG, RIVER, LAKE]), min_size=1, max_size=3, unique=True)
STORIES = st.sampled_from(["a", "b", "c"])


@dataclass
class Account:
    """What one person has asked for, since when, and what she was told."""

    asked: set = field(default_factory=set)
    asked_until: object = None
    follows: dict = field(default_factory=dict)
    # Stories that she has had in her hands, however often.
    told: list = field(default_factory=list)


class Following(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        factories.ground()
        self.scope = worlds.begun()
        self.world = self.scope.__enter__()
        self.now = BEGAN
        self.clock = time_machine.travel(self.now, tick=False)
        self.traveller = self.clock.start()
        self.people = {}
        self.published_at = {}
        self.quiet = set()
        self.read = 0

    def teardown(self):
        self.clock.stop()
        self.scope.__exit__(None, None, None)
        django_mail.outbox.clear()

    def account(self, email):
        return self.people.setdefault(email, Account())

    def row(self, email):
        return Subscriber.objects.filter(email=email).first()

    # --- What people do ---

    @rule(email=PEOPLE, subjects=SUBJECTS)
    def ask(self, email, subjects):
        asking.ask(email=email, wish=asking.Wish(subjects=subjects, language="nb"))
        account = self.account(email)
        if account.asked_until is None or account.asked_until <= self.now:
            account.asked = set()
        account.asked |= set(subjects)
        account.asked_until = self.now + timedelta(days=7)

    @rule(email=PEOPLE)
    def confirm(self, email):
        if row := self.row(email):
            done = asking.confirm(subscriber=row)
            account = self.account(email)
            assert done == (account.asked_until is not None and account.asked_until > self.now)
            if done:
                for subject in account.asked:
                    account.follows.setdefault(subject, self.now)
                account.asked, account.asked_until = set(), None

    @rule(email=PEOPLE, keep=SUBJECTS, rhythm=st.sampled_from(Rhythm.values), weekday=st.integers(0, 6))
    def choose(self, email, keep, rhythm, weekday):
        account = self.account(email)
        if (row := self.row(email)) and account.follows:
            choosing.choose(
                subscriber=row,
                keep=[s for s in keep if s in account.follows],
                add=[s for s in keep if s not in account.follows],
                rhythm=rhythm,
                weekday=weekday,
                language="nb",
            )
            account.follows = {s: account.follows.get(s, self.now) for s in keep}

    @rule(email=PEOPLE)
    def stop(self, email):
        if row := self.row(email):
            choosing.stop(subscriber=row)
            self.account(email).follows = {}
            self.account(email).asked_until = None

    @rule(email=PEOPLE)
    def erase(self, email):
        if row := self.row(email):
            choosing.erase(subscriber=row)
            self.people[email] = Account(told=self.account(email).told)
            # Whoever is forgotten and comes back is somebody new: she may be told of what is still new.
            self.people[email].told = []

    # --- What editors do ---

    @rule(key=STORIES, about=st.sampled_from([(), (RIVER,), (LAKE,), (RIVER, LAKE)]), quietly=st.booleans())
    def publish(self, key, about, quietly):
        if key not in self.world.stories:
            self.world.write(key, *about, public=False)
        self.world.publish(key, quietly=quietly)
        if key not in self.published_at:
            self.published_at[key] = self.now
        (self.quiet.add if quietly else self.quiet.discard)(key)

    @rule(key=STORIES)
    def unpublish(self, key):
        if key in self.world.stories:
            self.world.unpublish(key)

    # --- What the clock does ---

    @rule(minutes=st.sampled_from([1, 11, 60, 60 * 24, 60 * 24 * 8]))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)
        self.traveller.move_to(self.now)

    @rule()
    def worker(self):
        public = {key for key, story in self.world.stories.items() if story["public"]}
        follows = {email: dict(account.follows) for email, account in self.people.items()}
        events.hand_over_due()
        while outbox.deliver_due().more:
            pass
        for message in django_mail.outbox[self.read :]:
            (email,) = message.to
            if "Story" in message.subject or "new" in message.subject.lower() or "Text of" in message.body:
                for key in "abc":
                    if f"Text of {key}." in message.body:
                        assert key in public, f"{key} is not public"
                        about = set(self.world.stories[key]["subjects"])
                        assert about & set(follows.get(email, ())), f"{email} follows none of {about}"
                        self.account(email).told.append(key)
        self.read = len(django_mail.outbox)

    @rule()
    def purge(self):
        purging.purge()
        for email in list(self.people):
            if self.row(email) is None:
                self.people[email] = Account()

    # --- What holds ---

    @invariant()
    def nobody_is_told_twice(self):
        for email, account in self.people.items():
            assert len(set(account.told)) == len(account.told), f"{email} was told twice of one of {account.told}"

    @invariant()
    def no_mail_waits_for_those_who_follow_nothing(self):
        waiting = OutgoingMail.objects.filter(event="news").exclude(state="sent").values_list("to", flat=True)
        for email in waiting:
            assert self.account(email).follows, f"{email} follows nothing"

    @precondition(lambda self: self.published_at)
    @rule()
    def in_the_end_everybody_has_what_she_asked_for(self):
        """Let a week pass with the worker at work: whoever followed before it happened, and still does, is told."""
        owed = [
            (email, key)
            for email, account in self.people.items()
            for key, happened in self.published_at.items()
            if self.world.stories[key]["public"]
            and key not in self.quiet
            and self.now - happened < timedelta(days=3)
            and any(account.follows.get(s, self.now) < happened for s in self.world.stories[key]["subjects"])
        ]
        for _day in range(9):
            self.time_passes(60 * 24)
            self.worker()
        for email, key in owed:
            assert key in self.account(email).told, f"{email} was not told of {key}"


@pytest.mark.django_db(transaction=True)
class TestFollowing(TransactionTestCase):
    def test_nobody_gets_what_she_did_not_ask_for_and_everybody_what_she_did_once(self):
        run_state_machine_as_test(machine, settings=hypothesis_settings(hypothesis_settings(), stateful_step_count=30))


def machine():
    from django.core.management import call_command

    call_command("flush", interactive=False, verbosity=0)
    return Following()
