"""Who can help whom, as a calculation: counted as it was named, nothing spread over those that are not named."""

from hypothesis import given
from hypothesis import strategies as some

from collaboration.links.chains import ANSWERS, HELPS, SERVES, Chains, Link, Standing, Wanted, choose, tally
from collaboration.links.suggesting import Known, Terms
from collaboration.overview.matrix import ROOM, SHARED, Fact

A, B, C = 1, 2, 3
ORGANISATIONS = [A, B, C]
KINDS = {10: "competency", 11: "competency", 20: "challenge", 30: "goal", 31: "goal", 40: "means", 41: "means"}
SAID = [
    *(Fact(concept, ROOM, None) for concept in (20, 30, 31, 40, 41)),
    Fact(10, A, 7),
    Fact(11, SHARED, 7),
]


def chains(*links, facts=SAID, kinds=KINDS):
    return Chains(kinds, links, facts, ORGANISATIONS)


def standing(*links, facts=()):
    return chains(*links, facts=[*SAID, *facts]).need(20).standing


def test_a_need_stands_as_what_helps_with_it_was_named():
    one, shared = Link(10, 20, HELPS), Link(11, 20, HELPS)
    assert standing() == Standing.UNLINKED
    assert standing(one) == Standing.ONE
    assert standing(shared) == Standing.SHARED
    assert standing(one, shared) == Standing.SEVERAL
    assert standing(one, facts=[Fact(10, B, 8)]) == Standing.SEVERAL
    assert chains(one, facts=[Fact(20, ROOM, None), Fact(10, ROOM, 7)]).need(20).standing == Standing.NOBODY


def test_what_is_shared_is_nobody_s_own():
    need = chains(Link(11, 20, HELPS)).need(20)
    assert (need.holders, need.helpers[0].organisations, need.helpers[0].shared) == ({}, (), True)


def test_an_organisation_gives_what_it_named_to_those_who_named_the_need_or_to_all():
    links = [Link(10, 20, HELPS), Link(10, 30, HELPS)]
    facts = [Fact(10, A, 7), Fact(20, B, 7), Fact(20, A, 7), Fact(30, ROOM, 7)]
    gifts = {gift.need: gift for gift in chains(*links, facts=facts).gives(A)}
    assert (gifts[20].to, gifts[20].to_all) == ((B,), False)
    assert (gifts[30].to, gifts[30].to_all) == ((), True)
    assert chains(*links, facts=facts).gives(B) == []
    alone = [Fact(10, A, 7), Fact(20, A, 7)]
    assert chains(links[0], facts=alone).gives(A) == []


def test_an_organisation_gets_what_others_named_where_it_has_nothing_first():
    facts = [*SAID, Fact(11, B, 7), Fact(11, A, 7)]
    links = [Link(10, 20, HELPS), Link(11, 20, HELPS), Link(10, 30, HELPS)]
    gets = chains(*links, facts=facts).gets(B)
    assert [(receipt.need, receipt.competency, receipt.by, receipt.has_own) for receipt in gets] == [
        (30, 10, (A,), False),
        (20, 10, (A,), True),
    ]
    assert {receipt.competency for receipt in chains(*links, facts=facts).gets(A)} == set()


def test_the_way_from_a_challenge_to_the_means_shows_its_holes():
    whole = chains(Link(30, 20, ANSWERS), Link(40, 30, SERVES))
    assert [(step.goal, step.means) for step in whole.steps(20)] == [(30, (40,))]
    assert not whole.has_hole(20)
    assert [step.goal for step in whole.loose_goals] == [31]
    assert whole.loose_means == [41]
    assert chains(Link(30, 20, ANSWERS)).has_hole(20)
    assert chains().has_hole(20)


def test_what_nobody_holds_is_found_linked_or_not():
    needs = chains(Link(10, 20, HELPS), Link(11, 30, HELPS)).needs
    found = choose(needs, Wanted(standing=Standing.NOBODY), {}, {})
    assert [need.concept_id for need in found] == [31]
    assert tally(needs) == {Standing.ONE: 1, Standing.SHARED: 1, Standing.NOBODY: 1}


concepts = some.integers(1, 12)
any_links = some.lists(
    some.builds(Link, concepts, concepts, some.sampled_from([HELPS, SERVES, ANSWERS, "hinders"])), max_size=40
)
any_facts = some.lists(
    some.builds(Fact, concepts, some.sampled_from([A, B, C, 99, SHARED, ROOM]), some.sampled_from([None, 7])),
    max_size=40,
)
any_kinds = some.dictionaries(concepts, some.sampled_from(["competency", "challenge", "goal", "means"]))


