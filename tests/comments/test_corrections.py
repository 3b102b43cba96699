"""A suggested correction goes to the editors of what it is about, who take it into a new draft or say why not."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import PageViewRestriction

from collaboration.models import Attribution, Kind, Statement
from comments import moderation
from comments.models import CommentEvent, ModeratedComment
from comments.states import State
from comments.tokens import confirm_token
from mail.models import OutgoingMail
from tests import factories as make
from tests.comments import making

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "Bokbuss til øyene", "Bokbåt til øyene"


@pytest.fixture
def post():
    making.settings()
    return making.post(said=[(Kind.MEANS, Attribution.UNATTRIBUTED, [], [WRONG, "Noe annet"])])


@pytest.fixture
def statement(post):
    return Statement.objects.standing().get(wording=WRONG)


def address(statement):
    return reverse("comments:correct", args=[statement.uuid])


def suggestion(**fields):
    return making.form(**{"comment": "Jeg var der.", "proposed_wording": RIGHT, **fields})


def suggested(statement, by=None, **fields):
    """Send a suggestion by somebody who is recognised, and return it."""
    answer = making.browser(of=by or making.writer()).post(address(statement), suggestion(email=None, **fields))
    assert answer.status_code == 303
    return ModeratedComment.objects.order_by("-pk").first()


def draft(post):
    return [
        item["value"]["wording"]
        for block in type(post).objects.get(pk=post.pk).get_latest_revision_as_object().body.raw_data
        for item in block["value"]["items"]
    ]


def test_what_is_suggested_waits_for_the_editors_whoever_suggests_it(post, statement):
    known = making.writer()
    making.published(post, by=known)
    for by in (known, making.writer(email=make.user("moderator").email)):
        comment = suggested(statement, by=by, comment=f"Jeg var der, {by}.")
        assert (comment.kind, comment.state) == ("correction", State.PENDING)
        assert (comment.statement_key, comment.proposed_wording) == (statement.uuid, RIGHT)
    assert draft(post) == [WRONG, "Noe annet"]


def test_the_page_of_a_statement_leads_to_the_form_which_shows_what_it_says(post, statement):
    page = making.browser().get(f"{post.url}utsagn/{statement.mark}/").content.decode()
    assert address(statement) in page
    assert WRONG in making.browser().get(address(statement)).content.decode()


def test_an_unknown_writer_confirms_first_and_then_it_waits(post, statement):
    browser = making.browser()
    browser.post(address(statement), suggestion())
    comment = ModeratedComment.objects.get()
    assert comment.state == State.UNCONFIRMED
    browser.post(reverse("comments:confirm", args=[confirm_token(comment)]))
    assert making.fresh(comment).state == State.PENDING


def test_accepting_writes_a_draft_publishes_nothing_and_tells_the_writer(post, statement):
    hers = making.writer()
    comment = suggested(statement, by=hers)
    OutgoingMail.objects.all().delete()
    editor = make.user("editor")
    moderation.decide(comment=making.fresh(comment), to=State.PUBLISHED, user=editor)
    assert draft(post) == [RIGHT, "Noe annet"]
    post.refresh_from_db()
    assert post.has_unpublished_changes
    assert post.latest_revision.user == editor
    assert Statement.objects.standing().filter(wording=WRONG).exists()
    assert OutgoingMail.objects.filter(to=hers.email).count() == 1
    shown = making.browser().get(post.url).context["talk"].page.comments
    assert [one.comment.pk for one in shown] == [comment.pk]
    making.check_everything()


def test_an_accepted_correction_shows_what_it_said_before_as_well(post, statement):
    comment = suggested(statement)
    moderation.decide(comment=making.fresh(comment), to=State.PUBLISHED, user=make.user("editor"))
    post.refresh_from_db()
    post.get_latest_revision().publish()
    assert not Statement.objects.standing().filter(wording=WRONG).exists()
    shown = making.browser().get(post.url).content.decode()
    discussion = shown[shown.index('id="discussion"') :]
    assert WRONG in discussion
    assert RIGHT in discussion


def test_declining_says_why_and_changes_no_post(post, statement):
    comment = suggested(statement)
    editor = make.user("editor")
    with pytest.raises(ValidationError):
        moderation.decide(comment=making.fresh(comment), to=State.REJECTED, user=editor)
    moderation.decide(comment=making.fresh(comment), to=State.REJECTED, user=editor, code="as_said")
    assert draft(post) == [WRONG, "Noe annet"]
    assert CommentEvent.objects.filter(comment=comment.pk).last().code == "as_said"


@pytest.mark.parametrize(
    ("role", "accepts", "declines"),
    [
        ("editor", True, True),
        ("administrator", True, True),
        ("moderator", False, True),
        ("translator", True, True),
        (None, False, False),
    ],
)
def test_who_may_change_the_post_accepts_and_moderators_decline(post, statement, role, accepts, declines):
    user = make.user(role) if role else make.user()
    for to, allowed in ((State.PUBLISHED, accepts), (State.REJECTED, declines)):
        comment = suggested(statement, comment=f"Jeg var der: {to}.")
        if allowed:
            moderation.decide(comment=making.fresh(comment), to=to, user=user, code="other")
            assert making.fresh(comment).state == to
        else:
            with pytest.raises(PermissionDenied):
                moderation.decide(comment=making.fresh(comment), to=to, user=user, code="other")
            assert making.fresh(comment).state == State.PENDING


def test_what_cannot_be_carried_out_is_not_accepted(post, statement):
    comment = suggested(statement)
    make.revise(post, said=[(Kind.MEANS, Attribution.UNATTRIBUTED, [], ["Helt nytt"])])
    with pytest.raises(ValidationError):
        moderation.decide(comment=making.fresh(comment), to=State.PUBLISHED, user=make.user("editor"))
    assert making.fresh(comment).state == State.PENDING
    assert draft(post) == ["Helt nytt"]
    making.check_everything()


def test_the_same_suggestion_for_two_statements_is_two(post, statement):
    other = Statement.objects.standing().get(wording="Noe annet")
    hers = making.writer()
    for about in (statement, other, statement, other):
        suggested(about, by=hers)
    stored = ModeratedComment.objects.order_by("pk").values_list("statement_key", flat=True)
    assert list(stored) == [statement.uuid, other.uuid]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"proposed_wording": ""}, 422),
        ({"proposed_wording": f" {WRONG} "}, 422),
        ({"comment": ""}, 422),
        ({"preview": ""}, 200),
    ],
)
def test_a_suggestion_that_says_nothing_is_given_back(post, statement, fields, status):
    answer = making.browser().post(address(statement), suggestion(**fields))
    assert answer.status_code == status
    assert (fields.get("comment") or "Jeg var der.") in answer.content.decode() or not fields.get("comment", "x")
    assert not ModeratedComment.objects.exists()


def test_a_statement_that_is_gone_or_hidden_meanwhile_gives_the_text_back(post, statement):
    PageViewRestriction.objects.create(page=post.page_ptr, restriction_type="login")
    browser = making.browser()
    assert browser.get(address(statement)).status_code == 404
    answer = browser.post(address(statement), suggestion())
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "Jeg var der." in page
    assert RIGHT in page
    assert WRONG not in page
    assert not ModeratedComment.objects.exists()


def test_a_post_that_is_closed_for_comments_still_takes_corrections(post, statement):
    post.comments_open = False
    post.save()
    assert suggested(statement).state == State.PENDING


def test_a_suggestion_is_not_answered_or_changed(post, statement):
    hers = making.writer()
    comment = suggested(statement, by=hers)
    assert (
        making.browser(of=hers).post(reverse("comments:edit", args=[comment.pk]), {"comment": "x"}).status_code == 422
    )
    moderation.decide(comment=making.fresh(comment), to=State.PUBLISHED, user=make.user("editor"))
    answer = making.browser().post(making.write_url(post), making.form(reply_to=comment.pk))
    assert answer.status_code == 409
