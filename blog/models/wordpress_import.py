"""What was brought in from WordPress: each run, and what became of each thing of an export."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class WordPressImport(models.Model):
    """One run over an export."""

    class State(models.TextChoices):
        READING = "reading", _("being read")
        READY = "ready", _("waits for choices")
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        STOPPED = "stopped", _("stopped")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    source = models.CharField(_("from"), max_length=255, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("started by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    # What the export was found to hold before anything was brought in, or why it was not read: {"refused": …}.
    found = models.JSONField(default=dict, blank=True)
    options = models.JSONField(default=dict, blank=True)
    # {"stage": …, "done": …, "of": …}: how far it came; while it runs, that is told in its folder.
    progress = models.JSONField(default=dict, blank=True)
    # The figures alone; what they are made of are its rows.
    report = models.JSONField(default=dict, blank=True)
    error = models.TextField(blank=True)
    # How often a worker has taken it up since it was asked for.
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("import from WordPress")
        verbose_name_plural = _("imports from WordPress")
        ordering = ["-pk"]
        default_permissions = ("add", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["reading", "ready", "waiting", "running", "stopped", "done", "failed"]),
                name="wordpress_import_state_is_known",
            ),
            models.UniqueConstraint(
                fields=["source"], condition=Q(state__in=["waiting", "running"]), name="one_wordpress_import_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.source} {self.created_at:%Y-%m-%d %H:%M}"


class Result(models.TextChoices):
    """What became of a thing of an export in a run."""

    IMPORTED = "imported", _("imported")
    UPDATED = "updated", _("updated")
    UNCHANGED = "unchanged", _("unchanged")
    SKIPPED = "skipped", _("skipped")
    FAILED = "failed", _("failed")


class ImportedThing(models.Model):
    """What one thing of an export became here: how a second run knows it."""

    # The blog's host, and its path where it has one: "samspill.wordpress.com".
    source = models.CharField(max_length=255)
    # "author", "category", "post_tag", "attachment", "file", "comment", or the type of an item: "post", "page".
    kind = models.CharField(max_length=100)
    # WordPress's number; of what has none, its name.
    source_id = models.CharField(max_length=255)
    content_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField(null=True, blank=True)
    thing = GenericForeignKey("content_type", "object_id")
    # Of what the export says, and of what was written here: what differs from it was edited here.
    source_digest = models.CharField(max_length=64, blank=True)
    written_digest = models.CharField(max_length=64, blank=True)
    # Of a page, where it was put: {"parent", "slug", "live", "closed"}. What stands otherwise was changed here.
    standing = models.JSONField(default=dict, blank=True)
    # Whether links in its text lead to what had not arrived when it was written.
    has_open_links = models.BooleanField(default=False)
    result = models.CharField(max_length=10, choices=Result.choices, default=Result.IMPORTED)
    reason = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("thing imported from WordPress")
        verbose_name_plural = _("things imported from WordPress")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=("source", "kind", "source_id"), name="imported_once_from_wordpress"),
            models.CheckConstraint(condition=Q(result__in=Result.values), name="imported_result_is_known"),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="imported_thing_by_object")]

    def __str__(self):
        return f"{self.source} {self.kind} {self.source_id}"
