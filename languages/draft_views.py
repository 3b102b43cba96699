"""Drafting in Wagtail's admin: one translation, those that a synchronising brought, and a run over many."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.machine_translators import get_machine_translator
from wagtail_localize.models import Translation, get_edit_url

from languages.drafting import EngineFailed, draft_translations
from languages.models import DraftingRun
from languages.permissions import may_edit, may_translate
from languages.review_views import LanguagesMixin
from languages.running import can_start_again, remarks_on, start_again
from languages.to_do import target_or_none


def tell(request, outcome, translation):
    """Tell an editor what became of a draft, with a button to where it is read."""
    url = reverse("languages:review", args=[translation.pk])
    buttons = [messages.button(url, _("Read through"))]
    if outcome.drafted:
        told = ngettext(
            "%(n)d text was drafted. Read it before you publish.",
            "%(n)d texts were drafted. Read them before you publish.",
            outcome.drafted,
        ) % {"n": outcome.drafted}
        messages.success(request, told, buttons=buttons)
    elif not outcome.left and not outcome.to_review:
        messages.warning(request, _("There is nothing left to draft."))
    if remarks := remarks_on(outcome):
        messages.warning(request, " ".join(remarks), buttons=buttons)


class DraftView(View):
    """Stands in front of the package's own view, which says nothing when the engine fails."""

    http_method_names = ["post"]

    def post(self, request, translation_id):
        translations = Translation.objects.select_related("source__locale", "target_locale")
        translation = get_object_or_404(translations, pk=translation_id)
        target, translator = target_or_none(translation), get_machine_translator()
        if target is None or translator is None:
            raise Http404
        if not may_edit(request.user, target):
            raise PermissionDenied
        if not translator.can_translate(translation.source.locale, translation.target_locale):
            raise Http404
        try:
            outcomes = draft_translations(translations=[translation], user=request.user, translator=translator)
        except EngineFailed as error:
            messages.error(request, str(error))
        else:
            tell(request, outcomes[translation.pk], translation)
        return redirect(get_valid_next_url_from_request(request) or get_edit_url(target))


class RunView(LanguagesMixin, View):
    """How far a run has come, and what it could not do; from here it is started again."""

    template_name = "languages/admin/run.html"
    page_title = gettext_lazy("Drafts of translations")

    def run(self):
        run = get_object_or_404(DraftingRun.objects.select_related("target_locale"), pk=self.kwargs["pk"])
        if run.started_by_id != self.request.user.pk and not self.request.user.is_superuser:
            raise PermissionDenied
        return run

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get(self, request, pk):
        run = self.run()
        return self.shown(run=run, can_start_again=can_start_again(run), may_translate=may_translate(request.user))

    def post(self, request, pk):
        if not start_again(self.run()):
            messages.warning(request, _("It is running, or done."))
        return redirect(request.path)
