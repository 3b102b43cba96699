"""Asking for help: what becomes of a request, who is written to, and what is never sent twice."""

import itertools

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from collaboration.asking import answering, moderation, sending
from collaboration.asking.forms import AskForm
from collaboration.asking.moves import MovedMeanwhile, MoveRefused, move
from collaboration.asking.states import MOVES, HelpActor, HelpState, may_move
from collaboration.merging import merge, undo_merge
from collaboration.models import HelpEvent, HelpRequest
from comments.forms import blank_discussion
from comments.models import BlockedAddress, Hold, Writer
from comments.models.event import AppendOnly
from mail.models import OutgoingMail
from tests import factories as make
from tests.collaboration import helping
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground():
    helping.site()
    making.settings()
    helping.helper()


def mails(event=None):
    rows = OutgoingMail.objects.order_by("created_at")
    return list(rows.filter(event=event) if event else rows)


def test_a_request_by_somebody_unknown_waits_for_her_to_confirm_it_and_goes_nowhere_else(ground):
    request = helping.sent(confirmed=False, email="kari@example.org")
    assert request.state == HelpState.UNCONFIRMED
    assert [(mail.event, mail.to) for mail in mails()] == [("help_confirm", "kari@example.org")]
    helping.check_log(request)


def test_what_is_confirmed_goes_to_the_organisations_contact_with_a_link_and_without_her_address(ground):
    request = helping.sent(confirmed=False, email="kari@example.org", question="Hvem kan *bokbåten*?")
    sending.confirm(request=request)
    assert helping.fresh(request).state == HelpState.OPEN
    (mail,) = mails("help_asked")
    assert mail.to == helping.CONTACT
    assert "Hvem kan bokbåten?" in mail.text
    assert "/help-requests/answer/" in mail.text
    assert "kari@example.org" not in mail.text + mail.html + mail.subject
    assert "/help-requests/state/" not in mail.text + mail.html
    helping.check_log(request)


def test_confirming_twice_writes_once(ground):
    request = helping.sent(confirmed=False)
    sending.confirm(request=request)
    sending.confirm(request=request)
    assert len(mails("help_asked")) == 1


def test_the_same_sent_again_is_the_same_request(ground):
    first = helping.sent(email="kari@example.org", question="Hvem kan dette?", confirmed=False)
    again = helping.sent(email="Kari@example.org ", question="Hvem  kan dette?", confirmed=False)
    assert again.pk == first.pk
    assert HelpRequest.objects.count() == 1
    # Sent again by one who is recognised: there is no doubt whose it is.
    helping.sent(email="kari@example.org", question="Hvem kan dette?", confirmed=True)
    assert helping.fresh(first).state == HelpState.OPEN


def test_who_is_new_waits_for_a_moderator_where_the_site_holds_the_new_and_one_passed_on_is_not_new(ground):
    making.settings(hold=Hold.FIRST_TIME)
    make.user("moderator", "mod@example.org")
    request = helping.sent(email="kari@example.org")
    assert request.state == HelpState.PENDING
    assert [(mail.event, mail.to) for mail in mails()] == [("help_waiting", "mod@example.org")]
    moderation.decide(request=helping.fresh(request), to=HelpState.OPEN, user=make.user("moderator"))
    assert helping.sent(email="kari@example.org").state == HelpState.OPEN


def test_nobody_becomes_known_by_closing_her_own_request_before_a_moderator_has_seen_it(ground):
    making.settings(hold=Hold.FIRST_TIME)
    kari = {"email": "kari@example.org"}
    answering.close(request=helping.sent(**kari), actor=HelpActor.ASKER)
    assert helping.sent(**kari).state == HelpState.PENDING
    # One that was passed on, and closed after that, is another matter.
    passed_on = helping.fresh(helping.sent(**kari))
    moderation.decide(request=passed_on, to=HelpState.OPEN, user=make.user("moderator"))
    answering.close(request=passed_on, actor=HelpActor.ASKER)
    assert helping.sent(**kari).state == HelpState.OPEN


@pytest.mark.parametrize("taken", [HelpState.SPAM, HelpState.REJECTED])
def test_requests_that_were_refused_or_spam_speak_against_her_who_confirmed_them(ground, taken):
    kari = {"email": "kari@example.org"}
    helping.in_state(taken, **kari)
    assert helping.sent(**kari).state == HelpState.PENDING
    assert helping.sent(email="ola@example.org").state == HelpState.OPEN


