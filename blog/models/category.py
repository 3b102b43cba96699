from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin

from collaboration.models.named_snippet import NamedSnippet


class Category(NamedSnippet):
    """What a post is filed under: few, and chosen by the editors. Tags are many, and written freely."""

    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "link"])

    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("slug")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = NamedSnippet.Meta.constraints
