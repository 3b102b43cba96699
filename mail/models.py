"""The outbox: every mail is a row, from the moment something causes it until long after it is sent."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# No single mail takes this long to hand over; one that seems to was cut off in the very act.
STUCK_AFTER = timedelta(minutes=15)
# The worker looks every minute, and never takes so much in hand that it would need longer than this.
LATE_AFTER = timedelta(minutes=30)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """The questions that are asked of the outbox."""

    def due(self, now: datetime) -> OutgoingMailQuerySet:
        """Select what waits and may be tried at `now`, the longest waiting first."""
        waiting = self.filter(state=OutgoingMail.State.WAITING, next_attempt_at__lte=now)
        return waiting.order_by("next_attempt_at", "created_at")

    def late(self, now: datetime) -> OutgoingMailQuerySet:
        """Select what was due so long ago that something must be wrong."""
        return self.due(now - LATE_AFTER)

    def stuck(self, now: datetime) -> OutgoingMailQuerySet:
        """Select what was being sent when its sender died: nobody knows whether it arrived."""
        return self.filter(state=OutgoingMail.State.SENDING, claimed_at__lt=now - STUCK_AFTER)

    def failing(self) -> OutgoingMailQuerySet:
        """Select what has failed at least once and will be tried again by itself."""
        return self.filter(state=OutgoingMail.State.WAITING).exclude(last_error="")

    def needing_a_person(self) -> OutgoingMailQuerySet:
        """Select what stays unsent, or doubtful, until a person decides."""
        return self.filter(state__in=OutgoingMail.RETRIABLE)

    def sent_before(self, moment: datetime) -> OutgoingMailQuerySet:
        """Select what was sent before `moment`."""
        return self.filter(state=OutgoingMail.State.SENT, sent_at__lt=moment)


class OutgoingMail(models.Model):
    """One mail to one address.

    A mail to several people is several rows: each is refused or retried by itself, and nobody sees
    the others' addresses. Once sent, what it said is emptied: personal data and links that reset
    passwords must not linger.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        GIVEN_UP = "given_up", _("given up")
        # Its sender died in the very act, or the server said nothing to it: it may or may not have arrived.
        DOUBTFUL = "doubtful", _("in doubt")

    RETRIABLE = (State.GIVEN_UP, State.DOUBTFUL)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    message_id = models.CharField("Message-ID", max_length=320, unique=True, editable=False)
    to = models.CharField(_("to"), max_length=320)
    from_address = models.CharField(_("from"), max_length=500)
    reply_to = models.CharField(_("reply to"), max_length=500, blank=True)
    subject = models.CharField(_("subject"), max_length=500)
    text = models.TextField(_("text"), blank=True)
    html = models.TextField(_("HTML"), blank=True)
    headers = models.JSONField(_("headers"), default=dict, blank=True)
    # Each with name, type and base64: few mails have any, so they need no files of their own.
    attachments = models.JSONField(_("attachments"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    event = models.CharField(_("event"), max_length=100, blank=True, help_text=_("What caused the mail."))
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"), null=True, blank=True, default=timezone.now)
    claimed_at = models.DateTimeField(_("taken in hand"), null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ["-created_at"]
        default_permissions = ("view",)
        permissions = [("retry_outgoingmail", _("Can try outgoing mail again"))]
        indexes = [
            models.Index(fields=["next_attempt_at", "created_at"], condition=Q(state="waiting"), name="mail_waiting"),
            models.Index(fields=["state", "sent_at"], name="mail_state_sent_at"),
            models.Index(fields=["-created_at"], name="mail_created_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "sending", "sent", "given_up", "doubtful"]),
                name="mail_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", next_attempt_at__isnull=False)
                | (~Q(state="waiting") & Q(next_attempt_at__isnull=True)),
                name="mail_waiting_has_a_next_attempt",
            ),
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(claimed_at__isnull=False), name="mail_sending_is_claimed"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="mail_sent_has_a_time",
            ),
            models.CheckConstraint(condition=~Q(state="sent") | Q(text="", html=""), name="mail_sent_keeps_no_text"),
            models.CheckConstraint(condition=Q(state="sent") | ~Q(text="", html=""), name="mail_unsent_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to})"

    @property
    def can_be_retried(self) -> bool:
        """Say whether a person may have it tried again."""
        return self.state in self.RETRIABLE


class SuspendedAddress(models.Model):
    """An address to which no list mail is sent, and why."""

    class Reason(models.TextChoices):
        REFUSED = "refused", _("its mail server refuses it")
        BOUNCED = "bounced", _("mail came back")
        COMPLAINED = "complained", _("its owner reported our mail as spam")

    # In its normal form (mail.validation.normal_address).
    address = models.CharField(_("e-mail address"), max_length=320, unique=True)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices)
    detail = models.TextField(_("what the server said"), blank=True)
    suspended_at = models.DateTimeField(_("suspended"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("suspended address")
        verbose_name_plural = _("suspended addresses")
        ordering = ["-suspended_at"]
        default_permissions = ("view", "delete")
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=["refused", "bounced", "complained"]), name="mail_suspended_for_a_known_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.address
