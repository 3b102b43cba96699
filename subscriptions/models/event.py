from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.following import News
from mail.models import OutgoingMail
from subscriptions.models.subscriber import Subscriber
from subscriptions.models.subscription import KEY_LENGTH


class Event(models.Model):
    """Something that followers are told of once: a post that was published, or an important change to it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        HELD = "held", _("held back by an editor")
        DONE = "done", _("handed over")
        # It could not be read by everybody for so long that it is no news any more.
        LAPSED = "lapsed", _("never public in time")

    source = models.CharField(max_length=30)
    key = models.CharField(max_length=KEY_LENGTH)
    # 0 when it was first published; then its important changes.
    edition = models.PositiveSmallIntegerField(default=0)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    happened_at = models.DateTimeField(_("happened"), default=timezone.now)
    due_at = models.DateTimeField(_("to be handed over"), default=timezone.now)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    # What it was about when it was handed over, as text: "kind:key".
    subjects = models.JSONField(default=list, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        default_permissions = ("view",)
        ordering = ["happened_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key", "edition"], name="event_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "held", "done", "lapsed"]), name="event_state_is_known"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="event_waiting")]

    def __str__(self) -> str:
        return f"{self.source}:{self.key}"

    @property
    def news(self) -> News:
        return News(self.source, self.key)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """The questions that are asked of deliveries."""

    def waiting(self) -> DeliveryQuerySet:
        return self.filter(state=Delivery.State.WAITING)

    def due(self, now: datetime) -> DeliveryQuerySet:
        """Select what is to be mailed at `now`."""
        return self.waiting().filter(due_at__lte=now)


class Delivery(models.Model):
    """That one person is told of one event: made once, whatever number of her subjects it is about."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting for its time")
        # Its mail's own state says the rest; once sent, that is let go of after a while.
        MAILED = "mailed", _("written")
        LAPSED = "lapsed", _("not public in time")
        STOPPED = "stopped", _("no longer wanted")

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(_("to be mailed"), default=timezone.now)
    mailed_at = models.DateTimeField(_("written at"), null=True, blank=True)
    mail = models.ForeignKey(
        OutgoingMail,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="deliveries",
        verbose_name=_("mail"),
    )

    objects = DeliveryQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ("view", "change")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "event"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(state="mailed", mailed_at__isnull=False) | (~Q(state="mailed") & Q(mailed_at=None)),
                name="delivery_mailed_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "mailed", "lapsed", "stopped"]), name="delivery_state_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["subscriber", "due_at"], condition=Q(state="waiting"), name="delivery_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber_id} {self.event_id}"
