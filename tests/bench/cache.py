"""A Redis database for one measurement, where a server answers."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import redis

DEFAULT = "redis://127.0.0.1:6379"
CLAIM = "samspill-bench"
NUMBERS = range(15, 0, -1)


@contextmanager
def own_redis(server: str, *, keep: Callable[[], bool]) -> Iterator[tuple[str, str]]:
    """Give (REDIS_URL of an empty database, what to say of it); emptied again in the end unless `keep()`.

    REDIS_URL is empty where no server answers, or none of its databases is free: what somebody else has in
    one is neither read nor removed.
    """
    if server == "none":
        yield "", "memory of each process (as asked)"
        return
    for number in NUMBERS:
        url = f"{server.rstrip('/')}/{number}"
        client = redis.Redis.from_url(url, socket_connect_timeout=2)
        try:
            free = client.dbsize() == 0 and client.set(CLAIM, os.getpid(), nx=True)
            version = client.info("server")["redis_version"] if free else ""
        except redis.RedisError as error:
            client.close()
            yield "", f"memory of each process (no Redis: {str(error)[:80]})"
            return
        if free:
            try:
                yield url, f"Redis {version}"
            finally:
                if not keep():
                    client.flushdb()
                client.close()
            return
        client.close()
    yield "", "memory of each process (no database of the Redis server is empty)"
