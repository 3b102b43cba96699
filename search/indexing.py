"""Keep what is searched equal to what is published. The only code that writes documents and their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from home.searching import Source, Text, sources
from home.text.words import words
from search import vocabulary
from search.engines import engine
from search.models import Document, FacetValue
from search.words import tokens_of

BATCH = 200
# How much the job that mends does at once.
MOST_MENDED = 2_000
# After this long a document is made anew, whatever was told: what nobody told of is found in the end.
RENEWED_AFTER = timedelta(days=30)
FIELDS = ["thing", "kind", "language", "title", "title_key", "names", "text", "dated", "year", "indexed_at"]
LONGEST_TITLE = 300
LONGEST_TEXT = 300_000


def index(source_name: str, ids: Collection[int]) -> int:
    """Keep what these rows of a source say now, and forget those that are not published; returns how many are kept."""
    source = sources[source_name]
    with transaction.atomic():
        documents = _keep_texts(source, ids)
        _keep_words(documents)
    # What went while it was read.
    still = set(
        source.rows().filter(pk__in=[document.object_id for document in documents]).values_list("pk", flat=True)
    )
    forget(source_name, [document.object_id for document in documents if document.object_id not in still])
    return len(documents)


def forget(source_name: str, ids: Iterable[int]) -> None:
    """Delete all that is kept of these rows of a source."""
    numbers = list(ids)
    if numbers:
        Document.objects.filter(source=source_name, object_id__in=numbers).delete()


def _keep_texts(source: Source, ids: Collection[int]) -> list[Document]:
    """Write the documents of some rows, and their facets."""
    texts = list(source.texts(ids))
    forget(source.name, set(ids) - {text.id for text in texts})
    documents = [_document(source, text) for text in texts]
    Document.objects.bulk_create(
        documents, update_conflicts=True, unique_fields=["source", "object_id"], update_fields=FIELDS
    )
    FacetValue.objects.filter(document__in=[document.pk for document in documents]).delete()
    FacetValue.objects.bulk_create(
        FacetValue(document=document, name=name, value=value)
        for document, text in zip(documents, texts, strict=True)
        for name, value in dict.fromkeys(text.facets)
    )
    return documents


def _document(source: Source, text: Text) -> Document:
    title = _stored(" ".join(text.title.split()))[:LONGEST_TITLE]
    return Document(
        source=source.name,
        object_id=text.id,
        thing=text.thing,
        kind=text.kind,
        language=text.language,
        title=title,
        title_key=title_key(title),
        names=_stored("\n".join(text.names))[:LONGEST_TEXT],
        text=_stored(text.body)[:LONGEST_TEXT],
        dated=text.dated,
        year=text.dated.year if text.dated else None,
        indexed_at=timezone.now(),
    )


def title_key(title: str) -> str:
    """Return the form in which a title is what was searched for."""
    return " ".join(words(title))[:LONGEST_TITLE]


def _stored(text: str) -> str:
    # What no database stores.
    return text.replace("\0", " ").encode("utf-8", "ignore").decode()


def _keep_words(documents: Sequence[Document]) -> None:
    """Write the words of documents, and learn those that are new."""
    forms: dict[str, set[str]] = defaultdict(set)
    for document in documents:
        texts = (document.title, document.names, document.text)
        forms[document.language or settings.LANGUAGE_CODE].update(word for text in texts for word in words(text))
    vocabulary.learn(forms)
    _write_words(documents)


def _write_words(documents: Iterable[Document]) -> None:
    rows = {}
    for document in documents:
        language = document.language or settings.LANGUAGE_CODE
        rows[document.pk], _forms = tokens_of(
            title=document.title,
            names=document.names.split("\n") if document.names else [],
            body=document.text,
            language=language,
            splitter=vocabulary.vocabulary(language).splitter,
        )
    engine().write(rows)


# --- All of it -----------------------------------------------------------------------------------


def rebuild(say: Callable[[str], None] = lambda sentence: None) -> dict[str, int]:
    """Keep anew what all sources say; returns {source: documents}. What is there is found meanwhile.

    Words are weighed last, when all are known that others may be made of.
    """
    counts = {}
    for source in sources:
        begun, kept = timezone.now(), 0
        for ids in _batches(source.rows().order_by("pk").values_list("pk", flat=True)):
            with transaction.atomic():
                kept += len(_keep_texts(source, ids))
            if kept % 2_000 < BATCH <= kept:
                say(f"  {source.name}: {kept}")
        # What was there before, and is not published any more.
        Document.objects.filter(source=source.name, indexed_at__lt=begun).delete()
        counts[source.name] = kept
    Document.objects.exclude(source__in=counts).delete()
    say(f"  {vocabulary.recount()} words")
    weigh()
    return counts


def weigh() -> None:
    """Write the words of all documents anew, by what is known now of what they are made of."""
    for ids in _batches(Document.objects.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            # Held, so that what is kept meanwhile is not overwritten with what was there before.
            _write_words(Document.objects.select_for_update().filter(pk__in=ids))


def mend() -> dict[str, int]:
    """Keep what is missing, forget what is gone, and make the oldest anew; returns how many of each."""
    done = {"missing": 0, "gone": 0, "renewed": 0}
    for source in sources:
        kept = Document.objects.filter(source=source.name)
        missing = source.rows().exclude(pk__in=kept.values("object_id")).order_by("pk").values_list("pk", flat=True)
        wanted = list(missing[: MOST_MENDED - done["missing"]])
        for ids in _batches(wanted):
            done["missing"] += index(source.name, ids)
        superfluous = kept.exclude(object_id__in=source.rows().order_by().values("pk"))
        done["gone"] += superfluous.delete()[1].get(Document._meta.label, 0)
        old = kept.filter(indexed_at__lt=timezone.now() - RENEWED_AFTER).order_by("indexed_at")
        for ids in _batches(list(old.values_list("object_id", flat=True)[:BATCH])):
            done["renewed"] += index(source.name, ids)
    done["gone"] += Document.objects.exclude(source__in=[source.name for source in sources]).delete()[0]
    return done


def count_words() -> int:
    """Count the words anew, and weigh all that is kept by them; returns how many words there are."""
    counted = vocabulary.recount()
    weigh()
    return counted


def _batches(ids: Any) -> Iterator[list[int]]:
    numbers = iter(list(ids))
    while batch := list(islice(numbers, BATCH)):
        yield batch
