import ast
import inspect
from dataclasses import dataclass
from datetime import timedelta

import pytest

from home import registries
from home.registries import PeriodicJob, Registry, periodic_jobs


@dataclass(frozen=True)
class Thing:
    name: str


@pytest.fixture
def things():
    return Registry(of="things")


def test_entries_come_in_the_order_in_which_they_were_registered(things):
    for name in ("pear", "apple", "zebra", "banana"):
        things.register(Thing(name))
    assert [thing.name for thing in things] == ["pear", "apple", "zebra", "banana"]
    assert len(things) == 4


def test_an_entry_is_found_by_its_name(things):
    pear = things.register(Thing("pear"))
    assert things["pear"] is pear
    assert "pear" in things
    assert "apple" not in things
    with pytest.raises(KeyError):
        things["apple"]


def test_a_name_that_is_taken_is_refused_and_the_first_entry_stays(things):
    first = things.register(Thing("pear"))
    with pytest.raises(ValueError, match="Among the things, the name 'pear' is taken"):
        things.register(Thing("pear"))
    assert list(things) == [first]


def test_registering_while_somebody_iterates_is_no_error(things):
    things.register(Thing("pear"))
    for _thing in things:
        things.register(Thing("apple"))
    assert len(things) == 2


def test_two_registries_share_nothing(things):
    things.register(Thing("pear"))
    assert len(Registry(of="other things")) == 0


@pytest.mark.parametrize("wrong", [{"every": timedelta(0)}, {"abandoned_after": timedelta(seconds=-1)}])
def test_a_job_without_a_pause_is_refused(wrong):
    with pytest.raises(ValueError, match="longer than nothing"):
        PeriodicJob(**{"name": "job", "run": print, "every": timedelta(minutes=1)} | wrong)


def test_the_registries_know_no_room_and_nothing_of_django():
    imported = set()
    for node in ast.walk(ast.parse(inspect.getsource(registries))):
        if isinstance(node, ast.Import):
            imported.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            imported.add((node.module or "").split(".")[0])
    assert imported <= {"__future__", "collections", "dataclasses", "datetime", "enum", "typing"}


def test_every_registered_job_says_what_it_does():
    assert {"prune_finished_tasks", "publish_scheduled", "deliver_mail", "purge_sent_mail"} <= {
        job.name for job in periodic_jobs
    }
    assert [job.name for job in periodic_jobs if not str(job.description).endswith(".")] == []
