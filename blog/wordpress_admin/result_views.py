"""The proof in the admin: figures that add up, every thing with what became of it, every text beside the old one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from blog.importers.wordpress.loading.rows import in_json
from blog.models import PostPage, ProofRow
from blog.wordpress_admin import words
from blog.wordpress_admin.pages import OneRunMixin, is_there
from home.pagination import page_of

Section = ProofRow.Section
ROWS = 50
RESULTS = ("imported", "updated", "unchanged", "skipped", "failed")
MISSED = ("skipped", "failed")
ANSWERS = 200


@dataclass(frozen=True)
class Shown:
    """A list that is shown: its name, and of which rows it consists."""

    name: Any
    section: str
    only: Q = Q()  # noqa: RUF009 - never changed

    @property
    def rule(self) -> Q:
        return Q(section=self.section) & self.only


SHOWN = {
    "items": Shown(gettext_lazy("Everything"), Section.ITEM),
    "missed": Shown(gettext_lazy("Not imported"), Section.ITEM, Q(result__in=MISSED)),
    "differing": Shown(gettext_lazy("Texts that differ"), Section.TEXT, Q(amount__gt=0)),
    "texts": Shown(gettext_lazy("All texts"), Section.TEXT),
    "silent": Shown(
        gettext_lazy("Old addresses that do not answer"), Section.ADDRESS, Q(amount__lt=ANSWERS) | Q(amount__gt=ANSWERS)
    ),
    "addresses": Shown(gettext_lazy("All old addresses"), Section.ADDRESS),
    "comments": Shown(gettext_lazy("Comments"), Section.COMMENT),
    "missed_comments": Shown(gettext_lazy("Comments not imported"), Section.COMMENT, Q(result__in=MISSED)),
    "files": Shown(gettext_lazy("Pictures and documents"), Section.FILE),
    "notes": Shown(gettext_lazy("Worth knowing"), Section.NOTE),
}
FRAME_POLICY = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox"
)


def rows_of(run: Any, shown: str) -> Any:
    """Return the rows of one list, the worst first where one is worse than another."""
    rows = run.rows.filter(SHOWN[shown].rule).defer("old")
    if shown == "silent":
        return rows.order_by("pk")
    if shown in {"differing", "texts"}:
        return rows.order_by("-amount", "pk")
    # As it happens, what failed comes first in the alphabet, and what stayed behind after what came.
    return rows.order_by("result", "pk")


class ResultView(OneRunMixin, View):
    """What became of an export."""

    template_name = "blog/admin/wordpress_result.html"

    def get(self, request, pk):
        shown = request.GET.get("show", "items")
        shown = shown if shown in SHOWN else "items"
        rows = rows_of(self.run, shown)
        listed = page_of(Paginator(rows, ROWS), request, parameter="p", keep=["show"])
        report = self.run.report
        counted = [*self.counted("by_type", "found"), *self.counted("by_state", "found_comments")]
        # What became of nothing has no column.
        columns = [at for at in range(len(RESULTS)) if any(row["results"][at] for row in counted)]
        for row in counted:
            row["results"] = [(words.result_name(RESULTS[at]), row["results"][at]) for at in columns]
        titles = self.titles(listed)
        context = self.get_context_data(
            run=self.run,
            report=report,
            counted=counted,
            results=[words.result_name(RESULTS[at]) for at in columns],
            unaccounted=[words.said(line) for line in report["unaccounted"]],
            lists=self.lists(shown),
            shown=shown,
            section=SHOWN[shown].section,
            heading=SHOWN[shown].name,
            listed=listed,
            rows=[self.row(row, titles) for row in listed],
            can_go_on=is_there(self.run),
        )
        return self.render_to_response(context)

    def lists(self, shown: str) -> list[dict[str, Any]]:
        """Return the lists that hold anything, with how much, and the one that is shown."""
        counts = {name: Count("pk", filter=one.rule) for name, one in SHOWN.items()}
        return [
            {"name": name, "label": SHOWN[name].name, "number": number, "is_current": name == shown}
            for name, number in self.run.rows.order_by().aggregate(**counts).items()
            if number or name == shown
        ]

    def titles(self, listed: Any) -> dict[str, str]:
        """Return {number: title} of the posts that comments and files belong to."""
        told = [row.row for row in listed if row.section in {Section.COMMENT, Section.FILE}]
        numbers = {str(number) for row in told for number in (row.get("post"), *row.get("used_in", [])) if number}
        items = self.run.rows.filter(section=Section.ITEM, number__in=numbers).values_list("number", "page", "row")
        titles: dict[str, str] = {}
        for number, page, row in items:
            # Of two with one number, the one that is here.
            if page or number not in titles:
                titles[number] = row["title"] or number
        return titles

    def counted(self, by: str, found: str) -> list[dict[str, Any]]:
        """Return, for each kind of things, how many the export has and what became of them."""
        counts = self.run.report["counts"]
        rows = []
        for kind in self.in_order({*counts[found], *(self.counted_as(found, kind) for kind in counts[by])}):
            name = kind.removeprefix("comment/") if found == "found_comments" else kind
            results = counts[by].get(name, {})
            number = counts[found].get(kind, 0)
            rows.append(
                {
                    "name": words.kind_name(name)
                    if found == "found"
                    else _("Comments: %(state)s") % {"state": words.comment_state(name)},
                    "found": number,
                    "results": [results.get(result, 0) for result in RESULTS],
                    "adds_up": sum(results.values()) == number and not results.get("failed"),
                }
            )
        return rows

    @staticmethod
    def in_order(kinds: set[str]) -> list[str]:
        """Return "post/publish" and the like, posts first; a comment's state is the second part too."""
        types, states = [*words.TYPES], [*words.STATUSES, *words.COMMENTS]

        def place(kind: str) -> tuple[int, int, str]:
            what, _slash, state = kind.partition("/")
            return (
                types.index(what) if what in types else len(types),
                states.index(state) if state in states else len(states),
                kind,
            )

        return sorted(kinds, key=place)

    @staticmethod
    def counted_as(found: str, kind: str) -> str:
        return f"comment/{kind}" if found == "found_comments" else kind

    def row(self, row: ProofRow, titles: dict[str, str]) -> dict[str, Any]:
        told = row.row
        post = str(told.get("post") or "")
        return {
            **told,
            "page_id": row.page_id,
            "number": row.number,
            "amount": row.amount,
            "post": titles.get(post, post),
            "used_in": [titles.get(str(number), str(number)) for number in told.get("used_in", [])],
            "result_name": words.result_name(row.result),
            "is_bad": row.result == "failed" or (row.section == Section.ADDRESS and row.amount not in (None, ANSWERS)),
            "reason": words.said(told.get("reason", "")),
            "what": words.said(told.get("what", "")),
            "kind": words.type_name(told.get("type", "")),
            "answers": row.amount == ANSWERS,
            # A file's is that of the post it hangs at: nothing that anybody asks for.
            "status": "" if told.get("status") == words.NO_STATUS else words.status_name(str(told.get("status", ""))),
            "state": words.comment_state(told.get("state", "")),
        }


