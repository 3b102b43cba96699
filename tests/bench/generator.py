"""The load: a few connections that each ask again as soon as they are answered (a closed loop).

Run by itself, so that it shares no interpreter with anything else: it reads an Order as JSON from standard
input and writes what it saw to standard output. It speaks to 127.0.0.1 only.
"""

import asyncio
import json
import re
import socket
import sys
import time
from dataclasses import asdict, dataclass, field

from tests.bench import processes

HOST = "127.0.0.1"
ENCODINGS = "gzip, br"  # what every browser says at least
LEAST_WARM = 5  # answers on each connection before anything is measured
PATIENCE = 60.0  # seconds after which an unanswered load is given up
CONTENT_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)


@dataclass(frozen=True)
class Order:
    """What to ask for and how. `length` is the body's length, which may differ by `slack` bytes."""

    port: int
    path: str
    connections: int
    seconds: float
    warm_up: float
    max_requests: int
    length: int
    slack: int = 0
    encodings: str = ENCODINGS
    # Whose CPU is read, and the database whose backends' CPU is read.
    pids: tuple[int, ...] = ()
    database_url: str = ""


@dataclass
class Seen:
    """What one load saw. Times in seconds; CPU in seconds over the measured time."""

    latencies: list[float] = field(default_factory=list)
    seconds: float = 0.0
    wrong: int = 0
    examples: list[str] = field(default_factory=list)
    reopened: int = 0
    cpu: dict[str, float] = field(default_factory=dict)
    database_cpu: float | None = None
    generator_cpu: float = 0.0
    machine_cpu: float = 0.0


