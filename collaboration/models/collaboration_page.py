from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path

from collaboration.routes import DATA, HELP_WORDS, SECTIONS, WHO_CAN_HELP
from home.models import BasePage


class CollaborationPage(RoutablePageMixin, BasePage):
    """Where the organisations, sessions and terms have their pages, in one language."""

    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]

    parent_page_types = ["home.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = _("collaboration page")
        verbose_name_plural = _("collaboration pages")

    @path("")
    def front(self, request):
        from collaboration import pages

        return pages.front(self, request)

    @path(f"{DATA}/", name="data")
    def data(self, request):
        from collaboration import data_views

        return data_views.overview(self, request)

    @re_path(rf"^{DATA}/(?P<name>[a-z]+)\.(?P<form>[a-z]+)/$", name="data_file")
    def data_file(self, request, name, form):
        from collaboration import data_views

        return data_views.file(self, request, name, form)

    @re_path(rf"^{HELP_WORDS.pattern()}/$", name="help")
    def help(self, request, section):
        from collaboration.links import help_view

        return help_view.show(self, request, section)

    @re_path(rf"^{SECTIONS.pattern()}/$", name="section")
    def section(self, request, section):
        from collaboration import pages

        return pages.section(self, request, section)

    @re_path(rf"^{SECTIONS.pattern()}/(?P<slug>[-\w]+)/$", name="entry")
    def entry(self, request, section, slug):
        from collaboration import pages

        return pages.entry(self, request, section, slug)

    def rest_in(self, rest, language):
        """Return the rest of the address in another language; whatever has a page, has one in each."""
        return HELP_WORDS.translated(SECTIONS.translated(rest, language), language)

    def get_sitemap_urls(self, request=None):
        from collaboration.sitemap import addresses_under

        below = addresses_under(self, request) if request else []
        return [*super().get_sitemap_urls(request), *below]

    def section_url(self, section, request=None):
        """Return the address of a section, in the words of this page's language."""
        return f"{self.get_url(request)}{SECTIONS.word(section, self.locale.language_code)}/"

    def help_url(self, request=None):
        """Return the address of the page that says who can help whom."""
        return f"{self.get_url(request)}{HELP_WORDS.word(WHO_CAN_HELP, self.locale.language_code)}/"

    def entry_url(self, section, slug, request=None):
        """Return the address of one organisation, session or term."""
        return f"{self.section_url(section, request)}{slug}/"
