from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_comments_xtd.models import XtdComment, XtdCommentManager

from comments.models.discussion import Discussion
from comments.models.writer import Writer
from comments.states import State
from comments.text import render

EDITABLE_FOR = timedelta(minutes=15)


class Kind(models.TextChoices):
    """What a comment is."""

    COMMENT = "comment", _("comment")
    CORRECTION = "correction", _("suggested correction")


class ModeratedCommentQuerySet(models.QuerySet["ModeratedComment"]):
    """The questions that are asked of the comments."""

    def published(self) -> ModeratedCommentQuerySet:
        """Select what readers may read, where what it is about may be read."""
        return self.filter(state=State.PUBLISHED)

    def waiting(self) -> ModeratedCommentQuerySet:
        """Select what waits for a moderator."""
        return self.filter(state=State.PENDING)

    def on(self, subject: str, keys) -> ModeratedCommentQuerySet:
        """Select the comments on things of one kind, by their identities."""
        return self.filter(discussion__subject=subject, discussion__key__in=keys)

    def oldest_first(self) -> ModeratedCommentQuerySet:
        return self.order_by("submit_date", "pk")

    def newest_first(self) -> ModeratedCommentQuerySet:
        return self.order_by("-submit_date", "-pk")

    def by(self, writer: Writer) -> ModeratedCommentQuerySet:
        return self.filter(writer=writer)


class ModeratedCommentManager(XtdCommentManager.from_queryset(ModeratedCommentQuerySet)):  # type: ignore[misc]
    def get_queryset(self):
        # The package's own joins the user and the content type, which nothing of ours shows.
        return ModeratedCommentQuerySet(self.model, using=self._db)


class ModeratedComment(XtdComment):
    """A comment on a discussion, with one state; the package's is_public and is_removed only follow it.

    The state is changed by `comments.moves` alone, never by saving: the package's signal, which publishes
    every answer when a comment is saved, is disconnected (comments.apps).
    """

    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="comments")
    writer = models.ForeignKey(Writer, null=True, on_delete=models.SET_NULL, related_name="comments")
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.UNCONFIRMED)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.COMMENT)
    language = models.CharField(_("language"), max_length=20)
    # The organisation that the writer says she is of, by its translation key: see comments.affiliations.
    organisation_key = models.UUIDField(_("organisation"), null=True, blank=True)
    # Which statement a correction is about, and what it should say.
    statement_key = models.UUIDField(_("statement"), null=True, blank=True)
    proposed_wording = models.TextField(_("suggested wording"), blank=True)
    # What it said when the correction was suggested: once it is carried out, nothing else remembers.
    wording_before = models.TextField(_("wording before"), blank=True)
    # The text as HTML, made when the text was written.
    html = models.TextField(blank=True, editable=False)
    # The same thing said twice by the same person in the same place is one comment: the database holds it.
    # Empty is no value here: what was taken back may be said again by many.
    fingerprint = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    # What the rules were told when it was sent; no address of a machine among it.
    circumstances = models.JSONField(default=dict, blank=True, editable=False)
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    objects = ModeratedCommentManager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ("view",)
        permissions = [("moderate_moderatedcomment", _("Can moderate comments"))]
        indexes = [
            models.Index(fields=["discussion", "state"], name="comment_in_discussion"),
            models.Index(fields=["state", "discussion"], name="comment_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="comment_state_is_known"),
            models.CheckConstraint(
                condition=Q(kind="comment", statement_key__isnull=True) | Q(kind="correction"),
                name="comment_statement_is_of_a_correction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_name}: {self.comment[:60]}"

    def save(self, *args, **kwargs):
        """Save; a new comment takes its place in its thread. The caller has locked the discussion."""
        self.html = render(self.comment)
        self.ip_address = None
        self.is_public = self.state == State.PUBLISHED
        self.is_removed = self.state == State.REMOVED
        new = self.pk is None
        if not new:
            models.Model.save(self, *args, **kwargs)
            return
        with transaction.atomic():
            if not self.content_type_id:
                self.content_type = ContentType.objects.get_for_model(Discussion)
            self.object_pk = str(self.discussion_id)
            self.site_id = self.site_id or settings.SITE_ID
            self.submit_date = self.submit_date or timezone.now()
            models.Model.save(self, *args, **kwargs)
            self._take_place()

    def _take_place(self):
        """Compute thread, level and order as the package does, in a fixed number of queries however deep it lies."""
        place = {"thread_id": self.pk, "parent_id": self.pk, "level": 0, "order": 1}
        if self.parent_id:
            parent = XtdComment.norel_objects.values("pk", "thread_id", "level", "order").get(pk=self.parent_id)
            thread = XtdComment.norel_objects.filter(thread_id=parent["thread_id"]).order_by()
            after = thread.filter(level__lte=parent["level"], order__gt=parent["order"])
            first_after = after.aggregate(first=models.Min("order"))["first"]
            if first_after is None:
                order = thread.aggregate(last=Max("order"))["last"] + 1
            else:
                thread.filter(order__gte=first_after).update(order=F("order") + 1)
                order = first_after
            place = {
                "thread_id": parent["thread_id"],
                "parent_id": parent["pk"],
                "level": parent["level"] + 1,
                "order": order,
            }
            parents = dict(thread.values_list("pk", "parent_id"))
            above, at = [], parent["pk"]
            while at not in above:
                above.append(at)
                at = parents[at]
            thread.filter(pk__in=above).update(nested_count=F("nested_count") + 1)
        XtdComment.norel_objects.filter(pk=self.pk).update(**place)
        for field, value in place.items():
            setattr(self, field, value)

    @property
    def is_root(self) -> bool:
        return self.parent_id == self.pk

    @property
    def anchor(self) -> str:
        """Where it stands on its page."""
        return f"comment-{self.pk}"

    def may_be_edited(self, writer: Writer | None, now: datetime | None = None) -> bool:
        """Say whether its writer may still change it."""
        recent = (now or timezone.now()) - self.submit_date < EDITABLE_FOR
        standing = self.state in {State.UNCONFIRMED, State.PENDING, State.PUBLISHED}
        return self.is_by(writer) and recent and standing and self.kind == Kind.COMMENT

    def may_be_withdrawn(self, writer: Writer | None) -> bool:
        """Say whether its writer may take it back."""
        return self.is_by(writer) and self.state not in {State.REMOVED, State.SPAM}

    def is_by(self, writer: Writer | None) -> bool:
        return writer is not None and writer.pk == self.writer_id


class CommentEdit(models.Model):
    """What a comment said before it was changed; kept for moderators."""

    comment = models.ForeignKey(ModeratedComment, on_delete=models.CASCADE, related_name="edits")
    at = models.DateTimeField(_("when"), default=timezone.now)
    text_before = models.TextField(_("text before"))
    # Empty where its writer changed it.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("changed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.comment_id} {self.at:%Y-%m-%d %H:%M}"
