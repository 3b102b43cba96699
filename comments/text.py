"""What a person wrote, as it is stored, as it is shown and as it is quoted in mails and feeds.

Everything here takes any string whatever, and takes time in proportion to its length.
"""

from __future__ import annotations

import re
import unicodedata

import nh3

from comments import markup
from comments.markup import Link
from home.text.normalise import INVISIBLE

# Counted after `clean`; browsers send two signs for each line break.
MOST_LETTERS = 5000
# Marks on one letter. Vietnamese has two, pointed Hebrew three; those who pile them up have dozens.
MOST_MARKS = 4

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code"}
_ATTRIBUTES = {"a": {"href"}, "li": {"value"}}
# Not to be credited (nofollow), written by a visitor (ugc), and given no hold on our page (noopener).
_REL = "nofollow ugc noopener"

_LINE_BREAK = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile("\n{4,}")
# What turns the direction of all that follows, so that a text reads otherwise than it is stored. The single marks,
# which Hebrew and Arabic need beside a number, stay.
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_OVERRIDE = re.compile("[\u202d\u202e]")
# No database or no XML stores these: control characters, half surrogate pairs, what Unicode says are no characters.
# The byte order mark means nothing within a text.
_NO_CHARACTERS = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_UNSTORABLE = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff{_NO_CHARACTERS}{_DIRECTION}]")
# Invisible letters, made to tag texts, in which a message can be hidden; three flags are spelled with them.
_HIDDEN_LETTERS = re.compile("(\U0001f3f4[\U000e0061-\U000e007a]{2,6}\U000e007f)|[\U000e0000-\U000e007f]")
# They look like nothing, and Unicode calls them letters.
_FILLERS = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
# In a name, nothing invisible but what joins letters in Persian and people in emoji.
_INVISIBLE_IN_NAMES = re.compile(INVISIBLE.pattern.replace("\u200b-\u200f", "\u200b\u200e\u200f"))


def clean(text: str) -> str:
    """Return the text as it is to be stored: every letter kept, and nothing in it that harms others' pages.

    Composed (NFC), with plain line breaks, at most two blank lines together and none at the ends, no space at the end
    of a line; without control and direction characters, and with at most MOST_MARKS marks on a letter.
    """
    text = _LINE_BREAK.sub("\n", text)
    text = _UNSTORABLE.sub("", text)
    text = _HIDDEN_LETTERS.sub(r"\1", text)
    # Composing sorts the marks of a letter, in time that grows with the square of their number.
    text = unicodedata.normalize("NFC", _limit_marks(text, 30))
    text = _limit_marks(text, MOST_MARKS)
    text = "\n".join(line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n\n", text).strip("\n")


def neutral_name(name: str) -> str:
    """Return a name on one line, safe in a mail's header: no line breaks, control or invisible characters."""
    return " ".join(clean(_INVISIBLE_IN_NAMES.sub("", name)).split())


def is_blank(text: str) -> bool:
    """Return whether there is nothing to see: only space, and signs that take no room or no ink."""
    shown = _FILLERS.sub("", INVISIBLE.sub("", clean(text)))
    return not any(unicodedata.category(sign)[0] in "LNPS" for sign in shown)


def odd_characters(text: str) -> tuple[str, ...]:
    """Return which tricks a text plays with characters: "direction", "marks". Ask before `clean` undoes them."""
    found = {"direction": bool(_OVERRIDE.search(text)), "marks": _limit_marks(text, MOST_MARKS) != text}
    return tuple(trick for trick, played in found.items() if played)


def render(text: str) -> str:
    """Return safe HTML, ready to stand in a page."""
    return nh3.clean(
        markup.to_html(clean(text)),
        tags=_TAGS,
        clean_content_tags=set(),
        attributes=_ATTRIBUTES,
        link_rel=_REL,
        url_schemes={"http", "https"},
        url_relative="deny",
    ).strip()


def links_in(text: str) -> tuple[Link, ...]:
    """Return the links that `render` makes."""
    return markup.find_links(clean(text))


def plain(text: str) -> str:
    """Return the text without markup, for a mail: lists and quotes marked by hand, addresses after their words."""
    lines: list[str] = []
    leads: list[list[str]] = []  # what stands before the next line, and before those after it: one for each level
    gap: int | None = None  # a blank line is due, within so many levels
    for token in markup.parse(clean(text)):
        if token.type == "blockquote_open":
            leads.append(["> ", "> "])
        elif token.type == "list_item_open":
            sign = f"{token.info}{token.markup} " if token.info else "- "
            leads.append([sign, " " * len(sign)])
        elif token.type in {"blockquote_close", "list_item_close"}:
            now, later = leads.pop()
            if now != later:  # an item with nothing in it
                lines.append("".join(lead[0] for lead in leads) + now.rstrip())
        elif token.type == "inline":
            if gap is not None:
                lines.append("".join(lead[1] for lead in leads[:gap]).rstrip())
            gap = None
            for line in _with_addresses(token.children or []).split("\n"):
                lines.append("".join(lead[0] for lead in leads) + line)
                for lead in leads:
                    lead[0] = lead[1]
        if token.nesting < 0 and (token.level == 0 or token.tag in {"p", "blockquote"}) and not token.hidden:
            gap = len(leads)
        elif gap is not None:
            gap = min(gap, len(leads))
    return "\n".join(lines)


def excerpt(text: str, most: int = 160) -> str:
    """Return the beginning on one line of at most `most` letters, for a title or a list: first what is not quoted."""
    own: list[str] = []
    quoted: list[str] = []
    depth = 0
    for token in markup.parse(clean(text)):
        if token.tag == "blockquote":
            depth += token.nesting
        elif token.type == "inline":
            (quoted if depth else own).append(markup.words(token.children or []))
    line = " ".join(" ".join(own or quoted).split())
    if len(line) <= most:
        return line
    cut = line[:most]
    whole, space, _ = cut.rpartition(" ")
    # Where the last word is most of it, as in Chinese or a long address, it is cut.
    return (whole if space and len(whole) > most // 2 else cut[:-1]).rstrip(" ,.;:–-") + "…"


def _with_addresses(tokens: list[markup.Token]) -> str:
    """Return a line's text, each link's address after its words unless they are the address."""
    parts, begin = [], 0
    for place, token in enumerate(tokens):
        parts.append(markup.words([token]))
        if token.type == "link_open":
            begin = place
        elif token.type == "link_close":
            shown, address = markup.words(tokens[begin:place]), str(tokens[begin].attrs["href"])
            if shown != address and markup.MARKDOWN.normalizeLink(shown) != address:
                parts.append(f" ({address})")
    return "".join(parts)


def _limit_marks(text: str, most: int) -> str:
    """Drop the marks on a letter after the first `most`. What joins letters or chooses their shape is not counted."""
    if text.isascii():
        return text
    kept, count = [], 0
    for sign in text:
        kind = unicodedata.category(sign)
        if unicodedata.combining(sign) or kind == "Me":
            count += 1
            if count > most:
                continue
        elif kind[0] != "M":
            count = 0
        kept.append(sign)
    return "".join(kept)
