"""What live posts say, counted apart from the index, and bodies for posts that say something.

The recount is slow on purpose: page by page, block by block, from the stored bodies.
"""

import copy
import uuid
from collections import Counter

from wagtail.blocks import StreamValue
from wagtail.models import PageViewRestriction

from blog.models import PostPage
from collaboration.models import TERM_MODELS, Kind, Organisation, Session
from tests import factories as make

LISTS = {"competencies": Kind.COMPETENCY, "challenges": Kind.CHALLENGE, "goals": Kind.GOAL, "means": Kind.MEANS}
NAMES = ["Litteraturformidling", "Arrangement", "Samlinger"]
WORDINGS = ["", "litteraturformidling", "«Vi får det til»"]
WHOSE = ["organisations", "both", "shared", "unattributed"]


def first_rows(model):
    """Return {pk of any language's row: pk of the row first written of the same thing}."""
    rows = list(model.objects.order_by("pk").values_list("pk", "translation_key"))
    return {pk: min(other for other, its_key in rows if its_key == key) for pk, key in rows}


def standing_concept(concept):
    while concept.replaced_by:
        concept = concept.replaced_by
    return concept.pk


class Recount:
    """What live posts say: of each post in several languages, the one first written that is live."""

    def __init__(self):
        self.organisations = first_rows(Organisation)
        self.sessions = {None: None, **first_rows(Session)}
        self.terms = {
            (block, term.pk): (standing_concept(term.concept), term.name)
            for block, kind in LISTS.items()
            for term in TERM_MODELS[kind].objects.select_related("concept__replaced_by")
        }
        self.closed = list(PageViewRestriction.objects.values_list("page__path", flat=True))
        self.standing, self.public = Counter(), Counter()
        spoken = set()
        for page in PostPage.objects.order_by("pk"):
            if page.live and not page.alias_of_id and page.translation_key not in spoken:
                spoken.add(page.translation_key)
                self.standing.update(self.rows_of(page))
                if not any(page.path.startswith(path) for path in self.closed):
                    self.public.update(self.rows_of(page))

    def rows_of(self, page):
        """Yield what one page says, a tuple for each thing somebody said."""
        for block in page.body.raw_data:
            value = block["value"]
            for item in value["items"]:
                concept, name = self.terms[block["type"], item["value"]["term"]]
                speakers = {self.organisations[row["value"]] for row in value["organisations"]}
                for speaker in speakers if value["attribution"] == "organisations" else [None]:
                    yield (
                        str(page.translation_key),
                        page.pk,
                        item["id"],
                        concept,
                        value["attribution"],
                        speaker,
                        item["value"]["wording"] or name,
                        self.sessions[page.session_id],
                    )


def indexed(rows):
    return Counter(
        (
            str(row.translation_key),
            row.post_id,
            row.item_uuid.partition("_")[0],
            row.concept_id,
            row.attribution,
            row.organisation_id,
            row.wording,
            row.session_id,
        )
        for row in rows
    )


def list_value(kind, whose, term, wording, organisations):
    """Return one stored list with two items."""
    terms = list(TERM_MODELS[LISTS[kind]].objects.filter(locale=make.locale()).order_by("pk"))
    chosen = {"organisations": organisations[:1], "both": organisations}.get(WHOSE[whose % 4], [])
    return {
        "type": kind,
        "id": str(uuid.uuid4()),
        "value": {
            "heading": "",
            "attribution": "organisations" if chosen else WHOSE[whose % 4],
            "organisations": [{"type": "item", "id": str(uuid.uuid4()), "value": row.pk} for row in chosen],
            "items": [
                {
                    "type": "item",
                    "id": str(uuid.uuid4()),
                    "value": {
                        "term": terms[(term + number) % len(terms)].pk,
                        "wording": WORDINGS[wording % len(WORDINGS)],
                        "note": "",
                    },
                }
                for number in range(2)
            ],
        },
    }


def set_body(page, raw):
    page.body = StreamValue(page.body.stream_block, raw, is_lazy=True)


def raw_of(page):
    return copy.deepcopy(list(page.body.raw_data))
