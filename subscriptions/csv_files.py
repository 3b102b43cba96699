"""Take addresses in from elsewhere, and out to take along: both as CSV.

Who followed elsewhere is invited, once, and follows nothing before she has confirmed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from home.following import Subject, describe_all
from home.text.cells import guarded
from mail.letters import Mailing, site_language
from mail.models import OutgoingMail, SuspendedAddress
from subscriptions import emails
from subscriptions.models import INVITED_FOR, Subscriber, SubscriptionRequest
from subscriptions.uninvited import not_to_invite

BATCH = 200
# So that no mail that somebody waits for stands behind thousands of invitations.
A_BATCH_EVERY = timedelta(minutes=1)
COLUMNS = ("email", "state", "suspended", "how_often", "language", "follows", "subjects", "since")
BETWEEN = " | "


@dataclass(frozen=True)
class Imported:
    """What an import came to."""

    invited: int = 0
    # They follow, or have followed, or have been asked; or no mail reaches them.
    known: int = 0
    # No mail can be written to them.
    invalid: int = 0


def known_among(addresses: Sequence[str]) -> set[str]:
    """Return those of a batch of addresses that are not to be invited."""
    followers = Subscriber.objects.filter(email__in=addresses).values_list("email", flat=True)
    suspended = SuspendedAddress.objects.filter(address__in=addresses).values_list("address", flat=True)
    return {*followers, *suspended, *not_to_invite(addresses)}


def import_followers(
    *,
    addresses: Sequence[str],
    subjects: Sequence[Subject],
    language: str,
    dry_run: bool = False,
    now: datetime | None = None,
) -> Imported:
    """Invite these addresses, in their normal form, to follow; return how many were, and were not."""
    now = now or timezone.now()
    mailing = Mailing()
    invited = known = invalid = batches = 0
    for start in range(0, len(addresses), BATCH):
        batch = list(dict.fromkeys(addresses[start : start + BATCH]))
        have = known_among(batch)
        new = [address for address in batch if address not in have]
        known += len(batch) - len(new)
        if dry_run:
            invited += len(new)
            continue
        if not new:
            continue
        at = now + batches * A_BATCH_EVERY
        batches += 1
        with transaction.atomic():
            people = _made(new, site_language(language), now)
            sent = _invite(people, subjects, language, mailing, now, at)
        known += len(new) - len(people)
        invited += sent
        invalid += len(people) - sent
    return Imported(invited, known, invalid)


def _made(addresses: Sequence[str], language: str, now: datetime) -> list[Subscriber]:
    """Make followers who have confirmed nothing; not those whom somebody else makes at this moment."""
    rows = [
        Subscriber(email=address, language=language, origin=Subscriber.Origin.IMPORT, created_at=now, asked_at=now)
        for address in addresses
    ]
    Subscriber.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Subscriber.objects.filter(key__in=[row.key for row in rows]).order_by("pk"))


def _invite(people, subjects, language: str, mailing: Mailing, now: datetime, at: datetime) -> int:
    requests = [
        SubscriptionRequest(
            subscriber=person,
            subjects=[str(subject) for subject in subjects],
            language=site_language(language),
            asked_at=now,
            expires_at=now + INVITED_FOR,
        )
        for person in people
    ]
    SubscriptionRequest.objects.bulk_create(requests)
    refused = [request.subscriber.pk for request in requests if not emails.invite(request, mailing)]
    Subscriber.objects.filter(pk__in=refused).delete()
    OutgoingMail.objects.filter(
        event="follow_invitation", state=OutgoingMail.State.WAITING, to__in=[person.email for person in people]
    ).update(next_attempt_at=at)
    return len(people) - len(refused)


def export_followers(language: str) -> Iterator[str]:
    """Yield the lines of a file with everybody known; a few queries for each thousand."""
    yield "\ufeff" + csv_line(COLUMNS)
    reason = SuspendedAddress.objects.filter(address=OuterRef("email")).values("reason")[:1]
    everybody = Subscriber.objects.annotate(suspended_for=Subquery(reason)).order_by("pk")
    last = 0
    while batch := list(everybody.filter(pk__gt=last).prefetch_related("subscriptions")[:1000]):
        last = batch[-1].pk
        titles = describe_all({row.subject for person in batch for row in person.subscriptions.all()}, language)
        for person in batch:
            follows = [row.subject for row in person.subscriptions.all()]
            yield csv_line(
                (
                    person.email,
                    person.state,
                    person.suspended_for or "",
                    person.rhythm,
                    person.language,
                    BETWEEN.join(titles[subject].title for subject in follows if subject in titles),
                    BETWEEN.join(map(str, follows)),
                    (person.confirmed_at or person.created_at).isoformat(timespec="seconds"),
                )
            )


def csv_line(cells: Sequence[str]) -> str:
    """Return one line as Norwegian spreadsheets read it, with nothing in it that they would run."""
    file = io.StringIO()
    csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerow([guarded(cell) for cell in cells])
    return file.getvalue()
