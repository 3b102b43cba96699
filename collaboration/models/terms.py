"""The shared vocabulary: four snippets of one shape, each the face of a concept in one language."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from collaboration.forms import TermForm
from collaboration.models.concept import Concept, Kind
from collaboration.models.named_snippet import NamedSnippet
from home.text.normalise import name_key


class Term(NamedSnippet):
    """A name for a concept in one language; one entry however often it is said."""

    kind: Kind

    concept = models.ForeignKey(
        Concept, on_delete=models.PROTECT, related_name="%(class)s_terms", editable=False, verbose_name=_("concept")
    )
    description = RichTextField(
        _("description"),
        blank=True,
        features=["bold", "italic", "link", "ol", "ul"],
        help_text=_("What is meant, for readers who were not in the room."),
    )
    aliases = models.TextField(
        _("other names"), blank=True, help_text=_("Other ways of saying the same, one on each line.")
    )

    other_names = ("aliases",)

    base_form_class = TermForm
    override_translatable_fields = [SynchronizedField("slug"), SynchronizedField("concept")]
    search_fields = [*NamedSnippet.search_fields, index.SearchField("aliases")]
    panels = [
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("theme"),
        FieldPanel("aliases"),
        FieldPanel("slug"),
    ]

    class Meta:
        abstract = True
        constraints = [
            *NamedSnippet.Meta.constraints,
            models.UniqueConstraint(fields=("concept", "locale"), name="%(class)s_one_name_per_language"),
        ]

    def clean(self):
        """Refuse a second term of the same name, but in a translation, where two may meet in one word."""
        super().clean()
        if self.same_name(self.name).exists():
            raise ValidationError(
                {"name": _("“%(name)s” is there already. Choose it from the list.") % {"name": self.name.strip()}}
            )

    def same_name(self, name):
        """Return the other terms of this name in the same language; for a translation, none count."""
        others = type(self).objects.exclude(pk=self.pk)
        written_before = {"pk__lt": self.pk} if self.pk else {}
        if others.filter(translation_key=self.translation_key, **written_before).exists():
            return others.none()
        return others.filter(locale_id=self.locale_id, name_key=name_key(name), concept__replaced_by=None)

    def classify(self, theme):
        """Give the concept a theme, or take it away (None); a new term's concept is made for it."""
        if self.concept_id is None:
            self.concept = Concept.objects.create(kind=self.kind, theme=theme)
        else:
            self.concept.theme = theme
            self.concept.save(update_fields=["theme"])

    @transaction.atomic
    def save(self, *args, **kwargs):
        if self.concept_id is None:
            self.concept = Concept.objects.create(kind=self.kind)
        super().save(*args, **kwargs)

    @property
    def alias_list(self):
        """The other names, one each."""
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]


class Competency(Term):
    """What somebody is good at."""

    kind = Kind.COMPETENCY

    class Meta(Term.Meta, TranslatableMixin.Meta):
        abstract = False
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")


class Challenge(Term):
    """What is hard."""

    kind = Kind.CHALLENGE

    class Meta(Term.Meta, TranslatableMixin.Meta):
        abstract = False
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")


class Goal(Term):
    """What we want to achieve."""

    kind = Kind.GOAL

    class Meta(Term.Meta, TranslatableMixin.Meta):
        abstract = False
        verbose_name = _("goal")
        verbose_name_plural = _("goals")


class Means(Term):
    """By what we get there."""

    kind = Kind.MEANS

    class Meta(Term.Meta, TranslatableMixin.Meta):
        abstract = False
        verbose_name = _("means")
        verbose_name_plural = _("means (plural)")


TERM_MODELS = {model.kind: model for model in (Competency, Challenge, Goal, Means)}
