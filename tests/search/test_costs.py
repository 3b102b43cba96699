"""What a search asks of the database: as much for a thousand documents as for ten."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.asking import Filters, search, suggest
from search.indexing import rebuild
from tests import factories as make
from tests.comments import making as discussing

pytestmark = pytest.mark.django_db
# One of them asks what is promoted; three, whether words of the reader's language were meant.
MOST = 16


def queries(ask):
    # Other searches of the process have looked up words and addresses.
    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def grow(number):
    theme = make.ThemeFactory(name=f"Kano {number}")
    organisation = make.OrganisationFactory(name=f"Kano lag {number}")
    session = make.SessionFactory(name=f"Kano samling {number}")
    term = make.term("goal", f"Padle kano {number}", theme=theme)
    said = [("goal", "organisations", [organisation], [(term, f"Ut i kano {number}")])]
    post = make.post(said, title=f"Kano {number}", session=session, tags=["kano"])
    discussing.published(post, text=f"Kano er fint {number}.")
    make.standard_page(title=f"Om kano {number}")


def test_a_search_asks_as_much_whatever_there_is():
    discussing.ground()
    make.blog()
    make.collaboration_page()
    grow(0)
    rebuild()

    def asked():
        return {
            "all kinds": queries(lambda: search("kano", "nb", per_page=50)),
            "narrowed": queries(lambda: search("kano", "nb", Filters(kind="post", year="2011"), order="newest")),
            "other language": queries(lambda: search("kano", "en", per_page=50)),
            "nothing": queries(lambda: search("xyzzyx", "nb")),
            "suggestions": queries(lambda: suggest("ka", "nb", limit=20)),
        }

    few = asked()
    for number in range(1, 8):
        grow(number)
    rebuild()
    cache.clear()
    many = asked()
    assert len({hit.kind for hit in search("kano", "nb", per_page=50).hits}) == 6
    # Where more of one kind fits on a page, others are not asked for.
    assert all(many[what] <= few[what] for what in few), (few, many)
    # PostgreSQL is told first not to compile what it is asked, in a transaction: within a test's own, a savepoint.
    assert max(many.values()) <= MOST + (3 if connection.vendor == "postgresql" else 0), many
