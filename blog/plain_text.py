"""The text of a post as plain lines: what its editions keep and compare."""

from collections import Counter

from bs4 import BeautifulSoup

from blog.blocks import LIVE
from collaboration.models import Attribution, Organisation
from collaboration.reading import read_list
from collaboration.vocabulary import chosen_terms

# Rich text's elements that begin on a line of their own.
OWN_LINE = ["p", "h2", "h3", "h4", "li", "ul", "ol", "br", "hr"]


def lines_of(post):
    """Return what readers see of a post, a line for each paragraph, heading or statement."""
    seen = Counter()
    lines = [post.title, *post.introduction.splitlines()]
    lists = [read_list(stored, seen) for stored in post.body.raw_data]
    said_lists = [said for said in lists if said]
    terms = chosen_terms(said_lists)
    organisations = Organisation.objects.in_bulk({pk for said in said_lists for pk in said.organisations})
    for number, said in enumerate(lists):
        lines += _list_lines(said, terms, organisations) if said else block_lines(post.body[number])
    return [line.strip() for line in lines if line and line.strip()]


def _list_lines(said, terms, organisations):
    whose = ", ".join(organisations[pk].display_name for pk in said.organisations if pk in organisations)
    if said.attribution == Attribution.SHARED:
        whose = str(Attribution.SHARED.label)
    yield " – ".join(part for part in (said.heading, whose) if part)
    for item in said.items:
        if term := terms.get((said.kind, item.term)):
            wording = item.wording or term.name
            yield f"{wording} ({item.note})" if item.note else wording


def _text_lines(html):
    """Return a line for each paragraph, heading or list item: what is bold or a link stays in its line."""
    soup = BeautifulSoup(html, "html.parser")
    for piece in soup.find_all(OWN_LINE):
        piece.insert_before("\n")
        piece.insert_after("\n")
    return soup.get_text().splitlines()


def block_lines(block):
    value = block.value
    match block.block_type:
        case "heading":
            return [value["text"]]
        case "text":
            return _text_lines(value.source)
        case "preformatted":
            return value["text"].splitlines()
        case "quote":
            return [*value["text"].splitlines(), value["source"]]
        case "image":
            return [value["image"].contextual_alt_text if value["image"] else "", value["caption"]]
        case "document":
            return [value["title"] or (value["document"].title if value["document"] else "")]
        case "embed":
            return [value["title"], value["url"]]
        case "table":
            rows = value.get("data") or []
            return [value.get("table_caption") or "", *(" | ".join(cell or "" for cell in row) for row in rows)]
        case kind if kind in LIVE:
            # What it shows is not the post's own, and changes without it.
            return [value["heading"], value.get("caption", "")]
    return [str(value)]
