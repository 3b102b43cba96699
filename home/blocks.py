"""The blocks of running text, for every page with a body."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from home.embeds import player_of
from home.text.slugs import slug_for

RICH_TEXT = ["h3", "h4", "bold", "italic", "link", "document-link", "ol", "ul"]


def heading_anchor(text):
    """Return the anchor of a heading of the text."""
    return slug_for(text, 60, fallback="h")


class HeadingBlock(blocks.StructBlock):
    """A heading of the text, with an anchor of its own."""

    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Heading")), ("h3", _("Subheading"))],
        default="h2",
        help_text=_("A subheading belongs to the heading above it."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        description = _("A heading within the text.")

    def get_preview_value(self):
        return self.normalize({"text": gettext("What we talked about"), "level": "h2"})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["anchor"] = heading_anchor(value["text"])
        return context


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("Quote"), rows=3)
    source = blocks.CharBlock(label=_("Who said it"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"
        description = _("What somebody said or wrote, set apart from the text.")

    def get_preview_value(self):
        return self.normalize({"text": gettext("We can do more together."), "source": gettext("A participant")})


class CaptionedImageBlock(blocks.StructBlock):
    """A picture with its alternative text, and what stands below it."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=400)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/captioned_image.html"
        description = _("A picture with a caption. Say in the alternative text what it shows.")
        # A drawn one: the site may have no pictures yet, and other people's are not for examples.
        preview_template = "blocks/previews/captioned_image.html"

    def get_preview_value(self):
        return self.normalize({"image": None, "caption": gettext("A caption says who is in the picture, and where.")})


@dataclass(frozen=True)
class ExampleDocument:
    """Stands for a document where a block is shown as an example."""

    title: str
    url: str = "#"
    file_extension: str = "pdf"
    file_size: int = 248_000


class DocumentBlock(blocks.StructBlock):
    """A file to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Link text"), required=False, max_length=200, help_text=_("Empty: the document's own title.")
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "blocks/document.html"
        description = _("A file that readers can download.")

    def get_preview_value(self):
        value = self.normalize({"document": None, "title": ""})
        value["document"] = ExampleDocument(gettext("Programme for the session"))
        return value


class EmbedBlock(blocks.StructBlock):
    """A film, a map or the like elsewhere. Nothing is loaded from others unasked."""

    url = blocks.URLBlock(
        label=_("Address"),
        help_text=_(
            "As it stands in the browser. Films at YouTube, Vimeo and TED and maps at OpenStreetMap can be shown in "
            "the page, when the reader asks; anything else is a link."
        ),
    )
    title = blocks.CharBlock(label=_("What is it?"), max_length=200)

    class Meta:
        icon = "media"
        label = _("Film or page elsewhere")
        template = "blocks/embed.html"
        description = _("A film, a map or the like elsewhere. Nothing is loaded until the reader asks for it.")

    def get_preview_value(self):
        return self.normalize({"url": "https://vimeo.com/76979871", "title": gettext("A film from the session")})

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["host"] = urlsplit(value["url"]).hostname or ""
        context["player"] = player_of(value["url"])
        return context


class SiteTableBlock(TableBlock):
    """A small table, with a caption and header cells that screen readers announce."""

    class Meta:
        icon = "table"
        label = _("Table")
        template = "blocks/table.html"
        description = _("A small table. Say which cells are headers, and give it a caption.")

    def get_preview_value(self):
        return {
            "data": [
                [gettext("When"), gettext("What")],
                ["9.00", gettext("Coffee")],
                ["9.30", gettext("Work in groups")],
            ],
            "cell": [],
            "mergeCells": [],
            "first_row_is_table_header": True,
            "first_col_is_header": False,
            "table_header_choice": "row",
            "table_caption": gettext("The first day"),
        }


class PreformattedBlock(blocks.StructBlock):
    """Text in which spaces and line breaks are part of what it says: a poem, a piece of code."""

    text = blocks.TextBlock(label=_("Text with its own line breaks"), rows=6)
    label = blocks.CharBlock(
        label=_("What is it?"), required=False, max_length=100, help_text=_("Read aloud to those who don't see it.")
    )

    class Meta:
        icon = "code"
        label = _("Verse or code")
        template = "blocks/preformatted.html"
        description = _("Text whose spaces and line breaks are kept: a poem, an address, a piece of code.")

    def get_preview_value(self):
        return self.normalize({"text": gettext("We met,\n    we talked,\nwe wrote it down."), "label": ""})


class ContentStreamBlock(blocks.StreamBlock):
    """Running text: what any page may hold."""

    heading = HeadingBlock(group=_("Text"))
    text = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=RICH_TEXT,
        template="blocks/text.html",
        group=_("Text"),
        description=_("Paragraphs, lists and links."),
        preview_value="<p>We met for two days and talked about what we can do together.</p>",
    )
    quote = QuoteBlock(group=_("Text"))
    image = CaptionedImageBlock(group=_("Media"))
    document = DocumentBlock(group=_("Media"))
    embed = EmbedBlock(group=_("Media"))
    table = SiteTableBlock(group=_("Text"))
    preformatted = PreformattedBlock(group=_("Text"))
