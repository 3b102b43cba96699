import socket

import pytest

from config import serving
from config.preparation import NotReady


@pytest.fixture
def busy_port():
    with socket.socket() as taken:
        taken.bind((serving.HOST, 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_port_in_use_is_refused_and_a_free_one_proposed(busy_port):
    with pytest.raises(NotReady) as refusal:
        serving.require_free_port(busy_port)
    assert f"Port {busy_port} is in use" in str(refusal.value)
    proposed = int(str(refusal.value).rpartition("PORT=")[2])
    assert serving.is_free(proposed)


def test_a_port_just_left_can_be_used_again():
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
        server.bind((serving.HOST, 0))
        server.listen()
        port = server.getsockname()[1]
        visitor = socket.create_connection((serving.HOST, port))
        accepted, _ = server.accept()
        accepted.close()  # the side that closes first keeps the address for a while
        visitor.close()
    serving.require_free_port(port)


@pytest.mark.parametrize("number", [0, -1, 65536])
def test_what_is_no_port_is_refused(number):
    with pytest.raises(NotReady, match=f"^{number} is not a port"):
        serving.require_free_port(number)


def test_new_passwords_are_shown_beside_the_addresses_to_open():
    said = serving.welcome(8123, {"ada@example.org": "one-two", "bo@example.org": "three-four"})
    assert "http://127.0.0.1:8123/\n" in said
    assert "http://127.0.0.1:8123/admin/" in said
    assert "ada@example.org  one-two" in said
    assert "bo@example.org   three-four" in said


def test_later_only_the_addresses_of_the_staff_are_shown():
    said = serving.welcome(8123, {"ada@example.org": None, "bo@example.org": None})
    assert "Sign in as ada@example.org or bo@example.org" in said
    assert "make password" in said
