"""Merging in the admin: who may, what she sees first, and how it is taken back."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from collaboration.merge_views import merge_url
from collaboration.merging import MOST_AT_ONCE, OWN_UNDO, merge
from collaboration.models import TERM_MODELS, Concept, Kind, Merge
from tests import factories as make

pytestmark = pytest.mark.django_db
ROLES = {"administrator": True, "editor": True, "translator": False, "moderator": False, None: False}


@pytest.fixture
def editor(client):
    user = make.user("editor", language="en")
    client.force_login(user)
    return user


def goals(*names):
    return [make.term(Kind.GOAL, name) for name in names]


def page(client, *terms, **query):
    response = client.get(merge_url("goal", [term.concept_id for term in terms], **query))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def send(client, keep, *terms, **more):
    data = {"concept": [term.concept_id for term in terms], "keep": keep.concept_id if keep else "", **more}
    return client.post(merge_url("goal"), data)


def told(response):
    return " ".join(str(message) for message in response.wsgi_request._messages)


def into(term):
    return Concept.objects.get(pk=term.concept_id).replaced_by_id


def merged_by(user, at=None):
    one, kept = goals("Lesing", "Lesning")
    made = merge(concepts=[one.concept], into=kept.concept, user=user)
    if at:
        Merge.objects.update(at=at)
    return made


# --- Who may -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_who_may_publish_terms_may_merge_them(client, role):
    one, kept = goals("Lesing", "Lesning")
    user = make.user(role)
    if role is None:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    shown = client.get(merge_url("goal", [one.concept_id]))
    assert (shown.status_code == 200) is ROLES[role]
    send(client, kept, one, kept)
    assert (into(one) == kept.concept_id) is ROLES[role]


def test_who_may_publish_terms_of_one_kind_merges_only_those(client):
    user = make.user()
    rights = Permission.objects.filter(codename__in=["access_admin", "change_goal", "publish_goal"])
    user.user_permissions.set(rights)
    client.force_login(user)
    assert {kind: client.get(merge_url(kind)).status_code for kind in Kind.values} == {
        kind: 200 if kind == "goal" else 302 for kind in Kind.values
    }


def test_nobody_merges_without_signing_in(client):
    one, kept = goals("Lesing", "Lesning")
    assert "/login/" in send(client, kept, one, kept)["Location"]
    assert into(one) is None


@pytest.mark.parametrize("role", ROLES)
def test_administrators_undo_what_anybody_merged(client, role):
    made = merged_by(make.user("editor"))
    user = make.user(role)
    if role is None:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    client.post(reverse("terms:undo_merge", args=[made.pk]))
    made.refresh_from_db()
    assert bool(made.undone_at) is (role == "administrator")
    assert made.undone_by == (user if role == "administrator" else None)


@pytest.mark.parametrize(("ago", "may"), [(timedelta(0), True), (OWN_UNDO + timedelta(minutes=1), False)])
def test_who_merged_may_undo_it_for_a_day(client, editor, ago, may):
    made = merged_by(editor, timezone.now() - ago)
    assert (client.get(reverse("terms:undo_merge", args=[made.pk])).status_code == 200) is may
    client.post(reverse("terms:undo_merge", args=[made.pk]))
    made.refresh_from_db()
    assert bool(made.undone_at) is may


def test_nothing_is_undone_by_looking_at_it(client, editor):
    made = merged_by(editor)
    assert "Lesing" in client.get(reverse("terms:undo_merge", args=[made.pk])).content.decode()
    made.refresh_from_db()
    assert made.undone_at is None


def test_a_merge_needs_the_token_of_the_session():
    from django.test import Client

    one, kept = goals("Lesing", "Lesning")
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.user("editor"))
    assert send(strict, kept, one, kept).status_code == 403
    assert into(one) is None


# --- Side by side --------------------------------------------------------------------------------


def test_each_term_shows_its_names_who_said_it_where_and_in_which_words(client, editor):
    one = make.term(Kind.GOAL, "Lesing", aliases="Å lese")
    make.translated(one, name="Lesnad", live=False)
    (kept,) = goals("Lesning")
    organisation, session = make.OrganisationFactory(name="Viken"), make.SessionFactory(name="Vårsamlinga")
    make.post([(Kind.GOAL, "organisations", [organisation], [(one, "lesingg")])], title="Etter våren", session=session)
    side = page(client, one, kept).find_all(class_="merge-side")[0].get_text(" ", strip=True)
    for words in ("Lesing", "Å lese", "Lesnad", "(not published)", "Viken", "Vårsamlinga", "lesingg", "Etter våren"):
        assert words in side
    assert "Said 1 time" in side


def test_a_post_that_is_not_public_does_not_give_its_title_away(client, editor):
    from wagtail.models import PageViewRestriction

    one, kept = goals("Lesing", "Lesning")
    post = make.post([(Kind.GOAL, "shared", [], ["Lesing"])], title="Hemmelig")
    PageViewRestriction.objects.create(page=post, restriction_type="login")
    assert "Hemmelig" not in page(client, one, kept).get_text()


def test_the_most_said_one_is_proposed_to_stay_and_what_readers_see_before_drafts(client, editor):
    rare, often, draft = goals("Lesing", "Lesning", "Lese")
    make.post([(Kind.GOAL, "shared", [], ["Lesing", "Lesning", "Lesning"])])
    for other in (rare, draft):
        type(other).objects.filter(pk=draft.pk).update(live=False)
        chosen = page(client, other, often).find("input", checked=True)
        assert chosen["value"] == str(often.concept_id)
    assert len(page(client, rare, often, draft).find_all("input", attrs={"name": "keep"})) == 3


def test_one_term_alone_is_offered_what_is_likely_the_same_and_what_is_searched_for(client, editor):
    one, _alike, other = goals("Universell utforming", "Universell uforming", "Bokbåter")
    offered = page(client, one).find(class_="merging__offered").get_text(" ", strip=True)
    assert "Universell uforming" in offered
    assert "Bokbåter" not in offered
    found = page(client, one, q="BÅT").find(class_="merging__offered")
    assert found.find("input")["value"] == str(other.concept_id)


def test_what_was_merged_meanwhile_is_left_out_and_told(client, editor):
    one, two, kept = goals("Lesing", "Lese", "Lesning")
    merge(concepts=[one.concept], into=kept.concept)
    response = client.get(merge_url("goal", [term.concept_id for term in (one, two, kept)]))
    assert "merged already" in told(response)
    assert [row["side"].pk for row in response.context["columns"]] == [two.concept_id, kept.concept_id]


def test_side_by_side_asks_as_many_questions_for_many_terms(client, editor):
    terms = goals(*(f"Mål {number}" for number in range(12)))
    make.post([(Kind.GOAL, "shared", [], [term.name for term in terms])], session=make.SessionFactory())

    def asked(*some):
        page(client, *some)
        with CaptureQueriesContext(connection) as queries:
            page(client, *some)
        return len(queries)

    assert asked(*terms[:2]) == asked(*terms)


# --- Merging -------------------------------------------------------------------------------------


def test_merging_tells_what_was_done_with_a_way_there_and_a_way_back(client, editor):
    one, two, kept = goals("Lesing", "Lese", "Lesning")
    response = send(client, kept, one, two, kept)
    usage = reverse("wagtailsnippets_collaboration_goal:usage", args=[kept.pk])
    assert response["Location"] == usage
    assert (into(one), into(two)) == (kept.concept_id, kept.concept_id)
    made = Merge.objects.get()
    assert made.user == editor
    for words in ("2 terms were merged into “Lesning”", usage, reverse("terms:undo_merge", args=[made.pk])):
        assert words in told(response)


def test_merging_leads_back_to_the_list_it_began_in_but_never_off_the_site(client, editor):
    one, two, kept = goals("Lesing", "Lese", "Lesning")
    assert send(client, kept, one, kept, next="/admin/terms/duplicates/")["Location"] == "/admin/terms/duplicates/"
    assert "evil" not in send(client, kept, two, kept, next="https://evil.example/")["Location"]


@pytest.mark.parametrize("keep", ["", "0", "x", "9" * 30])
def test_without_one_that_stays_nothing_is_merged(client, editor, keep):
    one, kept = goals("Lesing", "Lesning")
    response = client.post(merge_url("goal"), {"concept": [one.concept_id, kept.concept_id], "keep": keep})
    assert "Choose which" in told(response)
    assert into(one) is None


def test_terms_of_another_kind_or_too_many_are_not_merged(client, editor):
    one, kept = goals("Lesing", "Lesning")
    other = make.term(Kind.MEANS, "Lesing")
    assert "at least two" in told(send(client, kept, other, kept))
    many = goals(*(f"Mål {number}" for number in range(MOST_AT_ONCE + 1)))
    assert "At most 20" in told(send(client, many[0], *many))
    assert not Merge.objects.exists()
    assert client.get(merge_url("recipe")).status_code == 404
    assert into(one) is None


def test_a_merge_that_somebody_else_did_first_is_told(client, editor):
    one, two, kept = goals("Lesing", "Lese", "Lesning")
    merge(concepts=[one.concept], into=two.concept)
    assert "meanwhile" in told(send(client, kept, one, kept))


# --- Ways there ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", Kind.values)
def test_ticked_in_a_list_terms_lead_to_the_comparison_each_concept_once(client, editor, kind):
    one, kept = make.term(kind, "Lesing"), make.term(kind, "Lesning")
    copy = make.translated(one, name="Lesnad")
    url = reverse("wagtail_bulk_action", args=["collaboration", TERM_MODELS[kind]._meta.model_name, "merge"])
    response = client.get(url, {"id": [one.pk, copy.pk, kept.pk, "x"], "next": "/admin/"})
    assert response["Location"] == merge_url(kind, [one.concept_id, kept.concept_id], next="/admin/")


def test_all_of_a_list_is_not_merged_since_nobody_knows_which_all_was_meant(client, editor):
    goals("Lesing", "Lesning", "Bokbuss")
    url = reverse("wagtail_bulk_action", args=["collaboration", "goal", "merge"])
    response = client.get(url, {"id": "all", "next": "/admin/snippets/collaboration/goal/?q=les"})
    assert response["Location"] == "/admin/snippets/collaboration/goal/?q=les"
    assert "at most 20" in told(response)


@pytest.mark.parametrize("view", ["list", "edit", "usage"])
@pytest.mark.parametrize(("role", "may"), [("editor", True), ("moderator", False)])
def test_lists_and_a_term_s_pages_lead_to_merging_for_whoever_may(client, view, role, may):
    (term,) = goals("Lesing")
    client.force_login(make.user(role))
    url = reverse(f"wagtailsnippets_collaboration_goal:{view}", args=[] if view == "list" else [term.pk])
    content = client.get(url).content.decode()
    assert (merge_url("goal", [term.concept_id]) in content) is may


def test_the_page_of_the_one_that_stays_lists_what_was_merged_with_a_way_back(client, editor):
    made = merged_by(editor)
    kept = TERM_MODELS["goal"].objects.get(name="Lesning")
    usage = client.get(reverse("wagtailsnippets_collaboration_goal:usage", args=[kept.pk])).content.decode()
    assert "Merged into this one" in usage
    assert reverse("terms:undo_merge", args=[made.pk]) in usage


def test_who_opens_a_merged_term_is_told_what_stands_for_it(client, editor):
    merged_by(editor)
    one = TERM_MODELS["goal"].objects.get(name="Lesing")
    content = client.get(reverse("wagtailsnippets_collaboration_goal:edit", args=[one.pk])).content.decode()
    assert "merged into “Lesning”" in content
    assert merge_url("goal", [one.concept_id]) not in content


def test_what_was_merged_by_whom_stands_in_the_term_s_history(client, editor):
    merged_by(editor)
    kept = TERM_MODELS["goal"].objects.get(name="Lesning")
    history = client.get(reverse("wagtailsnippets_collaboration_goal:history", args=[kept.pk])).content.decode()
    assert "Merged into this one: “Lesing”" in history
