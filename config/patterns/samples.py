"""What is said on the pattern page: short and long, in four languages, by two to twenty organisations."""

from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator

from blog.post_views import Part
from collaboration.board import Column, Item, Section
from collaboration.models import Session
from collaboration.shelf import Stand
from config.patterns.stand_ins import post
from home.pagination import page_of

TWO = (("Kárášjoga gielda / Karasjok kommune", "Kárášjohka"), ("Deanu gielda / Tana kommune", "Deatnu"))
FOUR = (
    ("Nordre bygdemuseum", "Nordre"),
    ("Søndre bygdemuseum", "Søndre"),
    ("Museet for håndverk og husflid", "Håndverk og husflid"),
    ("Ål folkemuseum", "Ål"),
)
NINE = (
    ("Västerbottens museum", ""),
    ("Ájtte, svenskt fjäll- och samemuseum", "Ájtte"),
    ("Bergslagens järnvägsmuseum i Örebro", "Bergslagens järnvägsmuseum"),
    ("Murberget Länsmuseet Västernorrland", "Murberget"),
    ("Hälsinglands museum", ""),
    ("Länsmuseet Gävleborg", "Gävleborg"),
    ("Jamtli", ""),
    ("Dalarnas museum", ""),
    ("Upplandsmuseet", ""),
)
TWENTY = tuple(
    (f"{name} kommune", name)
    for name in (
        *("Nordre Follo", "Aurskog-Høland", "Ullensaker", "Nittedal", "Gjerdrum", "Lillestrøm", "Nannestad"),
        *("Indre Østfold", "Sarpsborg", "Fredrikstad", "Guovdageaidnu-Kautokeino", "Unjárga-Nesseby", "Porsanger"),
        *("Øvre Eiker", "Nore og Uvdal", "Krødsherad", "Midt-Telemark", "Sør-Varanger", "Ål", "Evje og Hornnes"),
    )
)
SETS = {2: TWO, 4: FOUR, 9: NINE, 20: TWENTY}

LANGUAGES = (("nb", "Bokmål"), ("nn", "Nynorsk"), ("en", "English"), ("se", "Davvisámegiella"))
MENU = ("Innlegg", "Samarbeid", "Samlinger", "Om samarbeidet")
LONG_MENU = (*MENU, "Personvernerklæring", "Tilgjengelighetserklæring", "Kommunikasjonsplan for fellesprosjektet")
NAME = "Samarbeidet"
TAGLINE = "Der det som blir sagt, blir stående"
LONG_NAME = "Nasjonalt kompetansenettverk for bygningsvernrådgivning i Innlandet"
LONG_TAGLINE = "Tjue kommuner, to fylkeskommuner og et universitetsbibliotek lærer av hverandre"

WORDINGS = (
    "web",
    "formidling til barn",
    "samiske språk: Sámi giellaguovddáš, čállin, ŋ, đ, ŧ, ž",
    "merkevarebygging, tjenestemarkedsføring",
    "universell utforming",
    "kommunikasjonsrådgivningskompetanse",
    "å lese høyt for hverandre",
    "å finne ut hva det er fornuftig å samarbeide om når vi er mange, og ingen har tid til alt",
    "drift",
    "local history",
    "korleis få til meir saman",
    "IKT-utvikling",
)

# Running text, as an editor would write it.
BODY = (
    {
        "type": "text",
        "value": "<p>På en samling fylles veggene fort med stikkord. Dagen etter er de <b>rullet sammen</b> og lagt i "
        'et <a href="#text-h">skap</a>. Det vil vi ikke skal skje.</p><ul><li>Hva vi er gode på sammen</li><li>Hva '
        "bare én av oss kan, og som de andre kan lære av når de har tid til det og noen spør</li></ul><ol><li>Først "
        "dette</li><li>Så dette</li></ol>",
    },
    {"type": "heading", "value": {"text": "Čoahkkáneapmi: hva vi ble enige om", "level": "h3"}},
    {"type": "quote", "value": {"text": "Ingen av oss er god på alt.", "source": "Deltaker på samlingen"}},
    {
        "type": "table",
        "value": {
            "data": [["Når", "Hva", "Hvem"], ["23. mars 2011", "Andre samling", "Alle"], ["1. juni", "Rapporten", ""]],
            "first_row_is_table_header": True,
            "first_col_is_header": True,
            "table_caption": "Prosjektet måned for måned",
        },
    },
    {"type": "embed", "value": {"url": "https://video.example.org/1", "title": "Film fra samlingen"}},
)
DOCUMENT = {
    "title": "",
    "document": SimpleNamespace(
        title="Sluttrapport med anbefalinger om felles transportordninger",
        url="#",
        file_extension="pdf",
        file_size=1258291,
    ),
}


def item(number, wording, also=(), also_shared=False, note="", url="#"):
    """Return one statement as it is shown in a post."""
    return Item(f"p{number}", wording, note, url, tuple(also), also_shared)


