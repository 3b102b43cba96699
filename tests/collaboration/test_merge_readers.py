"""What readers and editors see of a term that was merged: what stands for it, everywhere, in every language."""

import pytest
from django.urls import reverse

from collaboration.board_lookup import sayers_of
from collaboration.merging import merge, undo_merge
from collaboration.models import Kind, Statement
from collaboration.reader import Reader
from collaboration.shelf import shelf_of
from collaboration.sitemap import addresses_under
from collaboration.talk import together
from tests import factories as make

pytestmark = pytest.mark.django_db

ADDRESSES = {
    "nb": ("/samarbeid/kompetanse/lesing/", "/samarbeid/kompetanse/lesning/"),
    "nn": ("/nn/samarbeid/kompetanse/lesing-nn/", "/nn/samarbeid/kompetanse/lesnad/"),
    "en": ("/en/samarbeid/competencies/lesing-en/", "/en/samarbeid/competencies/reading/"),
}


@pytest.fixture
def merged():
    """Two terms of three languages, said in one post by two organisations, and their merge."""
    for language in ADDRESSES:
        make.collaboration_page(language)
    old, new = make.term("competency", "Lesing"), make.term("competency", "Lesning")
    for language, slugs in {"nn": ("lesing-nn", "lesnad"), "en": ("lesing-en", "reading")}.items():
        for term, slug in zip((old, new), slugs, strict=True):
            make.translated(term, language, name=slug.capitalize(), slug=slug)
    one, two = make.OrganisationFactory(), make.OrganisationFactory()
    make.post(
        [
            (Kind.COMPETENCY, "organisations", [one], [(old, "lesing")]),
            (Kind.COMPETENCY, "organisations", [one, two], [(new, "lesning")]),
        ]
    )
    old.made = merge(concepts=[old.concept], into=new.concept)
    return old, new


@pytest.mark.parametrize("language", ADDRESSES)
def test_an_old_address_leads_for_good_to_what_stands_for_it_in_each_language(client, merged, language):
    old, new = ADDRESSES[language]
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, new)
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("language", ADDRESSES)
def test_an_undone_merge_gives_the_address_back_in_each_language(client, merged, language):
    undo_merge(merge=merged[0].made)
    assert client.get(ADDRESSES[language][0]).status_code == 200


def test_an_old_address_leads_through_a_merge_of_merges(client, merged):
    _old, new = merged
    last = make.term("competency", "Leselyst")
    merge(concepts=[new.concept], into=last.concept)
    for address in ADDRESSES["nb"]:
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (301, "/samarbeid/kompetanse/leselyst/")


def test_the_identifier_leads_to_what_stands_for_it(client, merged):
    response = client.get(reverse("identified", args=[merged[0].concept.uuid]))
    assert (response.status_code, response["Location"]) == (303, ADDRESSES["nb"][1])


@pytest.mark.parametrize("language", ADDRESSES)
def test_lists_and_the_map_of_the_site_name_only_what_stands(client, rf, merged, language):
    listed = client.get(ADDRESSES[language][1].rsplit("/", 2)[0] + "/").content.decode()
    mapped = str(addresses_under(make.collaboration_page(language), rf.get("/")))
    for old_and_new in (listed, mapped):
        assert ADDRESSES[language][1] in old_and_new
        assert ADDRESSES[language][0] not in old_and_new


def test_overviews_count_one_concept_and_each_organisation_once(client, merged):
    _old, new = merged
    assert Statement.objects.public().count() == 3
    assert len(sayers_of([new.concept_id])[new.concept_id]) == 2
    assert [len(stand.books) for stand in shelf_of(Reader(make.locale()))] == [1, 1]
    assert client.get("/samarbeid/").context["kinds"][0] == (Kind.COMPETENCY, 1)


def test_the_page_says_the_other_name_in_its_language(client, merged):
    for language, name in {"nb": "Lesing", "nn": "Lesing-nn", "en": "Lesing-en"}.items():
        assert name in client.get(ADDRESSES[language][1]).content.decode()


def test_what_is_discussed_of_both_is_one_discussion(merged):
    old, new = (term.concept.uuid for term in merged)
    assert set(together([new])[new]) == {old, new}


def test_the_merged_term_is_not_offered_in_lists_nor_choosers(client, merged):
    client.force_login(make.user("editor"))
    viewset = type(merged[0]).snippet_viewset
    rows = client.get(reverse(viewset.get_url_name("list"))).context["object_list"]
    assert {row.concept_id for row in rows} == {merged[1].concept_id}
    chooser = client.get(reverse(viewset.chooser_viewset.get_url_name("choose")))
    assert {row.concept_id for row in chooser.context["results"]} == {merged[1].concept_id}
