"""What moderators do from the queue, by plain forms and by the page's own requests, and who may not."""

import pytest
from django.urls import reverse

from collaboration.models import Statement
from comments import moderation, reactions
from comments.models import BlockedAddress, CommentEdit, CommentEvent, Kind, ModeratedComment, Report
from comments.queue.selecting import mark_of
from comments.reasons import RULES, Rejection, words_for
from comments.rules import Code
from comments.states import State
from comments.tokens import decide_token
from tests import factories
from tests.comments import making

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json", "HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}


@pytest.fixture
def about(db):
    making.settings(hold="all")
    return making.post(title="Hva er vi gode på?", said=[("competency", "unattributed", [], ["universell uforming"])])


@pytest.fixture
def waiting(about):
    return making.sent(about, text="Bokbåten kom.")


@pytest.fixture
def moderator(client, about):
    user = factories.user("moderator", language="en", last_name="Vik")
    client.force_login(user)
    return user


def do(client, action, comment, seen=None, **data):
    headers = JSON if data.pop("as_json", False) else {}
    data["seen"] = mark_of(making.fresh(comment)) if seen is None else seen
    return client.post(reverse(f"comment_queue:{action}", args=[comment.pk]), data, **headers)


def said(response):
    return [str(message) for message in response.wsgi_request._messages]


# --- Decide --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("published", {}),
        ("rejected", {"code": "off_topic", "note": "Prøv et annet innlegg."}),
        ("spam", {}),
        ("removed", {}),
    ],
)
def test_a_plain_form_decides_and_leads_back(client, waiting, moderator, to, why):
    back = reverse("comment_queue:index") + "?p=2"
    response = do(client, "decide", waiting, to=to, next=back, **why)
    assert response.status_code == 302
    assert response.url == back
    assert making.fresh(waiting).state == to
    event = CommentEvent.objects.filter(comment=waiting).last()
    assert (event.user, event.code, event.note) == (moderator, why.get("code", ""), why.get("note", ""))


def test_nobody_is_led_to_another_site(client, waiting, moderator):
    response = do(client, "decide", waiting, to="published", next="https://evil.example/")
    assert response.url == reverse("comment_queue:index")


@pytest.mark.parametrize("why", [{}, {"code": "other"}, {"code": "nonsense"}, {"note": "x" * 1001}, {"note": "  "}])
def test_a_rejection_without_a_reason_is_refused(client, waiting, moderator, why):
    response = do(client, "decide", waiting, to="rejected", as_json=True, **why)
    assert response.status_code == 422
    assert making.fresh(waiting).state == State.PENDING
    assert response.json()["told"]


@pytest.mark.parametrize("to", ["unconfirmed", "nonsense", ""])
def test_a_move_that_is_not_allowed_is_refused(client, waiting, moderator, to):
    assert do(client, "decide", waiting, to=to, as_json=True).status_code == 422
    assert making.fresh(waiting).state == State.PENDING


def test_the_page_is_told_what_became_of_it_and_how_many_are_left(client, about, waiting, moderator):
    making.sent(about)
    answer = do(client, "decide", waiting, to="published", as_json=True).json()
    assert answer["waiting"] == 1
    assert answer["told"] == "The comment by Kari is now: published."
    assert reverse("comment_queue:undo", args=[waiting.pk]) in answer["done"]


def test_the_second_of_two_moderators_is_told_who_was_first(client, waiting, moderator):
    seen = mark_of(waiting)
    other = factories.user("moderator", first_name="Åse", last_name="Dahl")
    making.decide(waiting, State.REJECTED, other)
    response = do(client, "decide", waiting, seen=seen, to="published", as_json=True)
    assert response.status_code == 409
    assert str(other) in response.json()["told"]
    assert "rejected" in response.json()["told"]
    assert making.fresh(waiting).state == State.REJECTED


def test_nobody_approves_a_text_that_she_has_not_read(client, waiting, moderator):
    seen = mark_of(waiting)
    making.posting.write_text(waiting, "Noe helt annet.")
    response = do(client, "decide", waiting, seen=seen, to="published", as_json=True)
    assert response.status_code == 409
    assert "Noe helt annet." in response.json()["html"]
    assert making.fresh(waiting).state == State.PENDING


@pytest.mark.parametrize("action", ["decide", "undo", "edit", "reply", "block", "let_stand"])
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_link_alone_does_nothing(client, waiting, moderator, action, method):
    response = getattr(client, method)(reverse(f"comment_queue:{action}", args=[waiting.pk]), {"to": "published"})
    assert response.status_code == 405
    assert making.fresh(waiting).state == State.PENDING


