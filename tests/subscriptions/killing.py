"""Processes that are killed and a mail server that fails, for tests that ask what became of the mail."""

import asyncio
import contextlib
import email
import email.policy
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from pathlib import Path

import environ

from tests.bench.database import fresh_database
from tests.mail.conftest import LocalController, free_port
from tests.migrated import postgresql_copy, sqlite_copy

ROOT = Path(__file__).resolve().parents[2]
ON_POSTGRESQL = "postgres" in os.environ.get("DATABASE_URL", "")
# Where a mail can be when its worker dies; the first before the server has it, the last after.
STAGES = ("recipient", "data", "taken")


class Office:
    """A mail server that fails as told, and kills its clients in the very act."""

    def __init__(self):
        self.received = []
        # Address -> what it is answered, in turn; the last for ever.
        self.answers = {}
        self.mood = "well"
        # How often it took a mail and did not say so.
        self.silent = 0
        self.trap = None
        self.victim, self.sprung = 0, threading.Event()
        self.port = free_port()
        self.controller = None

    def open(self):
        self.controller = LocalController(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self):
        if self.controller:
            self.controller.stop(no_assert=True)
        self.controller = None

    def set_trap(self, mails, stage):
        """Kill the worker that sends this many-th mail from now on, at this stage."""
        self.sprung.clear()
        self.trap = [mails, stage] if mails else None

    def _reached(self, stage, session):
        if not self.trap or self.trap[1] != stage:
            return
        self.trap[0] -= 1
        if self.trap[0] <= 0:
            self.trap = None
            self.victim = int(session.host_name.rpartition("-")[2])
            os.kill(self.victim, signal.SIGKILL)
            self.sprung.set()

    async def handle_RCPT(self, server, session, envelope, address, options):
        self._reached("recipient", session)
        if self.mood == "hangs":
            await asyncio.sleep(30)
        answers = self.answers.get(address, ["250 OK"])
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        self._reached("data", session)
        if self.mood == "busy":
            return "451 4.3.0 Try later"
        self.received.append(envelope.content)
        self._reached("taken", session)
        if self.mood in {"silent", "drops"}:
            self.silent += 1
            if self.mood == "silent":
                await asyncio.sleep(30)
            server.transport.abort()
        return "250 OK"

    def parsed(self):
        """Return (Message-ID, recipient, text) of all that arrived."""
        for content in self.received:
            message = email.message_from_bytes(content, policy=email.policy.default)
            yield message["Message-ID"], message["To"], message.get_body(("plain",)).get_content()


class Nursery:
    """The parent of the site's processes (tests/subscriptions/process.py)."""

    def __init__(self, database_url, port, patience, log):
        self.log = log
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": database_url,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.subscriptions.process", str(port), str(patience)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log.open("w"),
            text=True,
        )

    def _ask(self, **order):
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"trouble": "the parent has died"}')
        assert "trouble" not in answer, f"{answer}\n{self.log.read_text()[-4000:]}"
        return answer["returned"]

    def start(self, action, *args, **named):
        return self._ask(do="start", action=action, args=args, named=named)

    def call(self, action, *args, **named):
        return self._ask(do="call", action=action, args=args, named=named)

    def begin(self, followers):
        """Make a site with a first post, as the parent itself: its children inherit what it has learnt."""
        self._ask(do="here", action="begin", args=[followers])
        self._ask(do="here", action="publish", args=["Nytt 1"])
        self._ask(do="here", action="warm_up", args=[])

    def bury(self, pid):
        """Wait for a process to end; return how it did."""
        return self._ask(do="bury", pid=pid)

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


@contextlib.contextmanager
def own_database(folder):
    """Give the DATABASE_URL of a migrated database of one's own, on the engine under test."""
    if not ON_POSTGRESQL:
        shutil.copy(sqlite_copy(), folder / "db.sqlite3")
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    server = os.environ["DATABASE_URL"]
    template = postgresql_copy(environ.Env.db_url_config(server))
    name = f"samspill_killing_{os.getpid()}"
    with fresh_database(server, name, template=template, keep=lambda: False) as url:
        yield url


def check_outcome(office, found, posts, uncertain):
    """Assert that everybody was told once of each post, at most `uncertain` mails being in doubt; return the doubts.

    `found` is what the site says, `posts` how many were published. A mail in doubt has arrived once or never.
    """
    states = {mail: state for mail, _to, state, _attempts in found["mails"]}
    assert set(states.values()) <= {"sent", "doubtful", "given_up"}
    arrived = Counter()
    read = Counter()
    for message_id, to, text in office.parsed():
        arrived[message_id] += 1
        titles = {line for line in text.splitlines() if line.startswith("Om Nytt ")}
        assert titles
        read.update((to, title) for title in titles)
    twice = [mail for mail, times in arrived.items() if times > 1]
    assert twice == [], "a mail was sent twice"
    assert [who for who, times in read.items() if times > 1] == [], "somebody was told twice"
    assert arrived.keys() <= states.keys()
    doubts = [mail for mail, state in states.items() if state == "doubtful"]
    for mail, state in states.items():
        assert arrived[mail] == 1 if state == "sent" else arrived[mail] == 0 or state == "doubtful", state
    assert len(doubts) <= uncertain
    unsent = sum(state != "sent" for state in states.values())
    assert found["to_do"] == [unsent], "what is in doubt or given up is reported"
    told = Counter(person for person, _key, _state, _mail in found["told"])
    assert set(told.values()) <= {posts}
    assert {(state, mail in states) for _person, _key, state, mail in found["told"]} == {("mailed", True)}
    certain = [person for person, _key, _state, mail in found["told"] if states[mail] == "sent"]
    uncertain_ones = [
        person for person, _key, _state, mail in found["told"] if arrived[mail] and states[mail] != "sent"
    ]
    assert sum(read.values()) == len(certain) + len(uncertain_ones)
    return Counter(arrived[mail] for mail in doubts)
