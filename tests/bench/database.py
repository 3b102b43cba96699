"""A PostgreSQL database for one measurement: made, copied, and removed again."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import environ
import psycopg
from psycopg import sql

from tests.engines import find_postgresql
from tests.migrated import replace_name


class NoDatabase(Exception):
    """There is no PostgreSQL to measure on, or the database can't be made; the message says why."""


def server_url() -> str:
    """Return the PostgreSQL to use, as a DATABASE_URL: the one DATABASE_URL names, else one on this machine."""
    engine = find_postgresql(os.environ)
    if engine.why_not:
        raise NoDatabase(f"The bench needs PostgreSQL: {engine.why_not}")
    return engine.url


def parameters(url: str) -> dict[str, str]:
    """Return what psycopg needs to connect to the database at a DATABASE_URL."""
    config = environ.Env.db_url_config(url)
    keys = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password", "NAME": "dbname"}
    return {keys[key]: str(config[key]) for key in keys if config.get(key)}


def conninfo(url: str) -> str:
    """Return a DATABASE_URL as libpq writes it, for processes that know no Django."""
    return psycopg.conninfo.make_conninfo(**parameters(url))


def _server(url: str):
    return psycopg.connect(**{**parameters(url), "dbname": "postgres"}, autocommit=True, connect_timeout=5)


@contextmanager
def fresh_database(server: str, name: str, *, template: str = "", keep: Callable[[], bool]) -> Iterator[str]:
    """Make a database, perhaps as a copy of another, and give its DATABASE_URL; drop it in the end unless `keep()`.

    Raises NoDatabase, also where one of that name is there already: it may be somebody's.
    """
    copied = sql.SQL(" TEMPLATE {}").format(sql.Identifier(template)) if template else sql.SQL("")
    try:
        with _server(server) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)) + copied)
    except psycopg.errors.DuplicateDatabase as error:
        raise NoDatabase(
            f"There is a database {name} already. Remove it, or name another with --database; "
            "to measure what is in it, give its address with --database-url."
        ) from error
    except psycopg.Error as error:
        raise NoDatabase(f"The database {name} could not be made: {str(error).strip()}") from error
    try:
        yield replace_name(server, name)
    finally:
        if not keep():
            with _server(server) as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def about(url: str) -> tuple[str, float]:
    """Return (version of the server, size of the database in MB)."""
    asked = "SELECT split_part(current_setting('server_version'), ' ', 1), pg_database_size(current_database())"
    try:
        with psycopg.connect(**parameters(url), connect_timeout=5) as connection:
            version, size = connection.execute(asked).fetchone()
    except psycopg.Error as error:
        raise NoDatabase(f"The database does not answer: {str(error).strip()}") from error
    return version, round(size / 1024 / 1024, 1)
