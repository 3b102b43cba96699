"""Blocks that show in a post what the overview holds at the time of reading: nothing of it is stored in the post."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Locale
from wagtail.snippets.blocks import SnippetChooserBlock

from collaboration.changes.page import title_of
from collaboration.changes.report import changed_since
from collaboration.models import Kind, Organisation, Session
from collaboration.overview import asked
from collaboration.overview.known import known_of
from collaboration.overview.matrix import Group, Order
from collaboration.overview.table import GROUP_TITLES, HERE, Overview
from collaboration.pictures.figures import TITLES, Figures
from collaboration.reader import reader_of
from collaboration.routes import CHANGES
from collaboration.templatetags.collaboration_tags import KIND_PLURALS
from home.blocks import heading_anchor

# What a post shows of the overview, at most; the overview has the rest.
MOST_ROWS = 100


class LiveValue(blocks.StructValue):
    """What an editor chose to be shown."""

    # For whom it is shown, and how many with the same title stand before it on the page.
    reader: Any = None
    before = 0

    @property
    def title(self) -> str:
        """The heading; without one of its own, what is shown."""
        return self.get("heading") or str(self.block.title_of(self))

    @property
    def anchor(self) -> str:
        own = heading_anchor(self.title)
        return f"{own}-{self.before + 1}" if self.before else own


def tell_apart(values: Iterable[LiveValue], reader: Any, taken: Iterable[str] = ()) -> None:
    """Give what stands on one page an anchor each; `taken` are those of its headings."""
    seen = Counter(taken)
    for value in values:
        value.reader, value.before = reader, 0
        own = value.anchor
        value.before, seen[own] = seen[own], seen[own] + 1


class LiveBlock(blocks.StructBlock):
    """Something of the overview, looked up when it is read, in the page's language."""

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, max_length=200, help_text=_("Empty: what the block shows.")
    )

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        request, page = context.get("request"), context.get("page")
        locale = page.locale if getattr(page, "locale_id", None) else Locale.get_active()
        value.reader = reader_of(request, locale)
        context["shown"] = self.shown(value, value.reader, request)
        return context

    def title_of(self, value: Any) -> str:
        """Return what the block shows, in a few words."""
        raise NotImplementedError

    def shown(self, value: Any, reader: Any, request: Any) -> Any:
        """Return what the template draws; None where what was chosen is not to be seen (any more)."""
        raise NotImplementedError

    class Meta:
        group = _("Live from the overview")
        value_class = LiveValue


class Terms:
    """Terms of one kind, as far as an editor narrowed them down."""

    def __init__(
        self, kind: Kind, reader: Any, request: Any, most: int, query: dict[str, Any], words: list[str]
    ) -> None:
        # What it was narrowed down by, in words.
        self.words = words
        asked_for = QueryDict(mutable=True)
        for name, found in query.items():
            asked_for[name] = found
        self.overview = Overview(kind, reader, request, asked_for, first=most, known=known_of(reader))
        base = reader.section(kind)
        self.url = base and f"{base}{asked.address(**query)}{HERE}"

    @property
    def total(self) -> int:
        return len(self.overview.fitting)

    @cached_property
    def rows(self) -> list[Any]:
        return [row for part in self.overview.parts for row in part.rows]

    @property
    def has_more(self) -> bool:
        return self.total > len(self.rows)


class TermsBlock(LiveBlock):
    """Terms of one kind, of all or as far as they are narrowed down."""

    kind = blocks.ChoiceBlock(label=_("What"), choices=list(KIND_PLURALS.items()), default=Kind.COMPETENCY)
    organisation = SnippetChooserBlock(
        "collaboration.Organisation", label=_("Named by"), required=False, help_text=_("Empty: by anybody.")
    )
    theme = SnippetChooserBlock("collaboration.Theme", label=_("Theme"), required=False)
    session = SnippetChooserBlock(
        "collaboration.Session", label=_("Said in"), required=False, help_text=_("Empty: in any session.")
    )
    by_how_many = blocks.ChoiceBlock(
        label=_("By how many"),
        required=False,
        choices=[(str(group), GROUP_TITLES[group]) for group in Group if group != Group.UNNAMED],
    )
    most = blocks.IntegerBlock(
        label=_("At most"),
        default=20,
        min_value=1,
        max_value=MOST_ROWS,
        help_text=_("How many to show. The rest is a click away, in the overview."),
    )

    order = Order.GROUP

    def title_of(self, value):
        return KIND_PLURALS[Kind(value["kind"])]

    def shown(self, value, reader, request):
        kind, query, words = Kind(value["kind"]), {}, []
        themes = known_of(reader).themes
        for name, chosen, found in (
            ("by", value["organisation"], lambda row: reader.organisations.shown(row.pk)),
            ("session", value["session"], lambda row: reader.sessions.shown(row.pk)),
            ("theme", value["theme"], lambda row: themes.get(row.translation_key)),
        ):
            if chosen is not None:
                row = found(chosen)
                if row is None:
                    return None
                slug, word = row if name == "theme" else (row.slug, getattr(row, "display_name", row.name))
                query[name] = slug
                words.append(word)
        if value["by_how_many"]:
            words.append(str(GROUP_TITLES[Group(value["by_how_many"])]))
        query |= {"group": value["by_how_many"] or "", "order": str(self.order)}
        query = {name: word for name, word in query.items() if word}
        return Terms(kind, reader, request, value["most"] or MOST_ROWS, query, words)

    def get_preview_value(self):
        return self.normalize({**dict.fromkeys(self.child_blocks), "kind": Kind.COMPETENCY, "most": 8})


