"""Writing a comment in a browser: one comment, whatever happens on the way, and never a lost text."""

import re

import pytest
from django.urls import reverse

from comments.models import CommentEdit, CommentEvent, ModeratedComment
from comments.recognition import COOKIE
from comments.states import State
from comments.tokens import confirm_token, status_token
from mail.models import OutgoingMail
from tests import factories as make
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    making.settings()
    return making.post()


def fields_of(browser, address):
    """Return what the form on a page holds, as a browser would send it."""
    page = browser.get(address).content.decode()
    form = re.search(r'<form[^>]*id="write".*?</form>', page, flags=re.DOTALL)[0]
    found = re.findall(r'<input[^>]*name="([^"]+)"[^>]*?(?:value="([^"]*)")?[^>]*>', form)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', form))
    return {**{name: "" for name, _value in found if name not in {"followup"}}, **hidden}


def stored():
    return ModeratedComment.objects.order_by("pk")


def test_the_form_on_the_post_sends_a_comment_that_waits_for_its_writer(post):
    browser = making.browser()
    data = {**fields_of(browser, post.url), **making.form(comment="Bokbåten kom.")}
    answer = browser.post(making.write_url(post), data)
    assert answer.status_code == 303
    comment = stored().get()
    assert answer.url == reverse("comments:status", args=[status_token(comment)]) or "/state/" in answer.url
    assert comment.state == State.UNCONFIRMED
    page = browser.get(answer.url)
    assert page.status_code == 200
    assert "Bokbåten kom." in page.content.decode()
    assert OutgoingMail.objects.filter(to="kari@example.org").count() == 1
    assert "seconds_to_write" in comment.circumstances
    assert comment.circumstances["seconds_to_write"] is not None


def test_sent_twice_from_two_tabs_or_after_going_back_it_is_one_comment(post):
    one, two = making.browser(), making.browser()
    data = making.form(comment="Bokbåten kom.", followup="on")
    answers = [browser.post(making.write_url(post), data) for browser in (one, one, two)]
    # Later, the page was fetched anew: another mark, the same words.
    again = {**fields_of(two, making.write_url(post)), **data, "followup": ""}
    answers.append(two.post(making.write_url(post), again))
    assert [answer.status_code for answer in answers] == [303] * 4
    assert stored().count() == 1
    assert CommentEvent.objects.count() == 1
    assert OutgoingMail.objects.count() == 1


def test_a_form_sent_again_after_its_comment_was_published_leads_to_it(post):
    browser = making.browser()
    data = making.form()
    browser.post(making.write_url(post), data)
    browser.post(reverse("comments:confirm", args=[confirm_token(stored().get())]))
    # The page was cached before she was recognised: it sends the address as well.
    answer = browser.post(making.write_url(post), data)
    assert answer.url == reverse("comments:comment", args=[stored().get().pk])
    assert stored().count() == 1


def test_what_is_wrong_is_said_at_its_field_and_everything_else_stays(post):
    organisation = make.OrganisationFactory()
    data = making.form(
        name="",
        email="kari at example",
        comment="Teksten min.",
        organisation=str(organisation.translation_key),
        followup="on",
    )
    answer = making.browser().post(making.write_url(post), data)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert set(form.errors) == {"name", "email"}
    page = answer.content.decode()
    for kept in ("Teksten min.", "kari at example", "selected", "checked"):
        assert kept in page
    assert not stored().exists()


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"name": ""}, 422),
        ({"email": "x"}, 422),
        ({"organisation": "11111111-1111-1111-1111-111111111111"}, 422),
        ({"comment": "Står her ennå. " + "x" * 5000}, 422),
        ({"reply_to": "999"}, 409),
        ({"reply_to": "x"}, 422),
        ({"preview": ""}, 200),
        ({"timestamp": "1", "security_hash": "x" * 40, "name": ""}, 422),
    ],
)
def test_every_refusal_gives_the_text_back(post, changes, status):
    make.OrganisationFactory()
    answer = making.browser().post(making.write_url(post), making.form(**{"comment": "Står her ennå.", **changes}))
    assert answer.status_code == status
    assert "Står her ennå." in answer.content.decode()
    assert not stored().exists()


def test_a_preview_shows_what_it_will_look_like_and_stores_nothing(post):
    answer = making.browser().post(making.write_url(post), making.form(comment="*Bokbåten* kom.", preview=""))
    page = answer.content.decode()
    assert "<em>Bokbåten</em>" in page
    assert "*Bokbåten* kom." in page
    assert not stored().exists()
    assert not OutgoingMail.objects.exists()


