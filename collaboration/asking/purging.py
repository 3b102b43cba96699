"""Let go of what is no longer needed of requests for help, after the times that the site has set for comments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from collaboration.asking.states import HelpState
from collaboration.models import HelpRequest
from collaboration.models.help_request import HelpRequestQuerySet
from comments.preferences import comment_settings
from comments.purging import DAYS_IN_A_MONTH


@dataclass(frozen=True)
class Purged:
    """How much was let go of."""

    spam: int = 0
    unconfirmed: int = 0
    private: int = 0
    addresses: int = 0


@transaction.atomic
def purge(now: datetime | None = None) -> Purged:
    """Delete what is old: spam, what nobody confirmed, and all to which nothing happens any more but what readers see.

    Of that the address is let go of. Without it nobody could ask to have her words erased, so words that are not both
    parties' wish to show don't outlive it.
    """
    now, chosen = now or timezone.now(), comment_settings()
    spam = HelpRequest.objects.filter(state=HelpState.SPAM, moved_at__lt=now - timedelta(days=chosen.keep_spam_days))
    unconfirmed = HelpRequest.objects.filter(
        state=HelpState.UNCONFIRMED, moved_at__lt=now - timedelta(days=chosen.keep_unconfirmed_days)
    )
    quiet = HelpRequest.objects.filter(
        moved_at__lt=now - timedelta(days=chosen.keep_addresses_months * DAYS_IN_A_MONTH)
    )
    # The address is in the fingerprint as well, for whoever knows the text.
    return Purged(
        spam=_delete(spam),
        unconfirmed=_delete(unconfirmed),
        private=_delete(quiet.not_agreed_to_show()),
        addresses=quiet.agreed_to_show().exclude(email="").update(email="", fingerprint=None),
    )


def _delete(requests: HelpRequestQuerySet) -> int:
    """Delete requests with their answers and logs; return how many."""
    number = requests.count()
    requests.delete()
    return number
