"""A page's running text, which its editor wrote: no headings, tables or quotes, and nothing that groups said."""

from bs4 import BeautifulSoup

LEFT_OUT = ("h2", "h3", "h4", "embed")
# Each stands on a line of its own.
BLOCKS = ("p", "li", "ul", "ol", "br")


def rich_texts(page) -> list[str]:
    """Return the texts of the body as they are stored."""
    body = getattr(page, "body", None)
    return [stored["value"] or "" for stored in (body.raw_data if body else ()) if stored["type"] == "text"]


def running_text(page) -> str:
    """Return the introduction and the texts of the body, a line for each paragraph or list item."""
    return "\n".join([getattr(page, "introduction", ""), *map(lines_of_html, rich_texts(page))]).strip()


def _parsed(html: str) -> BeautifulSoup:
    # Half a surrogate pair can be sent in a form, but neither parsed nor stored.
    return BeautifulSoup(html.encode("utf-8", "ignore").decode(), "html.parser")


def lines_of_html(html: str) -> str:
    """Return what rich text says, a line for each paragraph or list item."""
    soup = _parsed(html)
    for left_out in soup.find_all(LEFT_OUT):
        left_out.decompose()
    for block in soup.find_all(BLOCKS):
        block.insert_before("\n")
        block.insert_after("\n")
    return "\n".join(line for line in map(str.strip, soup.get_text().splitlines()) if line)


def link_texts(page) -> list[str]:
    """Return the texts of the links in the body, in their order."""
    return [" ".join(link.get_text().split()) for html in rich_texts(page) for link in _parsed(html).find_all("a")]
