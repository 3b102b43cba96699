"""What readers of the demo find: one list, held on whatever database the tests run on."""

import pytest

from search.asking import Filters, search, suggest
from tests.search.demo_queries import EVERYWHERE, MISSPELT

pytestmark = pytest.mark.django_db

ORDER = ["competency", "challenge", "goal", "means", "organisation", "session", "post", "page"]


def titles(query, language="nb", **filters):
    return [hit.title for hit in search(query, language, Filters(**filters)).hits]


def test_the_list_is_long_enough_to_say_something():
    assert len(EVERYWHERE) >= 100


@pytest.mark.parametrize(
    ("language", "query", "wanted"), EVERYWHERE, ids=[f"{language} {query}" for language, query, _w in EVERYWHERE]
)
def test_what_is_wanted_is_among_the_first_ten(searched_demo, language, query, wanted):
    results = search(query, language)
    found = [hit.title for hit in results.hits]
    assert set(wanted) <= set(found), (results.match, found)
    assert all(hit.url.startswith("/") for hit in results.hits)


@pytest.mark.parametrize(("typed", "meant"), MISSPELT)
def test_a_misspelt_search_asks_whether_another_was_meant_which_finds_something(searched_demo, typed, meant):
    results = search(typed, "nb")
    assert results.did_you_mean == meant
    assert search(meant, "nb").match == "all"


def test_a_word_finds_what_it_is_a_part_of(searched_demo):
    assert "Tjenestemarkedsføring" in titles("tjeneste")
    assert "Grunnskolebibliotek" in titles("bibliotek", kind="competency")
    assert "Bibliotekplan / planarbeid" in titles("bibliotek", kind="competency")


def test_a_thing_in_several_languages_is_found_once_in_the_readers(searched_demo):
    results = search("fylkesbibliotek", "nn", Filters(kind="organisation"))
    assert results.total == len(results.hits) == 4
    assert {hit.url.split("/")[1] for hit in results.hits} == {"nn"}


def test_what_is_in_another_language_is_marked(searched_demo):
    hit = next(hit for hit in search("Leicestershire", "nb").hits if hit.kind == "comment")
    assert (hit.language, hit.is_other_language) == ("en", True)


def test_the_excerpt_is_from_where_it_matched_and_marks_it(searched_demo):
    hit = next(hit for hit in search("teiknspråktolk", "nb").hits if hit.kind == "comment")
    assert [part.text for part in hit.excerpt if part.marked] == ["teiknspråktolk"]
    assert "punkt om" in "".join(part.text for part in hit.excerpt)


def test_facets_count_what_choosing_them_finds(searched_demo):
    results = search("bibliotek", "nb")
    assert {facet.name for facet in results.facets} >= {"kind", "organisation", "session", "theme", "language"}
    for facet in results.facets:
        for value in facet.values:
            assert search("bibliotek", "nb", Filters(**{facet.name: value.value})).total == value.count, (facet, value)


def test_a_facet_is_counted_with_the_other_filters_on_and_its_own_off(searched_demo):
    whole = {value.value: value.count for facet in search("bibliotek", "nb").facets for value in facet.values}
    results = search("bibliotek", "nb", Filters(kind="goal"))
    kinds = next(facet for facet in results.facets if facet.name == "kind")
    assert {value.value: value.count for value in kinds.values} == {one.value: whole[one.value] for one in kinds.values}
    assert [value.value for value in kinds.values if value.chosen] == ["goal"]


@pytest.mark.parametrize("name", ["kind", "organisation", "session", "theme", "language", "year"])
def test_an_unknown_filter_finds_nothing_and_is_no_error(searched_demo, name):
    results = search("bibliotek", "nb", Filters(**{name: "x' OR 1=1 --"}))
    assert (results.hits, results.total) == ((), 0)


def test_order_by_date_puts_the_newest_first_and_what_has_none_last(searched_demo):
    dates = [hit.date for hit in search("samling", "nb", order="newest", per_page=50).hits]
    dated = [one for one in dates if one]
    assert len(dated) > 2
    assert dated == sorted(dated, reverse=True)
    assert dates[: len(dated)] == dated


def test_pages_hold_everything_once_and_beyond_the_last_is_the_last(searched_demo):
    whole = [hit.url for hit in search("bibliotek", "nb", per_page=100).hits]
    first = search("bibliotek", "nb", per_page=5)
    pages = [search("bibliotek", "nb", page=number, per_page=5) for number in range(1, first.pages + 1)]
    assert [hit.url for page in pages for hit in page.hits] == whole
    assert search("bibliotek", "nb", page=10_000, per_page=5).page == first.pages


def test_terms_are_suggested_first_and_only_by_their_names(searched_demo):
    kinds = [suggestion.kind for suggestion in suggest("samling", "nb")]
    assert kinds == sorted(kinds, key=ORDER.index)
    assert [suggestion.title for suggestion in suggest("merkev", "nb")] == ["Merkevarebygging, tjenestemarkedsføring"]
    assert suggest("foreligge", "nb") == ()
    assert suggest("m", "nb") == ()
    assert suggest("", "nb") == ()


def test_where_nothing_is_found_what_is_near_is_offered(searched_demo):
    results = search("statistikkkk", "nb")
    assert results.total == 0
    assert "Statistikk" in [suggestion.title for suggestion in results.closest]
