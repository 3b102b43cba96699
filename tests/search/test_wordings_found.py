"""A translation of what was said is found in its own language, as long as readers see it beside the words."""

import pytest
from wagtail.models import PageViewRestriction

from collaboration.merging import merge
from search.asking import Filters, search
from search.indexing import rebuild
from tests import factories as make
from tests.collaboration.test_wordings import post, put

__all__ = ["post"]

pytestmark = [pytest.mark.django_db, pytest.mark.tasks]

# Stands in the translation alone.
WORD = "kvarandre"


def titles(query=WORD, language="nn", **filters):
    return [hit.title for hit in search(query, language, Filters(**filters)).hits]


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def translated(post, told):
    rebuild()
    with told():
        put(post)
    return post


def test_it_leads_to_the_term_and_is_narrowed_down_as_the_words_are(translated):
    assert titles() == ["Læring"]
    hit = search(WORD, "nn").hits[0]
    assert "".join(part.text for part in hit.excerpt) == "å lære av kvarandre"
    assert hit.language == "nn"
    facets = {facet.label: {value.label for value in facet.values} for facet in search(WORD, "nn").facets}
    assert {"Akershus", "Vestfold"} in facets.values()
    by = next(facet for facet in search(WORD, "nn").facets if facet.name == "organisation")
    assert titles(organisation=by.values[0].value) == ["Læring"]
    assert search(WORD, "nn", Filters(language="nb")).total == 0


def test_the_words_and_their_translation_are_one_hit(translated):
    assert titles("lære").count("Læring") == 1


def test_it_is_forgotten_with_what_it_translates(translated, told):
    with told():
        put(translated, "", before="å lære av kvarandre")
    assert titles() == []


def test_beside_other_words_it_is_not_found(translated, told):
    term = make.term("goal", "Læring")
    with told():
        make.revise(translated, said=[("goal", "shared", [], [(term, "å lære alene")])], publish=True)
    assert titles() == []
    rebuild()
    assert titles() == []


def test_whoever_may_not_read_the_post_does_not_find_it(translated):
    restriction = PageViewRestriction.objects.create(page=translated, restriction_type="password", password="x")
    assert titles() == []
    restriction.delete()
    assert titles() == ["Læring"]
    translated.unpublish()
    assert titles() == []


def test_it_follows_a_merge(translated, told):
    other = make.term("goal", "Å bli klokere")
    learning = make.term("goal", "Læring")
    with told():
        merge(concepts=[learning.concept, other.concept], into=other.concept)
    assert titles() == ["Å bli klokere"]