def test_what_others_sent_with_her_address_does_not_speak_against_her(ground):
    helping.sent(confirmed=False, email="kari@example.org", circumstances={"honeypot": "casino"})
    assert helping.sent(email="kari@example.org").state == HelpState.OPEN


def test_moderators_are_told_once_a_day_where_the_site_says_so(ground):
    from collaboration.asking import moderator_mails

    making.settings(hold=Hold.ALL, moderator_rhythm="daily")
    make.user("moderator", "mod@example.org")
    helping.sent()
    helping.sent()
    assert not mails()
    assert moderator_mails.tell_daily() == 1
    assert mails()[0].text.count("/admin/help-requests/") == 3


def test_a_machine_and_a_blocked_address_get_no_mail_and_reach_nobody(ground):
    spam = helping.sent(confirmed=False, circumstances={"honeypot": "casino"})
    BlockedAddress.objects.create(pattern="ola@example.com")
    refused = helping.sent(confirmed=False, email="ola@example.com")
    assert (spam.state, refused.state) == (HelpState.SPAM, HelpState.REJECTED)
    assert not mails()


def test_an_organisation_without_a_contact_address_is_left_to_a_moderator(ground):
    silent = helping.helper("Stille bibliotek", contact_email="")
    request = helping.sent(whom=silent)
    assert request.state == HelpState.PENDING
    assert HelpEvent.objects.last().code == sending.NO_CONTACT
    with pytest.raises(ValidationError) as refused:
        moderation.decide(request=request, to=HelpState.OPEN, user=make.user("moderator"))
    assert "Stille bibliotek" in str(refused.value)
    assert helping.fresh(request).state == HelpState.PENDING


def test_the_contact_address_is_the_one_first_written_whatever_its_copies_hold(ground):
    whom = helping.helper("Nytt bibliotek", contact_email="ny@example.org")
    copy = make.translated(whom, contact_email="gammel@example.org")
    for asked in (whom, copy):
        helping.sent(whom=asked)
    assert [mail.to for mail in mails("help_asked")] == ["ny@example.org", "ny@example.org"]
    # Cleared, it stops the mail.
    whom.contact_email = ""
    whom.save()
    assert helping.sent(whom=copy).state == HelpState.PENDING
    assert len(mails("help_asked")) == 2


def test_an_organisation_that_is_on_the_site_in_another_language_alone_is_written_to(ground):
    whom = helping.helper("Nytt bibliotek", live=False)
    make.translated(whom, contact_email="", live=True)
    helping.sent(whom=whom)
    assert mails("help_asked")[0].to == helping.CONTACT


def test_what_left_the_site_meanwhile_is_refused_in_words(ground):
    whom = helping.helper("Borte bibliotek", live=False)
    with pytest.raises(sending.NotTaken):
        helping.sent(whom=whom)
    goal = make.term("goal", "Bli synlige").concept
    with pytest.raises(sending.NotTaken):
        helping.sent(concept=goal)


def test_a_request_that_was_declined_is_not_sent_to_the_same_again_by_the_same(ground):
    kari = {"email": "kari@example.org"}
    request = helping.sent(**kari)
    answering.answer(request=request, to=HelpState.DECLINED, text="Ikke i år.", shows=False)
    again = helping.sent(**kari)
    assert again.state == HelpState.CLOSED
    assert HelpEvent.objects.filter(request=again).last().code == sending.DECLINED_BEFORE
    assert len(mails("help_asked")) == 1
    assert sending.declined_before(again).request == request
    # Somebody else, another organisation, another competency.
    assert helping.sent().state == HelpState.OPEN
    assert helping.sent(**kari, whom=helping.helper("Et annet")).state == HelpState.OPEN
    assert helping.sent(**kari, concept=helping.competency("Web").concept).state == HelpState.OPEN


def test_a_declined_request_is_known_by_what_its_competency_was_merged_into_and_no_more_when_that_is_undone(ground):
    old, new = helping.competency("Lesing").concept, helping.competency("Leselyst").concept
    request = helping.sent(concept=old, email="kari@example.org")
    answering.answer(request=request, to=HelpState.DECLINED, text="Nei.", shows=False)
    made = merge(concepts=[old], into=new)
    assert helping.sent(concept=new, email="kari@example.org").state == HelpState.CLOSED
    undo_merge(merge=made)
    assert helping.sent(concept=new, email="kari@example.org").state == HelpState.OPEN


