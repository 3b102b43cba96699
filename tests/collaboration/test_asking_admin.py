"""Requests for help in the admin: who sees and decides, what is shown, and what is let go of."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from collaboration.asking import answering, personal_data, purging
from collaboration.asking.reasons import refusal_in_words, words_for
from collaboration.asking.states import HelpState
from collaboration.asking.tokens import status_token
from collaboration.models import HelpAnswer, HelpRequest
from comments.reasons import Rejection
from home.registries import periodic_jobs, to_dos_of
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


def decide(client, request, **fields):
    data = {"seen": request.state, **fields}
    return client.post(reverse("help_requests:decide", args=[request.pk]), data, follow=True)


@pytest.mark.parametrize(
    ("role", "may"), [("administrator", True), ("moderator", True), ("editor", False), ("translator", False)]
)
def test_moderators_see_and_decide_and_nobody_else(client, whom, role, may):
    request = helping.in_state(HelpState.PENDING)
    client.force_login(make.user(role))
    for address in (reverse("help_requests:index"), reverse("help_requests:single", args=[request.pk])):
        assert (client.get(address).status_code == 200) is may
    decide(client, request, do="open")
    assert (helping.fresh(request).state == HelpState.OPEN) is may
    assert OutgoingMail.objects.filter(event="help_asked").exists() is may


def test_nobody_decides_without_signing_in(client, whom):
    request = helping.in_state(HelpState.PENDING)
    assert client.get(reverse("help_requests:single", args=[request.pk])).status_code == 302
    decide(client, request, do="open")
    assert helping.fresh(request).state == HelpState.PENDING


def test_the_first_page_of_the_admin_says_what_waits_to_those_who_decide(whom):
    helping.in_state(HelpState.PENDING)
    address = reverse("help_requests:index")
    assert [thing.count for thing in to_dos_of(make.user("moderator")) if thing.url.startswith(address)] == [1]
    assert not [thing for thing in to_dos_of(make.user("editor")) if thing.url.startswith(address)]


def test_passing_on_writes_to_the_organisation_and_tells_the_asker(client, whom):
    request = helping.in_state(HelpState.PENDING, email="kari@example.org")
    client.force_login(make.user("moderator"))
    decide(client, request, do="open")
    told = OutgoingMail.objects.exclude(event="help_confirm").order_by("created_at")
    assert [(mail.event, mail.to) for mail in told] == [
        ("help_asked", helping.CONTACT),
        ("help_passed_on", "kari@example.org"),
    ]


def test_a_refusal_needs_a_reason(client, whom):
    request = helping.in_state(HelpState.PENDING)
    client.force_login(make.user("moderator"))
    decide(client, request, do="rejected")
    assert helping.fresh(request).state == HelpState.PENDING
    decide(client, request, do="rejected", code="advertising")
    assert helping.fresh(request).state == HelpState.REJECTED
    assert OutgoingMail.objects.filter(event="help_rejected").count() == 1
    helping.check_log(request)


@pytest.mark.parametrize("code", [None, "off_topic", "repeated_by_hand"])
def test_reasons_speak_of_requests_and_not_of_the_discussion_or_of_comments(client, whom, code):
    making.settings(hold="first_time")
    request = helping.sent()
    client.force_login(make.user("moderator"))
    if code:
        decide(client, request, do="rejected", code=code)
        mail = OutgoingMail.objects.get(event="help_rejected").text
        page = client.get(helping.url("status", status_token(request))).content.decode()
        for told in (mail, page):
            assert refusal_in_words(code) in told
            assert str(Rejection(code).label) not in told
    offered = BeautifulSoup(
        client.get(reverse("help_requests:single", args=[request.pk])).content, "html.parser"
    ).main.get_text(" ")
    assert words_for("first_time") in offered
    for words in (Rejection.OFF_TOPIC.label, Rejection.REPEATED.label, Rejection.AS_SAID.label):
        assert str(words) not in offered


def test_what_changed_after_it_was_read_is_not_decided_about(client, whom):
    request = helping.sent()
    client.force_login(make.user("moderator"))
    answering.answer(request=request, to=HelpState.ACCEPTED, text="Ja.", shows=False)
    decide(client, request, do="closed")
    assert helping.fresh(request).state == HelpState.ACCEPTED


@pytest.mark.parametrize("do", ["", "nonsense", "unconfirmed", "answered"])
def test_nonsense_decides_nothing(client, whom, do):
    request = helping.sent()
    client.force_login(make.user("moderator"))
    assert decide(client, request, do=do).status_code == 200
    assert helping.fresh(request).state == HelpState.OPEN


def test_the_list_is_narrowed_by_state_and_by_organisation(client, whom):
    waits, other = helping.in_state(HelpState.PENDING, name="Kari"), helping.sent(name="Ola", whom=helping.helper("B"))
    client.force_login(make.user("moderator"))

    def names(query):
        return {row.name for row in client.get(f"{reverse('help_requests:index')}?{query}").context["object_list"]}

    assert names("") == {"Kari", "Ola"}
    assert names("state=pending") == {waits.name}
    assert names(f"organisation={other.organisation_id}") == {other.name}
    assert names("q=Kari") == {"Kari"}


def test_the_list_begins_with_what_waits_for_a_moderator_unless_another_order_is_asked_for(client, whom):
    helping.in_state(HelpState.PENDING, name="Venter")
    helping.in_state(HelpState.OPEN, name="Åpen")
    client.force_login(make.user("moderator"))

    def names(query=""):
        return [row.name for row in client.get(f"{reverse('help_requests:index')}{query}").context["object_list"]]

    assert names() == ["Venter", "Åpen"]
    assert names("?ordering=-asked_at") == ["Åpen", "Venter"]


def test_the_list_costs_the_same_however_long_it_is(client, whom, django_assert_max_num_queries):
    client.force_login(make.user("moderator"))
    address = reverse("help_requests:index")
    client.get(address)
    counts = []
    for _size in range(2):
        for _number in range(8):
            helping.sent(whom=helping.helper(f"Bibliotek {HelpRequest.objects.count()}"))
        with django_assert_max_num_queries(60) as asked:
            client.get(address)
        counts.append(len(asked.captured_queries))
    assert counts[0] == counts[1]


def test_what_was_asked_about_is_in_use_and_stays(whom):
    helping.sent(own=make.OrganisationFactory(name="Spørrerens bibliotek"))
    for thing in (whom, helping.competency(), HelpRequest.objects.get().from_organisation):
        with pytest.raises(ProtectedError), transaction.atomic():
            thing.delete()


# --- What is let go of -------------------------------------------------------------------------------


def later(days):
    return timezone.now() + datetime.timedelta(days=days)


def test_spam_and_what_nobody_confirmed_are_deleted_after_their_days(whom):
    making.settings(keep_spam_days=30, keep_unconfirmed_days=7)
    helping.in_state(HelpState.SPAM)
    helping.in_state(HelpState.UNCONFIRMED)
    kept = helping.sent()
    assert purging.purge(later(6)) == purging.Purged()
    assert purging.purge(later(8)) == purging.Purged(unconfirmed=1)
    assert purging.purge(later(31)) == purging.Purged(spam=1)
    assert list(HelpRequest.objects.all()) == [kept]


def test_the_address_behind_a_quiet_request_is_let_go_of_and_the_request_stays(whom):
    making.settings(keep_addresses_months=24)
    request = helping.public(email="kari@example.org")
    assert purging.purge(later(700)).addresses == 0
    assert purging.purge(later(740)).addresses == 1
    request = helping.fresh(request)
    assert (request.email, request.fingerprint) == ("", None)
    assert request.question
    assert purging.purge(later(740)).addresses == 0


@pytest.mark.parametrize("state", [state for state in HelpState if state != HelpState.UNCONFIRMED])
def test_the_words_of_what_is_not_shown_go_with_the_address_in_whichever_state(whom, state):
    making.settings(keep_addresses_months=24, keep_spam_days=3650)
    helping.in_state(state, shows=True, email="kari@example.org")
    purging.purge(later(700))
    assert HelpRequest.objects.count() == 1
    assert purging.purge(later(740)).private == 1
    assert not HelpRequest.objects.exists()


@pytest.mark.parametrize(("asker", "contact"), [(True, False), (False, True), (False, False)])
def test_what_one_party_alone_lets_be_seen_does_not_outlive_the_address(whom, asker, contact):
    making.settings(keep_addresses_months=24)
    request = helping.public()
    HelpRequest.objects.filter(pk=request.pk).update(asker_shows=asker, contact_shows=contact)
    assert purging.purge(later(740)) == purging.Purged(private=1)
    assert not HelpAnswer.objects.exists()


def test_what_lost_its_address_before_and_is_not_shown_goes_too(whom):
    making.settings(keep_addresses_months=24)
    request = helping.in_state(HelpState.OPEN)
    HelpRequest.objects.filter(pk=request.pk).update(email="", fingerprint=None)
    assert purging.purge(later(740)).private == 1


def test_the_clock_purges_and_tells():
    assert {"purge_requests_for_help", "tell_of_requests_for_help"} <= {job.name for job in periodic_jobs}


def test_a_person_gets_a_copy_of_all_that_is_kept_of_her_and_of_nobody_else(whom):
    helping.public(email="kari@example.org", question="Mitt spørsmål", answer="Vårt svar")
    helping.public(email="ola@example.org", question="Hans spørsmål")
    copy = json.dumps(personal_data.copy_of(" Kari@example.org"), ensure_ascii=False)
    assert "Mitt spørsmål" in copy
    assert "Vårt svar" in copy
    assert "Hans" not in copy


def test_a_person_is_erased_and_nobody_else(whom):
    helping.public(email="kari@example.org")
    other = helping.public(email="ola@example.org")
    HelpRequest.objects.create(concept=other.concept, organisation=whom, name="Uten adresse", question="?")
    assert personal_data.erase("KARI@example.org") == 1
    assert personal_data.erase("") == 0
    assert HelpRequest.objects.count() == 2
