"""Merging in Wagtail's admin: terms side by side, which of them stays, and taking it back."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from collaboration.finding import meant_by
from collaboration.likely_duplicates import likely_duplicates
from collaboration.links.current import current_links
from collaboration.merging import MOST_AT_ONCE, may_merge, may_undo, merge, undo_merge
from collaboration.models import TERM_MODELS, Concept, Kind, Merge
from collaboration.side_by_side import likeliest_to_stay, sides_of
from collaboration.templatetags.collaboration_tags import KIND_PLURALS

OFFERED = 20


def numbers(values):
    """Return what of these texts can be a row's number, each once."""
    return list(dict.fromkeys(int(value) for value in values if value.isdecimal() and len(value) < 19))


def merge_url(kind, concepts=(), **query):
    """Return where concepts are compared, and more are looked for."""
    query = urlencode([*(("concept", pk) for pk in concepts), *((key, value) for key, value in query.items() if value)])
    return f"{reverse('terms:merge', args=[kind])}{'?' if query else ''}{query}"


def merged_sentence(made):
    """Return what was merged, and into what."""
    number = len(made.content["concepts"])
    return ngettext(
        "%(number)d term was merged into “%(name)s”.", "%(number)d terms were merged into “%(name)s”.", number
    ) % {"number": number, "name": made.content["into"]}


def undone_sentence(merge):
    """Return what stands for itself again."""
    return ngettext(
        "Undone: %(names)s stands by itself again.",
        "Undone: %(names)s stand by themselves again.",
        len(merge.content["concepts"]),
    ) % {"names": ", ".join(f"“{name}”" for name in merge.names)}


class TermsMixin(WagtailAdminTemplateMixin):
    """What the pages on merging have in common."""

    header_icon = "tag"

    def check_kind(self, kind):
        """Return the kind, if this user may merge terms of it."""
        if kind not in Kind.values:
            raise Http404
        if not may_merge(self.request.user, kind):
            raise PermissionDenied
        return Kind(kind)

    def get_context_data(self, **kwargs):
        title = self.get_page_title()
        return {
            **super().get_context_data(**kwargs),
            "page_title": title,
            "header_title": title,
            "header_icon": self.header_icon,
            "breadcrumbs_items": self.get_breadcrumbs_items(),
        }


class MergeView(TermsMixin, View):
    """Some terms of a kind side by side; more can be added, and one of them stands for all in the end."""

    page_title = gettext_lazy("Merge terms")
    template_name = "collaboration/admin/merge.html"

    def get_breadcrumbs_items(self):
        model = TERM_MODELS[self.kind]
        listed = reverse(model.snippet_viewset.get_url_name("list"))
        return [
            *self.breadcrumbs_items,
            {"url": listed, "label": KIND_PLURALS[self.kind]},
            {"url": "", "label": self.page_title},
        ]

    def dispatch(self, request, *args, **kwargs):
        self.kind = self.check_kind(kwargs["kind"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, kind):
        asked = numbers(request.GET.getlist("concept"))
        current = list(Concept.objects.filter(pk__in=asked, kind=kind, replaced_by=None).values_list("pk", flat=True))
        chosen = [pk for pk in asked if pk in current]
        if len(chosen) < len(asked):
            messages.warning(request, _("Some of the terms are not there any more, or were merged already."))
        if len(chosen) > MOST_AT_ONCE:
            messages.warning(
                request,
                _("At most %(number)d terms are merged at a time. These are the first.") % {"number": MOST_AT_ONCE},
            )
            chosen = chosen[:MOST_AT_ONCE]
        sides = sides_of(chosen)
        query = request.GET.get("q", "").strip()
        keep = numbers([request.GET.get("keep", "")])
        after = get_valid_next_url_from_request(request)
        linked = Counter(end for link in current_links(sides) for end in (link.source, link.target))
        columns = [
            {
                "side": side,
                "links": linked[side.pk],
                "without": merge_url(kind, [pk for pk in sides if pk != side.pk], next=after),
            }
            for side in sides.values()
        ]
        return self.render_to_response(
            self.get_context_data(
                kind=self.kind,
                columns=columns,
                keep=keep[0] if keep and keep[0] in sides else sides and likeliest_to_stay(sides.values()).pk,
                query=query,
                offered=self.offered(query, sides),
                next=after,
            )
        )

    def offered(self, query, sides):
        """Return (term, why) of what may be added: what is searched for, or what is likely the same."""
        model = TERM_MODELS[self.kind]
        if query:
            terms = meant_by(model.objects.filter(concept__replaced_by=None).exclude(concept__in=list(sides)), query)
            found = {}
            for term in terms.select_related("locale").alphabetical()[: OFFERED * 3]:
                found.setdefault(term.concept_id, (term, ""))
            return list(found.values())[:OFFERED]
        reasons = {}
        for pair in likely_duplicates([self.kind]) if sides else []:
            for here, there in ((pair.one, pair.other), (pair.other, pair.one)):
                if here in sides and there not in sides:
                    reasons.setdefault(there, pair)
        firsts = {}
        for term in model.objects.filter(concept__in=list(reasons)[:OFFERED]).select_related("locale").order_by("pk"):
            firsts.setdefault(term.concept_id, term)
        return [(firsts[pk], pair.reason) for pk, pair in reasons.items() if pk in firsts]

    def post(self, request, kind):
        chosen = numbers(request.POST.getlist("concept"))
        after = get_valid_next_url_from_request(request)
        concepts = list(Concept.objects.filter(pk__in=chosen, kind=kind))
        keep = next((concept for concept in concepts if str(concept.pk) == request.POST.get("keep")), None)
        if keep is None:
            messages.error(request, _("Choose which of the terms stays."))
            return redirect(merge_url(kind, chosen, next=after))
        try:
            if len(concepts) > MOST_AT_ONCE:
                raise ValidationError(_("At most %(number)d terms are merged at a time.") % {"number": MOST_AT_ONCE})
            made = merge(concepts=concepts, into=keep, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(merge_url(kind, chosen, next=after))
        url = sides_of([keep.pk])[keep.pk].usage_url
        messages.success(
            request,
            merged_sentence(made),
            buttons=[
                messages.button(url, _("Where it is used")),
                messages.button(reverse("terms:undo_merge", args=[made.pk]), _("Undo")),
            ],
        )
        return redirect(after or url)


class UndoMergeView(TermsMixin, View):
    """Ask once more, then take a merge back."""

    page_title = gettext_lazy("Undo the merge")
    template_name = "collaboration/admin/undo_merge.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def dispatch(self, request, *args, **kwargs):
        self.merge = get_object_or_404(Merge, pk=kwargs["pk"])
        if not may_undo(self.merge, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def usage_url(self):
        sides = sides_of([self.merge.into_id]) if self.merge.into_id else {}
        return next((side.usage_url for side in sides.values()), "") or reverse("wagtailadmin_home")

    def get(self, request, pk):
        context = self.get_context_data(merge=self.merge, back=self.usage_url())
        return self.render_to_response(context)

    def post(self, request, pk):
        try:
            undo_merge(merge=self.merge, user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, undone_sentence(self.merge))
        return redirect(self.usage_url())
