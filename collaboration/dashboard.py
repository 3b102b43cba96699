"""The vocabulary's figures on the admin's first page."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import ngettext

from collaboration.models import TERM_MODELS, CollaborationPage, Competency, Concept, Statement
from home.dashboard import CountItem


class TermsItem(CountItem):
    """How many terms there are, merged ones not counted."""

    order = 220
    icon = "tag"

    def is_shown(self):
        user = self.request.user
        return any(user.has_perm(f"collaboration.view_{model._meta.model_name}") for model in TERM_MODELS.values())

    @cached_property
    def number(self):
        return Concept.objects.filter(replaced_by=None).count()

    @property
    def words(self):
        return ngettext("%(number)s term", "%(number)s terms", self.number)

    @property
    def url(self):
        return reverse(Competency.snippet_viewset.get_url_name("list"))


class StatementsItem(TermsItem):
    """How many statements anybody may read; they are read on the site."""

    order = 230
    icon = "openquote"

    @cached_property
    def number(self):
        return Statement.objects.public().count()

    @property
    def words(self):
        return ngettext("%(number)s public statement", "%(number)s public statements", self.number) % {
            "number": self.number
        }

    @property
    def url(self):
        page = CollaborationPage.objects.live().order_by("pk").first()
        return (page and page.get_url(self.request)) or super().url


def add_figures(request, items):
    """Add the vocabulary's figures (a `construct_homepage_summary_items` hook)."""
    items += [TermsItem(request), StatementsItem(request)]
