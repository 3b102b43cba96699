"""From a served site to figures: what a page weighs, and how fast it comes."""

import gzip
import json
import math
import subprocess
import sys
from dataclasses import asdict, dataclass, fields

from tests.bench import processes
from tests.bench.database import conninfo
from tests.bench.generator import ENCODINGS, Order, fetch
from tests.bench.server import ROOT, NotServed, Site

# A body compressed anew each time may differ: against BREACH, Django hides its length in random bytes.
SLACK = 256


@dataclass(frozen=True)
class Weight:
    """What one page is made of. Bytes, and numbers of queries."""

    path: str
    raw: int  # the body as it is without compression
    sent: int  # the body as it is sent to a browser
    encoding: str
    head: int
    gzip: int  # the body compressed with gzip, level 6, whether or not the site does it
    queries: int
    queries_first: int


@dataclass(frozen=True)
class Cell:
    """One figure. Times in milliseconds; CPU in milliseconds for each request."""

    page: str
    connections: int
    requests: int
    seconds: float
    per_second: float
    p50: float
    p99: float
    longest: float
    cpu: float
    database_cpu: float | None
    # CPU that others used meanwhile, in cores: the noise. Then the load's own.
    others: float
    generator: float
    # The share of the busiest worker of the CPU: 0.5 where two share evenly.
    busiest: float | None
    wrong: int
    reopened: int
    examples: list[str]


def percentile(ordered: list[float], share: float) -> float:
    """Return the smallest value that so large a share does not exceed (nearest rank). Raises ValueError for none."""
    if not ordered:
        raise ValueError("There is no percentile of nothing.")
    return ordered[max(1, math.ceil(share * len(ordered))) - 1]


def weigh(site: Site, path: str, queries: list[int]) -> Weight:
    """Ask for a page in plain and as a browser does; raises NotServed unless both answer 200."""
    for encodings in ("identity", ENCODINGS):
        status, head, body = fetch(site.port, path, encodings)
        if status != 200:
            raise NotServed(f"{path} answers {status}; what went wrong is in the log:\n{site.log.read_text()[-2000:]}")
        if encodings == "identity":
            plain = body
    headers = dict(line.split(": ", 1) for line in head.decode("latin-1").split("\r\n")[1:] if ": " in line)
    encoding = next((value for name, value in headers.items() if name.lower() == "content-encoding"), "")
    return Weight(
        path=path,
        raw=len(plain),
        sent=len(body),
        encoding=encoding,
        head=len(head),
        gzip=len(gzip.compress(plain, 6)),
        queries=queries[1],
        queries_first=queries[0],
    )


def load(site: Site, page: str, weight: Weight, connections: int, options) -> dict:
    """Load one page once; returns what the generator saw."""
    order = Order(
        port=site.port,
        path=weight.path,
        connections=connections,
        seconds=options.seconds,
        warm_up=options.warm_up,
        max_requests=options.max_requests,
        length=weight.sent,
        slack=SLACK if weight.encoding and page != "static" else 0,
        pids=tuple(site.pids),
        database_url=conninfo(site.environment["DATABASE_URL"]),
    )
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.generator"],
        cwd=ROOT,
        input=json.dumps(asdict(order)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def cell(page: str, connections: int, rounds: list[dict]) -> Cell:
    """Make one figure of what was seen in one or several rounds; none that is for nothing answered is made up."""
    latencies = sorted(latency for seen in rounds for latency in seen["latencies"])
    requests, seconds = len(latencies), sum(seen["seconds"] for seen in rounds)
    wrong = sum(seen["wrong"] for seen in rounds)
    examples = [example for seen in rounds for example in seen["examples"]][:3]
    if not requests:
        nothing = dict.fromkeys((field.name for field in fields(Cell)), 0)
        known = {"page": page, "connections": connections, "wrong": max(1, wrong), "examples": examples}
        return Cell(**{**nothing, **known, "database_cpu": None, "busiest": None})
    by_process = {}
    for seen in rounds:
        for pid, used in seen["cpu"].items():
            by_process[pid] = by_process.get(pid, 0.0) + used
    cpu, generator = sum(by_process.values()), sum(seen["generator_cpu"] for seen in rounds)
    of_database = [seen["database_cpu"] for seen in rounds]
    database = None if None in of_database else sum(of_database)
    others = sum(seen["machine_cpu"] for seen in rounds) - cpu - generator - (database or 0)
    return Cell(
        page=page,
        connections=connections,
        requests=requests,
        seconds=round(seconds, 3),
        per_second=round(requests / seconds, 1),
        p50=round(percentile(latencies, 0.5) * 1000, 2),
        p99=round(percentile(latencies, 0.99) * 1000, 2),
        longest=round(latencies[-1] * 1000, 2),
        cpu=round(cpu / requests * 1000, 3),
        database_cpu=None if database is None else round(database / requests * 1000, 3),
        others=round(max(0.0, others) / seconds, 2),
        generator=round(generator / seconds, 2),
        busiest=round(max(by_process.values()) / cpu, 2) if cpu else None,
        wrong=wrong,
        reopened=sum(seen["reopened"] for seen in rounds),
        examples=examples,
    )


@dataclass
class Measured:
    """A site and everything that was found out about it."""

    site: Site
    counts: dict[str, int]
    loaded_in: float | None
    database_mb: float
    weights: dict[str, Weight]
    cells: list[Cell]
    memory_mb: float | None = None


def measure(measured: list[Measured], options, say) -> None:
    """Load every page at every number of connections, site by turn with site, so that noise hits them alike."""
    seen: dict[tuple, list[dict]] = {}
    for number in range(options.rounds):
        for page in options.pages:
            for connections in options.connections:
                for one in measured:
                    found = load(one.site, page, one.weights[page], connections, options)
                    seen.setdefault((one.site.label, page, connections), []).append(found)
            where = f" (round {number + 1} of {options.rounds})" if options.rounds > 1 else ""
            say(f"  measured {page}{where}")
    for one in measured:
        one.cells = [
            cell(page, connections, seen[one.site.label, page, connections])
            for page in options.pages
            for connections in options.connections
        ]
        one.memory_mb = processes.memory_mb(one.site.pids)