def attempts(comment):
    return [
        ("decide", {"to": "published"}),
        ("edit", {"text": "Endret."}),
        ("reply", {"text": "Svar."}),
        ("block", {}),
        ("let_stand", {}),
        ("undo", {}),
    ]


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("administrator", True),
        ("moderator", True),
        ("editor", False),
        ("translator", False),
        ("elsewhere", False),
        ("nobody", False),
        ("anonymous", False),
    ],
)
def test_only_those_who_moderate_this_can_do_anything_to_it(client, about, who, may):
    reported = making.published(about)
    reactions.report(comment=reported, reason="rude")
    if who == "elsewhere":
        user = making.moderator(making.post())
        _let_into_admin(user)
    elif who == "nobody":
        user = factories.user()
    else:
        user = None if who == "anonymous" else factories.user(who)
    if user:
        client.force_login(user)
    for action, data in attempts(reported):
        comment = reported if action in {"let_stand", "edit"} else making.sent(about)
        if action == "undo" and may:
            making.decide(comment, State.SPAM, user)
        before = (making.fresh(comment).state, making.fresh(comment).comment)
        count = ModeratedComment.objects.count() + BlockedAddress.objects.count() + Report.objects.open().count()
        do(client, action, comment, **data)
        after = (making.fresh(comment).state, making.fresh(comment).comment)
        counted = ModeratedComment.objects.count() + BlockedAddress.objects.count() + Report.objects.open().count()
        assert ((before, count) != (after, counted)) is may, action
    bulk = {"pick": [f"{c.pk}.{mark_of(c)}" for c in [making.sent(about)]], "to": "spam"}
    before = ModeratedComment.objects.filter(state=State.SPAM).count()
    client.post(reverse("comment_queue:bulk"), bulk)
    assert (ModeratedComment.objects.filter(state=State.SPAM).count() > before) is may


def _let_into_admin(user):
    from django.contrib.auth.models import Permission

    user.groups.first().permissions.add(Permission.objects.get(codename="access_admin"))


# --- Undo, edit, reply, block --------------------------------------------------------------------


def test_ones_own_last_decision_can_be_taken_back_and_no_other(client, about, waiting, moderator):
    first, second = waiting, making.sent(about)
    for comment in (first, second):
        do(client, "decide", comment, to="spam")
    client.post(reverse("comment_queue:undo_last"))
    assert (making.fresh(first).state, making.fresh(second).state) == (State.SPAM, State.PENDING)
    client.post(reverse("comment_queue:undo_last"))
    assert making.fresh(first).state == State.PENDING
    other = factories.user("moderator")
    making.decide(first, State.PUBLISHED, other)
    assert do(client, "undo", first, as_json=True).status_code == 422
    assert making.fresh(first).state == State.PUBLISHED


def test_taking_a_decision_back_opens_the_reports_again(client, about, moderator):
    comment = making.published(about)
    reactions.report(comment=comment, reason="rude")
    do(client, "decide", comment, to="removed")
    assert not Report.objects.open().exists()
    do(client, "undo", comment)
    assert Report.objects.open().count() == 1


def test_an_edit_keeps_what_it_said_and_who_changed_it(client, waiting, moderator):
    answer = do(client, "edit", waiting, text="Bokbåten kom [ofte].", as_json=True).json()
    assert making.fresh(waiting).comment == "Bokbåten kom [ofte]."
    (edit,) = CommentEdit.objects.all()
    assert (edit.text_before, edit.user) == ("Bokbåten kom.", moderator)
    assert "Bokbåten kom." in answer["html"]


def test_an_answer_is_published_at_once_and_what_waits_with_it(client, waiting, moderator):
    do(client, "reply", waiting, text="Takk for det!")
    assert making.fresh(waiting).state == State.PUBLISHED
    answer = ModeratedComment.objects.get(parent_id=waiting.pk, level=1)
    assert (answer.state, answer.user, answer.user_name) == (State.PUBLISHED, moderator, moderator.get_full_name())


def test_nothing_is_approved_by_an_answer_that_is_not_taken(client, about, waiting, moderator):
    about.comments_open = False
    about.save()
    response = do(client, "reply", waiting, text="Takk!", as_json=True)
    assert response.status_code == 422
    assert making.fresh(waiting).state == State.PENDING


