"""What headings say: the words by which the four kinds of lists, and whose they are, are known.

An administrator adds words of the site's own; these are there from the start, in four languages.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from collaboration.notes.kinds import Kind
from home.text.words import words

# A star at the end stands for any ending.
PHRASES: Mapping[Kind, str] = {
    Kind.COMPETENCY: """
        gode på; god på; best på; gode til; flinke til; flink til; flinke på; dyktige på; dyktige til; styrker;
        styrkene; styrke; styrken; fortrinn; kompetanse; kompetansen; kompetanser; sterke sider; lykkes med;
        hva kan vi; bidra med; får vi til; hva går bra; hva fungerer; styrkar; styrkane; styrka vår; lukkast med;
        lykkast med; kva kan vi; flinke i; sterke sider; kva går bra; good at; best at; strength*; competenc*;
        skill; skills; expertise; what works; what went well; what can we offer; bra på; duktiga på; bäst på;
        styrkor; styrkorna; styrka; kompetens; kompetenser; kompetensen; kompetenserna; vad kan vi; vad fungerar;
        starka sidor""",
    Kind.CHALLENGE: """
        utfordring*; problem; problemer; problemene; hindring*; hinder; barriere*; vanskelig; vanskelige;
        svakhet*; vanskeligheter; hva er vanskelig; hva er tungt; trusler; skoen trykker; flaskehals*; vanskeleg;
        vanskelege; vanskar; vanskane; svakheit*; problema; skoen trykkjer; kva er vanskeleg; trugsmål;
        challeng*; problems; obstacle*; difficult*; weakness*; barrier; barriers; threats; what is hard;
        hard for us; utmaning*; problemen; svårighet*; svårt; svaghet*; hindren; hot och hinder""",
    Kind.GOAL: """
        hva vil vi; hvor vil vi; hva ønsker vi; ønsker vi; vil vi; vi vil; vi ønsker; vil vi oppnå; ønsker;
        ønskene; ønske; ønskeliste; mål; målet; målene; målsetting*; målsetning*; visjon*; ambisjon*; drømmer;
        drømmen; kva vil vi; kvar vil vi; kor vil vi; kva ønskjer vi; ønskjer vi; ønsker oss; ønskjer oss;
        ønskje; ønska; ønskelista; måla; målsetjing*; what do we want; what we want; do we want; we want;
        we wish; goal; goals; aim; aims; objective*; wishes; wish list; vision; visions; ambition*; targets;
        vad vill vi; vart vill vi; vill vi; vi vill; önskar vi; målen; målsättning*; önskemål; önskningar;
        önskelista; vision; visioner""",
    Kind.MEANS: """
        gjennom å; ved å; ved hjelp av; virkemid*; tiltak; tiltaka; tiltakene; metoder; fremgangsmåte*;
        hvordan får vi; hvordan skal vi; hvordan når vi; hvordan kommer vi; hvordan vil vi; hvordan kan vi;
        hvordan gjør vi; slik gjør vi; slik får vi; slik vil vi; slik skal vi; hvordan komme dit; veien dit;
        veien videre; veien til målet; verkemid*; gjennom; korleis får vi; korleis skal vi; korleis når vi;
        korleis kjem vi; korleis kan vi; korleis vil vi; korleis gjer vi; slik gjer vi; slik skal vi; vegen dit;
        vegen vidare; means; through; by; by means of; measure; measures; actions; methods; how do we;
        how will we; how shall we; how can we; how to get there; how we get there; how do we get there;
        the way there; ways forward; way forward; next steps; genom att; genom; medel; medlen; åtgärd*; metoder;
        hur når vi; hur gör vi; hur ska vi; hur kommer vi; hur får vi; hur kan vi; hur vill vi; så gör vi;
        så når vi; så ska vi; vägen dit; vägen framåt""",
}
# Words that stand in the names of other things as well: they count where nothing else is said.
ALONE = set(
    words(
        "hinder problem problems kompetanse kompetansen kompetens fortrinn styrken styrke styrka skill expertise "
        "vision mål aim aims ønske ønsker ønska medel metoder measure"
    )
)

# Small words that tell of means where they are all that is said.
ONLY = set(words("by through gjennom genom"))

SHARED = set(
    words(
        "felles fellesskap alle samtlige samla samlet sams "
        "shared common joint all everybody everyone "
        "gemensamt gemensam gemensamma alla samtliga"
    )
)
# Words that add nothing to what a heading says.
FILLERS = set(
    words(
        "hva hvem hvor hvordan kva kven kvar kor korleis vad vem var hur what who where how which hvilke hvilken "
        "vilka er vi de dei den det du jeg oss vår vårt våre våra vårar ein en et ei eit å og eller i på til for "
        "fra frå med om av som har kan vil skal bør må få får gjør gjer være vere bli blir mest mer meir är att "
        "och för till från vill ska bör is are do does we us our the a an to and or of in on at from with as be "
        "can will shall should største viktigste viktige store stor sterkeste hoved felles störst största "
        "viktigaste viktiga biggest main greatest key most important best top sak punkt pkt del tema gruppe "
        "gruppa grupper gruppearbeid gruppearbeidet oppgave spørsmål svar runde tavle ark ärende grupp gruppen "
        "fråga uppgift group question task part item topic flip chart flere fleire flera several many sammen "
        "saman together tillsammans her nå no now nu samarbeid samarbeidet oppnå uppnå achieve egentlig eigentleg "
        "really framover fremover framöver vidare videre next hver enkelt einskild each enskild ord stikkord "
        "liste lista list ønsker ønskjer"
    )
)


@dataclass(frozen=True)
class HeadingWords:
    """The table: each phrase as words, with the kind that it tells of. Longer phrases come first."""

    phrases: tuple[tuple[tuple[str, ...], Kind], ...]
    shared: frozenset[str] = frozenset(SHARED)

    @classmethod
    def of(cls, extra: Iterable[tuple[str, Kind]] = (), shared: Iterable[str] = ()) -> "HeadingWords":
        """Return the table, with what a site has added: it counts before what is there from the start."""
        own = [(phrase, kind) for phrase, kind in extra]
        usual = [
            (phrase, kind)
            for kind, text in PHRASES.items()
            for line in text.splitlines()
            for phrase in line.split(";")
            if phrase.strip()
        ]
        table: dict[tuple[str, ...], Kind] = {}
        for phrase, kind in [*own, *usual]:
            pattern = tuple(
                word + "*" * written.endswith("*") for written in phrase.split() for word in words(written.rstrip("*"))
            )
            if pattern:
                table.setdefault(pattern, kind)
        ordered = sorted(table.items(), key=lambda entry: (-len(entry[0]), entry[0]))
        more = {word for text in shared for word in words(text)}
        return cls(tuple(ordered), frozenset(SHARED | more))


def fits(pattern: str, word: str) -> bool:
    """Return whether a word of a heading is the one in the table."""
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern
