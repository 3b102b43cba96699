"""An organisation answers by the link in its mail: once, in words that are kept, and only while it may."""

import datetime
from unittest import mock

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.utils import timezone

from collaboration.asking import moderation
from collaboration.asking.states import HelpState
from collaboration.asking.tokens import answer_token
from collaboration.models import HelpRequest, Organisation
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
def browser():
    return helping.browser()


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def said(response):
    return " ".join(soup(response).main.get_text(" ").split())


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


@pytest.mark.parametrize(
    ("to", "text", "status"),
    [("answered", "", 422), ("accepted", " ", 422), ("declined", "", 303), ("", "Hei", 422)],
)
def test_an_answer_and_a_yes_need_words_and_a_no_does_not(browser, whom, to, text, status):
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


def test_no_second_form_takes_what_is_typed_away_before_all_is_answered(browser, whom):
    request = helping.sent(shows=True)
    address = helping.url("answer", answer_token(request))
    for state, forms, buttons in (("open", 1, 0), ("answered", 1, 1), ("accepted", 1, 1)):
        if state != "open":
            browser.post(address, answer(to=state, seen=helping.fresh(request).state, shows="on"))
        main = soup(browser.get(address)).main
        assert len(main.find_all("form")) == forms
        assert len(main.find_all("button", attrs={"name": "show"})) == buttons
        assert bool(main.find("textarea")) is (state != "accepted")


def test_who_takes_back_what_readers_see_keeps_the_answer_she_has_begun(browser, whom):
    request = helping.sent(shows=True)
    address = helping.url("answer", answer_token(request))
    browser.post(address, answer(to="answered", shows="on"))
    page = browser.post(address, answer(seen="answered", comment="Nå kan vi.", shows="on", show="no"))
    assert page.status_code == 200
    assert soup(page).find("textarea").text.strip() == "Nå kan vi."
    assert soup(page).find("input", value="accepted").has_attr("checked")
    assert not soup(page).find("input", attrs={"name": "shows"}).has_attr("checked")
    assert not helping.fresh(request).contact_shows
    assert helping.fresh(request).state == HelpState.ANSWERED


@pytest.mark.parametrize("address", ["ny@example.org", ""])
def test_who_is_the_contact_no_more_can_neither_answer_nor_show(browser, whom, address):
    request = helping.sent(shows=True)
    old = helping.url("answer", answer_token(request))
    Organisation.objects.filter(pk=whom.pk).update(contact_email=address)
    page = browser.get(old)
    assert page.status_code == 410
    assert request.question not in said(page)
    late = browser.post(old, answer())
    assert late.status_code == 410
    assert "Ja, kom" in soup(late).find("textarea").text
    assert browser.post(old, {"show": "yes"}).status_code == 410
    assert helping.fresh(request).state == HelpState.OPEN
    assert not helping.fresh(request).contact_shows


def test_the_new_contact_answers_by_a_new_link_and_the_link_tells_nothing_of_the_address(browser, whom):
    request = helping.sent()
    Organisation.objects.filter(pk=whom.pk).update(contact_email="Ny@example.org")
    new = answer_token(helping.fresh(request))
    assert "example" not in new.lower()
    assert browser.post(helping.url("answer", new), answer()).status_code == 303


@pytest.mark.parametrize("contact", ["", "-x", "-æ"])
def test_a_link_without_the_contact_answers_nothing(browser, whom, contact):
    request = helping.sent()
    token = make_token("help-answer", f"{request.pk}{contact}")
    assert browser.post(helping.url("answer", token), answer()).status_code == 410


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
