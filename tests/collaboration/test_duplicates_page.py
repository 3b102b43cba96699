"""The page of likely duplicates: what is proposed, what is decided, and that nothing decided comes again."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collaboration import likely_duplicates as module
from collaboration.likely_duplicates import likely_duplicates, tell_apart
from collaboration.merging import merge, undo_merge
from collaboration.models import Concept, Distinction, Kind, Merge
from tests import factories as make

pytestmark = pytest.mark.django_db
PAGE, DECIDE, TAKE_BACK = (f"/admin/terms/duplicates/{path}" for path in ("", "decide/", "take-back/"))


@pytest.fixture
def editor(client):
    user = make.user("editor", language="en")
    client.force_login(user)
    return user


def goals(*names):
    return [make.term(Kind.GOAL, name) for name in names]


def proposed(*kinds):
    return [{pair.one, pair.other} for pair in likely_duplicates(kinds or list(Kind))]


def ids(*terms):
    return {term.concept_id for term in terms}


def shown(client, **query):
    response = client.get(PAGE, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def decide(client, one, other, act="merge", keep=None, **how):
    data = {"pair": f"{one.concept_id}-{other.concept_id}", "act": act, "keep": (keep or one).concept_id}
    return client.post(DECIDE, data, **how)


def into(term):
    return Concept.objects.get(pk=term.concept_id).replaced_by_id


def told(response):
    return " ".join(str(message) for message in response.wsgi_request._messages)


JSON = {"headers": {"accept": "application/json"}}


# --- What is proposed ----------------------------------------------------------------------------


def test_terms_of_one_kind_and_language_are_compared():
    one, two, _other = goals("Universell utforming", "Universell uforming", "Kart")
    make.term(Kind.MEANS, "Universell utforming")
    make.term(Kind.GOAL, "Universell utformingg", language="nn")
    assert proposed() == [ids(one, two)]
    assert proposed(Kind.MEANS) == []


def test_a_pair_that_is_alike_in_two_languages_comes_once():
    one, two = goals("Bokbåter", "Bok-båter")
    make.translated(one, name="Bokbåtar")
    make.translated(two, name="Bokbåtane")
    assert proposed() == [ids(one, two)]


def test_a_pair_that_is_alike_only_in_another_language_is_proposed():
    one, two = goals("Bokbåter", "Flytende bibliotek")
    make.translated(one, name="Bokbåtar")
    make.translated(two, name="Bokbåtane")
    (pair,) = likely_duplicates(list(Kind))
    assert ({pair.one, pair.other}, pair.language) == (ids(one, two), "nn")


def test_merged_terms_are_not_proposed_and_undone_ones_are():
    one, two = goals("Bokbåter", "Bok-båter")
    made = merge(concepts=[one.concept], into=two.concept)
    assert proposed() == []
    undo_merge(merge=made)
    assert proposed() == [ids(one, two)]


def test_what_is_like_a_merged_term_is_proposed_with_what_stands_for_it():
    one, kept, alike = goals("Bokbåter", "Flytende bibliotek", "Bok-båter")
    merge(concepts=[one.concept], into=kept.concept)
    assert proposed() == [ids(kept, alike)]


def test_what_was_told_apart_never_comes_again_not_even_through_a_merge():
    one, two, three = goals("Bokbåter", "Bok-båter", "Båter med bøker")
    tell_apart(one=two.concept, other=one.concept)
    assert tell_apart(one=one.concept, other=two.concept).pk == Distinction.objects.get().pk
    assert ids(one, two) not in proposed()
    merge(concepts=[one.concept], into=three.concept)
    assert ids(two, three) not in proposed()


def test_what_was_compared_is_remembered_until_a_name_or_a_wording_changes(monkeypatch):
    one, two = goals("Bokbåter", "Bok-båter")
    compared = []
    pairs = module.likely_pairs
    monkeypatch.setattr(module, "likely_pairs", lambda *told: compared.append(told) or pairs(*told))
    assert proposed() == proposed() == [ids(one, two)]
    assert len(compared) == 1
    two.name = "Kart"
    two.save()
    assert proposed() == []
    make.post([(Kind.GOAL, "shared", [], [(two, "bokbåt")])])
    assert proposed() == [ids(one, two)]
    assert len(compared) == 3


# --- The page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", True), ("editor", True), ("translator", False), ("moderator", False)]
)
def test_who_may_publish_terms_may_decide_about_pairs(client, role, may):
    one, two, three, four = goals("Bokbåter", "Bok-båter", "Lydbøker", "Lyd-bøker")
    client.force_login(make.user(role))
    assert (client.get(PAGE).status_code == 200) is may
    decide(client, one, two)
    decide(client, three, four, act="apart")
    assert (into(two) == one.concept_id) is may
    assert Distinction.objects.exists() is may
    menu = client.get(reverse("wagtailadmin_home")).content.decode()
    assert (PAGE in menu) is may


def test_who_may_publish_one_kind_sees_and_decides_about_no_other(client):
    user = make.user()
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_means", "publish_means"]))
    client.force_login(user)
    one, two = goals("Bokbåter", "Bok-båter")
    row = tell_apart(one=make.term("goal", "A").concept, other=make.term("goal", "B").concept)
    page = shown(client)
    assert not page.find_all("article")
    assert not page.find_all(class_="merging__apart")
    decide(client, one, two)
    client.post(TAKE_BACK, {"distinction": row.pk})
    assert into(two) is None
    assert Distinction.objects.exists()


def test_a_pair_shows_why_how_sure_and_the_most_said_one_as_the_one_that_stays(client, editor):
    _rare, often = goals("Bokbåter", "Bok-båter")
    make.post([(Kind.GOAL, "shared", [], ["Bok-båter"])])
    (pair,) = shown(client).find_all("article")
    assert "Goal · 100 % alike · The same letters as" in " ".join(pair.get_text(" ", strip=True).split())
    assert pair.find("input", checked=True)["value"] == str(often.concept_id)
    assert pair.find("input", checked=True)["data-key"] == "1"


def test_pairs_of_one_kind_are_shown_apart(client, editor):
    goals("Bokbåter", "Bok-båter")
    for name in ("Lydbøker", "Lyd-bøker"):
        make.term(Kind.MEANS, name)
    assert len(shown(client).find_all("article")) == 2
    (pair,) = shown(client, kind="means").find_all("article")
    assert "Lydbøker" in pair.get_text()
    assert len(shown(client, kind="rubbish", p="x").find_all("article")) == 2


def test_by_a_form_alone_a_pair_is_merged_and_the_way_back_is_told(client, editor):
    one, two = goals("Bokbåter", "Bok-båter")
    response = decide(client, one, two, keep=two, next=PAGE)
    assert response["Location"] == PAGE
    assert into(one) == two.concept_id
    assert reverse("terms:undo_merge", args=[Merge.objects.get().pk]) in told(response)


def test_what_she_merged_last_is_taken_back_from_the_page_and_nobody_else_s_is_offered(client, editor):
    one, two, three = goals("Bokbåter", "Bok-båter", "Kart")
    decide(client, one, two)
    merge(concepts=[three.concept], into=one.concept, user=make.user("editor"))
    button = shown(client).find(attrs={"data-undo-last": True}).button
    client.post(TAKE_BACK, {button["name"]: button["value"]})
    assert (into(two), into(three)) == (None, one.concept_id)
    assert shown(client).find(attrs={"data-undo-last": True}) is None


def test_by_a_form_alone_a_pair_is_told_apart_and_taken_back(client, editor):
    one, two = goals("Bokbåter", "Bok-båter")
    decide(client, one, two, act="apart")
    page = shown(client)
    assert not page.find_all("article")
    button = page.find(class_="merging__apart").find("button", attrs={"name": "distinction"})
    client.post(TAKE_BACK, {"distinction": button["value"]})
    assert len(shown(client).find_all("article")) == 1
    assert "already" in told(client.post(TAKE_BACK, {"distinction": button["value"]}))


def test_to_a_page_that_waits_it_is_told_what_is_gone_and_what_is_back(client, editor):
    one, two = goals("Bokbåter", "Bok-båter")
    answer = decide(client, one, two, **JSON).json()
    assert (answer["gone"], answer["back"]) == ([two.concept_id], [])
    form = BeautifulSoup(answer["html"], "html.parser").form
    undone = client.post(TAKE_BACK, {"merge": form.find("input", attrs={"name": "merge"})["value"]}, **JSON).json()
    assert (undone["gone"], undone["back"]) == ([], [two.concept_id])
    assert "stands by itself" in undone["told"]
    assert into(two) is None


def test_who_did_not_merge_takes_no_merge_back_from_here(client, editor):
    one, two = goals("Bokbåter", "Bok-båter")
    made = merge(concepts=[one.concept], into=two.concept, user=make.user("editor"))
    client.post(TAKE_BACK, {"merge": made.pk})
    assert into(one) == two.concept_id
    client.force_login(make.user("administrator"))
    client.post(TAKE_BACK, {"merge": made.pk})
    assert into(one) is None


def test_a_pair_of_which_one_was_merged_meanwhile_is_refused(client, editor):
    one, two, three = goals("Bokbåter", "Bok-båter", "Båter")
    merge(concepts=[two.concept], into=three.concept)
    for act in ("merge", "apart"):
        answer = decide(client, one, two, act=act, **JSON)
        assert answer.status_code == 409
        assert "meanwhile" in answer.json()["told"]
    assert not Distinction.objects.exists()


@pytest.mark.parametrize("pair", ["", "1", "1-2-3", "x-y", "9999999999999999999999-1"])
def test_what_is_no_pair_is_not_found(client, editor, pair):
    assert client.post(DECIDE, {"pair": pair, "act": "merge"}).status_code == 404


def test_terms_of_two_kinds_are_no_pair(client, editor):
    (one,) = goals("Lesing")
    two = make.term(Kind.MEANS, "Lesing")
    for act in ("merge", "apart"):
        assert decide(client, one, two, act=act, **JSON).status_code == 404


def test_nothing_is_decided_by_looking_nor_without_the_session_s_token():
    from django.test import Client

    one, two = goals("Bokbåter", "Bok-båter")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.user("editor"))
    assert strict.get(DECIDE).status_code == strict.get(TAKE_BACK).status_code == 405
    assert decide(strict, one, two).status_code == 403


def test_the_page_asks_as_many_questions_for_many_pairs_as_for_two(client, editor):
    organisation, session = make.OrganisationFactory(), make.SessionFactory()

    def grow(*numbers):
        names = [name for number in numbers for name in (f"Bokbåt{number * 'e'}", f"Bok-båt{number * 'e'}")]
        terms = [make.translated(term, name=term.name) and term for term in goals(*names)]
        make.post(
            [(Kind.GOAL, "organisations", [organisation], [(term, term.name) for term in terms])], session=session
        )
        first, second = goals(f"En {numbers[0]}", f"To {numbers[0]}")
        tell_apart(one=first.concept, other=second.concept, user=editor)

    def asked():
        shown(client)
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            pairs = len(shown(client).find_all("article"))
        return pairs, len(queries)

    grow(4, 9)
    few, small = asked()
    grow(14, 19, 24, 29, 34)
    many, large = asked()
    assert many > few >= 2
    assert small == large
