from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from collaboration.models.concept import Concept, Kind


class MergeQuerySet(models.QuerySet):
    def standing(self):
        """Return what has not been undone."""
        return self.filter(undone_at=None)


class Merge(models.Model):
    """Terms that became one: what was done, so that it can be undone. `collaboration.merging` is the only writer.

    `content` holds `concepts` (ids of those merged), `names` (what they were called, by id), `into` (what the
    one that stands for them was called), `aliases` ({pk of its term in a language: names it was given}), and
    `theme` (the theme it was given, or None).
    """

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    into = models.ForeignKey(
        Concept, null=True, on_delete=models.SET_NULL, related_name="merges", verbose_name=_("merged into")
    )
    content = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(null=True)

    objects = MergeQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("merge of terms")
        verbose_name_plural = _("merges of terms")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("undo_merge", _("Can undo merges of terms"))]

    def __str__(self):
        return f"{', '.join(self.names)} → {self.content['into']}"

    @property
    def names(self):
        """What the merged terms were called."""
        return list(self.content["names"].values())


class Distinction(models.Model):
    """Two terms that look alike and are not the same, as somebody has said."""

    one = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("distinction")
        verbose_name_plural = _("distinctions")
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="distinction_in_order"),
            models.UniqueConstraint(fields=("one", "other"), name="distinction_once"),
        ]

    def __str__(self):
        return f"{self.one_id} ≠ {self.other_id}"
