import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page

from collaboration.models.concept import Concept, Kind
from collaboration.models.session import DatePrecision
from home.text.dates import ImpreciseDate, Precision


class Status(models.TextChoices):
    """What became of something that was said."""

    MOVED = "moved", pgettext_lazy("what became of a challenge", "Became a goal")
    AGREED = "agreed", pgettext_lazy("what became of a goal", "Agreed")
    BEGUN = "begun", pgettext_lazy("what became of a goal", "Begun")
    REACHED = "reached", pgettext_lazy("what became of a goal", "Reached")
    GIVEN_UP = "given_up", pgettext_lazy("what became of a goal", "Given up")


# What can become of a term, by its kind. A move leads from a challenge to a goal and no further, so moves
# make no circles.
STATUSES = {
    Kind.CHALLENGE: (Status.MOVED,),
    Kind.GOAL: (Status.AGREED, Status.BEGUN, Status.REACHED, Status.GIVEN_UP),
}


class DevelopmentQuerySet(models.QuerySet):
    def standing(self):
        """Return what has not been taken back."""
        return self.filter(withdrawn_at=None)


class Development(models.Model):
    """That a challenge became a goal, or that a goal was agreed, begun, reached or given up.

    A later one adds to the earlier ones; the latest by date says how it stands (a year counts by its last day). It
    stays with the concept it was stated of; merges are followed at reading. `collaboration.changes.developing` is
    the only writer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    concept = models.ForeignKey(
        Concept, on_delete=models.PROTECT, related_name="developments", verbose_name=_("concept")
    )
    status = models.CharField(_("what became of it"), max_length=10, choices=Status.choices)
    target = models.ForeignKey(
        Concept,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="developed_from",
        verbose_name=_("the goal that it became"),
    )
    date = models.DateField(_("date"))
    precision = models.CharField(
        _("what is known of the date"), max_length=10, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    note = models.TextField(_("note"), blank=True)
    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+", help_text="Of the note.")
    source = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("source")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = DevelopmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("development")
        verbose_name_plural = _("developments")
        ordering = ["date", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.MOVED, target__isnull=False)
                | (~Q(status=Status.MOVED) & Q(target__isnull=True)),
                name="development_moves_to_a_goal",
                violation_error_message=_("Choose the goal that the challenge became."),
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("concept")), name="development_not_into_itself"
            ),
        ]

    def __str__(self):
        return f"{self.get_status_display()} {self.date}"

    def clean(self):
        """Hold what can become of which kind, and that it has happened."""
        if self.status not in STATUSES.get(Kind(self.concept.kind), ()):
            raise ValidationError({"status": _("This can't become of a term of this kind.")})
        if self.target and self.target.kind != Kind.GOAL:
            raise ValidationError({"target": _("A challenge becomes a goal, and nothing else.")})
        if self.date and self.when.bounds()[0] > timezone.localdate():
            raise ValidationError({"date": _("This day has not come yet. State it when it has happened.")})

    @property
    def when(self):
        """When it was, as precisely as it is known."""
        return ImpreciseDate(self.date, Precision(self.precision))
