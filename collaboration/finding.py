"""Finding terms, organisations and sessions in the admin, drafts too: by the words as readers' search knows them."""

from django.db.models import Q
from django.utils.translation import get_language

from search.naming import Named, meant


def meant_by(rows, text):
    """Return those of the rows that a search means: its words in any form, or any part of a name. Two queries.

    All names are read, to be compared in the language that each is in: thousands take a fraction of a second.
    """
    everything = rows.model.objects
    names = everything.order_by().values_list("pk", "locale__language_code", "name", *rows.model.other_names)
    named = (
        Named(pk, language, [name, *(line for other in others for line in (other or "").splitlines() if line.strip())])
        for pk, language, name, *others in names
    )
    by_words = meant(named, text, get_language())
    return rows.filter(Q(pk__in=by_words) | Q(pk__in=everything.matching(text).order_by().values("pk")))
