"""What a line says when it is taken as a heading: which kind of list, and whose it is."""

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from collaboration.notes.heading_words import ALONE, FILLERS, ONLY, HeadingWords, fits
from collaboration.notes.kinds import Kind
from home.text.words import words

LONGEST = 160
MOST_WORDS = 16
LONGEST_STEM = 24

# Words by which institutions are called; one after a short name belongs to the name.
_INSTITUTION = re.compile(
    r"(?:bibliotek|biblioteket|biblioteka|museum|museet|museer|museerne|kommune|kommunen|kommun|fylke|fylket|"
    r"fylkeskommune|fylkeskommunen|arkiv|arkivet|arkivene|skole|skolen|skule|skulen|skola|skolan|universitet|"
    r"universitetet|høgskole|högskola|region|regionen|län|library|libraries|county|council|municipality|university|"
    r"archive|archives|museums|institute|institutt|stiftelse|stiftelsen|foundation|teater|teatret|teatern|iks|as|ab)$"
)
# Endings of a single word that is a name when it is written with a capital: Vasamuseet, Hagfors kommun.
_NAMED = re.compile(r"[^\W\d_]{3,}(?:museet|museum|kommune|kommun|universitetet)$")
# Endings of common nouns: a heading that is one of these is what things are about, not whose they are.
_COMMON = re.compile(
    r"(?:ing|inga|ingen|ningar|ninger|else|het|heten|heit|sjon|sjonar|sjoner|tion|tioner|skap|dom|ering|ment|logi|nomi|"
    r"nomien|isme|ism|itet|ness|ity|ance|ence|arbeid|arbeidet|arbeide|arbete|tjenester|tenester|tjänster|politikk|politik|"
    r"planer|økonomi|ekonomi|personale|personal|teknikk|teknik|lokaler|brukere|brukarar|samlinger|musikk|musik|medier|media)$"
    r"|^(?:drift|tid|tider|plan|ansatte|digitalt|digital|kurs|rom|hus|bygg|penger|utstyr|bruker|besøk|samling|music|annet|anna|"
    r"diverse|other|andre|sosialt|faglig|fagleg|praktisk|internt|eksternt|økonomisk|barn|unge|ungdom|voksne|vaksne|eldre|"
    r"notater|notes|referat|oppsummering|sammendrag|summary|innledning|pause|lunsj|lunch|konklusjon|bakgrunn|background|"
    r"bakgrund|innhold|contents|vedlegg|oppfølging|dato|sted|stad|tid|place|date|budsjett|budget|staff|money|time)$"
)
_INITIALS_TOO = {"og", "i", "på", "av", "och", "and", "of", "the", "de", "for", "för", "til", "&"}
_SOLIDUS = re.compile(r"\s*[:：]\s*$")


@dataclass(frozen=True)
class Party:
    """An organisation that is known: what points to it, and the names it goes by, the whole one first."""

    key: Hashable
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True)
class Says:
    """What a heading says. `whole`: it says nothing else. `alike` is a name that is nobody's known."""

    kind: Kind | None = None
    phrase: str = ""
    two_kinds: bool = False
    parties: tuple[Party, ...] = ()
    shared: bool = False
    whole: bool = False
    alike: str = ""

    @property
    def anything(self) -> bool:
        """Whether there is a known word in it."""
        return bool(self.kind or self.two_kinds or self.parties or self.shared)


