from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mail.validation import normal_address


def new_key() -> str:
    return secrets.token_urlsafe(18)


class Rhythm(models.TextChoices):
    """How often somebody is told of what is new."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")


# What she may choose beside the rhythms: to be told of nothing.
NEVER = "never"


class WriterManager(models.Manager["Writer"]):
    def for_address(self, address: str, *, language: str = "") -> Writer:
        """Return the writer with this address, made if need be. Says nothing about whether it is confirmed."""
        writer, _made = self.get_or_create(email=normal_address(address), defaults={"language": language})
        return writer


class Writer(models.Model):
    """An e-mail address from which somebody has commented or liked, and what holds for it."""

    # Empty once the address has been let go of; what was written stays.
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=50, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, blank=True, on_delete=models.SET_NULL
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    reply_rhythm = models.CharField(_("told of answers"), max_length=10, choices=Rhythm.choices, default=Rhythm.AT_ONCE)
    mail_stopped_at = models.DateTimeField(_("stopped all mail"), null=True, blank=True)
    # How often she has been asked to confirm something, since when: an address given by others is not flooded.
    asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    asked_times = models.PositiveSmallIntegerField(default=0, editable=False)
    # In the cookie that recognises her; a new one ends every recognition there is.
    recognition_key = models.CharField(max_length=40, default=new_key, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = WriterManager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("writer of comments")
        verbose_name_plural = _("writers of comments")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name or self.email or str(self.pk)

    @property
    def shown_address(self) -> str:
        """The address as she can recognise it, and nobody else: “k…@example.org”."""
        local, at, domain = (self.email or "").partition("@")
        return f"{local[:1]}…{at}{domain}" if at else ""
