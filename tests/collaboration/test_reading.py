"""What a stored body says, read without asking the database."""

from collections import Counter

import pytest

from collaboration.models.concept import Kind
from collaboration.reading import mark_of, read_list, read_lists


def item(uuid, term=1, wording="ord", note=""):
    return {"type": "item", "id": uuid, "value": {"term": term, "wording": wording, "note": note}}


def block(*items, kind="goals", uuid="list", whose="unattributed", organisations=(), heading=""):
    chosen = [{"type": "item", "id": f"o{pk}", "value": pk} for pk in organisations]
    value = {"heading": heading, "attribution": whose, "organisations": chosen, "items": list(items)}
    return {"type": kind, "id": uuid, "value": value}


def uuids(*blocks):
    return [said.item_uuid for said_list in read_lists(blocks) for said in said_list.items]


def test_running_text_says_nothing():
    assert list(read_lists([{"type": "text", "id": "a", "value": "<p>Vi ønsker mål</p>"}])) == []


def test_each_block_type_is_of_its_own_kind():
    blocks = [block(item("a"), kind=kind) for kind in ("competencies", "challenges", "goals", "means")]
    assert [said.kind for said in read_lists(blocks)] == [Kind.COMPETENCY, Kind.CHALLENGE, Kind.GOAL, Kind.MEANS]


def test_a_list_is_read_as_it_stands():
    (said,) = read_lists([block(item("a", 7, "«universell uforming»", "på kart"), whose="shared", heading="Felles")])
    assert (said.list_uuid, said.heading, said.attribution) == ("list", "Felles", "shared")
    assert [(row.item_uuid, row.term, row.wording, row.note) for row in said.items] == [
        ("a", 7, "«universell uforming»", "på kart")
    ]


def test_an_item_copied_with_its_id_gets_one_of_its_own_also_across_lists():
    assert uuids(block(item("a"), item("a"), item("b")), block(item("a"))) == ["a", "a_2", "b", "a_3"]


def test_an_item_whose_term_is_gone_says_nothing_and_takes_no_number():
    assert uuids(block(item("a", term=None), item("a"), item("a"))) == ["a", "a_2"]


def test_an_organisation_chosen_twice_says_it_once_and_an_empty_choice_nothing():
    (said,) = read_lists([block(item("a"), whose="organisations", organisations=[3, 1, 3, None])])
    assert said.organisations == (3, 1)


def test_a_list_saved_before_all_was_filled_in_can_be_read():
    stored = {"type": "means", "id": "x", "value": {"attribution": "shared"}}
    said = read_list(stored, Counter())
    assert (said.heading, said.organisations, said.items) == ("", (), ())


@pytest.mark.parametrize(
    ("item_uuid", "mark"),
    [
        ("53ac9d6d-31c1-50ac-ad9d-062399a940c8", "53ac9d6d31c150ac"),
        ("53ac9d6d-31c1-50ac-ad9d-062399a940c8_2", "53ac9d6d31c150ac_2"),
        ("53ac9d6d31c150ac", "53ac9d6d31c150ac"),
    ],
)
def test_a_mark_is_the_beginning_of_an_items_identity_and_its_number(item_uuid, mark):
    assert mark_of(item_uuid) == mark