def request_for(port: int, path: str, encodings: str, *, close: bool = False) -> bytes:
    """Return a GET as a browser sends it, without cookies."""
    lines = [
        f"GET {path} HTTP/1.1",
        f"Host: {HOST}:{port}",
        "User-Agent: samspill-bench",
        "Accept: */*",
        "Accept-Language: nb",
        f"Accept-Encoding: {encodings}",
        f"Connection: {'close' if close else 'keep-alive'}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def fetch(port: int, path: str, encodings: str = "identity") -> tuple[int, bytes, bytes]:
    """Return (status, head, body) of one page, the body as it was sent. Raises OSError."""
    with socket.create_connection((HOST, port), timeout=PATIENCE) as connection:
        connection.sendall(request_for(port, path, encodings, close=True))
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 "):
        raise OSError(f"no HTTP in the answer to {path}: {head[:60]!r}")
    return int(head[9:12]), head + b"\r\n\r\n", body


class Lost(Exception):
    """The connection ended before the answer was there; `untouched` if nothing of it had come."""

    def __init__(self, untouched):
        super().__init__("the connection was closed before the answer was complete")
        self.untouched = untouched


class Connection(asyncio.Protocol):
    """One connection to the server, with one request at a time."""

    def __init__(self):
        self.transport = self.waiting = None
        self.open = True
        self._forget()

    def _forget(self):
        self.head, self.status, self.length, self.received, self.closes = b"", 0, None, 0, False

    def connection_made(self, transport):
        self.transport = transport

    def ask(self, request):
        """Send a request; the future gives (status, length of the body)."""
        self._forget()
        self.waiting = asyncio.get_running_loop().create_future()
        if self.open:
            self.transport.write(request)
        else:
            self.waiting.set_exception(Lost(untouched=True))
        return self.waiting

    def data_received(self, data):
        if self.length is None:
            self.head += data
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return
            head, data = self.head[: end + 2], self.head[end + 4 :]
            found = CONTENT_LENGTH.search(head)
            if not found:
                self._fail(ValueError("an answer without Content-Length, which this instrument can't measure"))
                return
            self.status, self.length, self.closes = int(head[9:12]), int(found[1]), bool(CLOSES.search(head))
        self.received += len(data)
        if self.received >= self.length:
            if self.closes:
                self.open = False
                self.transport.close()
            waiting, self.waiting = self.waiting, None
            if waiting and not waiting.done():
                waiting.set_result((self.status, self.received))

    def _fail(self, error):
        self.open = False
        self.transport.close()
        waiting, self.waiting = self.waiting, None
        if waiting and not waiting.done():
            waiting.set_exception(error)

    def connection_lost(self, reason):
        self._fail(Lost(untouched=not self.head))


class Load:
    """The connections, and what they see."""

    def __init__(self, order):
        self.order = order
        self.request = request_for(order.port, order.path, order.encodings)
        self.connections = [None] * order.connections

    async def run(self, seen, seconds, at_least=0, at_most=None):
        """Ask over all connections for so long; returns when the last answer is there."""
        self.seen, self.at_least, self.left = seen, at_least, at_most
        started = time.perf_counter()
        self.deadline = started + seconds
        await asyncio.gather(*(self._client(place) for place in range(self.order.connections)))
        seen.seconds = time.perf_counter() - started

    def _goes_on(self, answered):
        if self.left is not None:
            if self.left == 0:
                return False
            self.left -= 1
        return answered < self.at_least or time.perf_counter() < self.deadline

    async def _client(self, place):
        answered = 0
        while self._goes_on(answered):
            status, length, took = await self._exchange(place)
            answered += 1
            self.seen.latencies.append(took)
            if status != 200 or abs(length - self.order.length) > self.order.slack:
                self.seen.wrong += 1
                if len(self.seen.examples) < 3:
                    self.seen.examples.append(
                        f"status {status}, {length} bytes where {self.order.length} were expected"
                    )

    async def _exchange(self, place):
        while True:
            connection = self.connections[place]
            fresh = connection is None or not connection.open
            started = time.perf_counter()
            if fresh:
                loop = asyncio.get_running_loop()
                _transport, connection = await loop.create_connection(Connection, HOST, self.order.port)
                self.connections[place] = connection
            try:
                status, length = await connection.ask(self.request)
            except Lost as lost:
                # A server may close a connection that waits, just as we use it: every client asks again.
                if fresh or not lost.untouched:
                    raise
                self.seen.reopened += 1
                continue
            return status, length, time.perf_counter() - started


class Backends:
    """The database's processes that work for the site, where it runs on this machine."""

    def __init__(self, url):
        self.connection = None
        if url:
            import psycopg

            self.connection = psycopg.connect(url, autocommit=True)

    def cpu(self):
        """Return the CPU seconds of each, or None where they can't be seen."""
        if self.connection is None:
            return None
        asked = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        pids = [row[0] for row in self.connection.execute(asked)]
        if not all(processes.name(pid).startswith("postgres") for pid in pids):
            return None
        return processes.cpu_seconds(pids)


async def measure(order: Order) -> Seen:
    """Warm up, then load and measure. Raises TimeoutError, OSError, Lost or ValueError."""
    load, seen, backends = Load(order), Seen(), Backends(order.database_url)
    async with asyncio.timeout(PATIENCE + order.warm_up + order.seconds):
        await load.run(Seen(), order.warm_up, at_least=LEAST_WARM)
        before = processes.cpu_seconds(order.pids), backends.cpu(), processes.busy_seconds(), time.process_time()
        await load.run(seen, order.seconds, at_most=order.max_requests)
        after = processes.cpu_seconds(order.pids), backends.cpu(), processes.busy_seconds(), time.process_time()
    seen.cpu = {str(pid): round(seconds - before[0][pid], 3) for pid, seconds in after[0].items()}
    if before[1] is not None and after[1] is not None:
        seen.database_cpu = processes.difference(before[1], after[1])
    seen.machine_cpu, seen.generator_cpu = after[2] - before[2], after[3] - before[3]
    return seen


def main() -> int:
    order = Order(**json.load(sys.stdin))
    try:
        seen = asyncio.run(measure(order))
    except (TimeoutError, OSError, Lost, ValueError) as error:
        seen = Seen(wrong=1, examples=[f"{type(error).__name__}: {error}"])
    except KeyboardInterrupt:
        return 130  # the bench is interrupted as well, and says so
    json.dump(asdict(seen), sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
