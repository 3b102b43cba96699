from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from home.text.collation import sort_key
from home.text.slugs import slug_for, unique_slug


class Author(index.Indexed, models.Model):
    """Whose name stands at a post: a person or a group. Not an account, though one may belong to it."""

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=100, unique=True, blank=True)
    organisation = models.ForeignKey(
        "collaboration.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    presentation = models.TextField(
        _("presentation"), blank=True, max_length=600, help_text=_("One or two sentences, shown to readers.")
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="author",
        help_text=_("If this person signs in here: new posts then get the name by themselves."),
    )
    sort_key = models.CharField(max_length=200, editable=False, db_index=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("organisation"),
        FieldPanel("presentation"),
        FieldPanel("user"),
        FieldPanel("slug"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["sort_key", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        if not self.slug:
            others = Author.objects.exclude(pk=self.pk)
            self.slug = unique_slug(
                slug_for(self.name, 90, fallback="author"), lambda slug: others.filter(slug=slug).exists(), 100
            )
        self.sort_key = sort_key(self.name, settings.LANGUAGE_CODE)
        super().save(*args, **kwargs)
