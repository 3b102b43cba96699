"""The pages on which help is asked for, confirmed, answered and closed: without JavaScript, a cookie or an account."""

from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from collaboration.asking import answering, moderation
from collaboration.asking.moves import MoveRefused
from collaboration.asking.states import HelpActor, HelpState
from collaboration.asking.tokens import answer_token, confirm_token, sent_token, status_token
from collaboration.merging import merge
from collaboration.models import HelpRequest
from comments.recognition import COOKIE
from mail.models import OutgoingMail
from tests import factories as make
from tests.collaboration import helping
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def whom():
    helping.site()
    making.settings()
    return helping.helper()


@pytest.fixture
def concept(whom):
    return helping.competency().concept


@pytest.fixture
def browser():
    return helping.browser()


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def said(response):
    return " ".join(soup(response).main.get_text(" ").split())


def test_the_form_offers_those_who_named_it_first_and_all_others_after(client, whom):
    term = helping.competency()
    other = helping.helper("Aaa bibliotek")
    make.OrganisationFactory(name="Skjult bibliotek", live=False)
    make.post([("competency", "organisations", [whom], [(term, "lesestimulering")])])
    page = soup(client.get(helping.url("ask", term.concept.uuid)))
    groups = page.find("select", attrs={"name": "whom"}).find_all("optgroup")
    assert [[option.string for option in group.find_all("option")] for group in groups] == [[whom.name], [other.name]]
    assert not client.cookies


def test_whoever_asks_is_led_to_a_page_that_says_look_in_your_mail_and_shows_nothing_of_it(browser, whom, concept):
    response = browser.post(helping.url("ask", concept.uuid), helping.form(whom))
    assert response.status_code == 303
    assert HelpRequest.objects.get().state == HelpState.UNCONFIRMED
    assert "/help-requests/sent/" in response.url
    page = browser.get(response.url)
    assert "kari@example.org" not in page.content.decode()
    assert "bokbåten" not in page.content.decode()
    assert not browser.cookies


def test_the_page_of_what_was_sent_says_nothing_of_it_later_either(client, whom):
    request = helping.public()
    page = said(client.get(helping.url("sent", sent_token(request))))
    assert request.question not in page
    assert "Det kan vi" not in page


def test_the_button_in_the_mail_confirms_and_opening_it_does_not(browser, whom):
    request = helping.sent(confirmed=False)
    address = helping.url("confirm", confirm_token(request))
    assert request.question in said(browser.get(address))
    assert helping.fresh(request).state == HelpState.UNCONFIRMED
    response = browser.post(address)
    assert response.status_code == 303
    assert COOKIE in response.cookies
    assert helping.fresh(request).state == HelpState.OPEN
    # Opened again, it leads to what became of it.
    assert browser.get(address).status_code == 302


def test_somebody_elses_request_is_deleted_at_a_press(browser, whom):
    request = helping.sent(confirmed=False)
    browser.post(helping.url("confirm", confirm_token(request)), {"disown": ""})
    assert not HelpRequest.objects.exists()
    assert browser.get(helping.url("confirm", confirm_token(request))).status_code == 404


def test_who_is_recognised_gives_no_address_and_is_led_to_what_became_of_it(whom, concept):
    writer = making.writer("kari@example.org")
    response = helping.browser(writer).post(helping.url("ask", concept.uuid), helping.form(whom, email=None))
    assert "/help-requests/state/" in response.url
    assert HelpRequest.objects.get().state == HelpState.OPEN