def competencies(organisations):
    """Return a stretch of a post: what is shared, then a column for each organisation."""
    numbers = iter(range(1, 1000))
    shared = [
        item(next(numbers), wording, organisations[:at] if at < 4 else (), at == 5)
        for at, wording in enumerate(WORDINGS)
    ]
    columns = []
    for at, organisation in enumerate(organisations):
        others = [other for other in organisations if other is not organisation]
        said = [
            item(
                next(numbers),
                wording,
                others[: (0, 1, 2, 0, len(others))[place % 5]],
                place == 3,
                "Slik det sto på arket." if place == 2 else "",
                "" if place == 4 else "#",
            )
            for place, wording in enumerate(WORDINGS[at % 5 : at % 5 + 5])
        ]
        columns.append(Column("", (organisation,), tuple(said)))
    if len(organisations) > 3:
        both = tuple(item(next(numbers), wording) for wording in WORDINGS[:2])
        columns.append(Column("", tuple(organisations[:2]), both))
    section = Section("competency", shared=[Column("", (), tuple(shared))], by_organisation=columns)
    return Part("competency", section=section, title="Hva er vi gode på?", anchor="competency")


def goals():
    """Return a stretch of a post: what the room said, and by what means."""
    said = tuple(item(f"g{number}", wording) for number, wording in enumerate(WORDINGS))
    means = tuple(
        item(f"m{number}", wording, url="" if number % 2 else "#") for number, wording in enumerate(WORDINGS[5:9])
    )
    beside = Part(
        "means", section=Section("means", unattributed=[Column("", (), means)]), title="Gjennom å …", anchor="means"
    )
    section = Section("goal", unattributed=[Column("", (), said)])
    return Part("goal", section=section, title="Hva vil vi få til?", anchor="goal", beside=beside)


def shelf(organisations):
    """Return what stands on the shelf: what is shared, then every organisation with some books."""
    stands = [Stand(None, [(wording, "#") for wording in WORDINGS[:6]], 6)]
    for at, organisation in enumerate(organisations):
        books = [(WORDINGS[(at * 5 + place) % len(WORDINGS)], "#") for place in range(4 + at % 5)]
        stands.append(Stand(organisation, books, len(books)))
    return stands


def stand(organisations):
    """Return who named a term: every third did not."""
    return [(organisation, at % 3 != 2) for at, organisation in enumerate(organisations)]


def statements(organisations):
    """Return statements of one term: by an organisation, shared, and by the room."""
    session = Session(name="Første samling", date=datetime(2011, 2, 1).date(), precision="season")
    norwegian, english = SimpleNamespace(language_code="nb"), SimpleNamespace(language_code="en")
    common = {"said_in": session, "address": "#", "post_title": "Hva er vi gode på, og hva vil vi?", "note": ""}
    return [
        SimpleNamespace(
            **{**common, "said_in": None, "note": "Ordet er skrevet slik det sto."},
            speaker=organisations[0],
            attribution="organisations",
            locale=norwegian,
            wording=WORDINGS[3],
        ),
        SimpleNamespace(
            **common, speaker=organisations[-1], attribution="organisations", locale=norwegian, wording=WORDINGS[7]
        ),
        SimpleNamespace(**common, speaker=None, attribution="shared", locale=english, wording="local history"),
        SimpleNamespace(**common, speaker=None, attribution="unattributed", locale=norwegian, wording="synlighet"),
    ]


def posts(locale, address):
    """Return posts for a list: short, long, with a picture, without an introduction."""
    oslo = ZoneInfo("Europe/Oslo")
    return [
        post(
            locale,
            address,
            title="Etter andre samling",
            date=datetime(2011, 3, 25, 12, tzinfo=oslo),
            introduction="Nå skal alt som er skrevet, bli til noe vi kan arbeide videre med.",
            session="Andre samling",
            author="Prosjektgruppa",
            category="Fra prosjektet",
        ),
        post(
            locale,
            address,
            title="Kommunikasjonsrådgivningskompetanse: hvordan tjuefem organisasjoner fant ut hva de kunne lære av "
            "hverandre, og hva de burde la være",
            date=datetime(2010, 11, 1, 12, tzinfo=oslo),
            date_precision="month",
            introduction="En lang innledning. " * 30,
            session="Fellessamling for bygningsvernrådgivere og museumspedagoger",
            author="Anne-Margrethe Øverland Bjørnstjerne-Halvorsen",
            category="Oppsummering",
            with_picture=True,
        ),
        post(
            locale,
            address,
            title="Čoahkkáneapmi Kárášjogas: maid mii máhttit?",
            date=datetime(2009, 6, 1, 12, tzinfo=oslo),
            date_precision="year",
            author="Máret Ánne Sara",
            with_picture=True,
        ),
    ]


def middle_of_a_long_list():
    """Return the seventh of twenty pages of a list."""
    return page_of(Paginator(range(400), 20), SimpleNamespace(GET={"page": 7}))
