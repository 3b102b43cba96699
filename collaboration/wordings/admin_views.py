"""Translating what was said, in Wagtail's admin: every statement of a post on one page, saved together."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from collaboration.models import LONGEST_TRANSLATION, StatementSource
from collaboration.wordings.sheet import sheet_of
from collaboration.wordings.sources import faces_of, may_translate, source_of
from collaboration.wordings.translating import Answer, NotTranslated, translate

WITHOUT = "without"
TITLE = gettext_lazy("Translate what was said")


def wordings_url(page_pk):
    """Return where the wordings of a post are translated into the language of one of its pages."""
    return reverse("wordings:of", args=[page_pk])


class WordingsView(WagtailAdminTemplateMixin, View):
    """The statements of a post in one language; the page that was first written leads on to the others.

    Only for whoever may publish the page that shows them, since readers see what is saved at once.
    """

    page_title = TITLE
    header_icon = "wagtail-localize-language"

    @property
    def template_name(self):
        return "collaboration/admin/wordings.html" if self.is_sheet else "collaboration/admin/wordings_languages.html"

    def dispatch(self, request, *args, **kwargs):
        self.face = get_object_or_404(Page.objects.select_related("locale"), pk=kwargs["pk"])
        self.source = source_of(self.face.translation_key)
        if self.source is None:
            raise Http404
        self.is_sheet = self.face.locale_id != self.source.locale_id
        if self.is_sheet and not may_translate(request.user, self.face):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        edit = reverse("wagtailadmin_pages:edit", args=[self.source.pk])
        items = [*self.breadcrumbs_items, {"url": edit, "label": self.source.get_admin_display_title()}]
        if self.is_sheet:
            items.append({"url": wordings_url(self.source.pk), "label": self.page_title})
            told = _("What was said: %(language)s") % {"language": self.face.locale.get_display_name()}
            return [*items, {"url": "", "label": told}]
        return [*items, {"url": "", "label": self.page_title}]

    def get(self, request, pk):
        if self.is_sheet:
            return self.shown()
        shown_in = faces_of(self.source)
        if not shown_in and may_translate(request.user, self.source):
            return self.post_first()
        faces = [face for face in shown_in if may_translate(request.user, face)]
        if not faces and may_translate(request.user, self.source):
            told = _("What was said is translated by those who may publish the post in the other language.")
            messages.warning(request, told)
            return redirect("wagtailadmin_pages:edit", self.source.pk)
        if not faces:
            raise PermissionDenied
        counted = [(face, sheet_of(self.source, face.locale), wordings_url(face.pk)) for face in faces]
        return self.render_to_response(self.get_context_data(source=self.source, languages=counted))

    def post_first(self):
        """Say what must be done before, where no page shows the words in another language yet."""
        buttons = []
        if self.request.user.has_perm("wagtail_localize.submit_translation"):
            submit = reverse("wagtail_localize:submit_page_translation", args=[self.source.pk])
            buttons.append(messages.button(submit, _("Translate this page")))
        messages.warning(
            self.request,
            _("Translate the post first: then what was said in it can be translated too."),
            buttons=buttons,
        )
        return redirect("wagtailadmin_pages:edit", self.source.pk)

    def post(self, request, pk):
        if not self.is_sheet:
            raise Http404
        answers = list(answers_in(request.POST))
        try:
            changed = translate(face=self.face, answers=answers, user=request.user)
        except NotTranslated as refused:
            # The words as they stand by now.
            self.source = source_of(self.face.translation_key)
            return self.shown(answers=answers, problems=refused.problems, status=422)
        if changed:
            told = ngettext("%(n)d translation was saved.", "%(n)d translations were saved.", changed) % {"n": changed}
            messages.success(request, told)
        else:
            messages.success(request, _("Nothing was changed."))
        here = wordings_url(pk)
        return redirect(f"{here}?show={WITHOUT}" if self.only_without else here)

    @property
    def only_without(self):
        return self.request.GET.get("show") == WITHOUT

    def shown(self, *, answers=(), problems=None, status=200):
        sheet = sheet_of(
            self.source, self.face.locale, only_without=self.only_without, answers=answers, problems=problems
        )
        problems = problems or {}
        placed = {row.item_uuid for group in sheet.groups for row in group.rows}
        if problems:
            messages.error(self.request, _("Nothing was saved yet. See what is wrong below; what you wrote is kept."))
        context = self.get_context_data(
            face=self.face,
            source=self.source,
            sheet=sheet,
            problems_elsewhere=[told for item, told in problems.items() if item not in placed],
            only_without=self.only_without,
            here=wordings_url(self.face.pk),
            longest=LONGEST_TRANSLATION,
        )
        return self.render_to_response(context, status=status)


def answers_in(posted):
    """Yield what a sheet answers. What is missing from it stays as it is."""
    for name in posted:
        prefix, _colon, item = name.partition(":")
        if prefix == "text" and item:
            words_seen, _dot, text_seen = posted.get(f"seen:{item}", "").partition(".")
            yield Answer(item, posted[name], words_seen, text_seen, still_fits=f"fits:{item}" in posted)


class WordingsViewSet(ViewSet):
    """The addresses; the view asks for the rights by itself."""

    name = "wordings"
    url_prefix = "wordings"
    icon = "wagtail-localize-language"
    add_to_admin_menu = False

    def get_urlpatterns(self):
        return [path("<int:pk>/", WordingsView.as_view(), name="of")]


def register_viewset():
    """Give the pages on translating wordings their addresses (a `register_admin_viewset` hook)."""
    return WordingsViewSet()


def add_button(page, user, next_url=None, view_name=None):
    """Lead from a post to the translations of what it says (hooks for a page's buttons, in lists and when open)."""
    if isinstance(page, StatementSource) and may_translate(user, page):
        yield Button(TITLE, wordings_url(page.pk), icon_name="wagtail-localize-language", priority=61)
