"""The words that the editors have chosen, and the drafts that were asked for in one go."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Locale

from home.text.normalise import clean_wording, name_key


def content_languages():
    """Return the site's languages as choices; in a function, so that a new language asks for no migration."""
    return settings.LANGUAGES


class GlossaryQuerySet(models.QuerySet):
    def between(self, source, target):
        """Return what is settled from one language to another, in a lasting order."""
        return self.filter(source_language=source, target_language=target).order_by("pk")


class GlossaryEntry(models.Model):
    """A word or a phrase, and what it is called in another language on this site."""

    source_language = models.CharField(_("from"), max_length=12, choices=content_languages, default="nb")
    target_language = models.CharField(_("to"), max_length=12, choices=content_languages, default="nn")
    source = models.CharField(
        _("word or phrase"),
        max_length=200,
        help_text=_("As it stands in the original. Each inflected form is an entry of its own."),
    )
    target = models.CharField(_("translation"), max_length=200)
    match_case = models.BooleanField(
        _("only as written"),
        default=False,
        help_text=_(
            "Only with the same capital and small letters, as for a name. Otherwise the first letter follows the text."
        ),
    )
    note = models.CharField(_("note"), max_length=250, blank=True, help_text=_("Why, for colleagues."))
    # Computed here, since SQLite folds only ASCII.
    source_key = models.CharField(max_length=500, editable=False)

    objects = GlossaryQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("source_language"), FieldPanel("target_language")]),
        FieldRowPanel([FieldPanel("source"), FieldPanel("target")]),
        FieldPanel("match_case"),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("glossary entry")
        verbose_name_plural = _("glossary")
        ordering = ["source_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=("source_language", "target_language", "source_key"), name="glossary_word_once_per_pair"
            ),
            models.CheckConstraint(
                condition=~models.Q(source_language=models.F("target_language")),
                name="glossary_two_languages",
                violation_error_message=_("Choose two different languages."),
            ),
        ]

    def __str__(self):
        return f"{self.source} → {self.target}"

    def save(self, *args, **kwargs):
        self.source_key = name_key(self.source)
        super().save(*args, **kwargs)

    def clean(self):
        """Tidy the words, and refuse what is there already."""
        super().clean()
        self.source, self.target = clean_wording(self.source), clean_wording(self.target)
        self.source_key = name_key(self.source)
        same = type(self).objects.between(self.source_language, self.target_language).filter(source_key=self.source_key)
        if found := same.exclude(pk=self.pk).first():
            raise ValidationError(
                {"source": _("“%(source)s” is there already, as “%(target)s”. Change that entry.") % vars(found)}
            )


class DraftingRun(models.Model):
    """Drafts asked for in one go: of what, how far it has come, and what could not be done."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Stopped")

    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("begun by")
    )
    started_at = models.DateTimeField(default=timezone.now, verbose_name=_("begun"))
    # When a worker last said that it is at it.
    heard_at = models.DateTimeField(default=timezone.now)
    target_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"))
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, verbose_name=_("state"))
    # [[app.model, pk], …] in the order in which they are taken.
    items = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    drafted = models.PositiveIntegerField(default=0)
    # [[name, why it was left alone, address or ""], …]
    remarks = models.JSONField(default=list)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("drafting")
        verbose_name_plural = _("draftings")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.target_locale_id}: {self.done}/{self.total}"

    @property
    def total(self):
        return len(self.items)

    @property
    def is_at_work(self):
        return self.state in {self.State.WAITING, self.State.RUNNING}


@register_setting(icon="wagtail-localize-language", order=120)
class LanguageSettings(BaseGenericSetting):
    """How the site is translated."""

    draft_at_once = models.ManyToManyField(
        Locale,
        blank=True,
        related_name="+",
        verbose_name=_("draft new posts in"),
        help_text=_(
            "When a post is published for the first time, its translation is begun in these languages, by "
            "machine if there is one. It is never published by itself: readers see the original until somebody "
            "publishes it."
        ),
    )

    panels = [FieldPanel("draft_at_once", widget=forms.CheckboxSelectMultiple)]

    class Meta:
        verbose_name = _("translation of new posts")