def test_an_answer_has_a_page_of_its_own_that_shows_what_is_answered(post):
    parent = making.published(post, text="Husker noen bokbåten?")
    browser = making.browser()
    answer = browser.get(reverse("comments:reply", args=[parent.pk]), follow=True)
    assert "Husker noen bokbåten?" in answer.content.decode()
    data = {**fields_of(browser, answer.redirect_chain[-1][0]), **making.form()}
    browser.post(making.write_url(post), data)
    assert stored().last().parent_id == parent.pk
    wrong = browser.post(making.write_url(post), {**data, "name": ""})
    assert "Husker noen bokbåten?" in wrong.content.decode()


def test_the_organisation_and_the_wish_to_be_told_are_kept(post):
    organisation = make.OrganisationFactory()
    data = making.form(organisation=str(organisation.translation_key), followup="on")
    making.browser().post(making.write_url(post), data)
    comment = stored().get()
    assert comment.organisation_key == organisation.translation_key
    assert comment.followup


def test_a_comment_is_in_the_language_of_the_page_it_was_sent_from(post):
    making.browser().post(f"/nn{making.write_url(post)}", making.form())
    assert stored().get().language == "nn"


def test_what_is_stored_is_said_beside_the_form(post):
    making.settings(privacy_page=make.standard_page(title="Personvern", slug="personvern"))
    for address in (post.url, making.write_url(post)):
        assert "/personvern/" in making.browser().get(address).content.decode()


def test_a_closed_post_shows_its_comments_and_no_form(post):
    comment = making.published(post, text="Sagt i tide.")
    post.comments_open = False
    post.save()
    page = making.browser().get(post.url).content.decode()
    assert "Sagt i tide." in page
    assert 'id="write"' not in page
    assert reverse("comments:reply", args=[comment.pk]) not in page
    assert 'id="write"' not in making.browser().get(making.write_url(post)).content.decode()


# --- Her own -------------------------------------------------------------------------------------


def sent(post, **fields):
    hers = making.writer()
    return making.sent(post, by=hers, **fields), making.browser(of=hers)


def test_from_the_mail_she_may_look_up_what_became_of_it(post):
    hers = making.writer()
    for state in State:
        comment = making.in_state(state, post, by=hers, text=f"Teksten i {state}.")
        page = making.browser().get(reverse("comments:status", args=[status_token(comment)]))
        assert page.status_code == 200
        assert page["Referrer-Policy"] == "same-origin"
        assert "no-store" in page["Cache-Control"]
        assert hers.email not in page.content.decode()


def test_she_reads_why_it_was_rejected_in_words(post):
    comment = making.in_state(State.PENDING, post)
    making.decide(comment, State.REJECTED, making.moderator(), code="personal", note="Ta bort navnet.")
    page = making.browser().get(f"/en{reverse('comments:status', args=[status_token(comment)])}")
    page = (
        page
        if page.status_code == 200
        else making.browser().get(reverse("comments:status", args=[status_token(comment)]))
    )
    text = page.content.decode()
    assert "Ta bort navnet." in text
    assert page.context["reason"]


def test_she_changes_her_comment(post):
    comment, browser = sent(post, text="Bokbussen.")
    address = reverse("comments:edit", args=[comment.pk])
    assert "Bokbussen." in browser.get(address).content.decode()
    preview = browser.post(address, {"comment": "*Bokbåten*.", "preview": ""})
    assert "<em>Bokbåten</em>" in preview.content.decode()
    assert making.fresh(comment).comment == "Bokbussen."
    assert browser.post(address, {"comment": "*Bokbåten*."}).url == reverse("comments:comment", args=[comment.pk])
    assert browser.post(address, {"comment": "*Bokbåten*."}).status_code == 303
    assert making.fresh(comment).comment == "*Bokbåten*."
    assert CommentEdit.objects.count() == 1
    assert browser.post(address, {"comment": ""}).status_code == 422


def test_a_change_that_comes_too_late_gives_the_text_back(post):
    comment, browser = sent(post)
    making.older(comment, minutes=20)
    answer = browser.post(reverse("comments:edit", args=[comment.pk]), {"comment": "For sent, men ikke mistet."})
    assert answer.status_code == 422
    assert "For sent, men ikke mistet." in answer.content.decode()
    assert browser.get(reverse("comments:edit", args=[comment.pk])).status_code == 409


def test_a_change_by_a_browser_that_has_forgotten_her_gives_the_text_back_and_shows_nothing_of_the_comment(post):
    comment, browser = sent(post, text="Bare jeg ser dette.")
    making.decide(comment, State.PENDING, making.moderator())
    browser.post(reverse("comments:forget"))
    address = reverse("comments:edit", args=[comment.pk])
    answer = browser.post(address, {"comment": "Ikke mistet."})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "Ikke mistet." in page
    assert "Bare jeg ser dette." not in page
    assert browser.get(address).status_code == 403
    gone = making.browser().post(reverse("comments:edit", args=[999]), {"comment": "Ikke mistet."})
    assert gone.status_code == 404
    assert "Ikke mistet." in gone.content.decode()


