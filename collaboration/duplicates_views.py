"""The page of likely duplicates: pairs to decide about, one after another, also by keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Media
from django.forms.widgets import Script
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from collaboration.likely_duplicates import likely_duplicates, tell_apart
from collaboration.merge_views import TermsMixin, merge_url, merged_sentence, numbers, undone_sentence
from collaboration.merging import OWN_UNDO, AlreadyMerged, may_merge, may_undo, merge, undo_merge
from collaboration.models import Concept, Distinction, Kind, Merge
from collaboration.side_by_side import Side, likeliest_to_stay, sides_of
from collaboration.templatetags.collaboration_tags import KIND_PLURALS
from comments.queue.listing import has_shortcuts

PAIRS_ON_A_PAGE = 20
APART_SHOWN = 20

MEDIA = Media(css={"all": ["admin/merging.css"]}, js=[Script("admin/duplicates.js", type="module")])


def kinds_for(user):
    """Return the kinds whose terms somebody may merge."""
    return [kind for kind in Kind if may_merge(user, kind)]


@dataclass(frozen=True)
class Entry:
    """A pair as it is shown: the one that is proposed to stay comes first."""

    sides: tuple[Side, Side]
    kind: Kind
    score: int = 0
    reason: str = ""

    @property
    def key(self):
        return "-".join(str(side.pk) for side in self.sides)

    @property
    def compare_url(self):
        return merge_url(self.kind, [side.pk for side in self.sides], next=reverse("terms:duplicates"))


def entry_of(one, other, kind, score=0, reason=""):
    first = likeliest_to_stay((one, other))
    return Entry((first, other if first is one else one), kind, score, reason)


class DuplicatesView(TermsMixin, View):
    """The pairs that wait, and those that were told apart."""

    page_title = gettext_lazy("Likely duplicates")
    header_icon = "copy"
    template_name = "collaboration/admin/duplicates.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get(self, request):
        kinds = kinds_for(request.user)
        if not kinds:
            raise PermissionDenied
        pairs = likely_duplicates(kinds)
        numbers_of = {kind: sum(pair.kind == kind for pair in pairs) for kind in kinds}
        chosen = request.GET.get("kind", "")
        if chosen in Kind.values:
            pairs = [pair for pair in pairs if pair.kind == chosen]
        listed = Paginator(pairs, PAIRS_ON_A_PAGE).get_page(request.GET.get("p"))
        apart = list(Distinction.objects.filter(one__kind__in=kinds).select_related("one", "user")[:APART_SHOWN])
        shown = [pk for pair in listed for pk in (pair.one, pair.other)]
        sides = sides_of([*shown, *(pk for row in apart for pk in (row.one_id, row.other_id))])
        entries = [
            entry_of(sides[pair.one], sides[pair.other], pair.kind, round(pair.score), pair.reason) for pair in listed
        ]
        return self.render_to_response(
            self.get_context_data(
                entries=entries,
                total=len(pairs),
                listed=listed,
                kinds=[(kind, KIND_PLURALS[kind], numbers_of[kind]) for kind in kinds],
                chosen=chosen,
                apart=[(row, sides[row.one_id].name, sides[row.other_id].name) for row in apart],
                last=self.last_merge(),
                media=MEDIA,
                here=request.get_full_path(),
                has_shortcuts=has_shortcuts(request.user),
            )
        )

    def last_merge(self):
        """Return what she merged last and may still take back herself, if anything."""
        mine = Merge.objects.standing().filter(user=self.request.user, at__gt=timezone.now() - OWN_UNDO)
        return mine.first()


class AnswerView(View):
    """One answer about a pair, by a POST; what comes of it is told in a page, or to a page that waits."""

    http_method_names = ["post"]

    def answer(self, told, *, status=200, html="", gone=(), back=()):
        """Tell what was done; `gone` are concepts that stand no more, `back` those that do again."""
        if not self.request.accepts("text/html"):
            answer = {"told": told, "html": html, "gone": list(gone), "back": list(back)}
            return JsonResponse(answer, status=status)
        buttons = [messages.button(self.undo_url, _("Undo"))] if getattr(self, "undo_url", "") else []
        tell = messages.success if status == 200 else messages.error
        tell(self.request, told, buttons=buttons)
        return redirect(get_valid_next_url_from_request(self.request) or reverse("terms:duplicates"))

    def done(self, told, **undo):
        """Return what stands in a pair's place once it is decided about; `undo` names what takes it back."""
        context = {
            "told": told,
            "pair": self.request.POST.get("pair", ""),
            "undo": undo,
            "here": get_valid_next_url_from_request(self.request),
        }
        return render_to_string("collaboration/admin/duplicate_done.html", context, request=self.request)


class DecideView(AnswerView):
    """Merge two terms, or say that they are not the same."""

    def post(self, request):
        pks = numbers(request.POST.get("pair", "").split("-"))
        concepts = {concept.pk: concept for concept in Concept.objects.filter(pk__in=pks)}
        if len(pks) != 2 or len({concept.kind for concept in concepts.values()}) > 1:
            raise Http404
        if any(not may_merge(request.user, concept.kind) for concept in concepts.values()):
            raise PermissionDenied
        try:
            if len(concepts) < 2 or any(concept.replaced_by_id for concept in concepts.values()):
                raise AlreadyMerged(_("One of the terms was merged into another meanwhile, or is not there any more."))
            if request.POST.get("act") == "apart":
                return self.apart(*concepts.values())
            return self.merge(concepts, numbers([request.POST.get("keep", "")]))
        except ValidationError as error:
            return self.answer(" ".join(error.messages), status=409)

    def apart(self, one, other):
        row = tell_apart(one=one, other=other, user=self.request.user)
        told = _("Not the same. The pair does not come again.")
        return self.answer(told, html=self.done(told, distinction=row.pk))

    def merge(self, concepts, keep):
        if not keep or keep[0] not in concepts:
            return self.answer(_("Choose which of the terms stays."), status=422)
        made = merge(concepts=concepts.values(), into=concepts[keep[0]], user=self.request.user)
        self.undo_url = reverse("terms:undo_merge", args=[made.pk])
        told = merged_sentence(made)
        return self.answer(told, html=self.done(told, merge=made.pk), gone=made.content["concepts"])


class TakeBackView(AnswerView):
    """Take back a merge, or that two terms are not the same. A page that waits has kept the pair."""

    def post(self, request):
        if merges := numbers([request.POST.get("merge", "")]):
            return self.take_back_merge(Merge.objects.filter(pk__in=merges).first())
        rows = Distinction.objects.filter(pk__in=numbers([request.POST.get("distinction", "")]))
        row = rows.select_related("one").first()
        if row is None:
            return self.answer(_("It was taken back already."), status=409)
        if not may_merge(request.user, row.one.kind):
            raise PermissionDenied
        row.delete()
        return self.answer(_("The pair is back."))

    def take_back_merge(self, made):
        if made is None:
            raise Http404
        if not may_undo(made, self.request.user):
            raise PermissionDenied
        try:
            back = undo_merge(merge=made, user=self.request.user)
        except ValidationError as error:
            return self.answer(" ".join(error.messages), status=409)
        return self.answer(undone_sentence(made), back=back)
