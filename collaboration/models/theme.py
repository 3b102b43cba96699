from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import TranslatableMixin

from collaboration.models.named_snippet import NamedSnippet


class Theme(NamedSnippet):
    """What several terms are about."""

    description = RichTextField(_("description"), blank=True, features=["bold", "italic", "link", "ol", "ul"])

    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("slug")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = NamedSnippet.Meta.constraints
