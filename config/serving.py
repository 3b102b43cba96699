"""Serve the site on this machine: the web server and the worker, together."""

import contextlib
import errno
import http.client
import os
import socket
import sys
import time
import warnings
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.urls import reverse

from config.preparation import NotReady
from config.processes import Family

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Return whether the port can be listened on; raises OSError for anything but its being in use."""
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind((HOST, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise
    return True


def require_free_port(port: int) -> None:
    """Raise NotReady, naming a port that is free, unless this one is."""
    if not 1 <= port <= 65535:
        raise NotReady(f"{port} is not a port: choose one from 1024 to 65535, as in make run PORT=8001")
    try:
        if is_free(port):
            return
        other = next((number for number in range(port + 1, min(port + 100, 65536)) if is_free(number)), 8000)
    except OSError as error:
        raise NotReady(
            f"Port {port} cannot be used ({error.strerror}).\nChoose one from 1024 on: make run PORT=8001"
        ) from error
    raise NotReady(
        f"Port {port} is in use by another program (perhaps Samspill is running already).\n"
        f"Stop that one, or choose another port: make run PORT={other}"
    )


def run_server(port: int) -> None:
    """Be the web server until told to stop. With DEBUG, Django's own, which reloads changed code."""
    if settings.DEBUG:
        manage = Path(settings.BASE_DIR) / "manage.py"
        os.execv(sys.executable, [sys.executable, str(manage), "runserver", f"{HOST}:{port}"])
    # Static files come from where they lie; that none have been collected is as it should be.
    warnings.filterwarnings("ignore", "No directory at", UserWarning)
    from django.core.wsgi import get_wsgi_application
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):
        def load_config(self):
            # One process, so that the cache in memory is one; threads, so that nobody waits for a slow page.
            options = {"bind": f"{HOST}:{port}", "worker_class": "gthread", "workers": 1, "threads": 8}
            quiet = {"loglevel": "warning", "control_socket_disable": True, "graceful_timeout": 5}
            for name, value in {**options, **quiet}.items():
                self.cfg.set(name, value)

        def load(self):
            return get_wsgi_application()

    Server().run()


def run_worker() -> None:
    """Be the worker until told to stop."""
    call_command("worker")


def first_answer(port: int, family: Family) -> int | None:
    """Ask until a page is served and return its status; None if the family ends first."""
    while family.check():
        asking = http.client.HTTPConnection(HOST, port, timeout=60)
        try:
            asking.request("GET", "/")
            return asking.getresponse().status
        except (OSError, http.client.HTTPException):
            time.sleep(0.1)
        finally:
            asking.close()
    return None


def welcome(port: int, people: dict[str, str | None]) -> str:
    """Return what to open, and how to sign in."""
    site = f"http://{HOST}:{port}"
    lines = ["", "Samspill is running. Open", f"  {site}/", f"  {site}{reverse('wagtailadmin_home')}", ""]
    if any(people.values()):
        lines.append("Sign in with (these passwords are shown only now):")
        width = max(len(email) for email in people)
        lines += [f"  {email:<{width}}  {password}" for email, password in people.items() if password]
    else:
        lines.append(f"Sign in as {' or '.join(people)}; make password sets a new password.")
    if settings.MAIL_DELIVERY_BACKEND.endswith("filebased.EmailBackend"):
        folder = getattr(settings, "EMAIL_FILE_PATH", None)
        lines.append(f"No mail leaves this machine: what would be sent lies in {folder}")
    return "\n".join([*lines, "", "Ctrl-C stops it."])


def serve(port: int, people: dict[str, str | None], progress) -> None:
    """Run server and worker until asked to stop; raises NotReady if the server ends by itself."""
    family = Family(progress.say)
    try:
        progress.say("Starting the server and the worker")
        family.start("server", lambda: run_server(port), essential=True)
        family.start("worker", run_worker, essential=False)
        status = first_answer(port, family)
        if status is not None:
            if status >= 500:
                progress.say(f"The home page answers with an error ({status}); what went wrong is above.")
            progress.say(welcome(port, people))
        asked = family.watch()
        if asked:
            progress.say("\nStopping")
    finally:
        with contextlib.suppress(ProcessLookupError):
            family.end()
    if not asked:
        raise NotReady("The site is not served any more.")
