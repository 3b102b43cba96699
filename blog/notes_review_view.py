"""Notes under review in the admin: the table, and what its buttons do, with a page for an answer or without one."""

import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View
from wagtail.admin import messages

from blog import notes
from blog.notes_answers import ReviewAnswers
from blog.notes_table import table_of, term_names
from blog.notes_there import there_already
from blog.notes_views import OneReviewMixin
from collaboration.models import NotesReview, ReviewState
from collaboration.notes.reviewed import Reviewed
from comments.queue.listing import has_shortcuts

# How many changes can be undone, and how much of a long review is kept for that.
MOST_EARLIER = 20
MOST_KEPT = 2_000_000


class ReviewView(OneReviewMixin, View):
    """The notes as a table: each line with its list, its owner, its words and its term.

    What is sent may be a part of the table: what is missing stays. Asked for JSON, it answers with what has changed,
    so that every change can be stored as it is made.
    """

    template_name = "blog/admin/notes_review.html"

    @cached_property
    def wants_json(self):
        return self.request.headers.get("Accept", "").startswith("application/json")

    def get(self, request, uuid):
        if self.review.state != ReviewState.OPEN:
            return redirect("notes:done", uuid)
        _may_write = self.target
        return self.shown()

    def post(self, request, uuid):
        _may_write = self.target
        do = request.POST.get("do", "save")
        if do == "discard":
            return self.discard()
        try:
            before, after = self.store(do)
            if do == "finish":
                return self.finish()
        except notes.NotOpen:
            return self.refused(_("These notes were finished or discarded meanwhile."), reverse_of("done", uuid))
        except notes.ChangedMeanwhile:
            told = _(
                "Somebody changed this review meanwhile, perhaps you in another window. Here is how it stands now."
            )
            return self.refused(told, reverse_of("review", uuid))
        except ValidationError as error:
            return self.invalid(" ".join(error.messages))
        if self.wants_json:
            return self.answer(before, after, undone=do == "undo")
        row = do.partition(":")[2] or (f"row-{pick}" if (pick := request.POST.get("pick")) else "")
        return redirect(reverse_of("review", uuid) + (f"#{row}" if row.startswith("row-") else ""))

    def store(self, do):
        """Keep what was answered; return the review before and after. Raises NotesProblem, ValidationError."""
        with transaction.atomic():
            locked = NotesReview.objects.select_for_update(of=("self",)).get(pk=self.review.pk)
            notes.require_open(locked, self.request.POST.get("version"))
            before = Reviewed.from_dict(locked.content)
            if do == "undo":
                after = Reviewed.from_dict(locked.earlier.pop()) if locked.earlier else before
            else:
                there = there_already(self.review, before) if do == "aside-there" else {}
                after = ReviewAnswers(before, self.review.locale, self.request.POST).done(do, there)
                if after != before:
                    locked.earlier = _latest([*locked.earlier, locked.content])
            if after != before:
                locked.content, locked.title = after.as_dict(), after.title
                locked.version += 1
                locked.save()
        self.review.refresh_from_db()
        return before, after

    def finish(self):
        again = bool(self.request.POST.get("again"))
        here = reverse_of("review", self.review.uuid)
        try:
            page = notes.finish(
                review=self.review, user=self.request.user, version=self.review.version, again=again, **self.target
            )
        except notes.StillWaiting:
            messages.error(self.request, _("Some suggestions wait for your answer. They are marked below."))
            first = next(row.key for each in self.table().lists for row in each.rows if row.item.waits)
            return redirect(f"{here}#row-{first}")
        except notes.AlreadyThere as there:
            told = _("The same notes are already there, in the post “%(post)s”.") % {"post": there.title}
            messages.warning(self.request, told)
            return redirect(f"{here}?again=1")
        if "without" in self.request.POST:
            messages.success(self.request, _("The draft is made. Nothing is published yet."))
            return redirect("notes:done", self.review.uuid)
        done = messages.button(reverse_of("done", self.review.uuid), _("What is new, and how to take it back"))
        messages.success(self.request, _("The draft is made. Nothing is published yet."), buttons=[done])
        return redirect("wagtailadmin_pages:edit", page.pk)

    def discard(self):
        with transaction.atomic():
            locked = NotesReview.objects.select_for_update(of=("self",)).get(pk=self.review.pk)
            if locked.state == ReviewState.OPEN:
                locked.state = ReviewState.DISCARDED
                locked.save()
                messages.success(self.request, _("The notes were discarded. Nothing was made of them."))
        return redirect("notes:begin")

    # --- Answers ---------------------------------------------------------------------------------

    def refused(self, told, where):
        """Tell that somebody was there first."""
        if self.wants_json:
            return JsonResponse({"told": told, "where": where}, status=409)
        messages.error(self.request, told)
        return redirect(where)

    def invalid(self, told):
        if self.wants_json:
            return JsonResponse({"told": told}, status=422)
        messages.error(self.request, told)
        return self.shown()

    def answer(self, before, after, *, undone=False):
        """Answer with the parts of the page that have changed: single lines, or all of it."""
        table = self.table()
        context = {"review": self.review, "table": table, "again": "again" in self.request.GET}
        answer = {"version": self.review.version, "kinds": sorted({each.kind for each in after.sections if each.kind})}
        # What was typed into a field stands there already, unless it is taken back.
        written = before.title == after.title and before.introduction == after.introduction
        if _shape(before) == _shape(after) and (written or not undone):
            rows = {
                f"row-{row.key}": self.html("row", {**context, "list": each, "row": row, "is_first": not place})
                for number, each in enumerate(table.lists)
                for place, row in enumerate(each.rows)
                if before.sections[number].items[place] != row.item
            }
            answer["parts"] = {**rows, "notes-actions": self.html("actions", context)}
        else:
            answer["all"] = self.html("table", context)
        return JsonResponse(answer)

    def html(self, name, context):
        return render_to_string(f"blog/admin/notes_{name}.html", context, self.request)

    def table(self):
        content = Reviewed.from_dict(self.review.content)
        return table_of(content, self.review.locale, there_already(self.review, content))

    def shown(self):
        table = self.table()
        kinds = {section.kind for section in table.content.sections if section.kind}
        return self.render_to_response(
            self.get_context_data(
                review=self.review,
                table=table,
                names=term_names(kinds, self.review.locale),
                again="again" in self.request.GET,
                same_notes=notes.same_notes(self.review),
                has_shortcuts=has_shortcuts(self.request.user),
            )
        )


def reverse_of(name, uuid):
    return reverse(f"notes:{name}", args=[uuid])


def _shape(reviewed):
    """Return what the page shows beside single lines."""
    sections = [
        (each.heading, each.kind, each.attribution, each.organisations, each.new_organisations, len(each.items))
        for each in reviewed.sections
    ]
    return sections, len(reviewed.set_aside)


def _latest(earlier):
    """Return as many of the earlier states, from the last, as are worth keeping; at least one."""
    size = len(json.dumps(earlier[-1]))
    return earlier[-max(1, min(MOST_EARLIER, MOST_KEPT // size)) :]
