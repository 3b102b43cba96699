"""Fetching the files of an export from its own hosts, and from nowhere else."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.utils.translation import gettext_noop

from .media import Found, originals

MOST_BYTES = 25 * 1024 * 1024
MOST_HOPS = 3
SECONDS = 20


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet; one that hides another is judged by that one too."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        hidden = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            hidden.append(ipaddress.ip_address(int(ip) & 0xFFFFFFFF))
        if any(inner is not None and not is_public(str(inner)) for inner in hidden):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class NotFetched(Exception):
    """Why a file is not fetched, in a sentence."""


@dataclass
class Fetcher:
    """Fetches files, within limits. What can't be fetched is None, with the reason in `refused`."""

    hosts: Iterable[str]
    most_bytes: int = MOST_BYTES
    # Of all files together.
    most_in_all: int = 5 * 1024 * 1024 * 1024
    # For tests, which have nothing but this machine.
    allows: Callable[[str], bool] = is_public
    refused: dict[str, str] = field(default_factory=dict)
    fetched: int = 0
    seconds: float = SECONDS

    def __post_init__(self) -> None:
        self.hosts = frozenset(host.lower() for host in self.hosts)

    def __call__(self, address: str) -> Found | None:
        """Return the file behind an address, the original where there is one."""
        parts = urlsplit(address)
        for path in originals(unquote(parts.path)):
            wanted = parts._replace(path=quote(path), fragment="").geturl()
            try:
                data = self._get(wanted)
            except NotFetched as error:
                self.refused[wanted] = str(error)
                continue
            except (OSError, ValueError, http.client.HTTPException) as error:
                said = str(error) or type(error).__name__
                self.refused[wanted] = gettext_noop("It could not be fetched: %(error)s") % {"error": said}
                continue
            return Found(PurePosixPath(path).name, len(data), partial(bytes, data))
        return None

    def why_not(self, address: str) -> str:
        """Return why the file behind an address was refused: the first reason, of the original."""
        parts = urlsplit(address)
        wanted = (parts._replace(path=quote(path), fragment="").geturl() for path in originals(unquote(parts.path)))
        return next((self.refused[one] for one in wanted if one in self.refused), "")

    def _get(self, address: str) -> bytes:
        for _hop in range(MOST_HOPS):
            parts = urlsplit(address)
            if parts.scheme not in {"http", "https"} or (parts.hostname or "") not in self.hosts or parts.username:
                raise NotFetched(gettext_noop("It is not one of the export's own addresses"))
            status, location, data = self._ask(parts)
            if status in {301, 302, 303, 307, 308} and location:
                address = urljoin(address, location)
            elif status == 200:
                self.fetched += len(data)
                return data
            else:
                raise NotFetched(gettext_noop("It answers %(status)s") % {"status": status})
        raise NotFetched(gettext_noop("It leads on and on"))

    def _ask(self, parts) -> tuple[int, str, bytes]:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        ip = self._resolved(parts.hostname, port)
        # The very address that was judged is the one that is asked: a name may mean another a moment later.
        sock = socket.create_connection((ip, port), timeout=self.seconds)
        connection = http.client.HTTPConnection(parts.hostname, port, timeout=self.seconds)
        try:
            if parts.scheme == "https":
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=parts.hostname)
            connection.sock = sock
            connection.request("GET", f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}")
            response = connection.getresponse()
            return response.status, response.getheader("Location") or "", self._read(response)
        finally:
            connection.close()
            sock.close()

    def _resolved(self, host: str, port: int) -> str:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not found or not all(self.allows(ip) for ip in found):
            raise NotFetched(gettext_noop("Its host is not on the open internet"))
        return found[0]

    def _read(self, response: http.client.HTTPResponse) -> bytes:
        if response.status != 200:
            return b""
        most = min(self.most_bytes, self.most_in_all - self.fetched)
        until, pieces, size = time.monotonic() + 10 * self.seconds, [], 0
        while piece := response.read1(64 * 1024):
            size += len(piece)
            if size > most:
                raise NotFetched(gettext_noop("It is larger than allowed"))
            if time.monotonic() > until:
                raise NotFetched(gettext_noop("It takes too long"))
            pieces.append(piece)
        return b"".join(pieces)
