"""The proof: every old address is asked for, as a reader's browser would, and followed to where it leads."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

from .report import Report

MOST_HOPS = 5
REMEMBERED = 2000
REDIRECTS = {301, 302, 303, 307, 308}


class Asker:
    """Asks this site for addresses, through all of it but the server."""

    def __init__(self, site: Any) -> None:
        self.handler = WSGIHandler()
        self.site = site
        # Pages are the end of several addresses, which follow each other; there may be more pages than fit in memory.
        self.asked_before = lru_cache(REMEMBERED)(self.ask)

    def ask(self, address: str) -> tuple[int, str]:
        """Return (status, where it leads) of one request."""
        path, _mark, query = address.partition("?")
        if path.startswith(settings.MEDIA_URL):
            # The web server before the site answers for files.
            return (200 if default_storage.exists(path.removeprefix(settings.MEDIA_URL)) else 404), ""
        # Not by calling the handler: that signals a request, at which Django drops the connection that we work with.
        response = self.handler.get_response(WSGIRequest(self._environ(path, query)))
        return response.status_code, response.headers.get("Location", "")

    def _environ(self, path: str, query: str) -> dict[str, Any]:
        https = self.site.port == 443
        usual = self.site.port in {80, 443}
        return {
            "REQUEST_METHOD": "GET",
            # As a server gives it: the bytes of the path, each as a letter.
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": quote(query, safe="=&%+"),
            "SCRIPT_NAME": "",
            "SERVER_NAME": self.site.hostname,
            "SERVER_PORT": str(self.site.port),
            "HTTP_HOST": self.site.hostname if usual else f"{self.site.hostname}:{self.site.port}",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https" if https else "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }

    def follow(self, address: str) -> tuple[int, str]:
        """Return (status, address) of where an address leads in the end."""
        for hop in range(MOST_HOPS):
            status, location = self.asked_before(address) if hop else self.ask(address)
            if status not in REDIRECTS or not location:
                return status, address
            parts = urlsplit(urljoin(self.site.root_url, location))
            if parts.hostname not in {self.site.hostname, urlsplit(self.site.root_url).hostname}:
                return status, location
            address = unquote(parts.path) + (f"?{parts.query}" if parts.query else "")
        return status, address


def prove(report: Report, site: Any, progress: Callable[[str, int, int], None] | None = None) -> None:
    """Ask for every old address, and write into the report where it leads and what answers there."""
    asker = Asker(site)
    addresses = report.addresses
    report.addresses = report.new_addresses()
    for number, row in enumerate(addresses, 1):
        row["status"], row["new"] = asker.follow(row["old"])
        report.addresses.append(row)
        if progress and number % 100 == 0:
            progress("proof", number, len(addresses))
