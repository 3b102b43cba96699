"""Child processes that live and die together.

They are forked from a process in which Django is loaded: they start at once and share its memory. A child
ends when its parent does, however that ends: it waits on a pipe whose other end only the parent holds.
"""

import contextlib
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connections

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE = 8.0  # seconds that a child has to finish what it is doing
LONGEST_PAUSE = 60.0  # seconds between two starts of a child that keeps dying


@dataclass
class Child:
    """A process by its name and what it runs; `essential` if the others make no sense without it."""

    name: str
    run: Callable[[], None]
    essential: bool
    pid: int = 0
    deaths: int = 0
    restart_at: float | None = field(default=None)


class Family:
    """Start children, watch them, and end them all when one that is essential ends, or when asked to."""

    def __init__(self, say: Callable[[str], None]):
        self.say = say
        self.children: list[Child] = []
        self.ending = False
        self.lifeline, self._held = os.pipe()
        self._handlers = {number: signal.signal(number, self._end) for number in ENDING}

    def _end(self, number, frame):
        self.ending = True

    def start(self, name: str, run: Callable[[], None], *, essential: bool) -> None:
        """Start a child that runs `run`."""
        child = Child(name, run, essential)
        self.children.append(child)
        self._fork(child)

    def _fork(self, child: Child) -> None:
        for connection in connections.all(initialized_only=True):
            connection.close()
            if hasattr(connection, "close_pool"):
                connection.close_pool()
        sys.stdout.flush()
        sys.stderr.flush()
        child.restart_at = None
        child.pid = os.fork()
        if child.pid == 0:
            self._live(child)

    def _live(self, child: Child) -> None:
        """Be the child; never returns."""
        code = 1
        try:
            # A group of its own: Ctrl-C reaches only the parent, which then ends everybody in order.
            os.setpgid(0, 0)
            os.close(self._held)
            for number in ENDING:
                signal.signal(number, signal.SIG_DFL)
            threading.Thread(target=self._follow_parent, daemon=True).start()
            child.run()
            code = 0
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        except BaseException:
            traceback.print_exc()
        finally:
            with contextlib.suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)

    def _follow_parent(self) -> None:
        os.read(self.lifeline, 1)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)

    def check(self) -> bool:
        """Return whether the family still stands; what died and is not essential is started again."""
        for child in self.children:
            if child.restart_at is not None:
                if time.monotonic() >= child.restart_at:
                    self._fork(child)
                continue
            if not child.pid or os.waitpid(child.pid, os.WNOHANG)[0] == 0:
                continue
            child.pid = 0
            if self.ending:
                continue
            if child.essential:
                self.say(f"The {child.name} has stopped by itself; what it said is above.")
                return False
            pause = min(2.0**child.deaths, LONGEST_PAUSE)
            child.deaths += 1
            child.restart_at = time.monotonic() + pause
            self.say(f"The {child.name} has stopped by itself; it starts again in {pause:.0f} s.")
        return not self.ending

    def watch(self) -> bool:
        """Wait until the family ends; return whether that was by request."""
        while self.check():
            time.sleep(0.2)
        return self.ending

    def end(self) -> None:
        """End every child: asked first, forced after GRACE seconds."""
        self.ending = True
        for child in self.children:
            if child.pid:
                os.kill(child.pid, signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        while any(child.pid for child in self.children) and time.monotonic() < deadline:
            self.check()
            time.sleep(0.05)
        for child in self.children:
            if child.pid:
                os.kill(child.pid, signal.SIGKILL)
                os.waitpid(child.pid, 0)
                child.pid = 0
        os.close(self.lifeline)
        os.close(self._held)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
