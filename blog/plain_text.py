"""The text of a post as plain lines: what its editions keep and compare."""

from collections import Counter

from bs4 import BeautifulSoup

from collaboration.models import Attribution
from collaboration.reading import is_statement_list, read_list


def lines_of(post):
    """Return what readers see of a post, a line for each paragraph, heading or statement."""
    seen = Counter()
    lines = [post.title, *post.introduction.splitlines()]
    for block in post.body:
        if is_statement_list(block):
            lines += _list_lines(read_list(block, seen))
        else:
            lines += _block_lines(block)
    return [line.strip() for line in lines if line and line.strip()]


def _list_lines(said):
    whose = ", ".join(organisation.display_name for organisation in said.organisations)
    if said.attribution == Attribution.SHARED:
        whose = str(Attribution.SHARED.label)
    yield " – ".join(part for part in (said.heading, whose) if part)
    for item in said.items:
        yield f"{item.wording} ({item.note})" if item.note else item.wording


def _block_lines(block):
    value = block.value
    match block.block_type:
        case "heading":
            return [value["text"]]
        case "text":
            return BeautifulSoup(value.source, "html.parser").get_text("\n").splitlines()
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
    return [str(value)]
