"""How far everything has come in each language, in Wagtail's reports menu: pages one by one, the rest as sums."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from languages.permissions import may_translate, pages_to_change, snippets_to_edit
from languages.showing import WORDS, begin_url, locales, shown
from languages.stages import Stage
from languages.states import Thing, things

# What a spreadsheet takes for the beginning of a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class ChoosingForm(forms.Form):
    """Which pages to show; nothing chosen shows all."""

    language = forms.ChoiceField(label=_("Language"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args, there, kinds, **kwargs):
        super().__init__(*args, **kwargs)
        every = ("", _("All"))
        self.fields["language"].choices = [every, *((str(one.pk), one.get_display_name()) for one in there)]
        self.fields["state"].choices = [every, *((stage.value, words) for stage, words in WORDS.items())]
        self.fields["kind"].choices = [every, *kinds]


@dataclass
class Row:
    """One page: by its title in the language it was written in."""

    thing: Thing
    title: str
    kind: str
    kind_name: str
    written: str
    languages: list[dict[str, Any]]
    begin: str

    def is_wanted(self, language: str, state: str, kind: str) -> bool:
        """Return whether this is among what was asked for; a state is meant of the language, if one is chosen."""
        cells = [row for row in self.languages if not language or str(row["cell"].locale) == language]
        if kind and self.kind != kind:
            return False
        return any(not state or row["stage"] == state for row in cells) if language or state else True


@dataclass
class Sum:
    """How many of one kind stand where in each language."""

    name: str
    url: str
    total: int
    counts: list[tuple[Any, list[tuple[Any, int]]]]


def sums_in_words(name: str, counts: dict[str, int], total: int) -> str:
    """Return “Nynorsk: 12 of 30 translated, 2 outdated”."""
    done = counts.get(Stage.TRANSLATED.value, 0) + counts.get(Stage.OUTDATED.value, 0)
    outdated = counts.get(Stage.OUTDATED.value, 0)
    said = _("%(language)s: %(done)s of %(total)s translated") % {"language": name, "done": done, "total": total}
    if outdated:
        said += ngettext(", %(number)s outdated", ", %(number)s outdated", outdated) % {"number": outdated}
    return said


class LanguagesReportView(ReportView):
    """Pages by languages, with the state of each; terms, organisations and the like as sums."""

    page_title = _("Languages")
    header_icon = "wagtail-localize-language"
    template_name = "languages/admin/report.html"
    results_template_name = "languages/admin/report_results.html"
    index_url_name = "languages_report"
    index_results_url_name = "languages_report_results"
    paginate_by = 50
    is_searchable = False

    def dispatch(self, request, *args, **kwargs):
        if not may_translate(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def there(self):
        return locales()

    @cached_property
    def all_rows(self):
        """Return the pages that the user may change as they were first written, by three questions however many."""
        mine = pages_to_change(self.request.user).filter(depth__gt=1)
        found = things(Page, mine.values("translation_key"), [locale.pk for locale in self.there])
        names = {locale.pk: locale.get_display_name() for locale in self.there}
        pages = mine.filter(alias_of=None).select_related("content_type").order_by("path")
        rows = []
        for page in pages:
            thing = found.get(page.translation_key)
            if thing and thing.pk == page.pk:
                kind = page.content_type
                rows.append(
                    Row(
                        thing=thing,
                        title=page.title,
                        kind=f"{kind.app_label}.{kind.model}",
                        kind_name=capfirst(kind.name),
                        written=names.get(thing.locale, ""),
                        languages=shown(thing, self.there),
                        begin=begin_url(Page, thing),
                    )
                )
        return rows

    @cached_property
    def choosing(self):
        kinds = sorted({(row.kind, row.kind_name) for row in self.all_rows}, key=lambda kind: kind[1])
        form = ChoosingForm(self.request.GET, there=self.there, kinds=kinds)
        form.is_valid()
        return form

    def get_filtered_queryset(self):
        chosen = getattr(self.choosing, "cleaned_data", {})
        wanted = [chosen.get(name, "") for name in ("language", "state", "kind")]
        return [row for row in self.all_rows if row.is_wanted(*wanted)]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context["choosing"] = self.choosing
        context["columns"] = self.there
        context["sums"] = self.sums()
        context["snippets"] = [self.of_snippets(model) for model in snippets_to_edit(self.request.user)]
        chosen = self.request.GET.copy()
        chosen.pop("p", None)
        context["chosen"] = chosen.urlencode()
        return context

    def sums(self):
        """Return one sentence for each language into which something is translated."""
        counts, totals = _count(self.all_rows)
        return [
            sums_in_words(locale.get_display_name(), counts[locale.pk], totals[locale.pk])
            for locale in self.there
            if totals[locale.pk]
        ]

    def of_snippets(self, model):
        keys = model._default_manager.order_by().values("translation_key")
        found = things(model, keys, [locale.pk for locale in self.there])
        counts = Counter((cell.locale, cell.stage) for thing in found.values() for cell in thing.cells.values())
        sums = [
            (locale, [(WORDS[stage], counts[locale.pk, stage]) for stage in Stage if counts[locale.pk, stage]])
            for locale in self.there
        ]
        try:
            url = reverse(model.snippet_viewset.get_url_name("list"))
        except NoReverseMatch:
            url = ""
        return Sum(capfirst(model._meta.verbose_name_plural), url, len(found), sums)

    # --- Export ----------------------------------------------------------------------------------

    @cached_property
    def list_export(self):
        return ["title", "kind_name", "written", *(locale.language_code for locale in self.there)]

    @cached_property
    def export_headings(self):
        headings = {"title": _("Title"), "kind_name": _("Kind"), "written": _("Written in")}
        return headings | {locale.language_code: locale.get_display_name() for locale in self.there}

    def to_row_dict(self, item):
        row = {"title": item.title, "kind_name": item.kind_name, "written": item.written}
        row |= {locale.language_code: "" for locale in self.there}
        return row | {cell["code"]: str(cell["words"]) for cell in item.languages}

    def preprocess_field_value(self, field, value, export_format):
        """Let no cell be a formula: Wagtail sees to that in XLSX alone."""
        value = super().preprocess_field_value(field, value, export_format)
        if export_format == self.FORMAT_CSV and isinstance(value, str) and value.startswith(FORMULA):
            return f"'{value}"
        return value

    def write_csv_response(self, queryset):
        """Write the whole while the user's language is still the one that is spoken."""
        response = HttpResponse(b"".join(self.stream_csv(queryset)), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.get_filename()}.csv"'
        return response

    def get_filename(self):
        return f"languages-{datetime.today():%Y-%m-%d}"


def _count(rows):
    counts, totals = {}, Counter()
    for row in rows:
        for cell in row.languages:
            counts.setdefault(cell["cell"].locale, Counter())[cell["stage"]] += 1
            totals[cell["cell"].locale] += 1
    return counts, totals
