from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, RevisionMixin, TranslatableMixin
from wagtail.search import index


class SiteTextQuerySet(models.QuerySet):
    def for_language(self, language_code):
        """Return the live texts in this language, else those first written, else None."""
        texts = list(self.filter(live=True).select_related("locale").order_by("pk"))
        own = [text for text in texts if text.locale.language_code == language_code]
        return (own or texts or [None])[0]


class SiteText(TranslatableMixin, DraftStateMixin, RevisionMixin, index.Indexed, models.Model):
    """The texts that stand on every page. A snippet, since a site setting can't be translated."""

    name = models.CharField(_("the site's name"), max_length=80)
    tagline = models.CharField(
        _("tagline"), max_length=160, blank=True, help_text=_("Stands below the name: who is behind the site.")
    )
    footer = RichTextField(_("at the foot of every page"), blank=True, features=["bold", "italic", "link"])

    objects = SiteTextQuerySet.as_manager()

    panels = [FieldPanel("name"), FieldPanel("tagline"), FieldPanel("footer")]
    search_fields = [index.FilterField("locale_id")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("site texts")
        verbose_name_plural = _("site texts")

    def __str__(self):
        return self.name
