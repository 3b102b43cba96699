"""Ask the database, in a fixed number of queries, for what a board needs to know."""

from collections import defaultdict

from collaboration.board import Lookup
from collaboration.links import Links
from collaboration.models import Attribution, Organisation, Statement
from collaboration.models.concept import current_concepts
from collaboration.vocabulary import directory, term_names


def sayers_of(concept_ids):
    """Return {concept id: pks of the organisations that say it publicly}; None stands for "shared"."""
    rows = (
        Statement.objects.public()
        .about(concept_ids)
        .exclude(attribution=Attribution.UNATTRIBUTED)
        .order_by()
        .values_list("concept_id", "organisation_id")
        .distinct()
    )
    sayers = defaultdict(set)
    for concept_id, organisation_id in rows:
        sayers[concept_id].add(organisation_id)
    return {concept_id: frozenset(said_by) for concept_id, said_by in sayers.items()}


def look_up(lists, locale, request=None):
    """Return the Lookup for these lists, for readers of one language."""
    concept_ids = {item.term.concept_id for said in lists for item in said.items}
    if not concept_ids:
        return Lookup({}, {}, {}, {}, {})
    current = current_concepts(concept_ids)
    today = set(current.values())
    links = Links(locale, request)
    shown = directory(Organisation, locale)
    return Lookup(
        current=current,
        urls={concept_id: links.term(name) for concept_id, name in term_names(today, locale).items()},
        sayers=sayers_of(today),
        organisations={organisation.translation_key: organisation for organisation in shown.values()},
        by_pk=shown,
    )
