"""Keep `Statement` equal to what published posts say. The only code that writes statements."""

import uuid
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from collaboration.models import Attribution, Concept, Organisation, Session, Statement, StatementSource
from collaboration.reading import read_lists
from collaboration.searching_wordings import of_post
from collaboration.vocabulary import chosen_terms
from home import searching

FIELDS = [
    "item_uuid",
    "list_uuid",
    "post_id",
    "session_id",
    "concept_id",
    "attribution",
    "organisation_id",
    "wording",
    "note",
    "locale_id",
    "position",
    "withdrawn_at",
]


def statement_uuid(translation_key, item_uuid, organisation_key=None):
    """Return the statement's identifier for ever: the same however often the index is built anew."""
    return uuid.uuid5(translation_key, f"{item_uuid}/{organisation_key or ''}")


def speaking_page(translation_key):
    """Return the page whose words count among a post's translations, or None where none is live.

    It is the live one in the language it was first written in, else the next. Aliases only repeat.
    """
    pages = (
        Page.objects.filter(translation_key=translation_key, live=True, alias_of=None)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    for page in pages:
        specific = page.specific
        if isinstance(specific, StatementSource):
            return specific
    return None


@transaction.atomic
def reindex(translation_key):
    """Make the statements of one post, in all its languages together, equal to what it says now.

    Rows keep their identifier as long as the item is there; rows whose item is gone, or whose post is
    no longer live, are withdrawn and come back if it does. Returns the number of standing statements.
    """
    page = speaking_page(translation_key)
    standing, concepts = _bring_up_to_date(translation_key, page)
    while concepts and _were_merged(concepts):
        standing, concepts = _bring_up_to_date(translation_key, page)
    return standing


def _were_merged(concepts) -> bool:
    """Hold what was just written about until the transaction ends; return whether any of it was merged meanwhile.

    Whoever merges it now sees what was written; whoever was before us is waited for. (A foreign key is
    checked at the end of a transaction, which is too late to wait for anybody.)
    """
    held = Concept.objects.select_for_update(no_key=True).filter(pk__in=concepts).order_by("pk")
    return any(replaced_by for replaced_by in held.values_list("replaced_by", flat=True))


def _bring_up_to_date(translation_key, page) -> tuple[int, set[int]]:
    """Write what a post says now. Returns (standing statements, the concepts of those that were written)."""
    wanted = {row.uuid: row for row in _rows(page)} if page else {}
    existing = {row.uuid: row for row in Statement.objects.filter(translation_key=translation_key)}
    gone = [row.pk for key, row in existing.items() if key not in wanted and row.withdrawn_at is None]
    # Withdrawn first: an item that is attributed anew must not meet its own old row.
    if gone:
        Statement.objects.filter(pk__in=gone).update(withdrawn_at=timezone.now())
    changed = []
    for key, row in wanted.items():
        old = existing.get(key)
        if old and any(getattr(old, field) != getattr(row, field) for field in FIELDS):
            row.pk = old.pk
            changed.append(row)
    Statement.objects.bulk_update(changed, FIELDS, batch_size=200)
    new = [row for key, row in wanted.items() if key not in existing]
    Statement.objects.bulk_create(new, batch_size=500)
    searching.gone("statement", gone)
    written = [row.uuid for row in (*new, *changed)]
    if written:
        searching.changed("statement", Statement.objects.filter(uuid__in=written).values_list("pk", flat=True))
    if written or gone:
        searching.changed("wording", of_post(translation_key))
    return len(wanted), {row.concept_id for row in (*new, *changed)}


def _rows(page) -> Iterator[Statement]:
    lists = list(read_lists(page.body.raw_data))
    chosen = chosen_terms(lists)
    # Any language's row of an organisation leads to the one first written: {pk: (its pk, its key)}.
    keys = dict(
        Organisation.objects.filter(pk__in={pk for said in lists for pk in said.organisations}).values_list(
            "pk", "translation_key"
        )
    )
    spoke = Organisation.objects.first_written().filter(translation_key__in=keys.values())
    firsts = {row.translation_key: row for row in spoke}
    session = page.session and (
        Session.objects.first_written().filter(translation_key=page.session.translation_key).first()
    )
    position = 0
    for said in lists:
        speakers = [None]
        if said.attribution == Attribution.ORGANISATIONS:
            speakers = list({keys[pk]: firsts[keys[pk]] for pk in said.organisations if pk in keys}.values())
        for item in said.items:
            term = chosen.get((said.kind, item.term))
            if term is None:
                continue
            position += 1
            for speaker in speakers:
                yield Statement(
                    uuid=statement_uuid(page.translation_key, item.item_uuid, speaker and speaker.translation_key),
                    translation_key=page.translation_key,
                    item_uuid=item.item_uuid,
                    list_uuid=said.list_uuid,
                    post_id=page.pk,
                    session_id=session and session.pk,
                    concept_id=term.concept_id,
                    attribution=said.attribution,
                    organisation_id=speaker and speaker.pk,
                    wording=item.wording or term.name,
                    note=item.note,
                    locale_id=page.locale_id,
                    position=position,
                    withdrawn_at=None,
                )


def rebuild_all():
    """Reindex every post that says something or once did. Returns (posts, standing statements)."""
    keys = set(Statement.objects.values_list("translation_key", flat=True))
    for model in StatementSource.__subclasses__():
        if not model._meta.abstract:
            keys.update(model.objects.values_list("translation_key", flat=True))
    return len(keys), sum(reindex(key) for key in sorted(keys))
