from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import ModeratedComment
from comments.models.writer import Writer


class LikeQuerySet(models.QuerySet["Like"]):
    def confirmed(self) -> LikeQuerySet:
        """Select those that count: of a confirmed address, or an account."""
        return self.filter(confirmed_at__isnull=False)


class Like(models.Model):
    """That somebody finds a comment useful: once for each address, counted once it is confirmed."""

    comment = models.ForeignKey(ModeratedComment, on_delete=models.CASCADE, related_name="likes")
    writer = models.ForeignKey(Writer, on_delete=models.CASCADE, related_name="likes")
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    objects = LikeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("comment", "writer"), name="one_like_for_each_writer")]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.writer_id}"


class ReportReason(models.TextChoices):
    """Why a reader reports a comment."""

    RUDE = "rude", _("It is rude or hurtful")
    PRIVATE = "private", _("It tells something private about somebody")
    SPAM = "spam", _("It is advertising")
    ILLEGAL = "illegal", _("It may be against the law")
    OTHER = "other", _("Something else")


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> ReportQuerySet:
        """Select those that no moderator has looked at."""
        return self.filter(settled_at=None)


class Report(models.Model):
    """That a reader told the moderators of a comment. Who it was is not kept."""

    comment = models.ForeignKey(ModeratedComment, on_delete=models.CASCADE, related_name="reports")
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = models.CharField(_("reason"), max_length=10, choices=ReportReason.choices)
    note = models.CharField(_("in one's own words"), max_length=1000, blank=True)
    settled_at = models.DateTimeField(_("looked at"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_id} {self.reason}"


class ReplyNotice(models.Model):
    """That somebody is to be told of an answer: once, however often the answer is hidden and shown again."""

    comment = models.ForeignKey(ModeratedComment, on_delete=models.CASCADE, related_name="notices")
    writer = models.ForeignKey(Writer, on_delete=models.CASCADE, related_name="notices")
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    # When it was handed to the outbox, or found not to be wanted any more.
    settled_at = models.DateTimeField(_("handed over"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice of an answer")
        verbose_name_plural = _("notices of answers")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("comment", "writer"), name="one_notice_for_each_answer")]
        indexes = [
            models.Index(
                fields=["writer"], condition=models.Q(settled_at__isnull=True), name="notice_waiting_for_writer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.writer_id}"
