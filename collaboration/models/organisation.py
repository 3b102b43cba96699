from collections import defaultdict

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from collaboration.key_words import ADVICE, field_of, in_words
from collaboration.models.named_snippet import NamedSnippet
from collaboration.panels import VisualKeyPanel
from collaboration.visual_keys import VisualKey, assign, problems, scheme_for

hex_colour = RegexValidator(r"^#[0-9a-f]{6}$", _("Write the colour as # and six of 0–9 and a–f, for example #1d3f94."))

WHICH_ADDRESS_COUNTS = _(
    "Where requests to the organisation go. Not shown to readers. It counts as it stands in the language in which the "
    "organisation was first written; with none there, nothing is sent."
)


class Organisation(NamedSnippet):
    """A party to the collaboration. What it said stays said by it, whatever becomes of it."""

    short_name = models.CharField(
        _("short name"),
        max_length=60,
        blank=True,
        help_text=_("As people say it, for headings and tables. Empty: the whole name."),
    )
    kind = models.CharField(
        _("kind"), max_length=80, blank=True, help_text=_("For example: county library, museum, municipality.")
    )
    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "link", "ol", "ul"])
    website = models.URLField(_("website"), blank=True)
    contact_email = models.EmailField(
        _("contact address"), blank=True, help_text=_("Where requests to the organisation go. Not shown to readers.")
    )
    # The visual key: letter, bands and colour, never colour alone.
    letter = models.CharField(
        _("letter"), max_length=3, blank=True, help_text=_("One or two letters, its own. Chosen for you if left empty.")
    )
    bands = models.PositiveSmallIntegerField(
        _("bands"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(20)],
        help_text=_("The pattern on its book spine, 1 to 20."),
    )
    colour = models.CharField(_("colour"), max_length=7, blank=True, validators=[hex_colour])
    colour_dark = models.CharField(_("colour on dark"), max_length=7, blank=True, validators=[hex_colour])

    other_names = ("short_name",)

    override_translatable_fields = [
        SynchronizedField(name) for name in ("slug", "letter", "bands", "colour", "colour_dark", "successions")
    ]
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("short_name"), FieldPanel("kind")]),
        FieldPanel("description"),
        FieldRowPanel([FieldPanel("website"), FieldPanel("contact_email", help_text=WHICH_ADDRESS_COUNTS)]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("letter"), FieldPanel("bands")]),
                FieldRowPanel([FieldPanel("colour"), FieldPanel("colour_dark")]),
                VisualKeyPanel(),
            ],
            heading=_("Visual key"),
        ),
        InlinePanel(
            "successions",
            heading=_("What became of it"),
            label=_("successor"),
            help_text=_("Where the organisation was merged, split or renamed. What it said stays its own statements."),
        ),
        FieldPanel("slug"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = NamedSnippet.Meta.constraints

    def save(self, *args, **kwargs):
        """Save; an organisation without a visual key is given one that differs from all others."""
        if not (self.letter and self.bands and self.colour and self.colour_dark):
            self._give_visual_key()
        super().save(*args, **kwargs)

    def _give_visual_key(self):
        same = Organisation.objects.filter(translation_key=self.translation_key).exclude(pk=self.pk).first()
        if same:
            key = same.visual_key
        else:
            key = assign(self.display_name, [other.visual_key for other in Organisation.objects.first_written()])
        self.letter = self.letter or key.letter
        self.bands = self.bands or key.bands
        self.colour = self.colour or key.light.fill
        self.colour_dark = self.colour_dark or key.dark.fill

    def others_visual_keys(self):
        """Return the visual keys of all other organisations."""
        others = Organisation.objects.first_written().exclude(translation_key=self.translation_key)
        return [other.visual_key for other in others.exclude(colour="").exclude(colour_dark="")]

    def clean(self):
        """Refuse a visual key that can't be read, or is another's."""
        super().clean()
        if not (self.letter and self.bands and self.colour and self.colour_dark):
            return
        errors = defaultdict(list)
        try:
            found = problems(self.visual_key, self.others_visual_keys())
        except ValueError:
            # The field says what a colour looks like.
            return
        for problem in found:
            if problem.code not in ADVICE:
                errors[field_of(problem)].append(in_words(problem))
        if errors:
            raise ValidationError({field: texts[:1] for field, texts in errors.items()})

    @property
    def display_name(self):
        """The short name where there is one."""
        return self.short_name or self.name

    @property
    def visual_key(self):
        """Letter, bands and colours, with what follows from the colours."""
        return VisualKey(
            letter=self.letter,
            bands=self.bands,
            light=scheme_for(self.colour, dark=False),
            dark=scheme_for(self.colour_dark, dark=True),
        )


class Succession(Orderable):
    """That one organisation took over from another: a merger, a split or a new name."""

    predecessor = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="precedents", verbose_name=_("successor")
    )
    since = models.DateField(_("since"), null=True, blank=True)

    panels = [FieldPanel("successor"), FieldPanel("since")]

    class Meta(Orderable.Meta):
        verbose_name = _("successor")
        verbose_name_plural = _("successors")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(predecessor=models.F("successor")),
                name="organisation_not_its_own_successor",
                violation_error_message=_("An organisation can't be its own successor."),
            )
        ]
