"""What everything with a name, an address and translations has in common."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Locale, RevisionMixin, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from collaboration.forms import NamedForm
from home.text.collation import sort_key
from home.text.normalise import name_key
from home.text.slugs import slug_for, unique_slug


class NamedQuerySet(models.QuerySet):
    """Rows that stand for one thing in several languages."""

    def first_written(self):
        """Return the one row of each thing that the index and other tables point to."""
        earlier = self.model._default_manager.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"))
        return self.filter(~Exists(earlier.order_by()))

    def in_language(self, locale):
        """Return one live row of each thing: in this language, else as it was first written."""
        live = self.model._default_manager.filter(live=True, translation_key=OuterRef("translation_key"))
        own = live.filter(locale=locale)
        earlier = live.filter(pk__lt=OuterRef("pk"))
        return self.filter(live=True).filter(Q(locale=locale) | (~Exists(own) & ~Exists(earlier)))

    def alphabetical(self):
        return self.order_by("sort_key", "name", "pk")

    def matching(self, text):
        """Return rows in whose names every word of the text stands, also as part of a word."""
        rows = self
        for word in name_key(text).split():
            found = Q(name_key__contains=word)
            for field in self.model.other_names:
                # SQLite compares only ASCII without regard to case, so the usual spellings are asked for.
                for spelling in {word, word.capitalize(), word.upper()}:
                    found |= Q(**{f"{field}__icontains": spelling})
            rows = rows.filter(found)
        return rows


class NamedSnippet(TranslatableMixin, DraftStateMixin, RevisionMixin, index.Indexed, ClusterableModel):
    """A translatable snippet with drafts, a name, and an address of its own in each language."""

    name = models.CharField(_("name"), max_length=255)
    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        help_text=_("The last part of the page's address. Made from the name if left empty."),
    )
    # Computed here, since SQLite folds only ASCII and databases sort differently.
    name_key = models.CharField(max_length=600, editable=False, db_index=True)
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)

    objects = NamedQuerySet.as_manager()

    # Fields in which other names stand.
    other_names = ()

    base_form_class = NamedForm
    override_translatable_fields = [SynchronizedField("slug")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale_id"),
        index.FilterField("live"),
    ]

    class Meta:
        abstract = True
        constraints = [models.UniqueConstraint(fields=("locale", "slug"), name="%(class)s_address_once_per_language")]

    def __str__(self):
        return self.name

    def _slug_is_taken(self, slug):
        others = type(self)._default_manager.filter(locale_id=self.locale_id, slug=slug).exclude(pk=self.pk)
        return others.exists()

    def full_clean(self, *args, **kwargs):
        self._fill_in()
        super().full_clean(*args, **kwargs)

    def clean(self):
        super().clean()
        if self.slug and self._slug_is_taken(self.slug):
            raise ValidationError(
                {"slug": _("The address “%(slug)s” is taken. Choose another, or leave it empty.") % {"slug": self.slug}}
            )

    def _fill_in(self):
        if not self.locale_id:
            self.locale = Locale.get_default()
        is_copy = self.pk is None and type(self)._default_manager.filter(translation_key=self.translation_key).exists()
        if not self.slug or (is_copy and self._slug_is_taken(self.slug)):
            self.slug = unique_slug(
                self.slug or slug_for(self.name, 90, fallback=self._meta.model_name), self._slug_is_taken, 100
            )

    def save(self, *args, **kwargs):
        self._fill_in()
        self.name_key = name_key(self.name)
        self.sort_key = sort_key(self.name, self.locale.language_code)
        if fields := kwargs.get("update_fields"):
            kwargs["update_fields"] = {*fields, "slug", "name_key", "sort_key"}
        super().save(*args, **kwargs)

    @property
    def first_written(self):
        """The row that stands for this thing in every language."""
        return type(self)._default_manager.filter(translation_key=self.translation_key).order_by("pk").first()