def test_a_blocked_address_is_refused_from_then_on(client, about, waiting, moderator):
    do(client, "block", waiting)
    assert BlockedAddress.objects.get().blocked_by == moderator
    assert making.fresh(waiting).state == State.PENDING
    assert making.sent(about, by=waiting.writer).state == State.REJECTED


# --- Corrections ---------------------------------------------------------------------------------


@pytest.fixture
def correction(about):
    statement = Statement.objects.get(post=about)
    return making.sent(
        about, kind=Kind.CORRECTION, statement_key=statement.uuid, proposed_wording="universell utforming"
    )


def test_an_accepted_correction_is_a_draft_and_the_way_to_it_is_shown(client, about, correction):
    client.force_login(factories.user("editor", language="en"))
    answer = do(client, "decide", correction, to="published", as_json=True).json()
    about.refresh_from_db()
    assert about.has_unpublished_changes
    draft = about.get_latest_revision_as_object()
    assert "universell utforming" in str(draft.body.raw_data[0])
    assert reverse("wagtailadmin_pages:edit", args=[about.pk]) in answer["done"]


def test_who_may_not_edit_the_post_can_decline_but_not_accept(client, about, correction, moderator):
    assert do(client, "decide", correction, to="published").status_code in {302, 403}
    assert making.fresh(correction).state == State.PENDING
    about.refresh_from_db()
    assert not about.has_unpublished_changes
    do(client, "decide", correction, to="rejected", code="as_said")
    assert making.fresh(correction).state == State.REJECTED


def test_old_and_new_wording_stand_side_by_side(client, correction, moderator):
    shown = client.get(reverse("comment_queue:index")).content.decode()
    assert "universell <del>uforming</del>" in " ".join(shown.split())
    assert "universell <ins>utforming</ins>" in " ".join(shown.split())


# --- From the mail -------------------------------------------------------------------------------


def from_mail(comment, user):
    return reverse("comments_decide", args=[decide_token(comment, user.pk)])


@pytest.mark.parametrize("method", ["get", "head"])
def test_opening_the_link_of_a_mail_decides_nothing(client, waiting, moderator, method):
    response = getattr(client, method)(from_mail(waiting, moderator), {"to": "published"})
    assert response.status_code == 200
    assert making.fresh(waiting).state == State.PENDING
    assert client.post(from_mail(waiting, moderator), {"to": "published"}).status_code == 405


def test_the_page_from_a_mail_has_the_buttons_and_leads_back_to_itself(client, waiting, moderator):
    address = from_mail(waiting, moderator)
    shown = client.get(address).content.decode()
    assert "Bokbåten kom." in shown
    assert reverse("comment_queue:decide", args=[waiting.pk]) in shown
    assert do(client, "decide", waiting, to="published", next=address).url == address


def test_whoever_is_not_signed_in_is_led_to_do_so_and_back(client, waiting):
    address = from_mail(waiting, factories.user("moderator"))
    response = client.get(address)
    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailadmin_login"))
    assert address in response.url.replace("%3A", ":")


def test_the_link_of_another_moderator_is_refused_in_a_sentence(client, waiting, moderator):
    response = client.get(from_mail(waiting, factories.user("moderator")))
    assert response.status_code == 403
    assert "sent to somebody else" in response.content.decode()
    assert "Bokbåten kom." not in response.content.decode()


def test_who_no_longer_moderates_this_is_told_so(client, about, waiting):
    user = making.moderator(making.post())
    _let_into_admin(user)
    client.force_login(user)
    response = client.get(from_mail(waiting, user))
    assert response.status_code == 403
    assert "Bokbåten kom." not in response.content.decode()


def test_a_link_that_is_not_whole_says_so(client, waiting, moderator):
    assert client.get(from_mail(waiting, moderator)[:-3] + "/").status_code == 404


# --- Words ---------------------------------------------------------------------------------------


def test_every_code_of_the_rules_has_words():
    assert set(Code) <= set(RULES)
    for code in [*RULES, *Rejection.values]:
        assert words_for(code, "x") != code
        assert "%(" not in words_for(code, "100 %")


def test_the_service_lets_stand_only_what_was_reported(about):
    comment = making.published(about)
    user = factories.user("moderator")
    with pytest.raises(moderation.ValidationError):
        moderation.let_stand(comment=comment, user=user)
    reactions.report(comment=comment, reason="rude")
    moderation.let_stand(comment=making.fresh(comment), user=user)
    making.check_log(making.fresh(comment))