class TextView(OneRunMixin, View):
    """One text, the old beside the new."""

    template_name = "blog/admin/wordpress_text.html"

    @cached_property
    def row(self) -> Any:
        rows = self.run.rows.filter(section=Section.TEXT).select_related("page")
        return get_object_or_404(rows, number=self.kwargs["number"])

    def get_page_title(self):
        return (self.row.page and self.row.page.title) or self.row.row.get("title") or self.row.number

    def get(self, request, pk, number):
        page = self.row.page
        post = page and PostPage.objects.filter(pk=page.pk).first()
        context = self.get_context_data(
            run=self.run,
            row=self.row,
            page=page,
            can_edit=bool(page and page.permissions_for_user(request.user).can_edit()),
            post=post if post and post.permissions_for_user(request.user).can_edit() else None,
            next=self.next_number(),
        )
        return self.render_to_response(context)

    def next_number(self) -> str:
        """Return the number of the text that differs most after this one."""
        after = self.run.rows.filter(section=Section.TEXT, amount=self.row.amount, pk__gt=self.row.pk).order_by("pk")
        less = self.run.rows.filter(section=Section.TEXT, amount__lt=self.row.amount).order_by("-amount", "pk")
        for rows in (after, less):
            if number := rows.values_list("number", flat=True).first():
                return number
        return ""


class OldTextView(TextView):
    """What WordPress showed, in a frame of its own where nothing runs, and nothing is fetched."""

    def get(self, request, pk, number):
        self.template_name = "blog/admin/wordpress_old.html"
        response = self.render_to_response({"row": self.row, "title": self.get_page_title()})
        response["Content-Security-Policy"] = FRAME_POLICY
        response["Cache-Control"] = "no-store"
        return response


class ReportView(OneRunMixin, View):
    """The whole proof as JSON, as the command writes it."""

    def get(self, request, pk):
        if not self.run.report:
            return HttpResponse(status=404)
        response = StreamingHttpResponse(self.pieces(), content_type="application/json")
        response["Content-Disposition"] = f'attachment; filename="wordpress-{self.run.pk}.json"'
        return response

    def pieces(self) -> Iterator[str]:
        return in_json(self.parts())

    def parts(self) -> Iterator[tuple[str, Any]]:
        for name in ("source", "dry_run", "counts", "unaccounted", "unaccounted_number"):
            yield name, self.run.report[name]
        for section in Section.values:
            rows = self.run.rows.filter(section=section)
            rows = rows.order_by("-amount", "pk") if section == Section.TEXT else rows
            yield section, rows.values_list("row", flat=True).iterator(chunk_size=1000)
