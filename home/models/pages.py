from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from home import following
from home.addresses import reserved_slugs
from home.blocks import ContentStreamBlock
from home.models.base_page import BasePage
from home.panels import TextAdvicePanel


class HomePage(BasePage):
    """The front page of one language. What other rooms show on it comes through template tags."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("Two or three sentences on who works together here, and on what."),
    )
    body = StreamField(ContentStreamBlock(), blank=True, verbose_name=_("more text"))

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body")]

    # Which pages may stand below is said by them: home knows none of the rooms above it.
    parent_page_types = ["wagtailcore.Page"]
    # The copies stand side by side below the root, so each has a slug of its own.
    override_translatable_fields = []

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **following.front()}

    def reserved_child_slugs(self):
        """Return the addresses directly below the home page that are the site's own."""
        return reserved_slugs()


class StandardPage(BasePage):
    """A page that is neither news nor data: about us, privacy, accessibility."""

    introduction = models.TextField(_("introduction"), blank=True)
    body = StreamField(ContentStreamBlock(), blank=True, verbose_name=_("text"))

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("body"), TextAdvicePanel()]

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
