"""How fast a post is mailed to all who follow the blog, and how fast pages come meanwhile."""

import contextlib
import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass

from tests.bench import processes
from tests.bench.measuring import Measured, cell, load
from tests.bench.postbox import HOST
from tests.bench.server import GRACE, ROOT, NotServed, Site

WORKERS = (1, 2)
PATIENCE = 60.0  # seconds without any mail after which they are given up
PAGE = "post"
# Pages are measured once so large a part has gone.
PAGES_AFTER = 0.4


@dataclass(frozen=True)
class Round:
    """A post mailed by so many workers. Times of pages in milliseconds, of a worker's CPU for each mail too."""

    workers: int
    mails: int
    # To decide who is told.
    hand_over: float
    # From the first mail to the last, without the time in which pages were measured; and in that time.
    per_second: float
    per_second_meanwhile: float
    cpu: float
    # A page on one connection, while nothing is mailed and meanwhile.
    quiet_p50: float
    p50: float
    p50_ratio: float
    quiet_p99: float
    p99: float
    wrong: int


class Counter:
    """The postbox, in a process of its own."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.postbox"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.port = int(self.process.stdout.readline())

    def taken(self) -> tuple[int, float]:
        """Return how many mails have come, and when the last one did."""
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        mails, at = json.loads(self.process.stdout.readline())
        return mails, at

    def wait_for(self, mails: int) -> tuple[int, float]:
        """Wait until there are so many; raises NotServed where none comes any more."""
        last, since = -1, time.monotonic()
        while (taken := self.taken())[0] < mails:
            if taken[0] != last:
                last, since = taken[0], time.monotonic()
            elif time.monotonic() - since > PATIENCE:
                raise NotServed(f"Of {mails} mails only {last} have come, and no more come.")
            time.sleep(0.02)
        return taken

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@contextlib.contextmanager
def working(site: Site, count: int):
    """Give the processes of so many workers, which are asked to end in the end."""
    log = (site.folder / "worker.log").open("ab")
    command = [sys.executable, "manage.py", "worker", "--interval", "0.2"]
    started = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=site.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        for _number in range(count)
    ]
    try:
        yield [process.pid for process in started]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            try:
                process.wait(GRACE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        log.close()


def mail_round(one: Measured, counter: Counter, workers: int, options) -> Round:
    """Publish a post and have it mailed by so many workers."""
    site, weight = one.site, one.weights[PAGE]
    quiet = cell(PAGE, 1, [load(site, PAGE, weight, 1, options)])
    before = counter.taken()[0]
    told = site.ask("tell", {"number": workers, "size": asdict(options.size)})
    people = told["deliveries"]
    with working(site, workers) as pids:
        first = counter.wait_for(before + 1)
        used = processes.cpu_seconds(pids)
        middle = counter.wait_for(before + round(people * PAGES_AFTER))
        busy = cell(PAGE, 1, [load(site, PAGE, weight, 1, options)])
        after = counter.taken()
        last = counter.wait_for(before + people)
        used = processes.difference(used, processes.cpu_seconds(pids))
        # What comes now is a mail too many.
        time.sleep(1)
    undisturbed = (middle[1] - first[1]) + (last[1] - after[1])
    return Round(
        workers=workers,
        mails=people,
        hand_over=told["seconds"],
        per_second=round((middle[0] - first[0] + last[0] - after[0]) / max(undisturbed, 0.001), 1),
        per_second_meanwhile=round((after[0] - middle[0]) / max(after[1] - middle[1], 0.001), 1),
        cpu=round(used / (last[0] - first[0]) * 1000, 2),
        quiet_p50=quiet.p50,
        p50=busy.p50,
        p50_ratio=round(busy.p50 / max(quiet.p50, 0.001), 2),
        quiet_p99=quiet.p99,
        p99=busy.p99,
        wrong=abs(counter.taken()[0] - before - people) + abs(people - options.subscribers) + quiet.wrong + busy.wrong,
    )


def measure_mail(one: Measured, options, say) -> list[dict]:
    """Mail a post with one worker, then another with two."""
    counter = Counter()
    try:
        site = one.site
        site.environment |= {
            "MAIL_DELIVERY_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_URL": f"smtp://{HOST}:{counter.port}",
        }
        say(f"{site.label}: {options.subscribers} people begin to follow the blog")
        site.ask("follow", {"count": options.subscribers})
        rounds = []
        for workers in WORKERS:
            rounds.append(asdict(mail_round(one, counter, workers, options)))
            say(f"  mailed by {workers}")
        return rounds
    finally:
        counter.end()
