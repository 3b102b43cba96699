"""Ask the database, in a fixed number of queries, for what a board needs to know."""

from collections import defaultdict

from collaboration.board import Lookup
from collaboration.models import Attribution, Statement
from collaboration.vocabulary import chosen_terms, term_names


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


def look_up(lists, reader, translations=None):
    """Return the Lookup for these lists, for one reader; `translations` as `wordings.reading` has them."""
    chosen = chosen_terms(lists)
    if not chosen:
        return Lookup({}, {}, {}, reader.organisations)
    concepts = {term.concept_id for term in chosen.values()}
    return Lookup(
        chosen=chosen,
        urls={concept_id: reader.url(name) for concept_id, name in term_names(concepts, reader.locale).items()},
        sayers=sayers_of(concepts),
        organisations=reader.organisations,
        translations=translations or {},
    )
