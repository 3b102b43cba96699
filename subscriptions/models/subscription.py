from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.following import Subject
from subscriptions.models.subscriber import Subscriber

KEY_LENGTH = 200
CONFIRM_WITHIN = timedelta(days=7)
# Who is invited from another site may read her mail less often than who has just pressed a button.
INVITED_FOR = timedelta(days=30)


class Subscription(models.Model):
    """That somebody follows something, as she has confirmed."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    # A home.following.Subject: what kinds there are is said by the rooms that hold them.
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=KEY_LENGTH)
    since = models.DateTimeField(_("since"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        default_permissions = ("view",)
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "kind", "key"], name="subscription_once"),
        ]
        indexes = [models.Index(fields=["kind", "key"], name="subscription_subject")]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def subject(self) -> Subject:
        return Subject(self.kind, self.key)


class SubscriptionRequest(models.Model):
    """What somebody asked for in the name of an address, until it is confirmed from there, or has run out."""

    subscriber = models.OneToOneField(Subscriber, on_delete=models.CASCADE, related_name="request")
    # Subjects as text, "kind:key".
    subjects = models.JSONField(default=list)
    # What else she chose; empty where the form did not ask.
    rhythm = models.CharField(max_length=10, blank=True)
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)
    language = models.CharField(max_length=20, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request to follow")
        verbose_name_plural = _("requests to follow")
        default_permissions = ()
        indexes = [models.Index(fields=["expires_at"], name="subscription_request_expires")]

    def __str__(self) -> str:
        return str(self.pk)
