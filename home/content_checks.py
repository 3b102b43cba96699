"""What Wagtail's checks look for in our pages, while an editor writes and when she reads what is published.

Axe does the looking: https://github.com/dequelabs/axe-core/blob/develop/doc/rule-descriptions.md
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

# What a screen reader says of every picture, in the languages of the site.
EMPTY_ALTS = ("bilde", "bilete", "foto", "illustrasjon", "image", "picture", "photo", "illustration", "govva")
PICTURE_OF = ("bilde av", "bilete av", "foto av", "illustrasjon av", "image of", "picture of", "photo of")

# A file's name, as a camera or a programme gives it; or a word that a screen reader says already.
ALT_PATTERN = (
    r"\.(avif|gif|heic|jpe?g|png|svg|tiff?|webp)$|_|^(dsc|img|p)[- ]?\d+"
    rf"|^({'|'.join(EMPTY_ALTS)})[\s\d.]*$|^({'|'.join(PICTURE_OF)})\b"
)


class PageChecks(ContentCheckerItem):
    """What an editor can mend, in words that say how; what the templates answer for is tested with the site.

    Axe can't be told to look for links that say “here”: the panel below the text does (home/panels.py).
    """

    axe_include = ["main"]
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "image-redundant-alt",
        "page-has-heading-one",
    ]
    axe_custom_checks = [
        *(check for check in ContentCheckerItem.axe_custom_checks if check["id"] != "check-image-alt-text"),
        {"id": "check-image-alt-text", "options": {"pattern": ALT_PATTERN}},
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "alt-text-quality": {
            "error_name": _("The alternative text doesn't say what the picture shows"),
            "help_text": _(
                "Describe what is seen, as you would on the telephone. Leave out the file's name and “picture of”."
            ),
        },
        "image-alt": {
            "error_name": _("The picture has no alternative text"),
            "help_text": _("Say what it shows, or mark it as decorative."),
        },
        "image-redundant-alt": {
            "error_name": _("The alternative text repeats the text beside it"),
            "help_text": _("It is read out twice. Let the alternative text say what the picture shows besides."),
        },
        "empty-heading": {
            "error_name": _("A heading is empty"),
            "help_text": _("Write a heading, or remove it."),
        },
        "heading-order": {
            "error_name": _("A level of headings is skipped"),
            "help_text": _("Put a heading above the subheading, or make the subheading a heading."),
        },
        "p-as-heading": {
            "error_name": _("A paragraph in bold looks like a heading"),
            "help_text": _("Make it a heading, so that everybody can find it."),
        },
        "page-has-heading-one": {
            "error_name": _("The page has no title"),
            "help_text": _("Give it a title at the top of the form."),
        },
        "link-name": {
            "error_name": _("A link has no text"),
            "help_text": _("Write where it leads, or remove the link."),
        },
        "empty-table-header": {
            "error_name": _("A header of the table is empty"),
            "help_text": _("Say what stands in the column or row."),
        },
        "frame-title": {
            "error_name": _("What is shown from elsewhere has no name"),
            "help_text": _("Write what it is in the field “What is it?”."),
        },
        "empty-meta-description": {
            "error_name": _("The page has no description"),
            "help_text": _("Write an introduction, or a description for search engines under Promote."),
        },
    }


def with_our_checks(request, items, page):
    """Put our checks in the place of Wagtail's, in the userbar and in the editor's panel alike."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = PageChecks(in_editor=item.in_editor)