@pytest.mark.parametrize(
    "wrong",
    [
        {"comment": ""},
        {"comment": "a" * 5001},
        {"name": "\u200b"},
        {"email": "kari@example.org\r\nBcc: alle@example.org"},
        {"email": "nei"},
        {"whom": ""},
        {"whom": "00000000-0000-0000-0000-000000000000"},
        {"whom": "'; drop table"},
        {"organisation": "noe"},
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(browser, whom, concept, wrong):
    data = helping.form(whom, **wrong)
    response = browser.post(helping.url("ask", concept.uuid), data)
    assert response.status_code == 422
    assert soup(response).find(class_="summary")
    assert soup(response).find("textarea", attrs={"name": "comment"}).text.strip() == data["comment"].strip()
    assert not HelpRequest.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_five_thousand_letters_are_taken_and_hostile_text_is_shown_as_text(browser, whom, concept):
    text = '<script>alert(1)</script> [x](javascript:alert(1)) "><img src=x onerror=y>' + "æ" * 4900
    browser.post(helping.url("ask", concept.uuid), helping.form(whom, comment=text))
    request = HelpRequest.objects.get()
    assert request.question == text
    page = browser.get(helping.url("confirm", confirm_token(request))).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript' not in page


def test_a_preview_sends_nothing(browser, whom, concept):
    response = browser.post(helping.url("ask", concept.uuid), helping.form(whom, comment="Hei *du*", preview=""))
    assert soup(response).find(class_="pending").em.string == "du"
    assert not HelpRequest.objects.exists()


def test_another_website_can_send_nothing(whom, concept):
    stranger = helping.browser(HTTP_ORIGIN="https://evil.example")
    for address in (
        helping.url("ask", concept.uuid),
        helping.url("answer", answer_token(helping.sent())),
        helping.url("change", status_token(helping.sent())),
    ):
        assert stranger.post(address, helping.form(whom)).status_code == 403
    assert HelpRequest.objects.filter(state=HelpState.OPEN).count() == 2


def test_too_many_from_one_place_are_asked_to_wait_with_what_they_wrote(browser, whom, concept):
    with mock.patch("home.throttle.MOST_FROM_ONE_ADDRESS", 0):
        response = browser.post(helping.url("ask", concept.uuid), helping.form(whom))
    assert response.status_code == 429
    assert not {"kommentarer", "comments"} & set(said(response).split())
    assert "bokbåten" in soup(response).find("textarea").text


def test_a_competency_that_left_the_site_meanwhile_gives_the_text_back(browser, whom):
    term = helping.competency("Borte")
    term.live = False
    term.save()
    response = browser.post(helping.url("ask", term.concept.uuid), helping.form(whom))
    assert response.status_code == 404
    assert "bokbåten" in soup(response).find("textarea").text
    assert browser.get(helping.url("ask", term.concept.uuid)).status_code == 404


def test_a_merged_competencys_form_is_that_of_what_stands_for_it(browser, whom):
    old, new = helping.competency("Lesing").concept, helping.competency("Leselyst").concept
    merge(concepts=[old], into=new)
    assert "Leselyst" in said(browser.get(helping.url("ask", old.uuid)))
    browser.post(helping.url("ask", old.uuid), helping.form(whom))
    assert HelpRequest.objects.get().concept == new


def test_nothing_is_asked_about_a_goal(client, whom):
    goal = make.term("goal", "Bli synlige").concept
    assert client.get(helping.url("ask", goal.uuid)).status_code == 404


# --- Whoever asked -----------------------------------------------------------------------------------


def answer(**fields):
    return {"to": "accepted", "comment": "Ja, kom *gjerne*.", "seen": "open", **fields}


def test_the_asker_closes_by_a_button_and_opening_the_link_does_nothing(browser, whom):
    request = helping.sent()
    address = helping.url("status", status_token(request))
    browser.get(address)
    assert helping.fresh(request).state == HelpState.OPEN
    change = helping.url("change", status_token(request))
    assert browser.get(change).status_code == 405
    browser.post(change, {"close": ""})
    browser.post(change, {"close": ""})
    assert helping.fresh(request).state == HelpState.CLOSED
    # The organisation then has nothing to answer, and keeps what it wrote.
    late = browser.post(helping.url("answer", answer_token(request)), answer())
    assert late.status_code == 409
    assert "Ja, kom" in late.content.decode()


def test_a_declined_request_sent_again_is_told_of_kindly_with_the_date_and_the_text(whom, concept):
    writer = making.writer("kari@example.org")
    browser = helping.browser(writer)
    first = helping.sent(concept=concept, email="kari@example.org")
    answering.answer(request=first, to=HelpState.DECLINED, text="Ikke i år.", shows=False)
    response = browser.post(helping.url("ask", concept.uuid), helping.form(whom, email=None))
    page = said(browser.get(response.url))
    assert "Ikke i år." in page
    assert "bokbåten" in page
    assert str(timezone.localdate().year) in page
    assert OutgoingMail.objects.filter(event="help_asked").count() == 1


def test_nobody_learns_of_a_declined_request_by_typing_the_address(browser, whom, concept):
    first = helping.sent(concept=concept, email="kari@example.org")
    answering.answer(request=first, to=HelpState.DECLINED, text="Ikke i år.", shows=False)
    response = browser.post(helping.url("ask", concept.uuid), helping.form(whom))
    assert "/sent/" in response.url
    assert "Ikke i år." not in said(browser.get(response.url))


def test_the_parties_pages_are_kept_by_no_cache_and_no_search_engine(client, whom):
    request = helping.sent()
    for address in (
        helping.url("status", status_token(request)),
        helping.url("answer", answer_token(request)),
        helping.url("sent", sent_token(request)),
    ):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "same-origin"


def test_the_asker_is_told_why_a_moderator_refused(client, whom):
    request = helping.in_state(HelpState.PENDING)
    moderation.decide(
        request=request, to=HelpState.REJECTED, user=make.user("moderator"), code="off_topic", note="Spør en snekker."
    )
    assert "Spør en snekker." in said(client.get(helping.url("status", status_token(request))))
    assert "Spør en snekker." in OutgoingMail.objects.get(event="help_rejected").text


def test_a_moderators_note_to_others_is_no_business_of_the_askers(client, whom):
    request = helping.sent()
    moderation.remind(request=request, user=make.user("moderator"))
    assert OutgoingMail.objects.filter(event="help_asked").count() == 2
    assert client.get(helping.url("status", status_token(request))).status_code == 200


def test_closing_needs_a_request_that_can_be_closed(whom):
    request = helping.in_state(HelpState.REJECTED)
    with pytest.raises(MoveRefused):
        answering.close(request=request, actor=HelpActor.ASKER)
