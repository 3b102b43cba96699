"""Decide about many at once: those that were ticked, or all that the list's filters select."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from comments import moderation
from comments.models import ModeratedComment
from comments.queue.acting import as_seen, one_error
from comments.queue.forms import BulkForm
from comments.queue.listing import selected
from comments.queue.selecting import read_marks, sees_queue
from comments.rights import moderated_by
from comments.states import State

# In one go: each is a transaction of its own, and a page should answer.
MOST_AT_ONCE = 500


class BulkView(View):
    """Ask once more where all that match were chosen, then decide about each by itself, and say what came of it."""

    http_method_names = ["post"]

    def post(self, request):
        if not sees_queue(request.user):
            raise PermissionDenied
        query = request.POST.get("query", "")
        back = f"{reverse('comment_queue:index')}?{QueryDict(query).urlencode()}"
        form = BulkForm(request.POST)
        if not form.is_valid():
            messages.error(request, one_error(form))
            return redirect(back)
        if "all" in request.POST:
            chosen = self.all_that_match(query)
            if "sure" not in request.POST:
                return self.ask(form, chosen.count(), query, back)
            comments, refused = self.as_listed(chosen)
        else:
            comments, refused = self.ticked()
        if not comments and not refused:
            messages.error(request, _("Choose at least one comment."))
            return redirect(back)
        data = form.cleaned_data
        result = moderation.decide_many(
            comments=comments, to=State(data["to"]), user=request.user, code=data["code"], note=data["note"]
        )
        refused += result.refused
        context = {
            **self.furniture(_("What became of them"), back),
            "moved": result.moved,
            "refused": refused,
            "state": State(data["to"]).label,
            "back": back,
            "most": MOST_AT_ONCE if len(comments) == MOST_AT_ONCE and "all" in request.POST else 0,
        }
        return TemplateResponse(request, "comments/admin/bulk_done.html", context)

    def ask(self, form, count, query, back):
        """Show how many it would be, with a button."""
        context = {
            **self.furniture(_("Decide about all that match"), back),
            "form": form,
            "count": count,
            "most": MOST_AT_ONCE,
            "query": query,
            "back": back,
            "shown_at": self.request.POST.get("shown_at", ""),
            "choice": dict(form.fields["to"].choices)[form.cleaned_data["to"]],
            "reason": dict(form.fields["code"].choices)[form.cleaned_data["code"]],
        }
        return TemplateResponse(self.request, "comments/admin/bulk_ask.html", context)

    def furniture(self, title, back):
        """Return what Wagtail's frame around a page asks for."""
        return {
            "header_title": title,
            "header_icon": "comment",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": back, "label": _("Comments")},
                {"url": "", "label": title},
            ],
        }

    def all_that_match(self, query):
        _filters, comments = selected(self.request.user, QueryDict(query), self.request)
        return comments.oldest_first().select_related("discussion", "writer", "user")

    def as_listed(self, chosen):
        """Return (what was there when the list was shown, what has come or changed since, and why not)."""
        shown_at = parse_datetime(self.request.POST.get("shown_at", "")) or timezone.now()
        comments, refused = [], []
        for comment in chosen[:MOST_AT_ONCE]:
            times = (comment.submit_date, comment.decided_at, comment.edited_at)
            if max(time for time in times if time) > shown_at:
                refused.append((comment, _("It came, or was changed, after the list was shown to you.")))
            else:
                comments.append(comment)
        return comments, refused

    def ticked(self):
        """Return (those ticked that are what they were when they were seen, the others, and why not)."""
        marks = read_marks(self.request.POST.getlist("pick")[:MOST_AT_ONCE])
        found: list[ModeratedComment] = []
        refused = []
        chosen = moderated_by(self.request.user).filter(pk__in=marks).oldest_first()
        for comment in chosen.select_related("discussion", "writer", "user"):
            try:
                found.append(as_seen(comment, marks[comment.pk]))
            except ValidationError as error:
                refused.append((comment, " ".join(error.messages)))
        return found, refused
