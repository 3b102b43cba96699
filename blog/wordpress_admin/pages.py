"""What the pages of moving in have in common."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.forms.widgets import Script
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from blog.models import WordPressImport
from blog.wordpress_admin import storing

RIGHT = "blog.add_wordpressimport"
MEDIA = Media(css={"all": ["admin/wordpress.css"]}, js=[Script("admin/wordpress.js", type="module")])


class WordPressMenuItem(MenuItem):
    """Shown to those who may move a site in."""

    def is_shown(self, request):
        return request.user.has_perm(RIGHT)


class WordPressMixin(WagtailAdminTemplateMixin):
    """What the pages have in common; whoever may not bring in an export sees none of them."""

    page_title = gettext_lazy("Move in from WordPress")
    header_icon = "download"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(RIGHT):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": reverse("wordpress:begin"), "label": self.page_title}]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        title = self.get_page_title()
        return {
            **context,
            "page_title": title,
            "header_title": title,
            "header_icon": self.header_icon,
            "breadcrumbs_items": self.get_breadcrumbs_items(),
            "media": context.get("media", Media()) + MEDIA,
        }


class OneRunMixin(WordPressMixin):
    """One run."""

    @cached_property
    def run(self) -> Any:
        return get_object_or_404(WordPressImport.objects.select_related("started_by"), pk=self.kwargs["pk"])

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_page_title(self):
        site = self.run.found.get("site", {})
        return site.get("title") or self.run.source or self.page_title


def is_there(run: Any) -> bool:
    """Return whether what was uploaded is still kept."""
    return bool(storing.kept(run, storing.EXPORTS))
