"""Where a request comes from: through the proxies that we trust to say so, and through no others."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from django.conf import settings

Address = IPv4Address | IPv6Address


@lru_cache
def networks(written: tuple[str, ...]) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return addresses and networks as they are written in settings; raises ValueError for what is neither."""
    return tuple(ip_network(one.strip(), strict=False) for one in written if one.strip())


def _read(text: str) -> Address | None:
    try:
        found = ip_address(text.strip())
    except ValueError:
        return None
    # A server that listens on IPv6 gives an IPv4 address as ::ffff:127.0.0.1.
    return getattr(found, "ipv4_mapped", None) or found


def _is_trusted(address: Address, proxies: Iterable[IPv4Network | IPv6Network]) -> bool:
    return any(address in network for network in proxies)


def reader_address(request: Any) -> str:
    """Return the address of the machine that a request comes from.

    Each proxy adds, at the end of X-Forwarded-For, whom it was asked by; what stands before that, anybody can have
    written. Where the last one that is no proxy of ours is no address, the proxy's own stands.
    """
    here: str = request.META.get("REMOTE_ADDR", "")
    proxies = networks(tuple(settings.TRUSTED_PROXIES))
    asker = _read(here)
    if asker is None or not _is_trusted(asker, proxies):
        return here
    for text in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        address = _read(text)
        if address is None:
            return here
        if not _is_trusted(address, proxies):
            return str(address)
    return here
