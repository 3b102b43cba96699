"""Readers behind a proxy are told from one another, and nobody can say that she is somebody else."""

import pytest

from home import throttle
from home.reader_address import reader_address

READER, PROXY = "203.0.113.77", "127.0.0.1"


@pytest.fixture
def behind(rf, settings):
    """Return a function that asks from an address, with what the header says."""
    settings.TRUSTED_PROXIES = [PROXY, "10.0.0.0/8", "::1"]

    def ask(remote, forwarded=None):
        headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
        return rf.get("/", REMOTE_ADDR=remote, headers=headers)

    return ask


@pytest.mark.parametrize(
    ("remote", "forwarded", "found"),
    [
        (PROXY, READER, READER),
        (PROXY, f"192.0.2.1, {READER}", READER),
        (PROXY, f"made up, {READER}, 10.1.2.3", READER),
        ("::1", " 2001:DB8::7 ", "2001:db8::7"),
        (f"::ffff:{PROXY}", READER, READER),
        (PROXY, None, PROXY),
        (PROXY, "", PROXY),
        (PROXY, f"{READER}, unknown", PROXY),
        (PROXY, "10.1.2.3, 10.1.2.4", PROXY),
        ("198.51.100.4", READER, "198.51.100.4"),
        ("", READER, ""),
    ],
)
def test_only_a_trusted_proxy_says_where_a_request_comes_from(behind, remote, forwarded, found):
    assert reader_address(behind(remote, forwarded)) == found


def test_without_trusted_proxies_the_header_says_nothing(rf, settings):
    settings.TRUSTED_PROXIES = []
    assert reader_address(rf.get("/", REMOTE_ADDR=PROXY, headers={"X-Forwarded-For": READER})) == PROXY


def test_readers_behind_a_proxy_are_counted_apart(behind):
    first, second = (throttle.place_of(behind(PROXY, f"203.0.113.{number}")) for number in (1, 2))
    assert first != second
