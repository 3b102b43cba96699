"""Workers that are killed again and again: nobody is mailed twice, and nobody is forgotten."""

import os
import random
import signal
import time

import pytest

from mail.outbox import PAUSES
from tests.subscriptions.killing import ON_POSTGRESQL, STAGES, Nursery, Office, check_outcome, own_database

KILLS = 50
FOLLOWERS = 500
# Of two workers on SQLite one waits for the other, so a site has one there.
WORKERS = 2 if ON_POSTGRESQL else 1
# Names a function that breaks a rule in each worker: to see that the tests would tell.
BREAKS = os.environ.get("BREAK_A_RULE", "")


@pytest.fixture
def office():
    made = Office()
    made.open()
    yield made
    made.close()


@pytest.fixture
def nursery(tmp_path, office):
    with own_database(tmp_path) as url:
        made = Nursery(url, office.port, 0.4, tmp_path / "log")
        try:
            yield made
        finally:
            made.end()


class Shift:
    """Workers that die and are replaced."""

    def __init__(self, nursery, office, seed):
        self.nursery, self.office, self.dice = nursery, office, random.Random(seed)
        self.workers, self.doomed = [], []
        # Whether workers may die by themselves.
        self.dying = True
        self.deaths = 0
        self.pauses = []

    def fill(self):
        """Start who is missing: one in three is to die before a query of its own."""
        while len(self.workers) < WORKERS:
            queries = self.dice.randint(1, 90) if self.dying and self.dice.random() < 1 / 3 else 0
            pid = self.nursery.start("work", queries, BREAKS)
            self.workers.append(pid)
            if queries:
                self.doomed.append(pid)

    def one_dies(self):
        """Let one worker die: before a query, at some stage of a mail, or whenever it happens."""
        dice = self.dice
        self.fill()
        if self.doomed:
            self.bury(self.doomed[0])
            return
        at_a_mail = dice.random() < 0.6
        self.office.set_trap(dice.randint(1, 12) if at_a_mail else 0, dice.choice(STAGES))
        if not (at_a_mail and self.office.sprung.wait(3)):
            self.office.set_trap(0, "")
            time.sleep(dice.uniform(0, 0.3))
        self.bury(self.office.victim if self.office.sprung.is_set() else dice.choice(self.workers))

    def bury(self, pid):
        """Note a death; whoever still lives is killed for it."""
        if pid not in self.doomed:
            os.kill(pid, signal.SIGKILL)
        assert self.nursery.bury(pid) == -signal.SIGKILL, self.nursery.log.read_text()[-4000:]
        self.workers.remove(pid)
        self.doomed = [other for other in self.doomed if other != pid]
        self.deaths += 1

    def all_die(self):
        """Kill whoever is left, and let time pass."""
        self.doomed = []
        while self.workers:
            self.bury(self.workers[0])
        self.pauses += self.nursery.call("pass_time")

    def settle(self, rounds=20, patience=4):
        """Let the workers work, a day after a day, until nothing is left to do."""
        self.dying = False
        for _round in range(rounds):
            self.fill()
            left, since = None, time.monotonic()
            while left != 0 and time.monotonic() - since < patience:
                time.sleep(0.3)
                before, left = left, self.nursery.call("unsettled", today=True)
                since = since if left == before else time.monotonic()
            self.all_die()
            if not self.nursery.call("unsettled"):
                return
        raise AssertionError(f"{self.nursery.call('unsettled')} things are still to be done.")


def test_fifty_killed_workers_mail_nobody_twice_and_forget_nobody(nursery, office):
    shift = Shift(nursery, office, 2011)
    nursery.begin(FOLLOWERS)
    posts = 1
    publisher = None
    while shift.deaths < KILLS:
        shift.one_dies()
        if posts == 1 and shift.deaths >= KILLS // 3:
            # Alone, or while the others work.
            publisher = nursery.start("publish", "Nytt 2", "Nytt 3", pause=0.3)
            posts += 2
            if WORKERS == 1:
                assert nursery.bury(publisher) == 0
        if shift.dice.random() < 1 / WORKERS:
            shift.all_die()
        else:
            nursery.call("turn_clock")
        if not nursery.call("unsettled"):
            posts += 1
            nursery.call("publish", f"Nytt {posts}")
    if WORKERS > 1:
        assert nursery.bury(publisher) == 0
    shift.settle()
    doubts = check_outcome(office, nursery.call("found"), posts, shift.deaths)
    print(f"{shift.deaths} killed, {len(office.received)} mails; in doubt: {doubts}")
    assert doubts.keys() == {0, 1}, "workers died both before and after the server had the mail"


def test_a_server_that_fails_in_every_way_gets_no_mail_twice_and_loses_none(nursery, office):
    shift = Shift(nursery, office, 2012)
    nursery.begin(90)
    for number in range(5):
        office.answers[f"f{number}@example.org"] = ["550 5.1.1 No such user"]
        office.answers[f"f{5 + number}@example.org"] = ["450 4.2.1 Try later"] * 3 + ["250 OK"]
        office.answers[f"f{10 + number}@example.org"] = ["452 4.2.2 Mailbox full"]
    for mood in ("hangs", "silent", "gone", "drops", "busy", "hangs", "well"):
        if mood == "gone":
            office.close()
        office.mood = mood
        shift.fill()
        time.sleep(1.5)
        shift.all_die()
        if mood == "gone":
            office.open()
    shift.settle()
    found = nursery.call("found")
    doubts = check_outcome(office, found, 1, shift.deaths + office.silent)
    assert doubts[1] >= office.silent > 0, "what the server took without a word is in doubt"
    given_up = {to: attempts for _mail, to, state, attempts in found["mails"] if state == "given_up"}
    refused = {f"f{number}@example.org": 1 for number in range(5)}
    full = {f"f{10 + number}@example.org": len(PAUSES) + 1 for number in range(5)}
    doubtful = {to for _mail, to, state, _attempts in found["mails"] if state == "doubtful"}
    assert given_up.keys() | doubtful >= refused.keys() | full.keys()
    assert given_up.keys() <= refused.keys() | full.keys()
    assert all(attempts == full[to] for to, attempts in given_up.items() if to in full)
    assert found["suspended"] == sorted(refused)
    for attempts, seconds in shift.pauses:
        pause = PAUSES[attempts - 1].total_seconds()
        assert pause - 60 < seconds <= pause, f"after attempt {attempts}"
    assert {attempts for attempts, _seconds in shift.pauses} == set(range(1, len(PAUSES) + 1))
