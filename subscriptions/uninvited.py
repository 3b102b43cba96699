"""Addresses that are not to be invited again, known by a mark that does not say which they are."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from subscriptions.models import NotToInvite

BATCH = 500


def digest_of(address: str) -> str:
    """Return the mark of an address in its normal form: a hash under the site's own key."""
    key = hashlib.sha256(f"subscriptions.uninvited:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, address.encode(), hashlib.sha256).hexdigest()


def do_not_invite(addresses: Iterable[str]) -> None:
    """Remember that these were here, and are to be left in peace."""
    rows = [NotToInvite(digest=digest_of(address)) for address in addresses]
    NotToInvite.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def not_to_invite(addresses: Iterable[str]) -> set[str]:
    """Return those of these addresses that are to be left in peace."""
    by_digest = {digest_of(address): address for address in addresses}
    found = NotToInvite.objects.filter(digest__in=by_digest).values_list("digest", flat=True)
    return {by_digest[digest] for digest in found}