@dataclass
class Headings:
    """The reader of headings, for the organisations and the words of one site."""

    table: HeadingWords
    parties: tuple[Party, ...] = ()
    _by_first: dict[str, list[tuple[tuple[str, ...], Kind]]] = field(default_factory=dict)
    # By the beginning of a first word that may have any ending.
    _open: dict[str, list[tuple[tuple[str, ...], Kind]]] = field(default_factory=dict)
    _names: list[tuple[tuple[str, ...], Party]] = field(default_factory=list)
    _known: dict[str, Says] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pattern, kind in self.table.phrases:
            first = pattern[0].removesuffix("*")
            shelf = self._open if pattern[0].endswith("*") else self._by_first
            shelf.setdefault(first, []).append((pattern, kind))
        named = [(tuple(words(name)), party) for party in self.parties for name in party.names if words(name)]
        self._names = sorted(named, key=lambda entry: -len(entry[0]))

    def read(self, text: str) -> Says:
        """Return what a line says; of a long one, nothing."""
        if len(text) > LONGEST:
            return Says()
        if text not in self._known:
            self._known[text] = self._read(text)
        return self._known[text]

    def _read(self, text: str) -> Says:
        # In the west of Norway, “me” is “vi”.
        found = ["vi" if word == "me" else word for word in words(text)]
        if not found or len(found) > MOST_WORDS:
            return Says()
        left: list[str | None] = list(found)
        parties = self._take_parties(left)
        kinds = list(self._take_kinds(found, left))
        rest = [word for word in left if word is not None]
        shared = any(word in self.table.shared for word in rest)
        rest = [word for word in rest if word not in self.table.shared and word not in FILLERS and not word.isnumeric()]
        # A word that other things are called by as well says the kind of list where nothing else is said.
        if rest:
            kinds = [entry for entry in kinds if entry[3] not in ALONE]
        kinds = [entry for entry in kinds if entry[3] not in ONLY or len(found) == 1]
        different = {kind for _start, _end, kind, _phrase in kinds}
        two = len(different) > 1 and self._are_joined(text, found, kinds)
        first = min(kinds) if kinds else None
        return Says(
            kind=first[2] if first and not two else None,
            phrase=first[3] if first else "",
            two_kinds=two,
            parties=parties,
            shared=shared and not parties,
            whole=not rest and bool(kinds or parties or shared),
            alike="" if kinds or parties else name_in(text),
        )

    def _take_parties(self, left: list[str | None]) -> tuple[Party, ...]:
        found: dict[int, Party] = {}
        heard_words = set(left) | {(word or "").removesuffix("s") for word in left}
        for name, party in self._names:
            if not heard_words.issuperset(name):
                continue
            for start in range(len(left) - len(name) + 1):
                heard = left[start : start + len(name)]
                if None in heard or not _is_name(name, heard):
                    continue
                end = start + len(name)
                while end < len(left) and (word := left[end]) is not None and _INSTITUTION.search(word):
                    end += 1
                left[start:end] = [None] * (end - start)
                found[start] = party
        return tuple(dict.fromkeys(found[start] for start in sorted(found)))

    def _take_kinds(self, found: list[str], left: list[str | None]) -> Iterator[tuple[int, int, Kind, str]]:
        """Yield (start, end, kind, phrase), the longest phrases first, and take their words away."""
        begun = [
            (-len(pattern), start, place, pattern, kind)
            for start, word in enumerate(found)
            for place, (pattern, kind) in enumerate(self._beginning(word))
            if start + len(pattern) <= len(found)
        ]
        for _longest_first, start, _place, pattern, kind in sorted(begun):
            end = start + len(pattern)
            heard = left[start:end]
            if all(each is not None and fits(want, each) for want, each in zip(pattern, heard, strict=True)):
                left[start:end] = [None] * len(pattern)
                yield start, end, kind, " ".join(found[start:end])

    def _beginning(self, word: str) -> Iterator[tuple[tuple[str, ...], Kind]]:
        """Yield the phrases that a word may begin."""
        yield from self._by_first.get(word, ())
        for end in range(1, min(len(word), LONGEST_STEM) + 1):
            yield from self._open.get(word[:end], ())

    @staticmethod
    def _are_joined(text: str, found: list[str], kinds: list[tuple[int, int, Kind, str]]) -> bool:
        """Return whether two kinds are named side by side (aims and means), not one within the other."""
        ordered = sorted(kinds)
        for (_s, end, kind, _p), (start, _e, other, _q) in pairwise(ordered):
            between = set(found[end:start])
            if kind != other and (between & {"og", "and", "och", "samt"} or end == start or re.search("[,/&+]", text)):
                return True
        return False


def _is_name(name: tuple[str, ...], heard: Iterable[str | None]) -> bool:
    """Return whether the words are the name; the last may be in the genitive."""
    row = [word or "" for word in heard]
    last = {name[-1], f"{name[-1]}s"}
    return tuple(row[:-1]) == name[:-1] and row[-1] in last


def without_colon(text: str) -> str:
    """Return a heading without the colon at its end."""
    return _SOLIDUS.sub("", text)


def name_in(text: str) -> str:
    """Return the text, if it looks like the name of an organisation, else nothing."""
    name = without_colon(text).strip(" .–-")
    found = name.split()
    if not 1 <= len(found) <= 6 or re.search(r"[?!.,;:/()\d]", name) or not found[0][:1].isupper():
        return ""
    if len(found) == 1:
        word = found[0].lower()
        is_name = bool(_NAMED.search(word)) or not (_COMMON.search(word) or word in FILLERS)
        return name if is_name and len(word) > 2 and not word.isnumeric() else ""
    proper = all(word[:1].isupper() or word in _INITIALS_TOO for word in found)
    institution = any(_INSTITUTION.search(word.lower()) for word in found)
    links = any(word in FILLERS and word not in _INITIALS_TOO for word in found)
    if institution and (proper or (not links and _INSTITUTION.search(found[-1].lower()))):
        return name
    return name if proper and not any(_COMMON.search(word.lower()) for word in found) else ""


def called(name: str) -> str:
    """Return what an institution is called for short: its name without what it is. Nothing where that is all of it."""
    found = name.split()
    while found and _INSTITUTION.search(found[-1].lower()):
        found.pop()
    return " ".join(found) if len(found) < len(name.split()) else ""


def is_surely_a_name(name: str) -> bool:
    """Return whether a name says by itself that an institution bears it."""
    found = name.lower().split()
    return bool(found) and ((len(found) > 1 and any(map(_INSTITUTION.search, found))) or bool(_NAMED.search(found[-1])))
