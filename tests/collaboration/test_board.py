"""How what was said is laid out, on plain values."""

from dataclasses import dataclass

from collaboration.board import Lookup, lay_out
from collaboration.models.concept import Kind
from collaboration.reading import Said, SaidList


@dataclass(frozen=True)
class Term:
    concept_id: int
    name: str


class Organisations(dict):
    """Three organisations; 10 is another language's row of 1."""

    firsts = {1: 1, 2: 2, 3: 3, 10: 1}

    def __init__(self):
        super().__init__({1: "Akershus", 2: "Vestfold", 3: "Østfold"})

    def shown(self, pk):
        return self.get(self.firsts.get(pk))


CHOSEN = {(kind, pk): Term(pk, f"Navn {pk}") for kind in Kind for pk in range(1, 6)}


def lookup(sayers=None):
    urls = {pk: f"/{pk}/" for pk in range(1, 5)}
    return Lookup(chosen=CHOSEN, urls=urls, sayers=sayers or {}, organisations=Organisations())


def said(*terms, kind=Kind.COMPETENCY, whose="unattributed", organisations=(), heading="", wording="sagt"):
    items = tuple(Said(f"i{term}", term, wording, "") for term in terms)
    return SaidList("list", kind, heading, whose, organisations, items)


def test_lists_of_one_kind_that_follow_each_other_share_a_section_and_others_do_not():
    kinds = [Kind.GOAL, Kind.GOAL, Kind.MEANS, Kind.GOAL]
    sections = lay_out([said(1, kind=kind) for kind in kinds], lookup())
    assert [(section.kind, section.count) for section in sections] == [(Kind.GOAL, 2), (Kind.MEANS, 1), (Kind.GOAL, 1)]


def test_what_is_shared_organisations_and_the_room_each_have_their_place():
    lists = [said(1), said(2, whose="organisations", organisations=(1,)), said(3, 4, whose="shared")]
    (section,) = lay_out(lists, lookup())
    assert [item.item_uuid for column in section.shared for item in column.items] == ["i3", "i4"]
    assert [column.organisations for column in section.by_organisation] == [("Akershus",)]
    assert [item.item_uuid for column in section.unattributed for item in column.items] == ["i1"]
    assert section.count == 4


def test_a_section_is_headed_by_its_first_list_that_is_not_an_organisations():
    lists = [
        said(1, whose="organisations", organisations=(1,), heading="Akershus kan"),
        said(2, whose="shared", heading="Felles"),
        said(3, heading="Rommet"),
    ]
    assert lay_out(lists, lookup())[0].heading == "Felles"


def test_the_words_used_are_shown_and_the_terms_name_only_where_there_are_none():
    (section,) = lay_out([said(1, wording="uforming"), said(2, wording="")], lookup())
    assert [column.items[0].wording for column in section.unattributed] == ["uforming", "Navn 2"]


def test_a_term_without_a_page_is_shown_without_a_link():
    (section,) = lay_out([said(1, 5)], lookup())
    assert [item.url for item in section.unattributed[0].items] == ["/1/", ""]


def test_a_term_that_is_gone_is_left_out():
    (section,) = lay_out([said(1, 99)], lookup())
    assert section.count == 1


def test_others_who_say_the_same_are_named_but_not_the_list_s_own():
    sayers = {1: frozenset({1, 2, None})}
    lists = [
        said(1, whose="organisations", organisations=(10,)),
        said(1, whose="shared"),
        said(1),
    ]
    (section,) = lay_out(lists, lookup(sayers))
    own, shared, room = (column.items[0] for column in section.columns[1:2] + section.columns[:1] + section.columns[2:])
    assert (own.also, own.also_shared) == (("Vestfold",), True)
    assert (shared.also, shared.also_shared) == (("Akershus", "Vestfold"), False)
    assert (room.also, room.also_shared) == (("Akershus", "Vestfold"), True)


def test_an_organisation_that_is_not_public_is_not_named():
    (section,) = lay_out([said(1, whose="organisations", organisations=(77, 2))], lookup({1: frozenset({77})}))
    assert section.by_organisation[0].organisations == ("Vestfold",)
    assert section.by_organisation[0].items[0].also == ()
