"""What readers see of requests for help: nothing before both parties let them, and nothing that left the site."""

import pytest
from bs4 import BeautifulSoup

from collaboration.asking import answering
from collaboration.asking.states import PASSED_ON, HelpActor, HelpState
from collaboration.asking.tokens import answer_token, status_token
from collaboration.merging import merge, undo_merge
from collaboration.models import Competency, HelpRequest, Organisation
from tests import factories as make
from tests.collaboration import helping
from tests.comments import making

pytestmark = pytest.mark.django_db

ROOT = "/samarbeid"
LIST = f"{ROOT}/be-om-hjelp/"


@pytest.fixture
def whom():
    helping.site()
    making.settings()
    return helping.helper()


def said(client, address):
    return " ".join(BeautifulSoup(client.get(address).content, "html.parser").main.get_text(" ").split())


def everywhere(client, request):
    """Return whether readers see a request in the list, at its competency and at its organisation."""
    term = Competency.objects.get(concept=request.concept)
    places = (LIST, f"{ROOT}/kompetanse/{term.slug}/", f"{ROOT}/organisasjoner/{request.organisation.slug}/")
    return {request.question in said(client, place) for place in places}


@pytest.mark.parametrize("asker", [True, False])
@pytest.mark.parametrize("contact", [True, False])
def test_a_request_is_read_where_both_let_it_and_nowhere_else(client, whom, asker, contact):
    request = helping.in_state(HelpState.OPEN, shows=asker)
    answering.answer(request=request, to=HelpState.ANSWERED, text="Slik gjør vi.", shows=contact)
    assert everywhere(client, request) == {asker and contact}


@pytest.mark.parametrize("state", HelpState)
def test_only_what_was_passed_on_is_read(client, whom, state):
    request = helping.in_state(state, shows=True)
    HelpRequest.objects.update(contact_shows=True)
    assert everywhere(client, request) == {state in PASSED_ON}


def test_each_party_takes_back_what_it_let_readers_see_and_the_log_says_so(client, whom):
    browser = helping.browser()
    request = helping.public()
    change, answer = helping.url("change", status_token(request)), helping.url("answer", answer_token(request))
    for address, field in ((change, "shows"), (answer, "show")):
        for word in ("no", "yes"):
            browser.post(address, {field: word})
            assert everywhere(client, request) == {word == "yes"}
    assert [event.code for event in request.events.all() if event.code in {"shown", "hidden"}][1:] == [
        *("hidden", "shown"),
        *("hidden", "shown"),
    ]
    helping.check_log(request)


def test_neither_address_nor_link_is_on_any_page(client, whom):
    request = helping.public(email="kari@example.org")
    for place in (LIST, f"{ROOT}/kompetanse/lesestimulering/", f"{ROOT}/organisasjoner/{whom.slug}/"):
        page = client.get(place).content.decode()
        assert request.email not in page
        assert helping.CONTACT not in page
        assert "help-requests/answer" not in page


def test_a_request_to_an_organisation_that_left_the_site_is_read_when_it_is_back(client, whom):
    request = helping.public()
    Organisation.objects.update(live=False)
    assert request.question not in said(client, LIST)
    Organisation.objects.update(live=True)
    assert request.question in said(client, LIST)


def test_a_request_about_a_competency_that_left_the_site_is_not_read(client, whom):
    request = helping.public()
    Competency.objects.update(live=False)
    assert request.question not in said(client, LIST)


def test_requests_follow_a_merge_and_come_back_when_it_is_undone(client, whom):
    old, new = helping.competency("Lesing").concept, helping.competency("Leselyst").concept
    request = helping.public(concept=old)
    made = merge(concepts=[old], into=new)
    assert request.question in said(client, f"{ROOT}/kompetanse/leselyst/")
    assert request.question in said(client, f"{LIST}?competency=leselyst")
    undo_merge(merge=made)
    assert request.question not in said(client, f"{ROOT}/kompetanse/leselyst/")
    assert request.question in said(client, f"{ROOT}/kompetanse/lesing/")


def test_what_was_merged_into_a_competency_that_left_the_site_is_not_read_before_it_is_back(client, whom):
    old, new, newest = (helping.competency(name).concept for name in ("Lesing", "Leselyst", "Leseglede"))
    request = helping.public(concept=old)
    merge(concepts=[old], into=new)
    merge(concepts=[new], into=newest)
    assert request.question in said(client, LIST)
    Competency.objects.filter(concept=newest).update(live=False)
    assert request.question not in said(client, LIST)
    assert not HelpRequest.objects.public().exists()
    Competency.objects.filter(concept=newest).update(live=True)
    assert request.question in said(client, LIST)


