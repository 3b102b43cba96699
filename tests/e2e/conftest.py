"""The demo site on a real server, and Debian's Chromium in front of it.

Loading the demo takes a while, so it is loaded once for the session and not rolled back: a test here must
stand what the others wrote. What a test does through the database directly, it does inside `database`.
"""

import os
import shutil
from urllib.parse import urlsplit

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the machine's own Chromium, and let it speak to nobody but us."""
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
def database(django_db_setup, django_db_blocker):
    """Return what opens the database to a fixture or test: `with database(): …`."""
    # Playwright runs an event loop in this thread, and Django takes that for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return django_db_blocker.unblock


@pytest.fixture(scope="session")
def site_address(database):
    """Serve the demo site; return its address, without a slash at the end."""
    from django.core.management import call_command
    from pytest_django.live_server_helper import LiveServer

    with database():
        call_command("load_demo")
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


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