def test_she_takes_it_back_twice_and_it_is_gone_once(post):
    comment, browser = sent(post)
    address = reverse("comments:withdraw", args=[comment.pk])
    assert browser.get(address).status_code == 200
    assert making.fresh(comment).state == State.PUBLISHED
    assert browser.post(address).status_code == 303
    assert browser.post(address).status_code == 409
    assert making.fresh(comment).state == State.REMOVED
    making.check_everything()


def test_her_page_shows_what_she_wrote_and_what_she_chose_and_nobody_elses(post):
    comment, browser = sent(post, text="Min egen tekst.")
    waiting = making.in_state(State.PENDING, post, by=comment.writer, text="Min som venter.")
    making.published(post, text="En annens tekst.")
    page = browser.get(reverse("comments:me"))
    text = page.content.decode()
    assert "Min egen tekst." in text
    assert waiting.comment in text
    assert "En annens tekst." not in text
    assert comment.writer.email not in text
    saved = browser.post(reverse("comments:me"), {"name": "Kari Nordmann", "reply_rhythm": "daily"})
    assert saved.context["saved"]
    comment.writer.refresh_from_db()
    assert (comment.writer.name, comment.writer.reply_rhythm) == ("Kari Nordmann", "daily")
    assert browser.post(reverse("comments:me"), {"name": "", "reply_rhythm": "hourly"}).context["form"].errors
    stranger = making.browser()
    assert stranger.get(reverse("comments:me")).context["writer"] is None
    assert stranger.post(reverse("comments:me"), {"name": "Ola"}).status_code == 200


def test_another_mail_is_sent_on_request_as_long_as_it_is_not_confirmed(post):
    browser = making.browser()
    browser.post(making.write_url(post), making.form())
    comment = stored().get()
    again = reverse("comments:resend", args=[status_token(comment)])
    assert browser.get(again).status_code == 405
    assert browser.post(again).context["sent"]
    assert OutgoingMail.objects.filter(to="kari@example.org").count() == 2
    browser.post(again)
    assert not browser.post(again).context["sent"]
    browser.post(reverse("comments:confirm", args=[confirm_token(comment)]))
    assert not browser.post(again).context["sent"]
    assert OutgoingMail.objects.filter(to="kari@example.org").count() == 3


def test_a_thread_is_stopped_by_a_button_or_by_a_mail_program_and_not_by_looking(post):
    from comments.tokens import stop_token

    hers = making.writer()
    one, two = (making.published(post, by=hers, followup=True) for _number in range(2))
    token = stop_token(hers, one.thread_id)
    browser = making.browser()
    browser.get(reverse("comments:stop", args=[token]))
    assert making.fresh(one).followup
    browser.post(reverse("comments:stop", args=[token]))
    assert [making.fresh(each).followup for each in (one, two)] == [False, True]
    program = making.browser(HTTP_ORIGIN="https://mail.example")
    assert program.get(reverse("comments:stop_at_once", args=[token])).status_code == 405
    everything = reverse("comments:stop_at_once", args=[stop_token(hers)])
    assert program.post(everything, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not making.fresh(two).followup
    assert COOKIE not in program.cookies


# --- Nobody's address ----------------------------------------------------------------------------


def test_an_address_is_in_no_page_feed_or_data_that_anybody_reads(post):
    address = "hemmelig.adresse@example.org"
    hers = making.writer(address)
    root = making.published(post, by=hers)
    making.published(post, by=hers, answers=root)
    gone = making.published(post, by=hers)
    making.published(post, answers=gone)
    making.decide(gone, State.REMOVED, making.moderator())
    for page in (
        post.url,
        make.blog().url,
        "/",
        making.write_url(post),
        f"{making.write_url(post)}?reply_to={root.pk}",
        reverse("comments:thread", args=[root.pk]),
        reverse("comments:like", args=[root.pk]),
        reverse("comments:report", args=[root.pk]),
        reverse("comments:feed"),
        reverse("comments:feed_of", args=["post", post.translation_key]),
        "/sitemap.xml",
    ):
        for browser in (making.browser(), making.browser(of=making.writer()), making.browser(of=hers)):
            answer = browser.get(page)
            assert answer.status_code == 200, page
            body = answer.getvalue() if answer.streaming else answer.content
            assert address.encode() not in body, page
            assert b"hemmelig" not in body, page
