"""Promoting answers, in Wagtail's settings menu: its own screens, with our rule for words and the searches we know.

Wagtail's would count every search; here only words that found nothing are kept, so those are what is offered.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.contrib.search_promotions import views
from wagtail.contrib.search_promotions.forms import QueryForm

from search.models import MissedSearch
from search.promoted_words import words_of

RIGHTS = ("wagtailsearchpromotions.add_searchpromotion", "wagtailsearchpromotions.change_searchpromotion")
ADD = RIGHTS[0]
MOST_WORDS = 255
PER_PAGE = 10
# The name of Wagtail's item in the reports menu: what is counted there is never counted here.
POPULAR_SEARCHES = "search-terms"


class WordsForm(QueryForm):
    """The words that an answer is for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["query_string"]
        field.label = _("Words")
        field.widget.attrs["maxlength"] = MOST_WORDS
        field.help_text = _(
            "Shown to whoever searches for all of these words, in any form and any order, also together with others."
        )

    def clean_query_string(self):
        text = self.cleaned_data["query_string"]
        # Signs, and words that must not be there, are no words to answer.
        if not words_of(text, get_language()):
            raise ValidationError(_("Write at least one word to search for."))
        return text


class PromotionsView(views.IndexView):
    """What is promoted for which words. How often it was searched for is not known to anybody."""

    columns = tuple(column for column in views.IndexView.columns if column.name != "views")


class PromotionCreateView(views.CreateView):
    """Promote answers; the words may come with the address."""

    form_class = WordsForm
    template_name = "search/admin/promotion_add.html"

    def get_initial(self):
        words = self.request.GET.get("words", "").replace("\0", " ")[:MOST_WORDS]
        return {**super().get_initial(), "query_string": words}


class PromotionEditView(views.EditView):
    form_class = WordsForm


@require_safe
def choose_words(request: HttpRequest, only_results: bool = False) -> HttpResponse:
    """Offer words that readers searched for in vain, the most wanted first."""
    if not any(request.user.has_perm(right) for right in RIGHTS):
        raise PermissionDenied
    missed = MissedSearch.objects.order_by("-count", "-last_day", "words", "language")
    form = SearchForm(request.GET) if "q" in request.GET else SearchForm()
    if form.is_bound and form.is_valid():
        missed = missed.filter(words__icontains=form.cleaned_data["q"].casefold())
    page = Paginator(missed, PER_PAGE).get_page(request.GET.get("p"))
    context = {"missed": page, "searchform": form}
    if only_results:
        return TemplateResponse(request, "search/admin/words_chooser_results.html", context)
    return render_modal_workflow(
        request, "search/admin/words_chooser.html", None, context, json_data={"step": "chooser"}
    )


@require_safe
def to_missed_searches(request: HttpRequest) -> HttpResponse:
    """Lead from Wagtail's report of popular searches, which would be empty, to the one that is not."""
    return redirect("missed_searches")


def promote_url(words: str) -> str:
    """Return the address of the form, with the words filled in."""
    return f"{reverse('wagtailsearchpromotions:add')}?{urlencode({'words': words})}"


def may_promote(user: object) -> bool:
    return bool(user.has_perm(ADD))  # type: ignore[attr-defined]


# At the addresses of Wagtail's own, which are asked after these.
urlpatterns = [
    path("searchpicks/", PromotionsView.as_view()),
    path("searchpicks/results/", PromotionsView.as_view(results_only=True)),
    path("searchpicks/add/", PromotionCreateView.as_view()),
    path("searchpicks/<int:query_id>/", PromotionEditView.as_view()),
    path("searchpicks/queries/chooser/", choose_words),
    path("searchpicks/queries/chooser/results/", choose_words, {"only_results": True}),
    path("searchpicks/reports/search-terms/", to_missed_searches),
    path("searchpicks/reports/search-terms/results/", to_missed_searches),
]
