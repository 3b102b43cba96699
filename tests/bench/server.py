"""The site under gunicorn, as in production: environment, static files, start, process ids, end."""

import contextlib
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import processes
from tests.bench.generator import HOST, fetch

ROOT = Path(__file__).resolve().parent.parent.parent
START = 60.0  # seconds that the server has to answer
GRACE = 10.0  # seconds that it has to end
# What decides how the site behaves is set here, and not by who calls.
OURS = (
    "DJANGO_",
    "DATABASE_",
    "EMAIL_",
    "MAIL_",
    "REDIS_",
    "SITE_",
    "GUNICORN_",
    "WEB_CONCURRENCY",
    "DEBUG",
    "LANGUAGES",
)


class NotServed(Exception):
    """The site does not start or does not answer; the message says why."""


@dataclass(frozen=True)
class Workers:
    """How gunicorn serves: threads, since only they keep connections open between requests."""

    workers: int = 2
    threads: int = 4

    def command(self, port: int) -> list[str]:
        return [
            *(sys.executable, "-m", "gunicorn", "config.wsgi:application"),
            *("--bind", f"{HOST}:{port}", "--worker-class", "gthread"),
            *("--workers", str(self.workers), "--threads", str(self.threads)),
            *("--keep-alive", "5", "--log-level", "warning", "--no-control-socket"),
        ]


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as candidate:
        candidate.bind((HOST, 0))
        return candidate.getsockname()[1]


def environment(database_url: str, redis_url: str, port: int, folder: Path) -> dict[str, str]:
    """Return the whole environment of the site: production's, but for HTTPS, and with mail that goes nowhere."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": HOST,
        "BASE_URL": f"http://{HOST}:{port}",
        "DATABASE_URL": database_url,
        "DATABASE_POOL_SIZE": "8",
        "REDIS_URL": redis_url,
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "MAIL_DELIVERY_BACKEND": "django.core.mail.backends.dummy.EmailBackend",
        "DEFAULT_FROM_EMAIL": "bench@example.org",
        "HTTPS_ONLY": "0",
        "SITE_NAME": "Samspill",
        "SERVE_MEDIA": "0",
        "DEBUG": "0",
        "LANGUAGES": "nb,nn,en",
        "TIME_ZONE": "Europe/Oslo",
        "LOG_LEVEL": "WARNING",
        "VAR_DIR": str(folder),
    }


@dataclass
class Site:
    """One site: its environment, and its processes while it is served."""

    label: str
    port: int
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen | None = None
    # {pid: what tells it from a later process of that number}
    births: dict[int, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}/"

    @property
    def log(self) -> Path:
        return self.folder / "gunicorn.log"

    def manage(self, *arguments: str) -> None:
        """Run a management command; raises NotServed with what it said."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        if done.returncode:
            raise NotServed(f"manage.py {arguments[0]} failed:\n{done.stderr.strip()[-2000:]}")

    def ask(self, action: str, arguments: dict) -> dict:
        """Run an action of `tests.bench.inside`; what it says of its progress is shown. Raises NotServed."""
        command = [sys.executable, "-m", "tests.bench.inside", action]
        asked = json.dumps(arguments)
        done = subprocess.run(command, cwd=ROOT, env=self.environment, input=asked, stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise NotServed(f"The site could not do its part ({action}); why is said above.")
        return json.loads(done.stdout)

    def start(self, workers: Workers) -> None:
        """Start gunicorn and wait until it and all its workers are there and answer; raises NotServed."""
        with self.log.open("wb") as log:
            # A session of its own: Ctrl-C reaches the bench only, which then ends it in order.
            self.process = subprocess.Popen(
                workers.command(self.port),
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START
        while time.monotonic() < deadline and self.process.poll() is None:
            self._count()
            if len(self.births) > workers.workers and self._answers():
                return
            time.sleep(0.05)
        raise NotServed(f"gunicorn did not start:\n{self.log.read_text(errors='replace')[-2000:]}")

    def _count(self) -> None:
        for pid in (self.process.pid, *processes.children(self.process.pid)):
            if born := processes.birth(pid):
                self.births[pid] = born

    def _answers(self) -> bool:
        try:
            return fetch(self.port, "/")[0] < 500
        except OSError:
            return False

    @property
    def pids(self) -> list[int]:
        """The master first, then the workers."""
        return list(self.births)

    def living(self) -> list[int]:
        """Return those of our processes that still run."""
        return [pid for pid, born in self.births.items() if processes.birth(pid) == born]

    def end(self) -> None:
        """End what was started here: asked first, then forced, and only what is still ours."""
        if self.process is None:
            return
        with contextlib.suppress(OSError):
            self._count()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        for pid in self.living():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, 9)
        self.process = None


@contextlib.contextmanager
def prepared(label: str, database_url: str, redis_url: str, *, keep: Callable[[], bool]) -> Iterator[Site]:
    """Give a site with a folder of its own that is not served yet; all is ended and removed unless `keep()`."""
    folder = Path(tempfile.mkdtemp(prefix="samspill-bench-"))
    port = free_port()
    site = Site(label, port, folder, environment(database_url, redis_url, port, folder))
    try:
        (folder / "media").mkdir()
        yield site
    finally:
        if not keep():
            site.end()
            shutil.rmtree(folder, ignore_errors=True)


def write_pids(path: Path, sites: list[Site]) -> None:
    """Write one line a process: its id, what it is, and the address it serves."""
    lines = []
    for site in sites:
        for place, pid in enumerate(site.pids):
            lines.append(f"{pid} {'worker' if place else 'master'} {site.address}\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(lines))
