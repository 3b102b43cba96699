"""How far translations have come, in words and with an icon: for the report, the explorer's column and the editor."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn
from wagtail.models import Locale, Page
from wagtail_localize.models import get_edit_url

from languages.permissions import may_edit, may_translate
from languages.stages import Stage
from languages.states import things

WORDS = {
    Stage.NONE: _("Not translated"),
    Stage.DRAFT: _("Draft"),
    Stage.TRANSLATED: _("Translated"),
    Stage.OUTDATED: _("Outdated"),
}
# The sign says it without colour; the words are there for those who don't see it.
SIGNS = {Stage.NONE: "–", Stage.DRAFT: "…", Stage.TRANSLATED: "✓", Stage.OUTDATED: "!"}


def locales():
    """Return the site's languages, its first one first."""
    first = Locale.get_default()
    return sorted(Locale.objects.all(), key=lambda locale: (locale != first, locale.pk))


def shown(thing, there):
    """Return what is shown of each language but the one that something was written in."""
    cells = [(locale, thing.cells[locale.pk]) for locale in there if locale.pk in thing.cells]
    return [
        {
            "code": locale.language_code,
            "language": locale.get_display_name(),
            "stage": cell.stage.value,
            "words": WORDS[cell.stage],
            "sign": SIGNS[cell.stage],
            "cell": cell,
        }
        for locale, cell in cells
    ]


class LanguagesColumn(BaseColumn):
    """“NN ✓ EN –”: looked up for all rows of the table together."""

    cell_template_name = "languages/admin/column.html"

    def __init__(self):
        super().__init__("languages", label=_("Languages"), width="12%")

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        there, found = self._of_table(parent_context["table"])
        thing = found.get(instance.translation_key)
        # A page that mirrors another says what holds of that.
        context["languages"] = shown(thing, there) if thing else []
        return context

    def _of_table(self, table):
        if not hasattr(table, "languages"):
            there = locales()
            keys = {page.translation_key for page in table.data if page.depth > 1}
            table.languages = there, things(Page, keys, [locale.pk for locale in there])
        return table.languages


def ways(instance, user):
    """Return each language of what is edited, with the way to translate it: (rows, the language it was written in)."""
    model = Page if isinstance(instance, Page) else type(instance)
    there = locales()
    found = things(model, [instance.translation_key], [locale.pk for locale in there])
    thing = found.get(instance.translation_key)
    if thing is None:
        return [], ""
    written = next((locale.get_display_name() for locale in there if locale.pk == thing.locale), "")
    begin = begin_url(model, thing) if may_translate(user) else ""
    rows = []
    for row in shown(thing, there):
        url, does = _way(row["cell"], begin, model, user)
        rows.append({**row, "url": url, "does": does})
    return rows, written


def _way(cell, begin, model, user):
    if cell.stage is Stage.NONE:
        return begin, _("Translate")
    target = model._default_manager.filter(pk=cell.pk).first() if cell.pk else None
    if target is None or not may_edit(user, target):
        return "", ""
    if cell.has_texts and cell.translation:
        return reverse("languages:review", args=[cell.translation]), _("Read through")
    return get_edit_url(target), _("Edit")


def begin_url(model, thing):
    """Return where a translation is begun."""
    if model is Page:
        return reverse("wagtail_localize:submit_page_translation", args=[thing.pk])
    names = [model._meta.app_label, model._meta.model_name, thing.pk]
    return reverse("wagtail_localize:submit_snippet_translation", args=names)
