from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _


class DiscussionQuerySet(models.QuerySet["Discussion"]):
    def about(self, subject: str, keys) -> DiscussionQuerySet:
        """Select the discussions of one kind of subject, by the identities of what is talked about."""
        return self.filter(subject=subject, key__in=keys)


class Discussion(models.Model):
    """The one thread of comments on one thing, in all languages.

    `subject` names a kind in `comments.subjects`, `key` is the thing's identity there: a page's translation
    key, a concept's UUID. django-comments-xtd's generic key always points here.
    """

    subject = models.CharField(_("kind"), max_length=40)
    key = models.UUIDField(_("identity"))
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    # So that whatever deletes a discussion takes its comments along.
    generic_comments = GenericRelation(
        "comments.ModeratedComment", object_id_field="object_pk", content_type_field="content_type"
    )

    objects = DiscussionQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=("subject", "key"), name="one_discussion_for_each_thing")]

    def __str__(self) -> str:
        return f"{self.subject} {self.key}"
