"""Texts that are made of known words, so that it is known of each which searches it answers.

What a word is an inflection of, or made of, is written down here by hand: it owes nothing to the stemmer or the
splitter that are measured with it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

# A word and its inflections.
FORMS = {
    word.split()[0]: tuple(word.split())
    for word in """
    bibliotek biblioteket biblioteker bibliotekene bibliotekenes
    transport transporten transporter transportene
    tjeneste tjenesten tjenester tjenestene
    plan planen planer planene
    kurs kurset kursene kursets
    samling samlingen samlinger samlingene
    museum museet museer museene
    kommune kommunen kommuner kommunene
    fylke fylket fylker fylkene
    bok boka boken bøker bøkene
    leser leseren lesere leserne
    barn barnet barna barnas
    skole skolen skoler skolene
    avtale avtalen avtaler avtalene
    nettverk nettverket nettverkene nettverkets
    prosjekt prosjektet prosjekter prosjektene
    strategi strategien strategier strategiene
    rapport rapporten rapporter rapportene
    utstilling utstillingen utstillinger utstillingene
    verksted verkstedet verksteder verkstedene
    arkiv arkivet arkiver arkivene
    frivillig frivillige frivilliges
    ansatt ansatte ansattes
    leder lederen ledere lederne
    økonomi økonomien økonomiens
    budsjett budsjettet budsjetter budsjettene
    innkjøp innkjøpet innkjøpene
    maskin maskinen maskiner maskinene
    språk språket språkene
    innvandrer innvandreren innvandrere innvandrerne
    ungdom ungdommen ungdommer ungdommene
    kveld kvelden kvelder kveldene
    forfatter forfatteren forfattere forfatterne
    konkurranse konkurransen konkurranser konkurransene
    veileder veilederen veiledere veilederne
    katalog katalogen kataloger katalogene
    lån lånet lånene
    gebyr gebyret gebyrer gebyrene
    kaffe kaffen
    hage hagen hager hagene
    båt båten båter båtene
    buss bussen busser bussene
    eldre eldres
    helse helsen helsa
    klima klimaet
    sti stien stier stiene
    musikk musikken
    konsert konserten konserter konsertene
    film filmen filmer filmene
    spill spillet spillene
    """.strip().splitlines()
}
# What is written together, and of which words.
COMPOUNDS = {
    "fylkesbibliotekene": ("fylke", "bibliotek"),
    "skolebiblioteket": ("skole", "bibliotek"),
    "bibliotekplanen": ("bibliotek", "plan"),
    "bibliotektransporten": ("bibliotek", "transport"),
    "biblioteknettverket": ("bibliotek", "nettverk"),
    "tjenesteplan": ("tjeneste", "plan"),
    "helsetjenester": ("helse", "tjeneste"),
    "kommuneplaner": ("kommune", "plan"),
    "bokbåten": ("bok", "båt"),
    "bokbussene": ("bok", "buss"),
    "skolebuss": ("skole", "buss"),
    "barnebøker": ("barn", "bok"),
    "lesekonkurransen": ("konkurranse",),
    "museumsverksted": ("museum", "verksted"),
    "museumsplan": ("museum", "plan"),
    "kursrapporten": ("kurs", "rapport"),
    "lederkurset": ("leder", "kurs"),
    "språkkursene": ("språk", "kurs"),
    "språkkafeen": ("språk",),
    "filmkveldene": ("film", "kveld"),
    "spillkvelder": ("spill", "kveld"),
    "forfatterkveld": ("forfatter", "kveld"),
    "musikksamling": ("musikk", "samling"),
    "skolekonserter": ("skole", "konsert"),
    "ungdomsprosjektet": ("ungdom", "prosjekt"),
    "barneutstillingen": ("barn", "utstilling"),
    "arkivrapporter": ("arkiv", "rapport"),
    "innkjøpsavtalene": ("innkjøp", "avtale"),
    "transportavtale": ("transport", "avtale"),
    "budsjettplanen": ("budsjett", "plan"),
    "klimastrategi": ("klima", "strategi"),
    "kulturstien": ("sti",),
    "hagekurs": ("hage", "kurs"),
    "kaffemaskiner": ("kaffe", "maskin"),
    "lånegebyret": ("lån", "gebyr"),
    "fjernlånene": ("lån",),
    "katalogprosjekter": ("katalog", "prosjekt"),
    "innvandrerkvinner": ("innvandrer",),
    "frivillignettverk": ("frivillig", "nettverk"),
    "prosjektleder": ("prosjekt", "leder"),
}
_FILLER = """
    vi ønsker å få til mer av det i året som kommer og det ble sagt på møtet at alle må være med men ikke alle hadde
    tid flere mente at arbeidet går bra når mange deltar det trengs penger folk og ro for å lykkes sammen noen spurte
    om hvem som skal gjøre jobben videre neste gang møtes alle igjen etter sommeren for å se hva som er gjort hittil
    """
FILLER = _FILLER.split()
# (what is typed, the words that it is about, all of which an answer has)
QUERIES: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((FORMS[word][-1], (word,)) for word in list(FORMS)[:22]),
    *((word, (word,)) for word in list(FORMS)[22:44]),
    ("transport avtale", ("transport", "avtale")),
    ("kurs for ledere", ("kurs", "leder")),
    ("skole og bibliotek", ("skole", "bibliotek")),
    ("plan for museet", ("plan", "museum")),
    ("bøker til barn", ("bok", "barn")),
    ("prosjekter for ungdom", ("prosjekt", "ungdom")),
    ("bibliotekenes planer", ("bibliotek", "plan")),
    ("bibliotekbuss", ("bibliotek", "buss")),
    ("museumskurs", ("museum", "kurs")),
    ("klimaplan", ("klima", "plan")),
    # With other keys, and a slip of the finger.
    ("bokbat", ("bok", "båt")),
    ("sprak", ("språk",)),
    ("okonomi", ("økonomi",)),
    ("nettverkk", ("nettverk",)),
    ("bibliotekk", ("bibliotek",)),
    ("utstiling", ("utstilling",)),
    ("konkuranse", ("konkurranse",)),
    ("veilder", ("veileder",)),
)


@dataclass(frozen=True)
class Made:
    """One text, and the words that it is about."""

    title: str
    body: str
    about: frozenset[str] = field(default_factory=frozenset)


def texts(count: int, seed: int = 2011) -> Iterator[Made]:
    """Yield so many texts; the same for the same seed."""
    lot = random.Random(seed)
    choices = [*((form, (word,)) for word, forms in FORMS.items() for form in forms), *COMPOUNDS.items()]
    for number in range(count):
        telling = [lot.choice(choices) for _n in range(lot.randint(2, 5))]
        filling = [lot.choice(FILLER) for _n in range(lot.randint(15, 60))]
        first, *others = telling
        for form, _words in others:
            filling.insert(lot.randrange(len(filling)), form)
        yield Made(
            title=f"{lot.choice(FILLER).capitalize()} {first[0]} {number:06}",
            body=" ".join(filling),
            about=frozenset(word for _form, words in telling for word in words),
        )


def relevant(made: Made, query: tuple[str, tuple[str, ...]]) -> bool:
    """Return whether a text answers a search."""
    return made.about.issuperset(query[1])