class MatrixBlock(TermsBlock):
    """Who named what, as a table."""

    class Meta:
        icon = "table"
        label = _("Who named what")
        template = "blocks/live_matrix.html"
        description = _("A table of terms and who named them, as the overview has it when it is read.")


class TermListBlock(TermsBlock):
    """Names of terms, as a list."""

    order = Order.NAME

    class Meta:
        icon = "list-ul"
        label = _("List of terms")
        template = "blocks/live_list.html"
        description = _("Terms by name: all of a kind, or those of an organisation, a theme or a session.")


class PictureBlock(LiveBlock):
    """A picture of the numbers, with the table behind it."""

    picture = blocks.ChoiceBlock(label=_("Picture"), choices=list(TITLES.items()), default="help")
    caption = blocks.CharBlock(
        label=_("Caption"), required=False, max_length=400, help_text=_("Empty: a sentence that says what it shows.")
    )

    def title_of(self, value):
        return TITLES[value["picture"]]

    def shown(self, value, reader, request):
        figure = Figures(reader, request).figure(value["picture"])
        return None if figure.is_empty else figure

    def get_preview_value(self):
        return self.normalize({"heading": "", "picture": "named", "caption": ""})

    class Meta:
        icon = "view"
        label = _("Picture of the numbers")
        template = "blocks/live_picture.html"
        description = _("The numbers drawn, as they are when the post is read, with a table behind.")


def _in_language(value: Any, field: str) -> str:
    """Return what a chosen organisation or session is called in the reader's language."""
    chosen = value.get(field)
    if chosen is None:
        return ""
    rows = getattr(value.reader, f"{field}s", None)
    return ((rows and rows.shown(chosen.pk)) or chosen).name


class OrganisationBlock(LiveBlock):
    """One organisation: its sign, what it is, and how much it named."""

    organisation = SnippetChooserBlock("collaboration.Organisation", label=_("Organisation"))

    def title_of(self, value):
        return _in_language(value, "organisation")

    def shown(self, value, reader, request):
        chosen = value.get("organisation")
        if chosen is None:
            return None
        row = reader.organisations.shown(chosen.pk)
        if row is None:
            return None
        counts = known_of(reader).terms_by_organisation.get(reader.organisations.firsts[chosen.pk], {})
        named = [
            (KIND_PLURALS[kind], counts[kind], f"{reader.section(kind)}{asked.address(by=row.slug)}{HERE}")
            for kind in Kind
            if kind in counts
        ]
        return {"organisation": row, "url": reader.url(row), "named": named}

    def get_preview_value(self):
        return self.normalize({"heading": "", "organisation": Organisation.objects.filter(live=True).first()})

    class Meta:
        icon = "group"
        label = _("Card of an organisation")
        template = "blocks/live_organisation.html"
        description = _("An organisation's sign, what it is, and how much it named.")


class ChangesBlock(LiveBlock):
    """What has changed since a session: how many terms in which way, and what became of challenges and goals."""

    session = SnippetChooserBlock("collaboration.Session", label=_("Since the session"))
    kind = blocks.ChoiceBlock(
        label=_("What"), choices=list(KIND_PLURALS.items()), required=False, help_text=_("Empty: all four kinds.")
    )

    def title_of(self, value):
        name = _in_language(value, "session")
        return _("What has changed since %(session)s") % {"session": name} if name else ""

    def shown(self, value, reader, request):
        chosen = value.get("session")
        if chosen is None or reader.sessions.shown(chosen.pk) is None:
            return None
        kind = value.get("kind") or ""
        report = changed_since(reader.sessions.firsts[chosen.pk], reader, kind=kind)
        if report is None:
            return None
        front = reader.section(CHANGES)
        query = asked.address(**{"from": report.earlier.slug, "to": report.later.slug, "kind": kind})
        url = front and f"{front}{query}"
        groups = [(title_of(change), len(lines), url and f"{url}#{change}") for change, lines in report.groups.items()]
        return {"report": report, "groups": groups, "url": url}

    def get_preview_value(self):
        first = Session.objects.filter(live=True).order_by("date").first()
        return self.normalize({"heading": "", "session": first, "kind": None})

    class Meta:
        icon = "history"
        label = _("What has changed since")
        template = "blocks/live_changes.html"
        description = _("What has been said since a session, and what became of challenges and goals.")
