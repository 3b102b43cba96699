from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from collaboration.models.named_snippet import NamedQuerySet, NamedSnippet
from collaboration.models.organisation import Organisation
from home.text.dates import ImpreciseDate, Precision


class DatePrecision(models.TextChoices):
    """How much of a date is known."""

    DAY = Precision.DAY, _("the day")
    MONTH = Precision.MONTH, _("the month")
    SEASON = Precision.SEASON, _("the season")
    YEAR = Precision.YEAR, _("the year")


class SessionQuerySet(NamedQuerySet):
    def newest_first(self):
        return self.order_by("-date", "-pk")


class Session(NamedSnippet):
    """A meeting of the organisations, as precisely dated as anybody knows."""

    date = models.DateField(
        _("date"), help_text=_("Any day of the month, season or year, where no more than that is known.")
    )
    precision = models.CharField(
        _("what is known of the date"), max_length=10, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    end = models.DateField(_("last day"), null=True, blank=True, help_text=_("If it lasted more than a day."))
    place = models.CharField(_("place"), max_length=160, blank=True)
    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "link", "ol", "ul"])

    objects = SessionQuerySet.as_manager()

    override_translatable_fields = [SynchronizedField("slug")]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("precision"), FieldPanel("end")]),
        FieldPanel("place"),
        InlinePanel("present", heading=_("Organisations present"), label=_("organisation")),
        FieldPanel("description"),
        MultiFieldPanel(
            [
                InlinePanel("pictures", heading=_("Pictures"), label=_("picture")),
                InlinePanel("documents", heading=_("Documents"), label=_("document")),
            ],
            heading=_("Sources"),
            help_text=_(
                "Photographs or scans of what the groups wrote, and their notes. Readers see what you let them."
            ),
        ),
        FieldPanel("slug"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            *NamedSnippet.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(end=None) | models.Q(end__gte=models.F("date")),
                name="session_ends_after_it_began",
                violation_error_message=_("The last day can't be before the first."),
            ),
        ]

    def clean(self):
        super().clean()
        if self.end and self.date and self.end < self.date:
            raise ValidationError({"end": _("The last day can't be before the first.")})

    @property
    def when(self):
        """When it was, as precisely as it is known."""
        return ImpreciseDate(self.date, Precision(self.precision), self.end)


class SessionOrganisation(Orderable):
    """That an organisation was present."""

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="present")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        verbose_name = _("organisation present")
        verbose_name_plural = _("organisations present")


class SessionSource(Orderable):
    """What is kept of a session. Readers find it on the session's page only if an editor says so."""

    shown = models.BooleanField(
        _("shown to readers"), default=False, help_text=_("If not, only those who are signed in find it.")
    )

    class Meta(Orderable.Meta):
        abstract = True


class SessionPicture(SessionSource):
    """A photograph or scan of what was written."""

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        get_image_model_string(), on_delete=models.PROTECT, related_name="+", verbose_name=_("picture")
    )
    alt_text = models.CharField(
        _("alternative text"), max_length=300, help_text=_("What the picture shows, for those who don't see it.")
    )

    panels = [FieldPanel("image"), FieldPanel("alt_text"), FieldPanel("shown")]

    class Meta(SessionSource.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")


class SessionDocument(SessionSource):
    """A file from the session."""

    session = ParentalKey(Session, on_delete=models.CASCADE, related_name="documents")
    document = models.ForeignKey(
        get_document_model_string(), on_delete=models.PROTECT, related_name="+", verbose_name=_("document")
    )

    panels = [FieldPanel("document"), FieldPanel("shown")]

    class Meta(SessionSource.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
