"""The pages on which help is asked for, confirmed, answered and closed: without JavaScript, a cookie or an account."""

import datetime
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.utils import timezone

from collaboration.asking import answering, moderation
from collaboration.asking.moves import MoveRefused
from collaboration.asking.states import HelpActor, HelpState
from collaboration.asking.tokens import answer_token, confirm_token, sent_token, status_token
from collaboration.merging import merge
from collaboration.models import HelpRequest, Organisation
from comments.recognition import COOKIE
from mail.models import OutgoingMail
from mail.tokens import make_token
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
    with mock.patch("comments.throttle.MOST_FROM_ONE_ADDRESS", 0):
        response = browser.post(helping.url("ask", concept.uuid), helping.form(whom))
    assert response.status_code == 429
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


# --- The organisation answers ----------------------------------------------------------------------


def answer(**fields):
    return {"to": "accepted", "comment": "Ja, kom *gjerne*.", "seen": "open", **fields}


def test_the_organisation_answers_by_the_link_and_the_asker_gets_it_by_mail(browser, whom):
    request = helping.sent(email="kari@example.org")
    address = helping.url("answer", answer_token(request))
    page = browser.get(address)
    assert request.question in said(page)
    assert "kari@example.org" not in page.content.decode()
    assert helping.fresh(request).state == HelpState.OPEN
    assert browser.post(address, answer()).status_code == 303
    assert helping.fresh(request).state == HelpState.ACCEPTED
    mail = OutgoingMail.objects.get(event="help_answered")
    assert mail.to == "kari@example.org"
    assert "Ja, kom gjerne." in mail.text
    assert "/help-requests/state/" in mail.text
    assert "/help-requests/answer/" not in mail.text
    helping.check_log(request)


@pytest.mark.parametrize(("to", "text", "status"), [("answered", "", 422), ("declined", "", 303), ("", "Hei", 422)])
def test_an_answer_needs_words_and_a_yes_or_no_does_not(browser, whom, to, text, status):
    request = helping.sent()
    address = helping.url("answer", answer_token(request))
    assert browser.post(address, answer(to=to, comment=text)).status_code == status


def test_two_who_answer_at_once_one_is_told_and_keeps_what_she_wrote(browser, whom):
    request = helping.sent()
    address = helping.url("answer", answer_token(request))
    browser.post(address, answer())
    late = browser.post(address, answer(to="declined", comment="Vi kan dessverre ikke."))
    assert late.status_code == 409
    assert "Vi kan dessverre ikke." in late.content.decode()
    assert helping.fresh(request).state == HelpState.ACCEPTED
    assert helping.fresh(request).answers.count() == 1
    assert OutgoingMail.objects.filter(event="help_answered").count() == 1


def test_what_was_answered_can_be_accepted_later_and_the_first_answer_stays(browser, whom):
    request = helping.sent()
    address = helping.url("answer", answer_token(request))
    browser.post(address, answer(to="answered", comment="Vi må se på det."))
    browser.post(address, answer(seen="answered", comment="Nå kan vi."))
    assert [one.text for one in request.answers.all()] == ["Vi må se på det.", "Nå kan vi."]
    assert helping.fresh(request).state == HelpState.ACCEPTED


def test_a_link_expires_after_ninety_days_and_gives_the_text_back(browser, whom):
    request = helping.sent()
    then = timezone.now() - datetime.timedelta(days=91)
    with mock.patch.object(signing.time, "time", return_value=then.timestamp()):
        token = answer_token(request)
    assert browser.get(helping.url("answer", token)).status_code == 410
    late = browser.post(helping.url("answer", token), answer())
    assert late.status_code == 410
    assert "Ja, kom" in soup(late).find("textarea").text
    assert helping.fresh(request).state == HelpState.OPEN


@pytest.mark.parametrize("purpose", ["help-status", "help-sent", "help-confirm", "comment-status", "unsubscribe"])
def test_a_link_for_something_else_answers_nothing(browser, whom, purpose):
    request = helping.sent()
    for token in (make_token(purpose, request.pk), f"{request.pk}", answer_token(request) + "x"):
        assert browser.post(helping.url("answer", token), answer()).status_code == 404
    assert helping.fresh(request).state == HelpState.OPEN


def test_the_organisations_link_neither_closes_nor_shows_for_the_asker(browser, whom):
    request = helping.sent()
    token = answer_token(request)
    for name in ("status", "confirm", "sent"):
        assert browser.get(helping.url(name, token)).status_code == 404
    assert browser.post(helping.url("change", token), {"close": ""}).status_code == 404


def test_an_organisation_that_left_the_site_meanwhile_can_still_answer_who_asked(browser, whom):
    request = helping.sent(shows=True)
    Organisation.objects.filter(pk=whom.pk).update(live=False)
    assert browser.get(helping.url("answer", answer_token(request))).status_code == 200
    browser.post(helping.url("answer", answer_token(request)), answer(shows="on"))
    assert OutgoingMail.objects.filter(event="help_answered").exists()
    assert not HelpRequest.objects.public().exists()


def test_what_the_moderators_took_away_is_shown_to_the_organisation_no_more(browser, whom):
    request = helping.sent()
    moderation.decide(request=request, to=HelpState.SPAM, user=make.user("moderator"))
    page = browser.get(helping.url("answer", answer_token(request)))
    assert request.question not in said(page)
    late = browser.post(helping.url("answer", answer_token(request)), answer())
    assert late.status_code == 409
    assert "Ja, kom" in soup(late).find("textarea").text
    assert browser.post(helping.url("answer", answer_token(request)), {"show": "yes"}).status_code == 409


# --- Whoever asked -----------------------------------------------------------------------------------


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
