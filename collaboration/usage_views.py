"""Wagtail's admin on where things are used: the usage page, and the answer to who would delete them."""

from django.contrib.admin.utils import quote
from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.snippets.views.snippets import UsageView

from collaboration.merge_viewsets import merge_header_buttons
from collaboration.merging import may_undo
from collaboration.models import Merge, Term
from collaboration.models.named_snippet import NamedSnippet
from collaboration.usage import Where, statements_of, uses_of
from home.visibility import readable_by_all

STATEMENTS_ON_A_PAGE = 50
USES_SHOWN = 20


def _private(use):
    return not use.edit_url and use.where != Where.LIVE


class UseTitleColumn(TitleColumn):
    """What uses it; what the user may not see keeps its title to itself."""

    def get_value(self, use):
        return _("(Private %(object)s)") % {"object": use.kind} if _private(use) else use.title

    def get_link_url(self, use, parent_context):
        return use.edit_url or use.url or None


class FullUsageView(UsageView):
    """Every page that uses something, also as a draft, and every statement."""

    permission_required = None
    any_permission_required = ["add", "change", "delete", "view"]

    def get_template_names(self):
        # Whatever the viewset would pick: for snippets, Wagtail's own.
        return ["collaboration/admin/usage.html"]

    def get_edit_url(self, instance):
        return super().get_edit_url(instance) if self.user_has_permission("change") else None

    @cached_property
    def header_buttons(self):
        buttons = super().header_buttons
        return [*buttons, *merge_header_buttons(self.object, self.request.user)] if self.is_term else buttons

    @property
    def is_term(self):
        return isinstance(self.object, Term)

    def get_queryset(self):
        return uses_of(self.object, self.request.user)

    @cached_property
    def columns(self):
        return [
            UseTitleColumn("title", label=_("Used in")),
            Column("kind", label=_("Type")),
            Column("language", label=_("Language")),
            StatusTagColumn(
                "where",
                label=_("Status"),
                accessor=lambda use: use.where.label,
                primary=lambda use: use.where == Where.LIVE,
            ),
        ]

    def get_table(self, object_list, **kwargs):
        # Wagtail's own expects rows of its reference index.
        return self.table_class(self.columns, object_list, **self.get_table_kwargs())

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        statements = (
            statements_of(self.object)
            .with_context()
            .annotate(is_public=readable_by_all("post"))
            .order_by("withdrawn_at", "-session__date", "post_id", "position", "pk")
        )
        paginator = Paginator(statements, STATEMENTS_ON_A_PAGE)
        context["statements"] = paginator.get_page(self.request.GET.get("statements"))
        context["statement_count"] = paginator.count
        if self.is_term:
            merges = Merge.objects.standing().filter(into=self.object.concept_id).select_related("user")
            context["merges"] = [(merge, may_undo(merge, self.request.user)) for merge in merges]
        return context


def refuse_deletion_of_what_is_in_use(request, objects):
    """Answer the wish to delete with where it is used, and links (a `before_delete_snippet` hook)."""
    in_use = [(obj, uses) for obj in objects if (uses := uses_of(obj, request.user))]
    if not in_use:
        return None
    model = type(in_use[0][0])
    return render(
        request,
        "collaboration/admin/in_use.html",
        {
            "in_use": [
                {
                    "object": obj,
                    "uses": [(None if _private(use) else use.title, use) for use in uses[:USES_SHOWN]],
                    "more": max(0, len(uses) - USES_SHOWN),
                    "usage_url": reverse(obj.snippet_viewset.get_url_name("usage"), args=[quote(obj.pk)]),
                }
                for obj, uses in in_use
            ],
            "unused": [obj for obj in objects if obj not in [entry[0] for entry in in_use]],
            "can_unpublish": issubclass(model, NamedSnippet),
            "model_opts": model._meta,
            "index_url": reverse(model.snippet_viewset.get_url_name("list")),
        },
        status=409 if request.method == "POST" else 200,
    )
