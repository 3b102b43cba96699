"""What the measured site says: the same for the same seed, and calculated without a database.

Post number n says the same at every size, so that two sizes can be laid beside each other. Terms are drawn
so that a few are said often and most seldom. One of them is said equally often at any size of ten posts or
more: the term page that is measured is then the same page, and a ratio tells what the rest costs.
"""

import datetime
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

# Of what each group said in a real summary of 114 statements.
SHARES = (
    ("competencies", "shared", 13),
    ("competencies", "organisations", 50),
    ("challenges", "unattributed", 20),
    ("goals", "unattributed", 23),
    ("means", "unattributed", 8),
)
LISTS = ("competencies", "challenges", "goals", "means")
ORGANISATIONS_IN_A_POST = 4
POSTS_WITH_THE_MEASURED_TERM = 10
MEASURED_POST = 4
NAMESPACE = uuid.UUID("c1f7b7d2-7a0e-4c53-9d5a-0b6f0f3f1f2e")
# What titles and terms are made of.
TEXT = """
    arrangement bibliotek bruker digital fagmiljø fellesskap formidling fylke historie innkjøp kompetanse
    kunnskap leser litteratur lokal nettverk opplæring plan prosjekt rom samarbeid samling skole språk
    tilgang transport ungdom utvikling veiledning vilje
"""
WORDS = TEXT.split()


@dataclass(frozen=True)
class Size:
    """How much there is. `terms` are of all four kinds together, `statements` of all posts."""

    posts: int
    statements: int
    terms: int
    organisations: int
    sessions: int
    seed: int = 2011

    def at(self, posts: int) -> "Size":
        """Return the size of another number of posts: statements and sessions follow, the vocabulary stays."""
        return Size(
            posts=posts,
            statements=round(self.statements * posts / self.posts),
            terms=self.terms,
            organisations=self.organisations,
            sessions=max(1, round(self.sessions * posts / self.posts)),
            seed=self.seed,
        )


@dataclass(frozen=True)
class PlannedList:
    """A statement list: terms by their place in the kind's vocabulary, with the words used."""

    identifier: str
    block: str
    attribution: str
    organisations: tuple[int, ...]
    items: tuple[tuple[str, int, str], ...]  # (identifier, term, wording)


@dataclass(frozen=True)
class PlannedPost:
    """A post; `session` is the place of its session."""

    number: int
    title: str
    slug: str
    date: datetime.datetime
    introduction: str
    paragraphs: tuple[str, ...]
    session: int
    lists: tuple[PlannedList, ...]


def sentence(dice: random.Random, words: int) -> str:
    """Return something that looks like a sentence."""
    return " ".join(dice.choices(WORDS, k=words)).capitalize() + "."


def term_names(size: Size) -> dict[str, list[str]]:
    """Return the names of the terms, by block."""
    names: dict[str, list[str]] = {}
    for place, block in enumerate(LISTS):
        dice = random.Random(f"{size.seed} {block}")
        count = size.terms // len(LISTS) + (place < size.terms % len(LISTS))
        names[block] = [f"{' '.join(dice.choices(WORDS, k=dice.randint(1, 4)))} {n}".capitalize() for n in range(count)]
    return names


def _shares(count: int) -> list[tuple[str, str, int]]:
    """Divide a post's statements over its lists; together they are exactly as many."""
    whole, so_far, given = sum(share for *_what, share in SHARES), 0, 0
    divided = []
    for block, attribution, share in SHARES:
        so_far += share
        upto = count * so_far // whole
        divided.append((block, attribution, upto - given))
        given = upto
    return divided


class Vocabulary:
    """Draws terms: number k is drawn about 1/k as often as the first. Number 0 is never drawn: it is planted."""

    def __init__(self, size: Size):
        self.names = term_names(size)
        self.weights = {
            block: [1 / (place + 3) for place in range(1, len(names))] for block, names in self.names.items()
        }

    def draw(self, dice: random.Random, block: str, count: int) -> list[int]:
        """Return terms, each once in the list as long as there are enough."""
        places = range(1, len(self.names[block]))
        drawn: dict[int, None] = {}
        tries = 0
        while len(drawn) < min(count, len(places)) and tries < 40:
            drawn.update(dict.fromkeys(dice.choices(places, self.weights[block], k=count)))
            tries += 1
        drawn.update(dict.fromkeys(places) if len(drawn) < count else {})
        found = list(drawn)
        while len(found) < count:
            found += found
        return found[:count]


def _lists(number: int, size: Size, vocabulary: Vocabulary, dice: random.Random) -> Iterator[PlannedList]:
    count = size.statements // size.posts + (number < size.statements % size.posts)
    for block, attribution, statements in _shares(count):
        speakers: list[tuple[int, ...]] = [()]
        if attribution == "organisations":
            first = number % size.organisations
            there = min(ORGANISATIONS_IN_A_POST, size.organisations)
            speakers = [((first + place) % size.organisations,) for place in range(there)]
        for place, said_by in enumerate(speakers):
            items = statements // len(speakers) + (place < statements % len(speakers))
            if not items:
                continue
            terms = vocabulary.draw(dice, block, items)
            if attribution == "organisations" and number < POSTS_WITH_THE_MEASURED_TERM:
                terms[0] = 0
            key = f"{size.seed}/{number}/{block}/{attribution}/{place}"
            yield PlannedList(
                identifier=str(uuid.uuid5(NAMESPACE, key)),
                block=block,
                attribution=attribution,
                organisations=said_by,
                items=tuple(
                    (str(uuid.uuid5(NAMESPACE, f"{key}/{n}")), term, vocabulary.names[block][term].lower())
                    for n, term in enumerate(terms)
                ),
            )


def posts(size: Size) -> Iterator[PlannedPost]:
    """Yield the posts, oldest number first; they are spread over the twelve months of a year."""
    vocabulary = Vocabulary(size)
    for number in range(size.posts):
        dice = random.Random(f"{size.seed} post {number}")
        yield PlannedPost(
            number=number,
            title=f"{sentence(dice, 4).rstrip('.')} {number}",
            slug=slug_of(number),
            date=datetime.datetime(2011, 1 + number % 12, 1 + number // 12 % 28, 11, tzinfo=datetime.UTC),
            introduction=" ".join(sentence(dice, 9) for _n in range(3)),
            paragraphs=tuple(" ".join(sentence(dice, 10) for _n in range(5)) for _m in range(3)),
            session=number % size.sessions,
            lists=tuple(_lists(number, size, vocabulary, dice)),
        )


def slug_of(number: int) -> str:
    """Return the slug of a post by its number."""
    return f"maalt-innlegg-{number:05}"
