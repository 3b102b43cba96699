"""Which organisation leads the work on a theme, and since when."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from collaboration.models.organisation import Organisation
from collaboration.models.session import DatePrecision
from collaboration.models.theme import Theme
from home.text.dates import ImpreciseDate, Precision

TWO_AT_ONCE = _("The theme has a lead already. Write the last day of the one before first.")


class ResponsibilityQuerySet(models.QuerySet):
    def current(self):
        """Select those who lead today, the last day included."""
        today = timezone.localdate()
        return self.filter(Q(until=None) | Q(until__gte=today), since__lte=today)

    def newest_first(self):
        return self.order_by("-since", "-pk")


class Responsibility(models.Model):
    """That an organisation leads the work on a theme. It holds in every language: both are the rows first written."""

    theme = models.ForeignKey(Theme, verbose_name=_("theme"), on_delete=models.PROTECT, related_name="responsibilities")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("lead organisation"), on_delete=models.PROTECT, related_name="responsibilities"
    )
    since = models.DateField(
        _("since"), help_text=_("Any day of the month, season or year, where no more than that is known.")
    )
    precision = models.CharField(
        _("what is known of the date"), max_length=10, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    until = models.DateField(
        _("last day"),
        null=True,
        blank=True,
        help_text=_("Empty as long as it leads. Write the last day when another takes over: readers see the history."),
    )
    source = models.ForeignKey(
        Page,
        verbose_name=_("where it was decided"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The post or page that tells of it. Readers are led there as long as they may read it."),
    )
    note = models.TextField(_("note"), blank=True, max_length=500, help_text=_("Shown to readers."))

    objects = ResponsibilityQuerySet.as_manager()

    panels = [
        FieldPanel("theme"),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("precision"), FieldPanel("until")]),
        FieldPanel("source"),
        FieldPanel("note"),
    ]

    class Meta:
        verbose_name = _("lead of a theme")
        verbose_name_plural = _("leads of themes")
        constraints = [
            models.UniqueConstraint(
                fields=("theme",),
                condition=Q(until=None),
                name="theme_has_one_lead_at_once",
                violation_error_message=TWO_AT_ONCE,
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="lead_ends_after_it_began",
                violation_error_message=_("The last day can't be before the first."),
            ),
        ]

    def __str__(self):
        return f"{self.theme}: {self.organisation}"

    def save(self, *args, **kwargs):
        self._hold_to_first_written()
        super().save(*args, **kwargs)

    def clean(self):
        """Hold to the rows first written, and refuse two leads of one theme at the same time."""
        super().clean()
        self._hold_to_first_written()
        if self.until and self.since and self.until < self.since:
            raise ValidationError({"until": _("The last day can't be before the first.")})
        if self.theme_id and self.since and (other := self._at_the_same_time()):
            raise ValidationError(
                {
                    "since": _("%(organisation)s leads this theme in the same time. Write its last day there first.")
                    % {"organisation": other.organisation}
                }
            )

    def _at_the_same_time(self):
        others = Responsibility.objects.filter(theme=self.theme_id).exclude(pk=self.pk).select_related("organisation")
        # Where one takes over on another's last day, neither leads alone nor twice.
        overlapping = others.filter(Q(until=None) | Q(until__gt=self.since))
        if self.until:
            overlapping = overlapping.filter(since__lt=self.until)
        return overlapping.first()

    def _hold_to_first_written(self):
        if self.theme_id:
            self.theme = self.theme.first_written
        if self.organisation_id:
            self.organisation = self.organisation.first_written

    @property
    def is_coming(self):
        return self.since > timezone.localdate()

    @property
    def is_over(self):
        return self.until is not None and self.until < timezone.localdate()

    @property
    def when(self):
        """Since when, as precisely as it is known."""
        return ImpreciseDate(self.since, Precision(self.precision))
