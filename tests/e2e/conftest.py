"""The demo site on a real server, and Debian's Chromium in front of it.

Loading the demo takes a while, so it is loaded once for the session and not rolled back: a test here must
stand what the others wrote. What a test does to the database directly, it does through `in_database`.
"""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from pytest_django.live_server_helper import LiveServer

from search.indexing import rebuild
from tests.e2e import discussed
from tests.e2e.collected_files import OtherFiles, our_files_collected

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def pytest_addoption(parser):
    parser.addoption("--renew-screenshots", action="store_true", help="store the pictures of the patterns anew")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, site_address):
    """Use the machine's own Chromium, and let it speak to nobody but us.

    The site is there first: once Playwright's event loop runs, Django refuses to work in this thread.
    """
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        pytest.exit(
            "No Chromium was found. Debian: apt install chromium.\n"
            "Elsewhere, name one: make e2e CHROMIUM=/path/to/chrome",
            returncode=1,
        )
    return {
        **browser_type_launch_args,
        "executable_path": path,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            # Letters are drawn alike whatever the machine's settings: pictures of them are compared.
            "--font-render-hinting=none",
            "--force-color-profile=srgb",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A reader in Norway."""
    return {**browser_context_args, "locale": "nb-NO", "timezone_id": "Europe/Oslo"}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory):
    """Use a database file, as a real site does: the server's threads and ours each have their connection."""
    if connections["default"].vendor == "sqlite":
        connections["default"].settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "e2e.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings):
    """Make a test database; pytest-django makes none where no test is marked as using it."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def static_files(django_test_environment, tmp_path_factory):
    """Serve our static files as in production."""
    with our_files_collected(tmp_path_factory.mktemp("static")):
        yield


@pytest.fixture(scope="session")
def site_address(django_db_setup, django_db_blocker, static_files):
    """Serve the demo site; return its address, without a slash at the end."""
    with django_db_blocker.unblock():
        call_command("load_demo")
        # What the worker does in its own time: searching it is among what is tried.
        rebuild()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.contrib.staticfiles.handlers.StaticFilesHandler", OtherFiles)
            server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture(scope="session")
def in_database(site_address):
    """Return what calls a function that uses the database: in_database(function, argument …).

    Playwright runs an event loop in our thread, where Django refuses to work; so it happens in another.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        yield lambda function, *arguments: thread.submit(function, *arguments).result()
        thread.submit(connections.close_all).result()


@pytest.fixture
def visitor(page, site_address):
    """Return a page that notes in `visitor.complaints` what must not happen on a reader's visit."""
    ours = urlsplit(site_address).netloc
    page.complaints = []
    page.on(
        "console",
        lambda message: page.complaints.append(f"console: {message.text}") if message.type != "log" else None,
    )
    page.on("pageerror", lambda error: page.complaints.append(f"error: {error}"))
    page.on(
        "request",
        lambda request: (
            page.complaints.append(f"request to another host: {request.url}")
            if urlsplit(request.url).netloc not in {ours, ""}
            else None
        ),
    )
    page.on(
        "response",
        lambda response: (
            page.complaints.append(f"{response.status}: {response.url}") if response.status >= 400 else None
        ),
    )
    return page


@pytest.fixture(scope="module")
def talk(in_database):
    """Return a discussion in every state: (addresses for anybody, Kari's, numbers of comments)."""
    yield in_database(discussed.discuss)
    in_database(discussed.clear)


@pytest.fixture
def as_kari(in_database, site_address):
    """Return what lets a page be recognised as Kari's, who has written in the discussion."""
    cookie = in_database(discussed.cookie_of, discussed.KARI)
    return lambda page: page.context.add_cookies([{**cookie, "url": site_address}])
