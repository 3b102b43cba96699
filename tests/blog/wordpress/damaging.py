"""An export broken in every way that exports are broken, so that everything in it can still be read."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from .making import MadeComment, MadeItem, author_xml, term_xml, wxr

Damage = Callable[[str], str]


def once(old: str, new: str) -> Damage:
    return lambda text: text.replace(old, new, 1)


# Each leaves the number of items and comments as it was.
DAMAGES: dict[str, Damage] = {
    "a prefix that is not declared": once("<generator>", '<atom:link rel="hub" href="x"/><generator>'),
    "no version": once("<wp:wxr_version>1.2</wp:wxr_version>", ""),
    "control characters": lambda text: text.replace("Hei", "H\x0be\x08i"),
    "a bare &": once("<guid ", "<wp:x>A & B &; &x</wp:x><guid "),
    "names of HTML": once("<guid ", "<wp:y>&nbsp;&oslash;</wp:y><guid "),
    "]]> in a text": once("<![CDATA[<p>Hei", "<![CDATA[<p>]]> Hei"),
    "markup without CDATA": once(
        "<excerpt:encoded><![CDATA[]]></excerpt:encoded>", "<excerpt:encoded><p>x<br></excerpt:encoded>"
    ),
    "an element that never ends": once("<wp:ping_status>open</wp:ping_status>", "<wp:ping_status>open"),
    "an item that never ends": once("\t</item>\n", ""),
    "an end without a beginning": once("<guid ", "</wp:tag></b><guid "),
    "a missing slug": once("<wp:post_name>innlegg-3</wp:post_name>", ""),
    "warnings of the server": lambda text: "\n<br />\n<b>Warning</b>: x in <b>y</b>\n" + text,
    "times that are none": once("<wp:post_date_gmt>2011", "<wp:post_date_gmt>20x1"),
    "the ends of lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "the end missing": lambda text: text.replace("</channel>", "").replace("</rss>", ""),
}
ENCODINGS: list[Callable[[str], bytes]] = [
    lambda text: text.encode(),
    lambda text: b"\xef\xbb\xbf" + text.encode(),
    lambda text: text.encode("utf-16"),
    lambda text: text.encode("cp1252"),
    lambda text: text.replace("UTF-8", "ISO-8859-1").encode(),
]


def hard() -> list[MadeItem]:
    """Items that are whole and yet not easy: parents after children, orphans, states, PHP that lies."""
    return [
        MadeItem(id=1, comments=[MadeComment(id=1), MadeComment(id=3, parent=2), MadeComment(id=4, approved="spam")]),
        MadeItem(id=2, type="page", parent=3, gmt="0000-00-00 00:00:00", status="draft"),
        MadeItem(id=3, type="page", password="hemmelig", sticky=1, terms=[("category", "a", "A & B")]),
        MadeItem(id=4, type="attachment", status="inherit", parent=1, attachment_url="https://x.example.org/å.jpg",
                 meta=[("_wp_attachment_metadata", 'a:2:{s:5:"width";i:640;s:9:"file";s:3:"a.jpg";}')]),
        MadeItem(id=5, type="feedback", meta=[(f"ukjent_{number}", "x") for number in range(500)]),
        MadeItem(id=6, slug="%ce%b5%cf%80", content="<script>alert(1)</script><p onclick='x'>Hei</p>"),
    ]  # fmt: skip


def damaged(seed: int) -> tuple[bytes, list[str]]:
    """Return an export broken in several ways by chance, and in which."""
    chance = Random(seed)
    before = author_xml("ingrid", "Ingrid & Åse") + term_xml("category", "a", "A & B")
    text = wxr([*hard(), MadeItem(id=6)], before=before)
    names = chance.sample(sorted(DAMAGES), chance.randint(1, len(DAMAGES)))
    for name in names:
        text = DAMAGES[name](text)
    return chance.choice(ENCODINGS)(text), names
