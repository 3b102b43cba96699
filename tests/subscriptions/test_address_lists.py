"""Files with addresses from elsewhere, however they are written."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError

from subscriptions import address_lists
from subscriptions.address_lists import read

BOTH = ["kari@example.org", "ola@example.org"]
FILES = {
    "one a line": "kari@example.org\nola@example.org\n",
    "WordPress.com": 'Email,Subscribed on\n"Kari@Example.org","12 May 2011"\nola@example.org,\n',
    "semicolons": "Navn;E-post\nKari;kari@example.org\nOla;ola@example.org\n",
    "tabs": "login\temail_address\nk\tkari@example.org\no\tola@example.org\n",
    "capitals": "EMAIL ADDRESS\r\nkari@example.org\r\nola@example.org\r\n",
    "no heading": "Kari,kari@example.org\nOla,ola@example.org",
    "a heading of its own": "hvem,hvor\nKari,kari@example.org\nOla,ola@example.org",
    "empty lines": "\n\nEmail\n\nkari@example.org\n  \nola@example.org\n\n",
    "repeated": "email\nkari@example.org\nKARI@example.org \nola@example.org\nola@example.org",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_the_addresses_are_found_each_once(text, encoding):
    assert read(text.encode(encoding)).addresses == BOTH


def test_what_is_no_address_is_told_with_its_line_and_the_reason():
    found = read(f"Email,Navn\nkari@example.org,K\nkari,Ås\n,Ola\n{'x' * 300}@example.org,L\n".encode("latin-1"))
    assert found.addresses == ["kari@example.org"]
    assert [(one.line, one.reason) for one in found.refused] == [
        (3, address_lists.NOT_ONE),
        (4, address_lists.NO_ADDRESS),
        (5, address_lists.TOO_LONG),
    ]


@pytest.mark.parametrize("data", [b"", b"\n \n", b"name,age\nKari,3\n", b"\xff\xfe", b"\x00\x00", b'"', b"\x00@"])
def test_a_file_without_addresses_is_refused_or_found_empty(data):
    with suppress(ValidationError):
        assert read(data).addresses == []


def test_a_file_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(address_lists, "MOST_LINES", 2)
    with pytest.raises(ValidationError, match="100"):
        read(b"a@example.org\nb@example.org\nc@example.org")
    monkeypatch.setattr(address_lists, "MOST_BYTES", 10)
    with pytest.raises(ValidationError, match="10 MB"):
        read(b"a@example.org")


def test_a_cell_that_is_far_too_long_spoils_no_other_line():
    found = read(b"Email\n" + b"x" * 200_000 + b"\nkari@example.org\n")
    assert found.addresses == ["kari@example.org"]
    assert len(found.refused) == 1
