"""Linking in the admin: by forms alone, by rights, and without losing what was ticked."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from collaboration.changes.admin_views import became_url
from collaboration.changes.developing import state
from collaboration.links.admin_views import TERMS_ON_A_PAGE
from collaboration.links.current import current_links, declined_pairs
from collaboration.links.linking import change_links
from collaboration.merging import merge
from home.text.dates import ImpreciseDate
from tests import factories as make

pytestmark = pytest.mark.django_db
UNLINKED = "/admin/term-links/"


@pytest.fixture
def editor(client):
    user = make.user("editor", language="en")
    client.force_login(user)
    return user


def of(term):
    return f"{UNLINKED}{term.concept_id}/"


def pair(one, other):
    return f"{one.concept_id}-{other.concept_id}"


def soup(response, status=200):
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser").main


def boxes(page, name, *, ticked=None):
    found = page.find_all("input", attrs={"name": name})
    return [box["value"] for box in found if ticked is None or box.has_attr("checked") is ticked]


def filled(page):
    """Return what a browser would send of the form as it stands."""
    found = {}
    for box in page.find_all("input"):
        if box["type"] == "hidden" or (box["type"] == "checkbox" and box.has_attr("checked")):
            found.setdefault(box["name"], []).append(box.get("value", ""))
    return found


def told(response):
    return " ".join(str(message) for message in response.wsgi_request._messages).strip()


def ends():
    return {frozenset((link.source, link.target)) for link in current_links()}


def both(one, other):
    return frozenset((one.concept_id, other.concept_id))


@pytest.fixture
def terms():
    return make.term("competency", "Lesestimulering"), make.term("goal", "Lesestimulering for alle")


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", True), ("editor", True), ("translator", False), ("moderator", False)]
)
def test_who_may_change_and_publish_terms_may_link_them(client, terms, role, may):
    one, other = terms
    client.force_login(make.user(role))
    assert (client.get(of(one)).status_code == 200) is may
    assert (client.get(UNLINKED).status_code == 200) is may
    client.post(of(one), {"link": pair(one, other)})
    assert bool(ends()) is may
    client.post(UNLINKED, {"decline": pair(other, make.term("means", "Bøker"))})
    assert bool(declined_pairs()) is may
    assert (UNLINKED in client.get(reverse("wagtailadmin_home")).content.decode()) is may
    listed = client.get(reverse(type(one).snippet_viewset.get_url_name("list"))).content.decode()
    assert (of(one) in listed) is may


def test_who_may_link_one_kind_links_from_its_forms_alone(client, terms):
    one, other = terms
    user = make.user()
    rights = ["access_admin", "change_competency", "publish_competency", "change_goal"]
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(user)
    assert client.get(of(other)).status_code != 200
    client.post(of(one), {"link": pair(other, one)})
    assert not ends()
    client.post(of(one), {"link": pair(one, other)})
    assert ends() == {both(one, other)}


def form_of(client, term):
    address = reverse(type(term).snippet_viewset.get_url_name("edit"), args=[term.pk])
    return soup(client.get(address))


def test_a_term_s_form_shows_what_is_linked_and_stated_and_leads_there(client, editor, terms):
    one, other = terms
    assert "Not linked to anything yet." in form_of(client, one).get_text()
    change_links(link=[(one.concept_id, other.concept_id)])
    state(concept=other.concept, status="agreed", when=ImpreciseDate(date(2011, 5, 1)), locale=make.locale())
    for term, says in ((one, ["Lesestimulering for alle"]), (other, ["Lesestimulering", "Agreed", "1 May 2011"])):
        panels = form_of(client, term).select("form .ties")
        shown = " ".join(" ".join(panel.get_text(" ").split()) for panel in panels)
        assert all(each in shown for each in says)
        leads = [panel.find("a", class_="button")["href"] for panel in panels]
        assert leads == [of(term), *([became_url(term.concept_id)] if term is other else [])]


def test_a_term_s_form_shows_no_way_to_who_may_not_go_there_or_before_the_term_is_there(client, terms):
    one, _other = terms
    user = make.user()
    client.force_login(user)
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", "change_competency"]))
    assert not form_of(client, one).select(".ties")
    client.force_login(make.user("editor"))
    assert not soup(client.get(reverse(type(one).snippet_viewset.get_url_name("add")))).select(".ties")


def test_a_suggestion_says_why_is_linked_by_a_tick_and_unlinked_by_taking_it_away(client, editor, terms):
    one, other = terms
    page = soup(client.get(of(one)))
    assert boxes(page, "link", ticked=False) == [pair(one, other)]
    assert "The same in both names: lesestimulering." in page.get_text()
    response = client.post(of(one), {**filled(page), "link": pair(one, other)})
    assert (response.status_code, told(response)) == (302, "1 link was made.")
    page = soup(client.get(of(other)))
    assert boxes(page, "link", ticked=True) == boxes(page, "was") == [pair(other, one)]
    sent = filled(page)
    del sent["link"]
    assert told(client.post(of(other), sent)).endswith("1 link was taken away.")
    assert not ends()


def test_what_is_turned_down_does_not_come_back_until_it_is_let(client, editor, terms):
    one, other = terms
    client.post(of(one), {"decline": pair(one, other)})
    for term in terms:
        page = soup(client.get(of(term)))
        assert not boxes(page, "link")
        assert len(boxes(page, "restore")) == 1
    assert not boxes(soup(client.get(UNLINKED)), "link")
    client.post(of(other), {"restore": boxes(page, "restore")})
    assert boxes(soup(client.get(of(one))), "link") == [pair(one, other)]


def test_a_search_finds_more_and_keeps_what_was_ticked(client, editor, terms):
    one, other = terms
    far = make.term("challenge", "Økonomi")
    make.term("challenge", "Tid")
    page = soup(client.post(of(one), {"act": "search", "q": "ØKON", "link": pair(one, other)}))
    assert boxes(page, "link", ticked=True) == [pair(one, other)]
    assert boxes(page, "link", ticked=False) == [pair(one, far)]
    page = soup(client.post(of(one), {"act": "search", "q": "tid", "link": [pair(one, other), pair(one, far)]}))
    assert set(boxes(page, "link", ticked=True)) == {pair(one, other), pair(one, far)}
    assert not ends()


def test_two_editors_at_once_undo_nothing_of_each_other_s(client, editor, terms):
    one, other = terms
    second = make.term("goal", "Flere lesere")
    mine = filled(soup(client.get(of(one))))
    change_links(link=[(one.concept_id, second.concept_id)])
    client.post(of(one), {**mine, "link": pair(one, other)})
    assert ends() == {both(one, other), both(one, second)}


def test_a_term_merged_while_the_form_was_open_is_told_and_nothing_ticked_is_lost(client, editor, terms):
    one, other = terms
    kept, kept_goal = make.term("competency", "Leselyst"), make.term("goal", "Lesere")
    merge(concepts=[one.concept], into=kept.concept)
    merge(concepts=[other.concept], into=kept_goal.concept)
    response = client.post(of(one), {"link": pair(one, other)})
    assert response["Location"] == of(kept)
    assert "merged into another meanwhile" in told(response)
    assert ends() == {both(kept, kept_goal)}
    assert client.get(of(one))["Location"] == of(kept)


@pytest.mark.parametrize(
    "value", ["", "1", "x-y", "1-2-3", "-1-2", "²-³", "9999999999999999999999-1", "1-1", "\x00-1", "<script>"]
)
def test_what_is_no_pair_changes_nothing(client, editor, terms, value):
    one, _other = terms
    for address in (of(one), UNLINKED):
        assert client.post(address, {"link": value, "was": value, "term": value}).status_code in (302, 409)
    assert not ends()


def test_forged_pairs_are_refused_in_words_and_what_was_ticked_comes_back(client, editor, terms):
    one, other = terms
    means = make.term("means", "Bøker")
    for forged, says in ((pair(one, means), "no such link"), (f"{one.concept_id}-99999999", "not there any more")):
        response = client.post(of(one), {"link": [pair(one, other), forged]})
        page = soup(response, 409)
        assert says in page.parent.parent.get_text() or says in response.content.decode()
        assert boxes(page, "link", ticked=True) == [pair(one, other)]
        response = client.post(UNLINKED, {"link": [pair(one, other), forged], "term": [one.concept_id]})
        assert boxes(soup(response, 409), "link", ticked=True) == [pair(one, other)]
    assert not ends()


def test_the_same_ticked_to_be_linked_and_turned_down_is_asked_about(client, editor, terms):
    one, other = terms
    response = client.post(of(one), {"link": pair(one, other), "decline": pair(one, other)})
    assert "Choose one of the two" in response.content.decode()
    assert not ends()
    assert not declined_pairs()


@pytest.mark.parametrize("pk", ["0", "99999999"])
def test_what_is_no_term_is_not_found(client, editor, pk):
    assert client.get(f"{UNLINKED}{pk}/").status_code == 404


def test_nothing_is_linked_by_looking_nor_without_the_session_s_token(terms):
    one, other = terms
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.user("editor"))
    strict.get(of(one), {"link": pair(one, other)})
    assert strict.post(of(one), {"link": pair(one, other)}).status_code == 403
    assert not ends()


def test_who_merges_is_told_that_links_go_along(client, editor, terms):
    one, other = terms
    change_links(link=[(one.concept_id, other.concept_id)])
    second = make.term("goal", "Lesere")
    asked = {"concept": [other.concept_id, second.concept_id]}
    page = soup(client.get(reverse("terms:merge", args=["goal"]), asked))
    assert page.get_text().count("Linked to 1 term") == 1


# --- All that are not linked ---------------------------------------------------------------------


def test_all_that_is_ticked_is_linked_in_one_go(client, editor):
    theme = make.ThemeFactory(name="Lesing")
    for word in ("musikk", "spill", "bokbuss"):
        make.term("competency", f"Kunne {word}", theme=theme)
        make.term("goal", f"Felles {word}", theme=theme)
    linked = make.term("means", "Møter"), make.term("goal", "Treffes")
    change_links(link=[(linked[0].concept_id, linked[1].concept_id)])
    page = soup(client.get(UNLINKED))
    assert "6 terms are not linked to anything" in " ".join(page.get_text().split())
    # What shares words and theme is ticked, the rest is not; no pair is asked about from both its sides.
    assert len(boxes(page, "link", ticked=True)) == 3
    offered = [frozenset(value.split("-")) for value in boxes(page, "link")]
    assert len(offered) == len(set(offered)) == 9
    response = client.post(UNLINKED, filled(page))
    assert told(response) == "3 links were made."
    assert "Every term is linked" in soup(client.get(UNLINKED)).get_text()


def test_terms_of_one_kind_are_shown_apart_and_kept_after_saving(client, editor, terms):
    _one, other = terms
    page = soup(client.get(UNLINKED, {"kind": "goal"}))
    assert [article.h3.get_text(strip=True) for article in page.find_all("article")] == [other.name]
    assert client.post(f"{UNLINKED}?kind=goal", {})["Location"] == f"{UNLINKED}?kind=goal"
    assert len(soup(client.get(UNLINKED, {"kind": "rubbish", "p": "x"})).find_all("article")) == 2


@pytest.mark.parametrize(
    ("asked", "back"),
    [("?p=2", "?p=2"), ("?p=2&kind=goal", "?kind=goal&p=2"), ("?p=x", ""), ("?p=-1", ""), ("?p=²&kind=x", "")],
)
def test_who_saves_one_page_of_many_comes_back_to_it(client, editor, terms, asked, back):
    assert client.post(f"{UNLINKED}{asked}", {})["Location"] == f"{UNLINKED}{back}"
    assert client.get(f"{UNLINKED}{back}").status_code == 200


def test_many_terms_stand_on_pages_and_cost_as_many_questions_as_few(client, editor):
    def grow(numbers):
        organisation = make.OrganisationFactory()
        made = [(make.term("competency", f"Fag {n}"), make.term("goal", f"Fag {n} for alle")) for n in numbers]
        make.post([("competency", "organisations", [organisation], [(one, one.name) for one, _other in made])])
        change_links(link=[(made[0][0].concept_id, made[0][1].concept_id)])
        change_links(decline=[(made[1][0].concept_id, made[1][1].concept_id)])
        return made[0][0]

    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    one = grow(range(5))
    few = [asked(UNLINKED), asked(of(one))]
    grow(range(100, 160))
    assert [asked(UNLINKED), asked(of(one))] == few
    assert len(soup(client.get(UNLINKED)).find_all("article")) == TERMS_ON_A_PAGE
