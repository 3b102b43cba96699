"""Characters by their names, slugs by their bytes: what stands in an export for something else."""

from __future__ import annotations

import re
from html.entities import html5
from urllib.parse import unquote

from ..records import Troubles
from .kinds import Kind

# What XML itself knows. HTML's names are read too, where somebody wrote them.
XML_NAMES = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
REFERENCE = re.compile(r"&(?:#([0-9]{1,8})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));|&")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
NOT_IN_SLUGS = re.compile(r"[/\s\x00-\x1f\x7f]")


def number(found: re.Match[str]) -> str | None:
    """Return the character that a numbered reference means; "" if there can be none, None if it is no number."""
    if not (found[1] or found[2]):
        return None
    code = int(found[1]) if found[1] else int(found[2], 16)
    character = chr(code) if code <= 0x10FFFF else ""
    return NOT_IN_XML.sub("", character)


def resolved(text: str, place: str, troubles: Troubles) -> str:
    """Return a text of XML with its references resolved; what means nothing stays as it is."""
    if "&" not in text:
        return text

    def one(found: re.Match[str]) -> str:
        character = number(found)
        if character is not None:
            if not character:
                troubles.add(place, Kind.CONTROL)
            return character
        name = found[3]
        if name in XML_NAMES:
            return XML_NAMES[name]
        if name and f"{name};" in html5:
            troubles.add(place, Kind.ENTITY, found[0])
            return html5[f"{name};"]
        troubles.add(place, Kind.AMPERSAND)
        return found[0]

    return REFERENCE.sub(one, text)


def plain(name: str) -> str:
    """Return a name as it is shown: WordPress stores names, but not texts, with their & written out."""
    if "&" not in name:
        return name

    def one(found: re.Match[str]) -> str:
        character = number(found)
        return html5.get(f"{found[3]};", found[0]) if character is None else character

    return REFERENCE.sub(one, name)


def slug_of(stored: str, place: str, troubles: Troubles) -> str:
    """Return a slug with its %-encoding undone, where that gives something that can be a part of an address."""
    stored = stored.strip()
    if "%" not in stored:
        return stored
    try:
        slug = unquote(stored, errors="strict")
    except UnicodeDecodeError:
        slug = ""
    if not slug or NOT_IN_SLUGS.search(slug) or NOT_IN_XML.search(slug):
        troubles.add(place, Kind.SLUG, stored)
        return stored
    return slug


def slug_from(name: str) -> str:
    """Make a slug for a name that came without, much as WordPress does."""
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
