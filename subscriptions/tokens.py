"""The tokens in links about following: each holds a purpose and ids, nothing else.

A follower is named by her key, not her number: it is changed with her address, which ends every link that was
sent to the old one.
"""

from __future__ import annotations

from mail.tokens import TokenInvalid, make_token, read_token
from subscriptions.models import Subscriber, SubscriptionRequest

_CONFIRM, _CHANGE, _MOVE = "follow-confirm", "follow-change", "follow-move"


def confirm_token(request: SubscriptionRequest) -> str:
    return make_token(_CONFIRM, request.subscriber.key, request.pk)


def read_confirm(token: str) -> tuple[Subscriber, int]:
    """Return who confirms, and the number of the request that she was asked about; raises TokenInvalid.

    How long it holds is said by the request; once that is settled, the link opens nothing any more, not even a
    later request.
    """
    ids = read_token(_CONFIRM, token)
    return _follower(ids), int(ids[1])


def change_token(subscriber: Subscriber) -> str:
    return make_token(_CHANGE, subscriber.key)


def read_change(token: str) -> Subscriber:
    """Return whose choices may be seen and changed; raises TokenInvalid. It never runs out: stopping always works."""
    return _follower(read_token(_CHANGE, token))


def move_token(subscriber: Subscriber) -> str:
    return make_token(_MOVE, subscriber.key, subscriber.new_email.encode().hex())


def read_move(token: str) -> tuple[Subscriber, str]:
    """Return (who moves, the address she moves to); raises TokenInvalid."""
    ids = read_token(_MOVE, token)
    return _follower(ids), bytes.fromhex(ids[1]).decode()


def _follower(ids: list[str]) -> Subscriber:
    found = Subscriber.objects.filter(key=ids[0]).first()
    if found is None:
        raise TokenInvalid
    return found
