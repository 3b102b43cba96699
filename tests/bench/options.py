"""What the bench can be asked for."""

import argparse
import os
from pathlib import Path

from tests.bench import search, wordpress
from tests.bench.cache import DEFAULT
from tests.bench.plan import Size
from tests.bench.server import ROOT

PAGES = ("home", "post", "archive", "term", "static")
MORE_PAGES = ("blog", "collaboration", "terms", "common-term", "organisation", "session")
CONNECTIONS = (1, 8, 32)


def page_name(count: int) -> str:
    """Return what the post with so many comments is called among the pages that can be measured."""
    return f"comments-{count}"


def whole(least):
    """Return a parser of whole numbers from `least` on."""

    def number(text):
        found = int(text)
        if found < least:
            raise argparse.ArgumentTypeError(f"{found} is too little: at least {least}")
        return found

    return number


def several(parse):
    """Return a parser of values with commas between."""

    def values(text):
        return tuple(parse(part.strip()) for part in text.split(",") if part.strip())

    return values


def page(text):
    """Return the name of a page that can be measured."""
    if text not in (*PAGES, *MORE_PAGES):
        raise argparse.ArgumentTypeError(f"{text} is none of {', '.join((*PAGES, *MORE_PAGES))}")
    return text


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    made = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description="Measure the site under gunicorn and PostgreSQL, with production's settings.",
    )
    data = made.add_argument_group("data")
    data.add_argument("--posts", type=whole(1), default=100, help="posts (100)")
    data.add_argument("--statements", type=whole(0), help="statements in all posts together (100 a post)")
    data.add_argument("--terms", type=whole(8), default=400, help="terms of the four kinds together (400)")
    data.add_argument("--organisations", type=whole(1), default=4, help="organisations (4)")
    data.add_argument("--sessions", type=whole(1), help="sessions (one for every four posts)")
    data.add_argument("--seed", type=int, default=2011, help="what is drawn by lot is the same for the same seed")
    data.add_argument(
        "--comments",
        type=several(whole(0)),
        default=(),
        metavar="A,B",
        help="discussions of these sizes, each under a post of its own: pages to measure beside each other",
    )
    data.add_argument("--sizes", type=several(whole(1)), metavar="A,B", help="two numbers of posts, beside each other")
    data.add_argument("--database-url", help="measure what is in this database; nothing is loaded or removed")
    data.add_argument("--database", help="name of the database to make (samspill_bench_<process id>)")
    data.add_argument("--template", default="", help="name of a migrated, empty database to copy, to save time")
    data.add_argument("--keep-database", action="store_true", help="do not remove the database, for --database-url")
    server = made.add_argument_group("server")
    server.add_argument("--workers", type=whole(1), default=2, help="gunicorn's workers (2)")
    server.add_argument("--threads", type=whole(1), default=4, help="threads of each (4)")
    server.add_argument("--redis", default=DEFAULT, help=f"Redis server to cache in, or none ({DEFAULT})")
    server.add_argument("--pidfile", type=Path, help="where process ids go (var/bench-<process id>.pids)")
    server.add_argument("--keep", action="store_true", help="leave the site running, with its database")
    load = made.add_argument_group("load")
    load.add_argument("--pages", type=several(page), default=PAGES, help="of " + ", ".join((*PAGES, *MORE_PAGES)))
    load.add_argument("--connections", type=several(whole(1)), default=CONNECTIONS, help="(1,8,32)")
    load.add_argument("--seconds", type=float, default=3.0, help="time measured for each figure (3)")
    load.add_argument("--warm-up", type=float, default=0.5, help="seconds before that (0.5)")
    load.add_argument("--max-requests", type=whole(1), default=20_000, help="at most, for each figure (20000)")
    load.add_argument("--rounds", type=whole(1), default=1, help="go through everything so often (1)")
    made.add_argument("--notes", action="store_true", help="only compare a group's notes with 5,000 terms")
    made.add_argument("--mail", action="store_true", help="measure how fast a post is mailed, beside the post's page")
    made.add_argument("--subscribers", type=whole(10), default=20_000, help="whom --mail mails (20000)")
    made.add_argument(
        "--wordpress",
        nargs="?",
        type=several(whole(1)),
        const=wordpress.SIZES,
        metavar="A,B",
        help="only move blogs of so many posts in from WordPress and out again (100,1000), and read a large export",
    )
    made.add_argument(
        "--wordpress-large",
        nargs="?",
        type=whole(1),
        const=wordpress.LARGE_BLOG,
        default=0,
        metavar="POSTS",
        help="with --wordpress, also move in a blog of so many posts with long texts (50000, half a gigabyte)",
    )
    made.add_argument(
        "--search",
        nargs="?",
        type=several(whole(100)),
        const=search.SIZES,
        metavar="A,B",
        help="only measure searching among so many documents (100,10000,100000), on both databases",
    )
    made.add_argument("--json", type=Path, help="file to write everything to, as JSON")
    return made


def read(arguments: list[str]) -> argparse.Namespace:
    """Return the options; what can't be meant ends the program with a sentence."""
    made = parser()
    options = made.parse_args(arguments)
    if options.sizes and len(options.sizes) != 2:
        made.error("--sizes takes two numbers of posts, as in --sizes 10,100")
    if options.sizes and options.database_url:
        made.error("--sizes loads two databases of its own: leave out --database-url")
    if options.mail and (options.sizes or options.database_url):
        made.error("--mail mails from one database of its own: leave out --sizes and --database-url")
    if options.mail:
        options.pages, options.connections = (PAGES[1],), (1,)
    if not (options.pages and options.connections):
        made.error("there is nothing to measure")
    if len(options.comments) > options.posts:
        made.error("each discussion needs a post of its own")
    options.pages += tuple(page_name(count) for count in options.comments)
    options.size = Size(
        posts=options.posts,
        statements=100 * options.posts if options.statements is None else options.statements,
        terms=options.terms,
        organisations=options.organisations,
        sessions=options.sessions or max(1, options.posts // 4),
        seed=options.seed,
    )
    if options.size.sessions > options.size.posts:
        made.error("there can't be more sessions than posts: each is told of in a post")
    options.database = options.database or f"samspill_bench_{os.getpid()}"
    options.pidfile = (options.pidfile or ROOT / "var" / f"bench-{os.getpid()}.pids").resolve()
    return options
