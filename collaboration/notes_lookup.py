"""What the site knows that helps to read a group's notes: its organisations, its terms, its headings."""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from django.db.models import F, Value
from wagtail.models import Locale

from collaboration.models import TERM_MODELS, NotesSettings, Organisation, Statement
from collaboration.models.concept import Kind as StoredKind
from collaboration.models.concept import current_concepts
from collaboration.notes.deciding import Accept, DecidedSection, decide
from collaboration.notes.draft import Draft
from collaboration.notes.heading_words import HeadingWords
from collaboration.notes.headings import Party, called
from collaboration.notes.kinds import Kind
from collaboration.notes.lines import Line
from collaboration.notes.matching import Known
from collaboration.notes.reading import read


def known_parties(locale: Locale, present: Collection[int] = ()) -> tuple[Party, ...]:
    """Return the organisations by their names in all languages; each by its row in this one, if it has any.

    A name that two share is that of the one `present`, and so is what only one of those is called for short.
    """
    rows: dict[object, list[Organisation]] = defaultdict(list)
    for row in Organisation.objects.only("name", "short_name", "locale_id", "translation_key").order_by("pk"):
        rows[row.translation_key].append(row)
    parties, faces_of = [], {}
    for faces in rows.values():
        own = next((face for face in faces if face.locale_id == locale.pk), faces[0])
        names = [own.name, own.short_name, *(name for face in faces for name in (face.name, face.short_name))]
        parties.append(Party(own.pk, tuple(dict.fromkeys(name for name in names if name))))
        faces_of[own.pk] = faces
    there = [party for party in parties if any(row.pk in present for row in faces_of[party.key])]
    short = Counter(called(party.name).casefold() for party in there)
    first = [
        Party(party.key, (*party.names, alone))
        if (alone := called(party.name)) and short[alone.casefold()] == 1
        else party
        for party in there
    ]
    return (*first, *(party for party in parties if party not in there))


def known_terms(locale: Locale) -> dict[Kind, list[Known]]:
    """Return the terms of a language by kind, with their other names, those of terms merged into them, and the words
    in which they were said. Two queries, and one more for each step of merging.
    """
    queries = [
        model.objects.filter(locale=locale)
        .order_by()
        .values_list(Value(str(kind)), "pk", "concept_id", "concept__replaced_by", "name", "aliases")
        for kind, model in TERM_MODELS.items()
    ]
    rows = list(queries[0].union(*queries[1:], all=True))
    merged = [concept for _kind, _pk, concept, replaced_by, *_names in rows if replaced_by]
    current = current_concepts(merged) if merged else {}
    terms: dict[int, tuple[str, int, str]] = {}
    wordings: dict[int, dict[str, None]] = defaultdict(dict)
    for kind, pk, concept, replaced_by, name, aliases in sorted(rows, key=lambda row: row[1]):
        concept = current.get(concept, concept)
        if not replaced_by:
            terms[concept] = (kind, pk, name)
        wordings[concept].update(dict.fromkeys([name, *(line.strip() for line in aliases.splitlines())]))
    said = Statement.objects.standing().filter(locale=locale).order_by().values_list("concept_id", "wording").distinct()
    for concept, wording in said:
        wordings[concept][wording] = None
    known: dict[Kind, list[Known]] = {kind: [] for kind in Kind}
    for concept, (kind, pk, name) in terms.items():
        others = tuple(wording for wording in wordings[concept] if wording and wording != name)
        known[Kind(kind)].append(Known(pk, name, others))
    return known


def heading_words() -> HeadingWords:
    """Return the headings that are known, with those that the site has added."""
    # Not load(), which writes them where there are none: reading writes nothing.
    settings = NotesSettings.objects.first() or NotesSettings()
    added = [(phrase, Kind(kind.value)) for phrase, kind in settings.phrases()]
    return HeadingWords.of(added, settings.shared_words.split())


def read_notes(
    lines: Sequence[Line], locale: Locale, accept: Accept = Accept.CONFIDENT, present: Collection[int] = ()
) -> tuple[Draft, tuple[DecidedSection, ...]]:
    """Read notes with what the site knows, and who was there. Writes nothing."""
    draft = read(lines, known_parties(locale, present), heading_words())
    return draft, decide(draft, known_terms(locale), locale.language_code, accept)


def usage_of(terms: dict[Kind, set[int]]) -> dict[tuple[str, int], tuple[int, list[str]]]:
    """Return {(kind, pk of a term): (how often it was said, by whom)}. Two queries for each kind asked about."""
    found: dict[tuple[str, int], tuple[int, list[str]]] = {}
    for kind, pks in terms.items():
        concepts = dict(TERM_MODELS[StoredKind(kind)].objects.filter(pk__in=pks).values_list("concept_id", "pk"))
        rows = Statement.objects.standing().filter(concept__in=concepts).order_by("organisation__sort_key")
        for concept, who in rows.values_list("concept_id", F("organisation__short_name")):
            count, by = found.setdefault((str(kind), concepts[concept]), (0, []))
            if who and who not in by:
                by.append(who)
            found[str(kind), concepts[concept]] = (count + 1, by)
    return found
