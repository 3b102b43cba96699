from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Page


class Hold(models.TextChoices):
    """Whose comments wait for a moderator."""

    ALL = "all", _("everybody's")
    FIRST_TIME = "first_time", _("those of people who have not been published here before")
    NONE = "none", _("nobody's, unless another rule says so")


class Order(models.TextChoices):
    """Which comments stand first."""

    OLDEST = "oldest", _("the oldest first")
    NEWEST = "newest", _("the newest first")


class ModeratorRhythm(models.TextChoices):
    """How moderators are told."""

    AT_ONCE = "at_once", _("at once, a mail for each comment")
    DAILY = "daily", _("once a day, one mail for all")
    NEVER = "never", _("not by mail")


def starter_words() -> str:
    from comments.listed_words import STARTER

    return "\n".join(STARTER)


@register_setting(icon="comment")
class CommentSettings(BaseGenericSetting):
    """How commenting works on this site."""

    open_by_default = models.BooleanField(
        _("new posts are open for comments"), default=True, help_text=_("Each post can be set otherwise.")
    )
    close_after_days = models.PositiveSmallIntegerField(
        _("close after this many days"),
        default=0,
        help_text=_("Counted from a post's date. 0 keeps discussions open. Discussions of terms never run out."),
    )
    terms_open = models.BooleanField(_("terms are open for comments"), default=True)
    depth = models.PositiveSmallIntegerField(
        _("levels of answers shown"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(9)],
        help_text=_("From 1 to 9. Answers below are shown on the last level, with the name of whom they answer."),
    )
    order = models.CharField(_("order"), max_length=10, choices=Order.choices, default=Order.OLDEST)
    hold = models.CharField(_("wait for a moderator"), max_length=12, choices=Hold.choices, default=Hold.FIRST_TIME)
    most_links = models.PositiveSmallIntegerField(
        _("most links allowed"), default=2, help_text=_("A comment with more links waits for a moderator.")
    )
    listed_words = models.TextField(
        _("listed words"),
        blank=True,
        default=starter_words,
        help_text=_("One in each line. A comment with one of them waits. * stands for any letters: casino*."),
    )
    reports_to_hide = models.PositiveSmallIntegerField(
        _("hide after this many reports"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("A comment that this many readers have reported is hidden until a moderator has looked at it."),
    )
    moderator_rhythm = models.CharField(
        _("tell moderators"), max_length=10, choices=ModeratorRhythm.choices, default=ModeratorRhythm.AT_ONCE
    )
    privacy_page = models.ForeignKey(
        Page,
        verbose_name=_("privacy page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The page that says what is kept about those who comment. The form leads there."),
    )
    keep_spam_days = models.PositiveSmallIntegerField(
        _("delete spam after this many days"), default=30, validators=[MinValueValidator(1)]
    )
    keep_unconfirmed_days = models.PositiveSmallIntegerField(
        _("delete unconfirmed comments after this many days"), default=7, validators=[MinValueValidator(1)]
    )
    keep_addresses_months = models.PositiveSmallIntegerField(
        _("let go of e-mail addresses after this many months"),
        default=24,
        validators=[MinValueValidator(1)],
        help_text=_("Comments stay, with their names; the addresses behind them are deleted."),
    )
    akismet_key = models.CharField(
        _("key for Akismet"),
        max_length=100,
        blank=True,
        help_text=_(
            "Leave empty unless you have an agreement with Akismet. With a key, the text, name and e-mail address "
            "of every comment are sent to a company in the United States: your privacy page must say so."
        ),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("open_by_default"),
                FieldPanel("close_after_days"),
                FieldPanel("terms_open"),
                FieldRowPanel([FieldPanel("depth"), FieldPanel("order")]),
                FieldPanel("privacy_page"),
            ],
            heading=_("Discussions"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("hold"),
                FieldPanel("most_links"),
                FieldPanel("listed_words"),
                FieldPanel("reports_to_hide"),
                FieldPanel("moderator_rhythm"),
                FieldPanel("akismet_key"),
            ],
            heading=_("Moderation"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("keep_spam_days"),
                FieldPanel("keep_unconfirmed_days"),
                FieldPanel("keep_addresses_months"),
            ],
            heading=_("How long things are kept"),
        ),
    ]

    class Meta:
        verbose_name = _("comments")

    @property
    def words(self) -> tuple[str, ...]:
        """The listed words, one by one."""
        return tuple(word.strip() for word in self.listed_words.splitlines() if word.strip())


class BlockedAddress(models.Model):
    """An address or a domain from which no comment is taken."""

    pattern = models.CharField(
        _("address or domain"),
        max_length=254,
        unique=True,
        help_text=_("For example name@example.com, or example.com for everybody there."),
    )
    note = models.CharField(_("why"), max_length=300, blank=True)
    blocked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("blocked by"), null=True, editable=False, on_delete=models.SET_NULL
    )
    blocked_at = models.DateTimeField(_("blocked"), auto_now_add=True)

    panels = [FieldPanel("pattern"), FieldPanel("note")]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("blocked address")
        verbose_name_plural = _("blocked addresses")
        ordering = ["pattern"]

    def __str__(self) -> str:
        return self.pattern

    def clean(self):
        self.pattern = self.pattern.strip().lower().removeprefix("@").removeprefix("*@")
        # "no" would block a whole country.
        domain = self.pattern.rpartition("@")[2]
        if not all(domain.split(".")) or "." not in domain or any(map(str.isspace, self.pattern)):
            raise ValidationError(
                {"pattern": _("Write an address such as name@example.com, or a domain such as example.com.")}
            )


class ModeratorSection(models.Model):
    """That a group moderates one part of the site, and no other. A group without any moderates all of it."""

    group = models.ForeignKey(
        "auth.Group", verbose_name=_("group"), on_delete=models.CASCADE, related_name="moderated_sections"
    )
    page = models.ForeignKey(
        Page, verbose_name=_("page and what is below it"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("group"), FieldPanel("page")]

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("moderated part of the site")
        verbose_name_plural = _("moderated parts of the site")
        constraints = [models.UniqueConstraint(fields=("group", "page"), name="section_once_for_each_group")]

    def __str__(self) -> str:
        return f"{self.group}: {self.page}"
