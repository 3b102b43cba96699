import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from collaboration.models.session import Session


class ReviewState(models.TextChoices):
    """How far somebody has come with a group's notes."""

    OPEN = "open", _("Under review")
    FINISHED = "finished", _("Finished")
    UNDONE = "undone", _("Undone")
    DISCARDED = "discarded", _("Discarded")


class NotesReviewQuerySet(models.QuerySet):
    def for_user(self, user):
        """Return the reviews that somebody may go on with: her own, and for those who see to everything, all."""
        return self if user.is_superuser else self.filter(owner=user)

    def with_same_notes(self, digest, session):
        """Return what became of the same notes in the same session before, the latest first."""
        same = self.filter(digest=digest, state=ReviewState.FINISHED).exclude(post=None)
        key = session and session.translation_key
        same = same.filter(session__translation_key=key) if key else same.filter(session=None)
        return same.select_related("post").order_by("-pk")


class NotesReview(models.Model):
    """A group's notes on their way into a post: what was read, what was decided, and what was made of it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.OPEN)
    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+", verbose_name=_("language"))
    session = models.ForeignKey(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("session")
    )
    title = models.CharField(_("title"), max_length=255, blank=True)
    source_name = models.CharField(max_length=255, blank=True, help_text="The name of the file, if there was one.")
    notes = models.TextField(_("notes"), help_text="As they were read, a line for each line.")
    digest = models.CharField(max_length=64, db_index=True, help_text="By which the same notes are known again.")
    content = models.JSONField(default=dict, help_text="The lists with every decision, as `notes.reviewed` has them.")
    earlier = models.JSONField(default=list, help_text="What `content` was before the last changes, the latest last.")
    # Counts up with every change, so that nobody overwrites what somebody else did meanwhile.
    version = models.PositiveIntegerField(default=0)
    post = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("post"))
    outcome = models.JSONField(default=dict, help_text="What was made, so that it can be undone.")
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = NotesReviewQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("review of notes")
        verbose_name_plural = _("reviews of notes")
        ordering = ["-updated_at", "-pk"]

    def __str__(self):
        return self.title or self.source_name or f"{self.created_at:%Y-%m-%d}"
