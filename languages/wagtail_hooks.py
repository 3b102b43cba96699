from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import TranslatableMixin
from wagtail.snippets.models import register_snippet
from wagtail_localize.views.edit_translation import edit_translation

from languages.bulk_actions import DraftPages, DraftSnippets
from languages.draft_views import DraftView
from languages.permissions import may_edit
from languages.reports import LanguagesReportView
from languages.review import Why, to_read
from languages.running import known_translations
from languages.submitting import SubmitPageView, SubmitSnippetView
from languages.synchronising import SynchroniseView
from languages.viewsets import GlossaryViewSet, languages_viewset, pages_viewset, report_menu_item

register_snippet(GlossaryViewSet)
hooks.register("register_bulk_action", DraftSnippets)
hooks.register("register_bulk_action", DraftPages)


@hooks.register("register_admin_viewset")
def register_languages():
    return [languages_viewset, pages_viewset]


hooks.register("register_reports_menu_item", report_menu_item)


@hooks.register("register_admin_urls", order=-10)
def stand_in_front():
    """Answer at some of wagtail-localize's addresses before it does."""
    return [
        path("reports/languages/", LanguagesReportView.as_view(), name="languages_report"),
        path(
            "reports/languages/results/",
            LanguagesReportView.as_view(results_only=True),
            name="languages_report_results",
        ),
        path("localize/translate/<int:translation_id>/machine_translate/", DraftView.as_view()),
        path("localize/submit/page/<int:page_id>/", SubmitPageView.as_view()),
        path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", SubmitSnippetView.as_view()),
        path("localize/update/<int:translation_source_id>/", SynchroniseView.as_view()),
    ]


def tell_what_to_read(request, instance):
    """Tell whoever opens a translation what she should read in it, with the way there."""
    if request.method != "GET" or not isinstance(instance, TranslatableMixin) or not may_edit(request.user, instance):
        return
    translation = known_translations(instance).select_related("source").first()
    if translation is None:
        return
    texts = to_read(translation)
    changed = sum(text.why is Why.CHANGED for text in texts)
    drafted = sum(text.why is Why.MACHINE for text in texts)
    said = []
    if changed:
        said.append(
            ngettext("%(n)d text was changed in the original.", "%(n)d texts were changed in the original.", changed)
            % {"n": changed}
        )
    if drafted:
        said.append(
            ngettext(
                "%(n)d draft by a machine waits for a reader.", "%(n)d drafts by a machine wait for a reader.", drafted
            )
            % {"n": drafted}
        )
    if said:
        url = reverse("languages:review", args=[translation.pk])
        messages.info(request, " ".join(said), buttons=[messages.button(url, _("Read through"))])


def open_begun_translation(request, page):
    """Open the translation of a page that mirrors its original meanwhile; the package offers to begin one."""
    if page.alias_of_id and may_edit(request.user, page):
        translation = known_translations(page).first()
        if translation and translation.source.locale_id != page.locale_id:
            return edit_translation(request, translation, page)


# Before wagtail-localize, which shows its own editor instead of the form.
hooks.register("before_edit_page", tell_what_to_read, order=-10)
hooks.register("before_edit_page", open_begun_translation, order=-9)
hooks.register("before_edit_snippet", tell_what_to_read, order=-10)
