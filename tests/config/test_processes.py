"""The family of processes, tried in a process of its own, since it forks and takes the signals."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest

from config.catalogues import ROOT

SCRIPT = """
import os, sys, time
from config.processes import Family

def say(sentence):
    os.write(1, (sentence + "\\n").encode())  # at once, so that lines of several processes stay whole

def sleeper():
    say(f"child {{os.getpid()}}")
    time.sleep(60)

def fragile():
    say(f"fragile {{os.getpid()}}")
    time.sleep({fragile_lives})

family = Family(say)
family.start("sleeper", sleeper, essential=True)
family.start("fragile", fragile, essential={essential})
asked = family.watch()
family.end()
say("asked" if asked else "collapsed")
"""


def lives(pid):
    """Return whether a process runs (one that has ended and waits to be noted does not)."""
    try:
        with open(f"/proc/{pid}/stat") as status:
            return status.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        if os.path.isdir("/proc/self"):
            return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


@pytest.fixture
def start():
    started = []

    def start(**options):
        script = SCRIPT.format(**{"fragile_lives": 60, "essential": False, **options})
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
        process = subprocess.Popen(
            [sys.executable, "-c", script], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        children = dict(process.stdout.readline().split() for _ in range(2))
        return process, {name: int(pid) for name, pid in children.items()}

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def gone(pids, seconds=20):
    until = time.monotonic() + seconds
    while any(map(lives, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(lives, pids))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_everybody_ends_when_the_parent_is_asked_to(start, number):
    process, children = start()
    process.send_signal(number)
    assert process.wait(timeout=30) == 0
    assert process.stdout.read() == "asked\n"
    assert gone(children.values())


def test_no_orphan_is_left_when_the_parent_is_killed(start):
    process, children = start()
    process.kill()
    process.wait()
    assert gone(children.values())


def test_everybody_ends_when_somebody_essential_does(start):
    process, children = start(essential=True, fragile_lives=0.2)
    assert process.wait(timeout=30) == 0
    assert process.stdout.read().splitlines()[-1] == "collapsed"
    assert gone(children.values())


def test_what_is_not_essential_starts_again(start):
    process, children = start(fragile_lives=0.2)
    assert "fragile has stopped by itself" in process.stdout.readline()
    name, pid = process.stdout.readline().split()
    assert name == "fragile"
    assert int(pid) != children["fragile"]
    assert lives(children["child"])
