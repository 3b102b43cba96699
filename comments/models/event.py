from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import ModeratedComment
from comments.states import Actor, State


class AppendOnly(Exception):
    """Somebody tried to change or delete what has happened."""


class CommentEventQuerySet(models.QuerySet["CommentEvent"]):
    """A log: rows are added, and go only with what they are about."""

    def update(self, **kwargs):
        raise AppendOnly

    def delete(self):
        raise AppendOnly

    def decisions(self) -> CommentEventQuerySet:
        """Select what moderators decided."""
        return self.filter(actor=Actor.MODERATOR)


class CommentEvent(models.Model):
    """That a comment came, or was moved from one state to another: who, when, why."""

    comment = models.ForeignKey(ModeratedComment, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.CharField(_("who"), max_length=10, choices=Actor.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, blank=True, on_delete=models.SET_NULL
    )
    # Empty for a comment that came.
    before = models.CharField(_("from"), max_length=12, choices=State.choices, blank=True)
    after = models.CharField(_("to"), max_length=12, choices=State.choices)
    # One of comments.reasons, or empty; the rules' are a list of [code, detail] in `reasons`.
    code = models.CharField(_("reason"), max_length=40, blank=True)
    note = models.TextField(_("in one's own words"), blank=True)
    reasons = models.JSONField(_("the rules' reasons"), default=list, blank=True)

    objects = CommentEventQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["actor", "at"], name="comment_event_by_actor")]
        constraints = [
            models.CheckConstraint(
                condition=Q(after__in=State.values) & Q(before__in=["", *State.values]),
                name="comment_event_states_are_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.before} > {self.after}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly
