from __future__ import annotations

import secrets

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from mail.suspension import is_suspended


def new_key() -> str:
    return secrets.token_hex(16)


class Rhythm(models.TextChoices):
    """How often somebody is mailed what is new."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    WEEKLY = "weekly", _("once a week")


class Weekday(models.IntegerChoices):
    """Days as Python counts them, by Django's names for them."""

    MONDAY = 0, WEEKDAYS[0]
    TUESDAY = 1, WEEKDAYS[1]
    WEDNESDAY = 2, WEEKDAYS[2]
    THURSDAY = 3, WEEKDAYS[3]
    FRIDAY = 4, WEEKDAYS[4]
    SATURDAY = 5, WEEKDAYS[5]
    SUNDAY = 6, WEEKDAYS[6]


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    """The questions that are asked of those who follow."""

    def active(self) -> SubscriberQuerySet:
        """Select those who get mail: they have confirmed, have not stopped, and their address works."""
        return self.filter(~is_suspended("email"), state=Subscriber.State.ACTIVE)

    def with_suspension(self) -> SubscriberQuerySet:
        """Say of each whether her address is suspended, as `is_suspended`."""
        return self.annotate(is_suspended=is_suspended("email"))


class Subscriber(models.Model):
    """An e-mail address that follows something, or that somebody says wants to."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("not confirmed")
        ACTIVE = "active", _("follows")
        STOPPED = "stopped", _("has stopped")

    class Origin(models.TextChoices):
        FORM = "form", _("asked on the site")
        IMPORT = "import", _("imported")

    # In its normal form (mail.validation.normal_address).
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    # In the links of her mails; a new one ends them all.
    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    language = models.CharField(_("language"), max_length=20, blank=True)
    rhythm = models.CharField(_("how often"), max_length=10, choices=Rhythm.choices, default=Rhythm.AT_ONCE)
    weekday = models.PositiveSmallIntegerField(
        _("day of the week"), choices=Weekday.choices, default=Weekday.MONDAY, validators=[MaxValueValidator(6)]
    )
    origin = models.CharField(_("came by"), max_length=10, choices=Origin.choices, default=Origin.FORM)
    # An address that she wants instead, until she has confirmed from it.
    new_email = models.EmailField(max_length=254, blank=True)
    # When she was last mailed because somebody typed her address: at most once a day.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("first asked"), default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    objects = SubscriberQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "change", "delete")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="unconfirmed")
                | Q(state="active", confirmed_at__isnull=False, stopped_at=None)
                | Q(state="stopped", stopped_at__isnull=False),
                name="subscriber_state_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=["at_once", "daily", "weekly"]), name="subscriber_rhythm_is_known"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="subscriber_weekday_is_one"),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def shown_address(self) -> str:
        """The address as she can recognise it, and nobody else: “k…@example.org”."""
        local, at, domain = self.email.partition("@")
        # The joiner keeps a line from ending after the dots.
        return f"{local[:1]}…\u2060{at}{domain}"
