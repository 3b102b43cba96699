"""Delete sessions that have ended: those of who asked for a code and never came hold an address."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone

# A session in which nobody has signed in ends by itself after this.
UNUSED = timedelta(hours=1)


def delete_ended() -> int:
    """Delete the rows of sessions that have ended; return how many."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
