"""Texts with inline markup made into one document for Apertium, and read out of its answer.

What must not be touched is sent as a token that stands like a name in its sentence: addresses, placeholders, code, and
words whose translation is settled. What comes back is compared with what was sent; a text whose markup, numbers or
tokens differ is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag

from languages.wordings import Wordings

PLACE = "s{}"
# Addresses, placeholders of several kinds, tags and handles.
UNTOUCHABLE = re.compile(
    r"(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]}»”\"']"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|%\(\w+\)[a-z]|%[sd]\b|\{[\w.:!]*\}"
    r"|(?<!\w)[@#]\w+"
)
TOKEN = "XKEEP{}X"
TOKENS = re.compile(r"[*@#]*XKEEP(\d+)X")
# The signs by which Apertium marks what it can't say; where a text has them itself they travel as look-alikes.
MARKS = "*@#"
LOOK_ALIKES = str.maketrans(MARKS, "\ufe61\ufe6b\ufe5f")
AS_THEY_WERE = str.maketrans("\ufe61\ufe6b\ufe5f", MARKS)
# A word that Apertium does not know (*), can't translate (@) or can't inflect (#).
MARKED = re.compile(r"[*@#]+(?=\w)(\w[\w'’-]*)")
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Draft:
    """What became of a text: None where it is left alone; and the words that nobody knew."""

    text: str | None
    unknown: tuple[str, ...] = ()


class GarbledAnswer(Exception):
    """The answer does not hold the texts that were sent."""


@dataclass(frozen=True)
class Sent:
    """A text as it was sent, and what its tokens stand for."""

    text: str
    kept: tuple[str, ...]


def _soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def _texts(soup: Tag) -> list[NavigableString]:
    return list(soup.find_all(string=True))


def _with_tokens(text: NavigableString, wordings: Wordings, kept: list[str]) -> str:
    """Return a piece of running text with tokens for what must not be touched, which is added to `kept`."""
    if text.find_parent("code"):
        return _token(str(text), kept)
    pieces: list[str] = []
    end = 0
    said = str(text)
    for match in UNTOUCHABLE.finditer(said):
        pieces += [_with_wordings(said[end : match.start()], wordings, kept), _token(match[0], kept)]
        end = match.end()
    return "".join([*pieces, _with_wordings(said[end:], wordings, kept)])


def _with_wordings(text: str, wordings: Wordings, kept: list[str]) -> str:
    return "".join(
        piece.translate(LOOK_ALIKES) if target is None else _token(target, kept)
        for piece, target in wordings.split(text)
    )


def _token(stands_for: str, kept: list[str]) -> str:
    kept.append(stands_for)
    return TOKEN.format(len(kept) - 1)


def compose(texts: Sequence[str], wordings: Wordings) -> tuple[str, list[Sent]]:
    """Return one document that holds all texts, and what is needed to read its answer."""
    lines, sent = [], []
    for number, text in enumerate(texts):
        soup, kept = _soup(text), list[str]()
        for piece in _texts(soup):
            piece.replace_with(NavigableString(_with_tokens(piece, wordings, kept)))
        sent.append(Sent(text, tuple(kept)))
        lines.append(f'<div id="{PLACE.format(number)}">{soup.decode().strip()}</div>')
    return "\n".join(lines), sent


def read(answer: str, sent: Sequence[Sent]) -> list[Draft]:
    """Return the drafts in an answer, in the order in which the texts were sent. Raises GarbledAnswer."""
    found: dict[str, Tag] = {str(tag["id"]): tag for tag in _soup(answer).find_all("div", id=True)}
    places = [PLACE.format(number) for number in range(len(sent))]
    if list(found) != places:
        raise GarbledAnswer(f"{len(sent)} texts were sent, {len(found)} came back.")
    return [_draft(found[place], text) for place, text in zip(places, sent, strict=True)]


def _draft(answer: Tag, sent: Sent) -> Draft:
    tokens = sorted(int(number) for text in _texts(answer) for number in TOKENS.findall(text))
    if tokens != list(range(len(sent.kept))):
        return Draft(None)
    unknown: dict[str, None] = {}
    for text in _texts(answer):
        said = TOKENS.sub(lambda token: f"\0{token[1]}\0", str(text))
        unknown.update(dict.fromkeys(MARKED.findall(said)))
        said = MARKED.sub(r"\1", said).translate(AS_THEY_WERE)
        said = re.sub(r"\0(\d+)\0", lambda place: sent.kept[int(place[1])], said)
        text.replace_with(NavigableString(said))
    came = _as_it_stood(answer.decode_contents(), sent.text)
    return Draft(came if holds(sent, came) else None, tuple(unknown))


def _as_it_stood(text: str, source: str) -> str:
    """Give a text the space around it that its source has."""
    before = source[: len(source) - len(source.lstrip())]
    after = source[len(source.rstrip()) :] if source.strip() else ""
    return before + text.strip() + after


def _tags(soup: BeautifulSoup) -> Counter[tuple[str, str, str, bool]]:
    """Return the tags of a text: what they are and refer to, what they stand in, and whether anything is in them."""
    return Counter(
        (tag.name, repr(sorted(tag.attrs.items())), tag.parent.name if tag.parent else "", bool(tag.get_text().strip()))
        for tag in soup.find_all()
    )


def holds(sent: Sent, target: str) -> bool:
    """Return whether a translation has the tags and numbers of what was sent, all that was kept, and some text."""
    one, other = _soup(sent.text), _soup(target)
    said, came = one.get_text(), other.get_text()
    # Numbers in settled words are the other language's: those count as they are there.
    numbers = Counter(NUMBER.findall(_without_kept(came, sent.kept))) - Counter(NUMBER.findall(said))
    lacking = Counter(NUMBER.findall(said)) - Counter(NUMBER.findall(came))
    addresses = Counter(UNTOUCHABLE.findall(said)) == Counter(UNTOUCHABLE.findall(came))
    full = bool(said.strip()) == bool(came.strip())
    return _tags(one) == _tags(other) and addresses and not numbers and not lacking and full


def _without_kept(text: str, kept: Sequence[str]) -> str:
    for words in sorted(kept, key=len, reverse=True):
        text = text.replace(words, " ", 1)
    return text