def test_a_request_about_a_merged_competency_is_about_what_stands_for_it(ground):
    old, new = helping.competency("Lesing").concept, helping.competency("Leselyst").concept
    merge(concepts=[old], into=new)
    assert helping.sent(concept=old).concept == new


def test_no_more_than_three_mails_a_day_ask_one_address_to_confirm(ground):
    for _time in range(6):
        helping.sent(confirmed=False, email="kari@example.org")
    assert len(mails("help_confirm")) == 3


def test_whoever_disowns_a_request_deletes_it_and_only_before_it_is_confirmed(ground):
    request = helping.sent(confirmed=False)
    confirmed = helping.sent()
    assert sending.disown(request=request)
    assert not sending.disown(request=confirmed)
    assert list(HelpRequest.objects.all()) == [confirmed]


def test_no_address_of_a_machine_is_kept(ground):
    names = {field.name for field in HelpRequest._meta.get_fields()}
    assert not {name for name in names if "ip" in name.split("_") or "agent" in name}


# --- States ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("before", "after"), list(itertools.permutations(HelpState, 2)))
def test_nobody_moves_a_request_but_by_the_table(ground, before, after):
    request = helping.sent(confirmed=False)
    HelpRequest.objects.filter(pk=request.pk).update(state=before)
    for actor in HelpActor:
        request.state = before
        if may_move(actor, before, after):
            continue
        with pytest.raises(MoveRefused):
            move(request=request, to=after, actor=actor)
    assert helping.fresh(request).state == before
    assert all(actors for actors in MOVES.values())


def test_of_two_who_move_at_once_one_is_told(ground):
    request = helping.sent()
    first, second = helping.fresh(request), helping.fresh(request)
    move(request=first, to=HelpState.ACCEPTED, actor=HelpActor.CONTACT)
    with pytest.raises(MovedMeanwhile):
        move(request=second, to=HelpState.DECLINED, actor=HelpActor.CONTACT)
    assert helping.fresh(request).state == HelpState.ACCEPTED
    helping.check_log(request)


def test_the_log_is_added_to_and_never_changed(ground):
    helping.sent()
    event = HelpEvent.objects.last()
    for change in (
        event.save,
        event.delete,
        HelpEvent.objects.all().delete,
        lambda: HelpEvent.objects.update(note="x"),
    ):
        with pytest.raises(AppendOnly):
            change()


def test_what_a_moderator_brings_back_is_where_it_was_and_asks_her_who_has_not_confirmed(ground):
    moderator = make.user("moderator")
    answered = helping.sent()
    answering.answer(request=answered, to=HelpState.ANSWERED, text="Slik.", shows=False)
    taken = helping.fresh(answered)
    moderation.decide(request=taken, to=HelpState.REJECTED, user=moderator, code="personal")
    moderation.bring_back(request=taken, user=moderator)
    assert helping.fresh(answered).state == HelpState.ANSWERED
    spam = helping.sent(confirmed=False, circumstances={"honeypot": "x"})
    moderation.bring_back(request=spam, user=moderator)
    assert helping.fresh(spam).state == HelpState.UNCONFIRMED
    assert mails("help_confirm")
    # A moderator has seen it: the rules don't send it back.
    assert sending.confirm(request=spam).state == HelpState.PENDING
    helping.check_log(spam)


def test_the_writer_who_confirms_is_known_to_comments_as_well(ground):
    helping.sent(email="kari@example.org", name="Kari")
    assert Writer.objects.get(email="kari@example.org").confirmed_at


ANYTHING = st.text(st.characters(codec=None), max_size=60)


@given(name=ANYTHING, email=st.one_of(ANYTHING, st.emails()), text=ANYTHING, whom=ANYTHING, honeypot=ANYTHING)
def test_whatever_the_form_holds_is_an_error_or_can_be_stored(name, email, text, whom, honeypot):
    data = {"name": name, "email": email, "comment": text, "whom": whom, "honeypot": honeypot}
    form = AskForm(blank_discussion("term", make.uuid.uuid4()), data)
    assert not form.is_valid()
    assert "whom" in form.errors
    for value in (form.cleaned_data.get("name", ""), form.cleaned_data.get("comment", "")):
        value.encode()
        assert "\0" not in value
    str(form["comment"])
