"""Tell somebody once more of what she was told of already, or should have been: a person has asked for it."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from home.following import entries_of
from mail import outbox
from mail.models import OutgoingMail
from subscriptions.models import Delivery, Subscriber

State = Delivery.State


@transaction.atomic
def resend(delivery: Delivery, now: datetime | None = None) -> None:
    """Have a delivery written anew and mailed now.

    Raises ValidationError, with the reason, where it is on its way already, where she follows nothing of it any
    more, where no mail goes to her address, and where not everybody may read what it is about.
    """
    now = now or timezone.now()
    # Her row first, as those who write mails do: of two who ask at once, the second finds it waiting.
    person = Subscriber.objects.select_for_update(of=("self",)).get(pk=delivery.subscriber_id)
    current = Delivery.objects.select_related("event", "mail").get(pk=delivery.pk)
    _check(current, person)
    again = [current.pk]
    if current.mail and current.mail.can_be_retried:
        # Left in the outbox it could be tried again as well, and would tell her twice.
        unsent = OutgoingMail.objects.needing_a_person().select_for_update(of=("self",)).filter(pk=current.mail.pk)
        failed = unsent.first()
        if failed is None:
            raise ValidationError(_on_its_way())
        again = list(Delivery.objects.filter(mail=failed).values_list("pk", flat=True))
        failed.delete()
    Delivery.objects.filter(pk__in=again).exclude(state=State.WAITING).update(
        state=State.WAITING, due_at=now, mailed_at=None, mail=None
    )
    transaction.on_commit(outbox.deliver_soon, robust=True)


def _on_its_way() -> str:
    return _("It is on its way already.")


def _check(delivery: Delivery, person: Subscriber) -> None:
    mail = delivery.mail
    if delivery.state == State.WAITING or (
        mail and mail.state in {OutgoingMail.State.WAITING, OutgoingMail.State.SENDING}
    ):
        raise ValidationError(_on_its_way())
    follows = {str(row.subject) for row in person.subscriptions.all()}
    about = set(delivery.event.subjects)
    if delivery.state == State.STOPPED or person.state != Subscriber.State.ACTIVE or (about and not follows & about):
        raise ValidationError(_("This follower no longer wants it."))
    if not Subscriber.objects.active().filter(pk=person.pk).exists():
        raise ValidationError(_("No mail goes to this address. Lift its suspension first, if you know that it works."))
    if delivery.event.news not in entries_of([delivery.event.news], settings.LANGUAGE_CODE):
        raise ValidationError(_("Only what everybody can read can be mailed."))
