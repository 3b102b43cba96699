"""An export, read from one file or many, one record after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from os import PathLike

from ..records import Author, Item, Site, Term, Troubles
from . import building
from .building import Held
from .decoding import decoded
from .files import Source, sources
from .kinds import Kind
from .looking import reason_against
from .refusing import NotAnExport, Reason
from .scanning import Scanner, What
from .times import Clock

Record = Site | Author | Term | Item
# An item's own texts and its comments', in characters: above all that is real, far below what a machine holds.
LARGEST_ITEM = 64 * 1024 * 1024
# How many terms and authors wait for the site, whose name may stand behind them.
MOST_WAITING = 5000


@dataclass(kw_only=True)
class Export:
    """The records of an export: for each site it first, then its authors and terms, then its items.

    What is met on the way is in `troubles`, and which items were passed over since their number was taken, in
    `repeated`. It can be read several times; each time, both begin anew.
    """

    sources: list[Source]
    troubles: Troubles = field(default_factory=Troubles)
    # Without texts, meta and comments.
    repeated: list[Item] = field(default_factory=list)
    _found_on_opening: Troubles = field(default_factory=Troubles)

    def __iter__(self) -> Iterator[Record]:
        before = self._found_on_opening
        self.troubles.found[:], self.repeated[:] = before.found, []
        self.troubles.counts.clear()
        self.troubles.counts.update(before.counts)
        said = Said(self)
        for source in self.sources:
            said.clock.learn(source.text_of_head())
        for source in self.sources:
            yield from File(source, said).records()


def open_export(paths: Iterable[str | PathLike[str]]) -> Export:
    """Open the files of an export, in any order: XML, .xml.gz, .zip. Raise NotAnExport for what is none."""
    troubles = Troubles()
    found = []
    against: NotAnExport | None = None
    for source in sources(paths, troubles):
        reason = reason_against(source.text_of_head())
        if reason is None:
            found.append(source)
        elif source.named or reason == Reason.DTD:
            raise NotAnExport(reason, source.name)
        else:
            troubles.add(source.name, Kind.LEFT_OUT)
            against = NotAnExport(Reason.NOTHING_IN_ARCHIVE, source.name.partition("/")[0])
    if not found and against:
        raise against
    return Export(sources=found, _found_on_opening=troubles)


class Said:
    """What the files so far have said: each thing is told once, however many of them say it."""

    def __init__(self, export: Export) -> None:
        self.troubles = export.troubles
        self.repeated = export.repeated
        self.clock = Clock(export.troubles)
        self.sites: set[str] = set()
        # Logins by what WordPress compares of them.
        self.authors: dict[str, str] = {}
        self.terms: dict[tuple[str, str], str] = {}
        self.items: set[tuple[str, str]] = set()


class File:
    """The records of one file."""

    def __init__(self, source: Source, said: Said) -> None:
        self.name = source.name
        self.said = said
        self.troubles = said.troubles
        pieces = decoded(source.chunks(self.troubles), source.name, self.troubles)
        self.scanner = Scanner(pieces, source.name, self.troubles)
        self.channel = Held("channel")
        self.waiting: list[Author | Term] = []
        self.site: Site | None = None
        self.held: list[Held] = [self.channel]
        self.ended = False
        self.items = 0
        self.size = 0

    def records(self) -> Iterator[Record]:
        scanner = self.scanner
        for element in scanner:
            if element.what is What.TEXT:
                self._hold(element.name, element.attributes, element.text)
            elif element.what is What.START:
                yield from self._begin(element.name)
            else:
                yield from self._end(element.name)
        if scanner.open or not self.ended:
            self.troubles.add(scanner.place, Kind.CUT_OFF)
        yield from self._flush()

    def _hold(self, name: str, attributes: dict[str, str], text: str) -> None:
        self.size += len(text) + 100
        if self.size > LARGEST_ITEM and self.items:
            self.troubles.add(self.scanner.place, Kind.TOO_LONG, name)
            return
        held = self.held[-1]
        if name == "category":
            held.categories.append((attributes, text))
        else:
            held.texts.setdefault(name, text)

    def _begin(self, name: str) -> Iterator[Record]:
        if name in {"rss", "channel"}:
            return
        if name == "item":
            yield from self._flush()
            self.items += 1
            self.size = 0
            self.scanner.place = f"{self.name}, item {self.items}"
        self.held.append(Held(name, place=self.scanner.place))

    def _end(self, name: str) -> Iterator[Record]:
        if name in {"rss", "channel"}:
            self.ended = name == "rss"
            yield from self._flush()
            return
        held = self.held.pop()
        around = self.held[-1]
        place = self.scanner.place
        if name == "item":
            yield from self._item(building.item(held, self.said.clock, self.troubles))
        elif name == "wp:comment":
            around.comments.append(building.comment(held, place, self.said.clock, self.troubles))
        elif name in {"wp:postmeta", "wp:commentmeta"}:
            around.meta.append((held.get("wp:meta_key"), held.raw("wp:meta_value")))
        elif name == "wp:author":
            self._author(building.author(held))
        elif name in {"wp:category", "wp:tag", "wp:term"}:
            self._term(building.term(held, place, self.troubles))
        if len(self.waiting) > MOST_WAITING:
            yield from self._flush()

    def _author(self, author: Author | None) -> None:
        if author and (key := building.login_key(author.login)) not in self.said.authors:
            self.said.authors[key] = author.login
            self.waiting.append(author)

    def _term(self, term: Term | None) -> None:
        if not term:
            return
        name = self.said.terms.get(key := (term.taxonomy, term.slug))
        if name is None:
            self.said.terms[key] = term.name
            self.waiting.append(term)
        elif name != term.name:
            self.troubles.add(self.scanner.place, Kind.TERM_TWICE, f"{name} / {term.name}")

    def _flush(self) -> Iterator[Record]:
        """Yield what stands before the items: the site first, if it was not told before."""
        if self.site is None:
            self.site = building.site(self.channel, self.scanner.names.version)
            if not self.channel.get("wp:wxr_version"):
                self.troubles.add(self.name, Kind.NO_VERSION)
            if self.site.link not in self.said.sites:
                self.said.sites.add(self.site.link)
                yield self.site
        waiting, self.waiting = self.waiting, []
        yield from waiting

    def _item(self, item: Item) -> Iterator[Record]:
        numbered = (self.site.link if self.site else "", item.id)
        if item.id and numbered in self.said.items:
            self.troubles.add(item.place, Kind.SAME_ID, item.id)
            self.said.repeated.append(replace(item, content="", excerpt="", meta=(), comments=()))
            return
        self.said.items.add(numbered)
        login = self.said.authors.get(key := building.login_key(item.creator))
        if item.creator and login is None:
            self.said.authors[key] = item.creator
            # Version 1.0 lists none.
            if self.site and self.site.version not in {"", "1.0"}:
                self.troubles.add(item.place, Kind.AUTHOR, item.creator)
            yield Author(login=item.creator)
        yield replace(item, creator=login) if login and login != item.creator else item
