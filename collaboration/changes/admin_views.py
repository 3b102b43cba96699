"""What became of a term, in Wagtail's admin: what has been stated, one thing more, and taking it back."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button

from collaboration.changes.admin_forms import DevelopmentForm
from collaboration.changes.developing import may_state, state, take_back
from collaboration.merge_views import TermsMixin
from collaboration.models import STATUSES, TERM_MODELS, Concept, Development, Kind
from collaboration.models.concept import current_concepts
from collaboration.templatetags.collaboration_tags import KIND_PLURALS
from collaboration.vocabulary import term_names
from home.visibility import readable_by_all


def became_url(concept_id):
    """Return where it is stated what became of a concept."""
    return reverse("developments:of", args=[concept_id])


class BecameMixin(TermsMixin):
    """Only for whoever may publish terms of the kind: readers see at once what is stated."""

    header_icon = "history"

    def check_right(self, concept):
        if concept.kind not in STATUSES:
            raise Http404
        if not may_state(self.request.user, concept.kind):
            raise PermissionDenied


class BecameView(BecameMixin, View):
    """What became of one term."""

    page_title = pgettext_lazy("a challenge or a goal", "What became of it")
    template_name = "collaboration/admin/became.html"

    def get_breadcrumbs_items(self):
        viewset = TERM_MODELS[self.kind].snippet_viewset
        return [
            *self.breadcrumbs_items,
            {"url": reverse(viewset.get_url_name("list")), "label": KIND_PLURALS[self.kind]},
            {"url": reverse(viewset.get_url_name("edit"), args=[self.term.pk]), "label": self.term.name},
            {"url": "", "label": self.page_title},
        ]

    def dispatch(self, request, *args, **kwargs):
        self.concept = get_object_or_404(Concept, pk=kwargs["pk"])
        self.check_right(self.concept)
        self.kind = Kind(self.concept.kind)
        self.current = current_concepts([self.concept.pk])[self.concept.pk]
        rows = TERM_MODELS[self.kind].objects.filter(concept=self.current).select_related("locale").order_by("pk")
        self.term = rows.first()
        if self.term is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form(self, data=None):
        return DevelopmentForm(data, kind=self.kind, locale=self.term.locale)

    def get(self, request, pk):
        if self.current != pk:
            messages.warning(
                request,
                _("This term was merged into “%(name)s”, which stands for it everywhere.") % {"name": self.term.name},
            )
            return redirect(became_url(self.current))
        return self.shown(self.form())

    def post(self, request, pk):
        form = self.form(request.POST)
        if form.is_valid():
            try:
                state(concept=self.concept, user=request.user, **form.stated())
            except ValidationError as error:
                for field, told in getattr(error, "error_dict", {None: [error]}).items():
                    form.add_error(field if field in form.fields else None, told)
            else:
                messages.success(request, _("It stands on the page of “%(name)s” now.") % {"name": self.term.name})
                return redirect(became_url(self.current))
        messages.error(request, _("It was not stated. See what is wrong below; what you wrote is kept."))
        return self.shown(form, status=422)

    def shown(self, form, status=200):
        rows = Development.objects.select_related("source", "created_by", "withdrawn_by", "target", "concept")
        rows = list(rows.filter(concept__in=self._faces()).annotate(is_open=readable_by_all("source")))
        names = term_names({row.target_id for row in rows if row.target_id}, self.term.locale)
        for row in rows:
            row.target_name = names.get(row.target_id)
        rows.sort(key=lambda row: (row.when, row.pk), reverse=True)
        context = self.get_context_data(
            term=self.term, form=form, rows=rows, concept=self.concept, media=form.media, is_live=self.term.live
        )
        return self.render_to_response(context, status=status)

    def _faces(self):
        """Return the concept and what was merged into it, whose developments show here as well."""
        merged = Concept.objects.filter(kind=self.kind).exclude(replaced_by=None).values_list("pk", flat=True)
        current = current_concepts(list(merged))
        return [self.current, *(pk for pk, target in current.items() if target == self.current)]


class TakeBackView(BecameMixin, View):
    """Take back one thing that was stated; asked by POST alone."""

    http_method_names = ["post"]

    def dispatch(self, request, *args, **kwargs):
        self.development = get_object_or_404(Development.objects.select_related("concept"), pk=kwargs["pk"])
        self.check_right(self.development.concept)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, pk):
        try:
            take_back(development=self.development, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Taken back. Readers no longer see it."))
        concept = self.development.concept_id
        return redirect(became_url(current_concepts([concept])[concept]))


class DevelopmentsViewSet(ViewSet):
    """The addresses; each view asks for the rights by itself."""

    name = "developments"
    url_prefix = "developments"
    icon = "history"
    add_to_admin_menu = False

    def get_urlpatterns(self):
        return [
            path("<int:pk>/", BecameView.as_view(), name="of"),
            path("<int:pk>/take-back/", TakeBackView.as_view(), name="take_back"),
        ]


def became_buttons(term, user):
    """Return a button that leads to what became of a term, for whoever may state it."""
    if not may_state(user, term.kind) or term.concept.replaced_by_id:
        return []
    label = pgettext("a challenge or a goal", "What became of it")
    return [Button(label, became_url(term.concept_id), icon_name="history", priority=27)]


def register_viewset():
    """Give the pages on developments their addresses (a `register_admin_viewset` hook)."""
    return DevelopmentsViewSet()
