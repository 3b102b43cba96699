"""Start the site as in production, load it, measure it, and tell: `python -m tests.bench --help`."""

import contextlib
import json
import shlex
import shutil
import signal
import subprocess
import sys
from dataclasses import asdict

import environ

from config.catalogues import FOLDERS, compile_catalogues
from tests.bench import notes, processes, report, search, wordpress
from tests.bench import options as asked
from tests.bench.cache import own_redis
from tests.bench.database import NoDatabase, about, fresh_database, server_url
from tests.bench.mailing import measure_mail
from tests.bench.measuring import Measured, measure, weigh
from tests.bench.plan import Size
from tests.bench.server import ROOT, NotServed, Site, Workers, prepared, write_pids

ENDINGS = (signal.SIGTERM, signal.SIGHUP)


def say(sentence: str) -> None:
    """Tell how it goes; figures go to standard output, this does not."""
    print(sentence, file=sys.stderr, flush=True)


def end(number, frame):
    """Leave in order, as on Ctrl-C: what was started is ended on the way out."""
    raise SystemExit(128 + number)


class Kept:
    """What stays when the bench is done: nothing, unless it ended well and was asked to leave it."""

    def __init__(self):
        self.sites = self.databases = False


def sizes_of(options) -> list[tuple[str, Size | None]]:
    """Return [(label, size)] of the sites to measure; no size where a database is taken as it is."""
    if options.database_url:
        return [("as found", None)]
    if not options.sizes:
        return [(f"{options.size.posts} posts", options.size)]
    first, second = (options.size.at(posts) for posts in options.sizes)
    again = " again" if first == second else ""
    return [(f"{first.posts} posts", first), (f"{second.posts} posts{again}", second)]


def build(options, stack: contextlib.ExitStack, kept: Kept, around: dict) -> list[Site]:
    """Make databases, caches and static files; returns the sites, not served yet. Raises NoDatabase, NotServed."""
    sites: list[Site] = []
    server = options.database_url or server_url()
    if options.database_url:
        about(options.database_url)
    template = options.template
    for place, (label, size) in enumerate(sizes_of(options), 1):
        url = options.database_url
        name = options.database + (f"_{place}" if options.sizes else "")
        if size:
            # A second one begins as the first is before it is filled: migrating takes a while.
            made = fresh_database(server, name, template=template, keep=lambda: kept.databases)
            url = stack.enter_context(made)
        redis, around["cache"] = stack.enter_context(own_redis(options.redis, keep=lambda: kept.sites))
        site = stack.enter_context(prepared(label, url, redis, keep=lambda: kept.sites))
        if sites:
            shutil.copytree(sites[0].folder / "static", site.folder / "static")
        else:
            say("Collecting static files")
            site.manage("collectstatic", "--no-input", "--verbosity", "0")
        if size and not template:
            say("Making the tables")
            site.manage("migrate", "--no-input", "--verbosity", "0", "--skip-checks")
        template = template or name
        sites.append(site)
    return sites


def fill(sites: list[Site], options) -> list[float | None]:
    """Load the data; returns the seconds that each site's took."""
    took: list[float | None] = []
    for site, (label, size) in zip(sites, sizes_of(options), strict=True):
        if size is None:
            took.append(None)
            continue
        say(f"{label}: loading {size.statements} statements in {size.posts} posts, {size.terms} terms")
        took.append(site.ask("load", {"size": asdict(size), "comments": options.comments})["seconds"])
    return took


def serve(site: Site, took: float | None, options) -> Measured:
    """Start a site and look at its pages once."""
    found = site.ask("pages", {"seed": options.seed, "comments": options.comments})
    if missing := [page for page in options.pages if page not in found["pages"]]:
        raise NotServed(f"The site has no page to measure for {', '.join(missing)}.")
    pages = {page: found["pages"][page] for page in options.pages}
    queries = site.ask("queries", {"port": site.port, "pages": pages})
    site.start(Workers(options.workers, options.threads))
    weights = {page: weigh(site, path, queries[page]) for page, path in pages.items()}
    database_mb = about(site.environment["DATABASE_URL"])[1]
    return Measured(site, found["counts"], took, database_mb, weights, [])


def run(options) -> bool:
    """Do all of it; returns whether every answer was right. What was started is ended whatever happens."""
    around = {"machine": report.machine()}
    kept = Kept()
    with contextlib.ExitStack() as stack:
        sites = build(options, stack, kept, around)
        took = fill(sites, options)
        around["versions"] = report.versions(about(sites[0].environment["DATABASE_URL"])[0])
        stack.callback(lambda: kept.sites or options.pidfile.unlink(missing_ok=True))
        measured = []
        for site, seconds in zip(sites, took, strict=True):
            measured.append(serve(site, seconds, options))
            write_pids(options.pidfile, sites)
            say(f"{site.label}: gunicorn at {site.address}, processes {', '.join(map(str, site.pids))}")
        say(f"Process ids: {options.pidfile}")
        measure(measured, options, say)
        if options.mail:
            around["mail"] = measure_mail(measured[0], options, say)
        found = report.as_dict(measured, options, around)
        print(f"\n{report.as_text(found)}", flush=True)
        if options.json:
            options.json.write_text(json.dumps(found, indent=1) + "\n")
            say(f"As JSON: {options.json}")
        kept.sites = options.keep
        kept.databases = options.keep or options.keep_database
        farewell(sites, options, kept)
    return report.all_right(found)


def farewell(sites: list[Site], options, kept: Kept) -> None:
    """Say how to get rid of what is left, and how to use it again."""
    for site in sites:
        url = site.environment["DATABASE_URL"]
        if kept.databases and not options.database_url:
            say(f"{site.label}: the database stays: --database-url {shlex.quote(url)}")
        if kept.sites:
            say(f"{site.label}: left running at {site.address}; its files: {site.folder}")
            say(f"  to end it: kill {site.pids[0]}")
            if redis := site.environment["REDIS_URL"]:
                say(f"  its cache: redis-cli -u {redis} flushdb")


def main(arguments: list[str]) -> int:
    """Run the bench; returns the exit code."""
    options = asked.read(arguments)
    if options.notes:
        return 0 if notes.run() else 1
    if options.wordpress or options.search:
        try:
            if options.search:
                return 0 if search.run(options.search, say) else 1
            return 0 if wordpress.run(options.wordpress, say, large_blog=options.wordpress_large) else 1
        except (NoDatabase, subprocess.CalledProcessError) as error:
            say(str(error))
            return 1
    environ.Env.read_env(ROOT / ".env")
    if not processes.is_known():
        say("The bench reads what the kernel tells in /proc, and there is none here: it needs Linux.")
        return 1
    for number in ENDINGS:
        signal.signal(number, end)
    for folder in FOLDERS:
        compile_catalogues(folder)
    try:
        return 0 if run(options) else 1
    except (NoDatabase, NotServed) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("\nInterrupted: what was started is ended.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
