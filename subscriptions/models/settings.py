from __future__ import annotations

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


class FeedContent(models.TextChoices):
    """How much of a post stands in feeds and mails."""

    FULL = "full", _("the whole text")
    SUMMARY = "summary", _("the introduction, with a link to the rest")


@register_setting(icon="mail")
class FollowingSettings(BaseGenericSetting):
    """How this site is followed."""

    feed_content = models.CharField(
        _("in feeds and mails"), max_length=10, choices=FeedContent.choices, default=FeedContent.FULL
    )
    wait_minutes = models.PositiveSmallIntegerField(
        _("wait before mailing, in minutes"),
        default=10,
        validators=[MaxValueValidator(1440)],
        help_text=_("A post that is unpublished again within this time is not mailed to anybody."),
    )
    reply_to = models.EmailField(
        _("answers go to"), blank=True, help_text=_("The editors' address. Who answers a mail writes to it.")
    )

    panels = [FieldPanel("feed_content"), FieldPanel("wait_minutes"), FieldPanel("reply_to")]

    class Meta:
        verbose_name = _("following")
        verbose_name_plural = _("following")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(feed_content__in=["full", "summary"]), name="following_feed_content_is_known"
            )
        ]
