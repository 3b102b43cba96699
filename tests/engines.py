"""Run the suite on every database engine there is: `python -m tests.engines [pytest's arguments]`.

SQLite is always there. PostgreSQL is the one DATABASE_URL names, else one that answers on this machine.
With CI=true a missing PostgreSQL is a failure.
"""

import getpass
import hashlib
import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import environ
import psycopg

ROOT = Path(__file__).resolve().parent.parent
SOCKET_FOLDERS = ("/var/run/postgresql", "/run/postgresql", "/tmp")
COLOUR = re.compile(r"\x1b\[[\d;]*m")
CLOSING_LINE = re.compile(r"^=+.*\b(?:passed|failed|errors?|no tests ran)\b.* in \d.*$", re.MULTILINE)
CAN_CREATE = """
    SELECT rolcreatedb OR rolsuper, split_part(current_setting('server_version'), ' ', 1)
    FROM pg_roles WHERE rolname = current_user
"""


@dataclass(frozen=True)
class Engine:
    """A database engine to run on, or the reason why not."""

    name: str
    url: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Server:
    """Where a PostgreSQL server may answer; empty values are libpq's to fill in (PGUSER, PGPASSFILE …)."""

    host: str
    port: str
    user: str
    password: str = ""

    def url(self, database: str) -> str:
        """Return the server as a DATABASE_URL."""
        who = quote(self.user, safe="") + (f":{quote(self.password, safe='')}" if self.password else "")
        where = f"{self.host}:{self.port}/" if not self.host.startswith("/") else f":{self.port}/{self.host}/"
        return f"postgres://{who}@{where}{database}"


def candidates(environment) -> list[Server]:
    """Return where to look for a PostgreSQL server on this machine, likeliest first."""
    port = environment.get("PGPORT", "5432")
    users = dict.fromkeys([environment.get("PGUSER"), "postgres", getpass.getuser()])
    hosts = dict.fromkeys([environment.get("PGHOST"), "127.0.0.1", *filter(os.path.isdir, SOCKET_FOLDERS)])
    password = environment.get("PGPASSWORD", "")
    return [Server(host, port, user, password) for host in hosts if host for user in users if user]


def ask(**parameters) -> tuple[str, str]:
    """Return (version, "") of a server where test databases can be made, else ("", why not)."""
    try:
        with psycopg.connect(connect_timeout=3, **parameters) as connection:
            allowed, version = connection.execute(CAN_CREATE).fetchone()
    except psycopg.OperationalError as error:
        return "", str(error).strip().splitlines()[0]
    if not allowed:
        return "", "the user may not create databases (ALTER ROLE … CREATEDB)"
    return version, ""


def database_name() -> str:
    """Return a name that is this checkout's own: two checkouts can be tested at the same time."""
    return f"samspill_{hashlib.sha256(str(ROOT).encode()).hexdigest()[:8]}"


def find_postgresql(environment) -> Engine:
    """Return the PostgreSQL to test on, or why there is none."""
    named = environment.get("DATABASE_URL", "")
    if named.startswith(("postgres", "pgsql", "psql")):
        config = environ.Env.db_url_config(named)
        keys = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
        where = {keys[key]: config[key] for key in keys if config[key]}
        version, why_not = ask(dbname="postgres", **where)
        if version:
            return Engine(f"PostgreSQL {version} (DATABASE_URL)", named)
        return Engine("PostgreSQL", why_not=f"DATABASE_URL names one that cannot be used: {why_not}")
    reasons = []
    for server in candidates(environment):
        password = {"password": server.password} if server.password else {}
        version, why_not = ask(host=server.host, port=server.port, user=server.user, dbname="postgres", **password)
        if version:
            return Engine(f"PostgreSQL {version} ({server.host})", server.url(database_name()))
        reasons.append(why_not)
    why_not = f"none on this machine can be used: {reasons[0]} (name one in DATABASE_URL)"
    return Engine("PostgreSQL", why_not=why_not)


def run(engine: Engine, arguments: list[str]) -> tuple[int, str]:
    """Run the suite on an engine, showing its output as it comes; return the exit code and closing line."""
    command = [sys.executable, "-m", "pytest", "-n", "auto", *arguments]
    if sys.stdout.isatty():
        command.append("--color=yes")
    environment = {**os.environ, "DATABASE_URL": engine.url}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE)
    tail = b""
    while chunk := os.read(process.stdout.fileno(), 65536):
        sys.stdout.buffer.write(chunk)
        sys.stdout.buffer.flush()
        tail = (tail + chunk)[-20_000:]
    lines = CLOSING_LINE.findall(COLOUR.sub("", tail.decode(errors="replace")))
    return process.wait(), lines[-1].strip("= ") if lines else "ended without a sum"


def main(arguments: list[str]) -> int:
    """Run the suite on each engine; the last lines say which ran. Returns the exit code."""
    environ.Env.read_env(ROOT / ".env")
    strict = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
    red = False
    report = []
    for engine in (Engine("SQLite", "sqlite://:memory:"), find_postgresql(os.environ)):
        if engine.why_not:
            red = red or strict or "DATABASE_URL names" in engine.why_not
            report.append(f"  not run on {engine.name}: {engine.why_not}")
            continue
        print(f"The suite on {engine.name}", flush=True)
        started = time.monotonic()
        code, closing = run(engine, arguments)
        red = red or code != 0
        verdict = "green" if code == 0 else "RED"
        seconds = time.monotonic() - started
        report.append(f"  {verdict} on {engine.name}: {closing} ({seconds:.0f} s in all)")
        if code == 2:  # interrupted
            break
    print("\n".join(["", "Engines:", *report]), flush=True)
    return int(red)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
