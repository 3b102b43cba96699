"""The demo's accessibility statement, after the form that Norwegian public bodies use: https://www.uutilsynet.no/.

Each text stands in bokmål, nynorsk and English. It claims what the project's own tests check, and nothing more.
"""

from itertools import chain
from typing import NamedTuple

from django.utils.html import format_html, format_html_join

SLUG = "tilgjengelighet"
# Reserved for examples (RFC 2606): nothing that is sent there arrives, and the text says so.
ADDRESS = "tilgjengelighet@example.org"


class Text(NamedTuple):
    nb: str
    nn: str
    en: str


class Passage(NamedTuple):
    heading: Text
    paragraphs: tuple[Text, ...]
    points: tuple[Text, ...] = ()
    address: str = ""


TITLE = Text("Tilgjengelighetserklæring", "Tilgjengeerklæring", "Accessibility statement")
INTRODUCTION = Text(
    "Alle skal kunne lese det som står her. Erklæringen sier hva vi har prøvd, hva vi ikke vet, og hvordan du melder "
    "fra om et hinder.",
    "Alle skal kunne lese det som står her. Erklæringa seier kva vi har prøvd, kva vi ikkje veit, og korleis du "
    "melder frå om eit hinder.",
    "Everybody should be able to read what stands here. The statement says what we have tested, what we do not know, "
    "and how to report a barrier.",
)
PASSAGES = (
    Passage(
        Text("Hva erklæringen gjelder", "Kva erklæringa gjeld", "What the statement covers"),
        (
            Text(
                "Erklæringen gjelder dette nettstedet, med alle sidene som er åpne for lesere. Kravene er nivå A og "
                "AA i retningslinjene WCAG 2.2.",
                "Erklæringa gjeld denne nettstaden, med alle sidene som er opne for lesarar. Krava er nivå A og AA i "
                "retningslinjene WCAG 2.2.",
                "The statement covers this site, with all the pages that are open to readers. The requirements are "
                "levels A and AA of the guidelines WCAG 2.2.",
            ),
            Text(
                "Nettstedet er et eksempel. Den som bruker det som sitt eget, må prøve det på nytt og skrive sin "
                "egen erklæring.",
                "Nettstaden er eit døme. Den som bruker han som sin eigen, må prøve han på nytt og skrive si eiga "
                "erklæring.",
                "The site is an example. Whoever makes it their own must test it anew and write their own statement.",
            ),
        ),
    ),
    Passage(
        Text("Slik er det prøvd", "Slik er det prøvd", "How it was tested"),
        (
            Text(
                "Prøvene er automatiske: programmer har lett etter feil på én side av hver type, på smal og bred "
                "skjerm, i lyse og mørke farger. Programmer finner bare en del av feilene.",
                "Prøvene er automatiske: program har leita etter feil på éi side av kvar type, på smal og brei "
                "skjerm, i lyse og mørke fargar. Program finn berre ein del av feila.",
                "The tests are automatic: programs have looked for faults on one page of each type, on narrow and "
                "wide screens, in light and dark colours. Programs find only some of the faults.",
            ),
            Text(
                "Ingen brukere har prøvd nettstedet for oss, verken med eller uten skjermleser eller andre "
                "hjelpemidler.",
                "Ingen brukarar har prøvd nettstaden for oss, korkje med eller utan skjermlesar eller andre "
                "hjelpemiddel.",
                "No users have tested the site for us, neither with nor without a screen reader or other aids.",
            ),
        ),
    ),
    Passage(
        Text("Status krav for krav", "Status krav for krav", "Status, requirement by requirement"),
        (),
        (
            Text(
                "1.1.1 Ikke-tekstlig innhold: ingen feil funnet. Om beskrivelsene er gode, er ikke vurdert.",
                "1.1.1 Ikkje-tekstleg innhald: ingen feil funne. Om skildringane er gode, er ikkje vurdert.",
                "1.1.1 Non-text content: no faults found. Whether the descriptions are good has not been judged.",
            ),
            Text(
                "1.3.1 Informasjon og relasjoner: ingen feil funnet.",
                "1.3.1 Informasjon og relasjonar: ingen feil funne.",
                "1.3.1 Info and relationships: no faults found.",
            ),
            Text(
                "1.4.3 Kontrast: ingen feil funnet, verken i lyse eller mørke farger.",
                "1.4.3 Kontrast: ingen feil funne, korkje i lyse eller mørke fargar.",
                "1.4.3 Contrast: no faults found, neither in light nor in dark colours.",
            ),
            Text(
                "1.4.10 Dynamisk tilpasning: ingen feil funnet på 320 piksler.",
                "1.4.10 Dynamisk tilpassing: ingen feil funne på 320 pikslar.",
                "1.4.10 Reflow: no faults found at 320 pixels.",
            ),
            Text(
                "2.1.1 Tastatur og 2.4.7 Synlig fokus: prøvd fra forsiden til et stikkord og tilbake, uten feil.",
                "2.1.1 Tastatur og 2.4.7 Synleg fokus: prøvd frå framsida til eit stikkord og tilbake, utan feil.",
                "2.1.1 Keyboard and 2.4.7 Focus visible: tested from the front page to a term and back, without "
                "faults.",
            ),
            Text(
                "3.1.2 Språk på deler av innhold: innlegg som ikke er oversatt, vises på språket de er skrevet på, "
                "og er merket med det.",
                "3.1.2 Språk på delar av innhald: innlegg som ikkje er omsette, viser vi på språket dei er skrivne "
                "på, og dei er merkte med det.",
                "3.1.2 Language of parts: posts that are not translated appear in the language they are written in, "
                "and are marked with it.",
            ),
            Text(
                "4.1.2 Navn, rolle, verdi: ingen feil funnet.",
                "4.1.2 Namn, rolle, verdi: ingen feil funne.",
                "4.1.2 Name, role, value: no faults found.",
            ),
            Text(
                "De andre kravene: ingen har vurdert dem ett for ett.",
                "Dei andre krava: ingen har vurdert dei eitt for eitt.",
                "The other requirements: nobody has judged them one by one.",
            ),
        ),
    ),
    Passage(
        Text("Dette vet vi at er vanskelig", "Dette veit vi er vanskeleg", "What we know is difficult"),
        (
            Text(
                "Stikkordene står slik gruppene skrev dem, også der de er feilskrevet. Skjermlesere kan lese dem "
                "rart. Hvert stikkord fører til en side med det rettede ordet.",
                "Stikkorda står slik gruppene skreiv dei, òg der dei er feilskrivne. Skjermlesarar kan lese dei "
                "rart. Kvart stikkord fører til ei side med det retta ordet.",
                "The catchwords stand as the groups wrote them, misspellings too. Screen readers may read them "
                "oddly. Each catchword leads to a page with the word put right.",
            ),
        ),
    ),
    Passage(
        Text("Meld fra om et hinder", "Meld frå om eit hinder", "Report a barrier"),
        (
            Text(
                "Er det noe du ikke får lest eller brukt? Skriv til oss og si hvilken side det gjelder, hva du ville "
                "gjøre, og hva som skjedde. Si også om du trenger innholdet på en annen måte.",
                "Er det noko du ikkje får lese eller bruke? Skriv til oss og sei kva side det gjeld, kva du ville "
                "gjere, og kva som skjedde. Sei òg om du treng innhaldet på ein annan måte.",
                "Is there something you cannot read or use? Write to us and say which page it is about, what you "
                "wanted to do, and what happened. Say also whether you need the content in another way.",
            ),
            Text(
                "Adressen under er et eksempel, som nettstedet, og ingen leser det som sendes dit. Bytt den ut med "
                "deres egen.",
                "Adressa under er eit døme, som nettstaden, og ingen les det som blir sendt dit. Byt henne ut med "
                "dykkar eiga.",
                "The address below is an example, as the site is, and nobody reads what is sent there. Put your own "
                "in its place.",
            ),
        ),
        address=ADDRESS,
    ),
    Passage(
        Text("Tilsyn", "Tilsyn", "Supervision"),
        (
            Text(
                "Tilsynet for universell utforming av ikt ser til at offentlige nettsteder følger kravene. Får du "
                "ikke svar, kan du melde fra dit.",
                "Tilsynet for universell utforming av ikt ser til at offentlege nettstader følgjer krava. Får du "
                "ikkje svar, kan du melde frå dit.",
                "The Norwegian Authority for Universal Design of ICT sees to it that public sites meet the "
                "requirements. If you get no answer, you can report there.",
            ),
            Text(
                "Erklæringen ble skrevet 22. november 2026.",
                "Erklæringa vart skriven 22. november 2026.",
                "The statement was written on 22 November 2026.",
            ),
        ),
    ),
)


def body() -> list[tuple[str, object]]:
    """Return the statement as the blocks of a page's body, in bokmål."""
    blocks: list[tuple[str, object]] = []
    for passage in PASSAGES:
        blocks.append(("heading", {"text": passage.heading.nb, "level": "h2"}))
        text = format_html_join("", "<p>{}</p>", ((paragraph.nb,) for paragraph in passage.paragraphs))
        if passage.points:
            points = format_html_join("", "<li>{}</li>", ((point.nb,) for point in passage.points))
            text = format_html("{}<ul>{}</ul>", text, points)
        if passage.address:
            text = format_html('{}<p><a href="mailto:{}">{}</a></p>', text, passage.address, passage.address)
        blocks.append(("text", text))
    return blocks


def words() -> dict[str, dict[str, str]]:
    """Return {language: {as it is written: as it is said there}}."""
    texts = [
        TITLE,
        INTRODUCTION,
        *chain.from_iterable((passage.heading, *passage.paragraphs, *passage.points) for passage in PASSAGES),
    ]
    return {"nn": {text.nb: text.nn for text in texts}, "en": {text.nb: text.en for text in texts}}
