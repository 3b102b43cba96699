"""Linking terms in Wagtail's admin: from one term, or all that are not linked yet, many at once in one POST."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.forms import Media
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin import messages

from collaboration.links.asking import Asking, Ticked
from collaboration.links.linking import change_links, may_link
from collaboration.merge_views import TermsMixin
from collaboration.models import TERM_MODELS, Concept, Kind
from collaboration.models.concept import current_concepts
from collaboration.templatetags.collaboration_tags import KIND_PLURALS

TERMS_ON_A_PAGE = 20
# More pairs than this come from no form of ours.
MOST_PAIRS = 5000

MEDIA = Media(css={"all": ["admin/merging.css", "admin/links.css"]}, js=["admin/links.js"])


def pairs_of(values):
    """Return the pairs that a form's values name, in their order; what is no pair is left out."""
    found = {}
    for value in values[:MOST_PAIRS]:
        one, _dash, other = value.partition("-")
        if all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (one, other)):
            found[int(one), int(other)] = None
    return list(found)


def kinds_for(user):
    """Return the kinds whose terms somebody may link."""
    return [kind for kind in Kind if may_link(user, kind)]


def told(done):
    """Return what was done, in sentences."""
    numbers = [
        ngettext("%(n)d link was made.", "%(n)d links were made.", done.linked) % {"n": done.linked},
        ngettext("%(n)d link was taken away.", "%(n)d links were taken away.", done.unlinked) % {"n": done.unlinked},
        ngettext("%(n)d suggestion was turned down.", "%(n)d suggestions were turned down.", done.declined)
        % {"n": done.declined},
        ngettext("%(n)d suggestion may come again.", "%(n)d suggestions may come again.", done.restored)
        % {"n": done.restored},
    ]
    counted = (done.linked, done.unlinked, done.declined, done.restored)
    said = [sentence for sentence, number in zip(numbers, counted, strict=True) if number]
    return " ".join(said) or _("Nothing was changed.")


class LinksMixin(TermsMixin):
    """What both pages do with a form: read it, check whose terms it is about, and save all of it or nothing."""

    header_icon = "link"

    def read(self):
        """Read what was ticked; `was` is what was linked when the form was shown."""
        data = self.request.POST
        self.ticked = Ticked(*(frozenset(pairs_of(data.getlist(name))) for name in ("link", "decline", "restore")))
        self.was = set(pairs_of(data.getlist("was")))

    def save(self):
        """Save what was ticked. Returns whether it could be; if not, what was wrong is told."""
        self.read()
        link, unlink = self.ticked.link - self.was, self.was - self.ticked.link
        pairs = link | unlink | self.ticked.decline | self.ticked.restore
        kinds = dict(Concept.objects.filter(pk__in={one for one, _other in pairs}).values_list("pk", "kind"))
        if any(not may_link(self.request.user, kind) for kind in kinds.values()):
            raise PermissionDenied
        try:
            done = change_links(
                link=sorted(link),
                unlink=sorted(unlink),
                decline=sorted(self.ticked.decline),
                restore=sorted(self.ticked.restore),
                user=self.request.user,
            )
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return False
        if done.moved and not done.is_nothing:
            messages.warning(
                self.request,
                _("A term was merged into another meanwhile. What you ticked holds for the one that stands for it."),
            )
        messages.success(self.request, told(done))
        return True


class TermLinksView(LinksMixin, View):
    """What one term is linked to."""

    template_name = "collaboration/admin/links.html"

    def get_page_title(self):
        return _("Links of “%(name)s”") % {"name": self.asked.face.name}

    def get_breadcrumbs_items(self):
        model = TERM_MODELS[Kind(self.asked.face.kind)]
        return [
            *self.breadcrumbs_items,
            {"url": reverse(model.snippet_viewset.get_url_name("list")), "label": KIND_PLURALS[model.kind]},
            {"url": self.asked.edit_url, "label": self.asked.face.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def dispatch(self, request, *args, **kwargs):
        concept = Concept.objects.filter(pk=kwargs["pk"]).first()
        if concept is None:
            raise Http404
        if not may_link(request.user, concept.kind):
            raise PermissionDenied
        self.concept = current_concepts([concept.pk])[concept.pk]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        if self.concept != pk:
            messages.warning(request, _("The term was merged into this one, which stands for it everywhere."))
            return redirect("links:term", self.concept)
        return self.show(query=request.GET.get("q", "").strip())

    def post(self, request, pk):
        if request.POST.get("act") == "search":
            self.read()
            return self.show(query=request.POST.get("q", "").strip(), ticked=self.ticked)
        if self.save():
            return redirect("links:term", self.concept)
        return self.show(query=request.POST.get("q", "").strip(), ticked=self.ticked, status=409)

    def show(self, *, query="", ticked=None, status=200):
        asking = Asking()
        if self.concept not in asking.faces:
            raise Http404
        self.asked = asking.about(self.concept, query=query, ticked=ticked)
        context = self.get_context_data(asked=self.asked, query=query, media=MEDIA)
        return self.render_to_response(context, status=status)


class UnlinkedView(LinksMixin, View):
    """Terms without links, with suggestions, so that many are linked in one sitting."""

    page_title = gettext_lazy("Terms without links")
    template_name = "collaboration/admin/unlinked.html"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def dispatch(self, request, *args, **kwargs):
        self.kinds = kinds_for(request.user)
        if not self.kinds:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        return self.show()

    def post(self, request):
        if self.save():
            return redirect(reverse("links:unlinked") + self.place())
        # What was ticked comes back, for the terms that it was ticked for.
        return self.show(self.ticked, pairs_of([f"{pk}-0" for pk in request.POST.getlist("term")]), status=409)

    def chosen(self):
        asked = self.request.GET.get("kind", "")
        return asked if asked in self.kinds else ""

    def place(self):
        """Return the query for the kind and the page of the list that she stands on."""
        page = self.request.GET.get("p", "")
        kept = {"kind": self.chosen(), "p": page if page.isascii() and page.isdecimal() else ""}
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"?{query}" if query else ""

    def show(self, ticked=None, terms=(), status=200):
        asking, chosen = Asking(), self.chosen()
        without = asking.unlinked(self.kinds)
        counts = Counter(face.kind for face in without)
        if terms:
            without = [asking.faces[pk] for pk, _none in terms if pk in asking.faces]
        elif chosen:
            without = [face for face in without if face.kind == chosen]
        listed = Paginator(without, TERMS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        seen = set()
        context = self.get_context_data(
            asked=[asking.about(face.concept_id, ticked=ticked, beforehand=True).without(seen) for face in listed],
            listed=listed,
            total=len(without),
            kinds=[(kind, KIND_PLURALS[kind], counts[kind]) for kind in self.kinds],
            chosen=chosen,
            media=MEDIA,
            here=self.request.get_full_path(),
        )
        return self.render_to_response(context, status=status)
