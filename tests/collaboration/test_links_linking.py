"""Links between concepts: what may be linked, that merges are followed and undone, and what the log says."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import ModelLogEntry

from collaboration.links.chains import Link
from collaboration.links.current import current_links, declined_pairs
from collaboration.links.linking import BothWays, Gone, NoSuchLink, change_links
from collaboration.merging import merge, undo_merge
from collaboration.models import Concept, ConceptLink, DeclinedLink, Kind, Relation
from collaboration.usage import uses_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def terms():
    return {kind: make.term(kind, f"{kind.label} A") for kind in Kind}


def pair(one, other):
    return one.concept_id, other.concept_id


def stand():
    return {(link.source, link.target, link.relation) for link in current_links()}


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("competency", "challenge", "helps"),
        ("competency", "goal", "helps"),
        ("means", "goal", "serves"),
        ("goal", "challenge", "answers"),
    ],
)
def test_two_kinds_have_one_relation_whichever_side_is_asked_from(terms, one, other, relation):
    expected = {(terms[one].concept_id, terms[other].concept_id, relation)}
    change_links(link=[pair(terms[other], terms[one])])
    assert stand() == expected
    done = change_links(link=[pair(terms[one], terms[other])])
    assert (done.linked, ConceptLink.objects.count()) == (0, 1)
    assert change_links(unlink=[pair(terms[other], terms[one])]).unlinked == 1
    assert stand() == set()


@pytest.mark.parametrize(
    ("one", "other"), [("competency", "means"), ("means", "challenge"), ("goal", "goal"), ("competency", "competency")]
)
def test_other_kinds_are_refused_and_nothing_of_the_rest_is_written(terms, one, other):
    second = make.term(other, "B")
    with pytest.raises(NoSuchLink):
        change_links(link=[pair(terms["competency"], terms["goal"]), pair(terms[one], second)])
    assert not ConceptLink.objects.exists()


def test_a_row_s_own_rules_refuse_wrong_kinds_a_second_row_and_a_link_to_itself(terms):
    goal, means = terms["goal"].concept, terms["means"].concept
    wrong = ConceptLink(source=goal, target=means, relation=Relation.SERVES)
    with pytest.raises(ValidationError) as refused:
        wrong.full_clean()
    assert set(refused.value.message_dict) == {"__all__"}
    ConceptLink.objects.create(source=means, target=goal, relation=Relation.SERVES)
    for fields in (
        {"source": means, "target": goal, "relation": Relation.SERVES},
        {"source": goal, "target": goal, "relation": Relation.HELPS},
        {"source": means, "target": goal, "relation": "hinders"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            ConceptLink.objects.create(**fields)


def test_what_is_not_there_is_told(terms):
    with pytest.raises(Gone):
        change_links(link=[(terms["goal"].concept_id, 10**9)])


def test_the_same_pair_is_not_linked_and_turned_down_at_once(terms):
    one = pair(terms["goal"], terms["means"])
    with pytest.raises(BothWays):
        change_links(link=[one], decline=[one[::-1]])


def test_a_link_to_a_merged_concept_counts_for_the_one_that_stands_for_it_until_the_merge_is_undone(terms):
    kept = make.term("goal", "B")
    change_links(link=[pair(terms["competency"], terms["goal"]), pair(terms["competency"], kept)])
    made = merge(concepts=[terms["goal"].concept], into=kept.concept)
    assert current_links() == [Link(terms["competency"].concept_id, kept.concept_id, "helps")]
    assert current_links([kept.concept_id]) == current_links()
    undo_merge(merge=made)
    assert len(current_links()) == 2


def test_what_a_merged_concept_brought_can_be_unlinked_and_is_not_linked_twice(terms):
    kept = make.term("goal", "B")
    change_links(link=[pair(terms["competency"], terms["goal"])])
    merge(concepts=[terms["goal"].concept], into=kept.concept)
    assert change_links(link=[pair(terms["competency"], kept)]).linked == 0
    assert change_links(unlink=[pair(terms["competency"], kept)]).unlinked == 1
    assert current_links() == []


def test_a_term_merged_meanwhile_is_taken_for_what_stands_for_it(terms):
    kept = make.term("goal", "B")
    merge(concepts=[terms["goal"].concept], into=kept.concept)
    done = change_links(link=[pair(terms["means"], terms["goal"])])
    assert stand() == {(terms["means"].concept_id, kept.concept_id, "serves")}
    assert done.moved == {terms["goal"].concept_id: kept.concept_id}


def test_a_circle_of_merges_hangs_nothing(terms):
    kept = make.term("goal", "B")
    change_links(link=[pair(terms["means"], terms["goal"])])
    Concept.objects.filter(pk=kept.concept_id).update(replaced_by=terms["goal"].concept_id)
    Concept.objects.filter(pk=terms["goal"].concept_id).update(replaced_by=kept.concept_id)
    assert len(current_links()) == len(current_links([kept.concept_id])) == 1
    with pytest.raises(Gone):
        change_links(link=[pair(terms["means"], kept)])


def test_what_is_turned_down_is_remembered_through_merges_and_may_come_again(terms):
    kept, one = make.term("goal", "B"), pair(terms["means"], terms["goal"])
    user = make.user("editor")
    assert change_links(decline=[one, one], user=user).declined == 1
    assert change_links(decline=[one]).declined == 0
    assert DeclinedLink.objects.get().user == user
    merge(concepts=[terms["goal"].concept], into=kept.concept)
    assert set(declined_pairs()) == {frozenset(pair(terms["means"], kept))}
    assert change_links(restore=[pair(kept, terms["means"])]).restored == 1
    assert declined_pairs() == {}


def test_what_is_linked_is_turned_down_no_more_and_what_is_linked_is_not_turned_down(terms):
    one = pair(terms["means"], terms["goal"])
    change_links(decline=[one])
    change_links(link=[one])
    assert declined_pairs() == {}
    assert change_links(decline=[one]).declined == 0


def test_both_ends_tell_in_their_logs_what_was_linked_and_unlinked_and_by_whom(terms):
    user, one = make.user("editor", language="en"), pair(terms["means"], terms["goal"])
    change_links(link=[one], user=user)
    change_links(unlink=[one], user=user)
    told = {
        (entry.object_id, entry.action, entry.formatter.format_message(entry), entry.user_id)
        for entry in ModelLogEntry.objects.filter(action__startswith="collaboration.")
    }
    goal, means = (str(terms[kind].pk) for kind in ("goal", "means"))
    assert {(pk, action) for pk, action, _said, by in told if by == user.pk} == {
        (pk, f"collaboration.{action}") for pk in (goal, means) for action in ("link", "unlink")
    }
    assert any("“Goal A”" in said or "“Mål A”" in said for _pk, _action, said, _by in told)


def test_a_linked_term_is_in_use_until_its_links_are_taken_away(terms):
    linked = pair(terms["means"], terms["goal"])
    change_links(link=[linked], decline=[pair(terms["goal"], terms["challenge"])])
    for term in (terms["goal"], terms["means"]):
        with pytest.raises(ProtectedError), transaction.atomic():
            term.delete()
    assert ConceptLink.objects.exists()
    change_links(unlink=[linked])
    terms["goal"].delete()
    assert not DeclinedLink.objects.exists()


@pytest.mark.parametrize(("role", "may"), [("administrator", True), ("editor", True), ("translator", False)])
def test_where_a_linked_term_is_used_leads_to_its_links_for_who_may_change_them(client, terms, role, may):
    change_links(link=[pair(terms["means"], terms["goal"])])
    user = make.user(role)
    (use,) = uses_of(terms["goal"], user)
    assert use.edit_url == (f"/admin/term-links/{terms['goal'].concept_id}/" if may else "")
    if may:
        client.force_login(user)
        address = reverse(type(terms["goal"]).snippet_viewset.get_url_name("delete"), args=[terms["goal"].pk])
        response = client.post(address)
        assert response.status_code == 409
        assert use.edit_url in response.content.decode()