@given(any_kinds, any_links, any_facts)
def test_whatever_is_linked_to_whatever_nothing_hangs_and_every_holder_has_named_it(kinds, links, facts):
    found = chains(*links, facts=facts, kinds=kinds)
    named = {(fact.concept_id, fact.column) for fact in facts}
    for need in found.needs:
        assert any(concept == need.concept_id for concept, _column in named)
        for helper in need.helpers:
            assert Link(helper.concept_id, need.concept_id, HELPS) in links
            assert all((helper.concept_id, one) in named for one in helper.organisations)
        assert (need.standing == Standing.UNLINKED) == (not need.helpers)
        if need.kind == "challenge":
            assert found.has_hole(need.concept_id) in (True, False)
    assert sum(tally(found.needs).values()) == len(found.needs)
    for organisation in ORGANISATIONS:
        for gift in found.gives(organisation):
            assert (gift.competency, organisation) in named
            assert organisation not in gift.to
        for receipt in found.gets(organisation):
            assert organisation not in receipt.by
            assert (receipt.competency, organisation) not in named
    by_standing = [choose(found.needs, Wanted(standing=one), {}, {}) for one in tally(found.needs)]
    assert sorted(need.concept_id for part in by_standing for need in part) == sorted(
        need.concept_id for need in found.needs
    )


@given(any_links, any_facts)
def test_the_order_in_which_it_was_linked_makes_no_difference(links, facts):
    assert chains(*links, facts=facts).needs == chains(*reversed(links), *links, facts=list(reversed(facts))).needs


# --- Suggestions ---------------------------------------------------------------------------------

any_known = some.lists(
    some.builds(
        Known,
        concepts,
        some.sampled_from(["competency", "challenge", "goal", "means"]),
        some.frozensets(some.sampled_from(["lesing", "barn", "musikk", "samarbeid"])),
        some.sampled_from(["", "t1", "t2"]),
        some.frozensets(some.sampled_from([A, B])),
    ),
    unique_by=lambda known: known.concept_id,
)


@given(any_known, some.lists(some.tuples(concepts, concepts)), some.sets(some.tuples(concepts, concepts)))
def test_nothing_is_suggested_that_is_linked_turned_down_or_of_another_kind_than_asked_for(known, linked, declined):
    terms = {one.concept_id: one for one in known}
    neighbours = {}
    for one, other in linked:
        neighbours.setdefault(one, set()).add(other)
        neighbours.setdefault(other, set()).add(one)
    turned_down = {frozenset(pair) for pair in declined}
    for one in known:
        found = Terms(terms, neighbours).suggest(one.concept_id, ["goal"], turned_down, limit=3)
        assert len(found) <= 3
        assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
        for each in found:
            assert each.concept_id not in neighbours.get(one.concept_id, ())
            assert frozenset((one.concept_id, each.concept_id)) not in turned_down
            assert terms[each.concept_id].kind == "goal" != one.kind
            assert each.reasons


def suggested(known, neighbours=None, **asked):
    terms = Terms({one.concept_id: one for one in known}, neighbours or {})
    return [one.concept_id for one in terms.suggest(1, ["goal"], **asked)]


def test_words_come_before_theme_and_what_shares_nothing_is_not_suggested():
    known = [
        Known(1, "competency", frozenset({"lesing"}), "t1"),
        Known(2, "goal", frozenset({"musikk"}), "t1"),
        Known(3, "goal", frozenset({"lesing"}), "t2"),
        Known(4, "goal", frozenset({"musikk"}), "t2"),
    ]
    assert suggested(known) == [3, 2]


def test_what_is_linked_to_the_same_and_to_terms_with_the_same_links_is_suggested():
    known = [Known(1, "competency"), Known(5, "competency"), Known(6, "challenge"), Known(2, "goal"), Known(3, "goal")]
    through = {1: {6}, 6: {1, 2}, 2: {6}}
    assert suggested(known, through) == [2]
    alike = {1: {6}, 5: {6, 3}, 6: {1, 5}, 3: {5}}
    assert suggested(known, alike) == [3]


def test_a_word_that_many_have_says_nothing():
    known = [Known(1, "competency", frozenset({"bibliotek"}))]
    known += [Known(number, "goal", frozenset({"bibliotek"})) for number in range(2, 12)]
    assert suggested(known) == []