def test_what_waits_for_an_answer_stands_first_and_what_was_declined_last(client, whom):
    asked = {}
    for state in (HelpState.OPEN, HelpState.DECLINED, HelpState.ANSWERED, HelpState.CLOSED):
        asked[state] = helping.in_state(state, shows=True).question
    HelpRequest.objects.update(contact_shows=True)
    page = said(client, LIST)
    order = sorted(asked, key=lambda state: page.index(asked[state]))
    assert order == [HelpState.OPEN, HelpState.CLOSED, HelpState.ANSWERED, HelpState.DECLINED]


@pytest.mark.parametrize(("word", "states"), [("open", {"open"}), ("answered", {"answered", "accepted", "declined"})])
def test_readers_choose_what_waits_or_what_is_answered_beside_what_else_they_chose(client, whom, word, states):
    asked = {state: helping.in_state(state, shows=True).question for state in PASSED_ON}
    HelpRequest.objects.update(contact_shows=True)
    page = BeautifulSoup(client.get(f"{LIST}?organisation={whom.slug}").content, "html.parser")
    (link,) = [link["href"] for link in page.find_all("a") if f"state={word}" in link["href"]]
    assert f"organisation={whom.slug}" in link
    text = said(client, LIST + link)
    assert {state for state, question in asked.items() if question in text} == states


def test_where_nothing_waits_or_is_answered_the_list_says_so(client, whom):
    for word in ("open", "answered"):
        response = client.get(f"{LIST}?state={word}")
        assert response.status_code == 200
        assert BeautifulSoup(response.content, "html.parser").find(class_="empty")
    assert client.get(f"{LIST}?state=ingen").status_code == 404


def test_the_list_is_narrowed_and_says_so_where_there_is_nothing_by_a_name(client, whom):
    mine = helping.public()
    other = helping.public(whom=helping.helper("Et annet bibliotek"), concept=helping.competency("Web").concept)
    page = said(client, f"{LIST}?organisation={whom.slug}")
    assert mine.question in page
    assert other.question not in page
    assert other.question in said(client, f"{LIST}?competency=web")
    for query in ("organisation=ingen", "competency=ingen", "page=99", "page=x"):
        assert client.get(f"{LIST}?{query}").status_code == 404


def test_every_request_is_in_the_list_once_however_many_there_are(client, whom):
    requests = [helping.public() for _number in range(25)]
    pages = [said(client, f"{LIST}?page={number}") for number in (1, 2)]
    assert all(sum(request.question in page for page in pages) == 1 for request in requests)
    narrowed = client.get(f"{LIST}?organisation={whom.slug}").content.decode()
    assert f"?page=2&amp;organisation={whom.slug}" in narrowed


def test_a_competency_shows_the_newest_and_leads_to_all(client, whom):
    for _number in range(7):
        helping.public()
    page = BeautifulSoup(client.get(f"{ROOT}/kompetanse/lesestimulering/").content, "html.parser")
    assert len(page.select(".help-requests > li")) == 5
    assert page.find("a", href=f"{LIST}?competency=lesestimulering")


def test_a_goal_has_no_way_to_ask_and_a_competency_has(client, whom):
    make.term("goal", "Bli synlige")
    helping.competency()
    assert "/help-requests/about/" not in client.get(f"{ROOT}/maal/bli-synlige/").content.decode()
    assert "/help-requests/about/" in client.get(f"{ROOT}/kompetanse/lesestimulering/").content.decode()


def test_each_language_has_the_list_at_its_own_word_and_the_others_lead_there(client, whom):
    make.collaboration_page("en")
    assert client.get("/en/samarbeid/ask-for-help/").status_code == 200
    assert client.get("/en/samarbeid/be-om-hjelp/").status_code == 301
    assert client.get(f"{LIST}noe/").status_code == 404


def test_the_organisation_lets_readers_see_a_question_before_it_has_answered(client, whom):
    request = helping.in_state(HelpState.OPEN, shows=True)
    answering.show(request=request, actor=HelpActor.CONTACT, shows=True)
    assert everywhere(client, request) == {True}
