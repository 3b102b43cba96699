"""Names in a reader's language."""

import pytest

from collaboration.models import Organisation
from collaboration.models.concept import current_concepts
from collaboration.reading import read_lists
from collaboration.vocabulary import chosen_terms, directory, term_names
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def languages():
    make.ground()


def merge(one, into):
    one.concept.replaced_by = into.concept
    one.concept.save()


def names(*terms, language="nb"):
    found = term_names([term.concept_id for term in terms], make.locale(language))
    return {name.name: name.language for name in found.values()}


def test_a_term_is_named_in_the_reader_s_language_and_else_as_it_was_first_written():
    both, one = make.term("goal", "Møteplass"), make.term("goal", "Lesning")
    make.translated(both, name="Møtestad")
    assert names(both, one, language="nn") == {"Møtestad": "nn", "Lesning": "nb"}
    assert names(both, one) == {"Møteplass": "nb", "Lesning": "nb"}


def test_a_draft_translation_names_nothing():
    term = make.term("goal", "Møteplass")
    make.translated(term, name="Møtestad", live=False)
    assert names(term, language="nn") == {"Møteplass": "nb"}


def test_a_term_that_is_live_in_another_language_only_has_that_name():
    term = make.term("goal", "Møteplass", live=False)
    make.translated(term, name="Møtestad")
    assert names(term) == {"Møtestad": "nn"}


def test_a_term_that_is_live_nowhere_has_no_name():
    assert names(make.term("goal", "Hemmelig", live=False)) == {}


def test_names_of_all_kinds_are_asked_for_at_once(django_assert_num_queries):
    terms = [make.term(kind, "Samme ord") for kind in ("competency", "challenge", "goal", "means")]
    locale = make.locale()
    with django_assert_num_queries(1):
        found = term_names([term.concept_id for term in terms], locale)
    assert {name.kind for name in found.values()} == {"competency", "challenge", "goal", "means"}


def test_a_chosen_term_stands_for_what_it_was_merged_into_by_and_by():
    one, two, three = (make.term("means", name) for name in ("En", "To", "Tre"))
    merge(one, two)
    merge(two, three)
    lists = list(read_lists(make.body([("means", "unattributed", [], [(one, "en"), (three, "tre")])]).raw_data))
    chosen = chosen_terms(lists)
    assert {value.concept_id for value in chosen.values()} == {three.concept_id}
    assert chosen["means", one.pk].name == "En"


def test_a_circle_of_merges_ends_where_it_began():
    one, two = make.term("means", "En"), make.term("means", "To")
    merge(one, two)
    merge(two, one)
    assert current_concepts([one.concept_id]) == {one.concept_id: one.concept_id}


def test_the_directory_shows_the_reader_s_row_of_each_organisation_under_its_first_pk():
    locale = make.locale("nn")
    both, one = make.OrganisationFactory(name="Biblioteket"), make.OrganisationFactory(name="Museet")
    nynorsk = make.translated(both, name="Biblioteket på nynorsk")
    found = directory(Organisation, locale)
    assert {pk: row.name for pk, row in found.items()} == {both.pk: "Biblioteket på nynorsk", one.pk: "Museet"}
    assert found.shown(nynorsk.pk) == found.shown(both.pk) == nynorsk


def test_the_directory_has_nothing_to_show_of_what_is_live_nowhere():
    organisation = make.OrganisationFactory(live=False)
    found = directory(Organisation, make.locale())
    assert not found
    assert found.shown(organisation.pk) is None
    assert found.shown(4711) is None
