"""A writer is recognised by a cookie that she got when she confirmed, until she ends it; nobody gets one before."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from comments import recognition
from comments.models import ModeratedComment, Writer
from comments.recognition import COOKIE, LASTS
from comments.states import State
from comments.tokens import confirm_token
from tests import factories as make
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    making.settings()
    return making.post()


def recognises(browser, post):
    return browser.get(post.url).context["talk"].writer


def confirmed(post, **headers):
    """Return a browser in which somebody has written and confirmed a comment."""
    browser = making.browser(**headers)
    assert browser.post(making.write_url(post), making.form()).status_code == 303
    comment = ModeratedComment.objects.order_by("-pk").first()
    assert browser.post(reverse("comments:confirm", args=[confirm_token(comment)])).status_code == 303
    return browser


def test_no_cookie_is_set_before_somebody_confirms(post):
    browser = making.browser()
    comment = making.published(post)
    pages = [post.url, making.write_url(post), reverse("comments:me"), reverse("comments:thread", args=[comment.pk])]
    pages += [reverse(f"comments:{name}", args=[comment.pk]) for name in ("comment", "reply", "like", "report")]
    for address in pages:
        browser.get(address)
    browser.post(making.write_url(post), making.form(preview=""))
    browser.post(making.write_url(post), making.form(name=""))
    browser.post(making.write_url(post), making.form())
    waiting = ModeratedComment.objects.order_by("-pk").first()
    browser.get(reverse("comments:confirm", args=[confirm_token(waiting)]))
    browser.post(reverse("comments:like", args=[comment.pk]), {"email": "ola@example.org"})
    browser.post(reverse("comments:report", args=[comment.pk]), {"reason": "rude"})
    assert not browser.cookies


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites_and_lasts_half_a_year(post):
    cookie = confirmed(post).cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == LASTS.total_seconds()
    assert not cookie["secure"]
    assert "kari" not in cookie.value
    assert "example" not in cookie.value


def test_the_cookie_travels_by_https_alone_where_the_site_is_reached_so(post, client):
    comment = making.sent(post, confirmed=False)
    link = reverse("comments:confirm", args=[confirm_token(comment)])
    client.post(link, secure=True, HTTP_ORIGIN="https://testserver")
    assert client.cookies[COOKIE]["secure"]


def test_a_recognised_writer_is_not_asked_for_her_address_and_needs_no_confirmation(post):
    browser = confirmed(post)
    assert recognises(browser, post).email == "kari@example.org"
    assert "email" not in browser.get(making.write_url(post)).context["form"].fields
    browser.post(making.write_url(post), making.form(email=None))
    assert ModeratedComment.objects.order_by("-pk").first().state == State.PUBLISHED


def test_what_a_form_says_of_another_address_is_not_believed(post):
    browser = confirmed(post)
    browser.post(making.write_url(post), making.form(email="ola@example.org"))
    assert ModeratedComment.objects.order_by("-pk").first().user_email == "kari@example.org"
    assert not Writer.objects.filter(email="ola@example.org").exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value[:-1] + ("A" if value[-1] != "A" else "B"),
        lambda value: value.replace(value.split(".")[0], "999999", 1),
        lambda value: value.partition(":")[0],
        lambda value: "",
        lambda value: "æøå:\x00",
        lambda value: signing.TimestampSigner(salt="another").sign(value.partition(":")[0]),
    ],
)
def test_a_cookie_that_was_tampered_with_is_nobodys(post, spoil):
    browser = confirmed(post)
    browser.cookies[COOKIE] = spoil(browser.cookies[COOKIE].value)
    assert recognises(browser, post) is None


def test_the_cookie_runs_out(post, time_machine):
    time_machine.move_to(timezone.now())
    browser = confirmed(post)
    value = browser.cookies[COOKIE].value
    time_machine.shift(LASTS + timedelta(minutes=1))
    browser.cookies[COOKIE] = value
    assert recognises(browser, post) is None


def test_she_ends_it_in_this_browser_or_in_every_one(post):
    here, there = confirmed(post), confirmed(post)
    before = there.cookies[COOKIE].value
    here.post(reverse("comments:forget"))
    assert here.cookies[COOKIE].value == ""
    assert recognises(here, post) is None
    assert recognises(there, post)
    there.post(reverse("comments:forget"), {"everywhere": ""})
    there.cookies[COOKIE] = before
    assert recognises(there, post) is None
    here.cookies[COOKIE] = before
    assert recognises(here, post) is None
    # She can come back.
    assert recognises(confirmed(post), post)


def test_forgetting_takes_a_press_on_a_button_of_ours(post):
    browser = confirmed(post)
    assert browser.get(reverse("comments:forget")).status_code == 405
    elsewhere = making.browser(HTTP_ORIGIN="https://ond.example")
    elsewhere.cookies = browser.cookies
    assert elsewhere.post(reverse("comments:forget"), {"everywhere": ""}).status_code == 403
    assert recognises(browser, post)


def test_an_address_that_was_never_confirmed_recognises_nobody(post):
    hers = making.writer(confirmed=False)
    assert recognises(making.browser(of=hers), post) is None


def test_who_is_signed_in_writes_as_herself(post):
    user = make.user("editor")
    browser = making.browser(user=user)
    assert recognises(browser, post).email == user.email
    assert not Writer.objects.exists(), "nothing is stored of who only reads"
    browser.post(making.write_url(post), making.form(email=None))
    comment = ModeratedComment.objects.get()
    assert (comment.state, comment.user, comment.writer.user) == (State.PUBLISHED, user, user)


def test_a_moderator_who_wrote_before_she_had_an_account_is_known_as_one(post):
    making.settings(hold="all")
    user = making.moderator()
    making.writer(email=user.email)
    making.browser(user=user).post(making.write_url(post), making.form(email=None))
    comment = ModeratedComment.objects.get()
    assert (comment.state, comment.user) == (State.PUBLISHED, user)


def test_a_page_made_for_one_writer_stays_out_of_shared_caches(post):
    hers = making.writer()
    waiting = making.in_state(State.PENDING, post, by=hers, text="Bare jeg ser dette.")
    for address in (post.url, making.write_url(post), reverse("comments:me")):
        answer = making.browser(of=hers).get(address)
        assert "private" in answer["Cache-Control"]
        assert "no-store" in answer["Cache-Control"]
        assert "Cookie" in answer["Vary"]
    assert waiting.comment in making.browser(of=hers).get(post.url).content.decode()
    everybodys = making.browser().get(post.url)
    assert waiting.comment not in everybodys.content.decode()
    assert "no-store" not in everybodys.get("Cache-Control", "")


def test_what_recognises_is_bound_to_the_key_of_the_site(post, settings):
    browser = confirmed(post)
    settings.SECRET_KEY = "another"
    assert recognises(browser, post) is None


def test_who_has_no_session_is_looked_up_in_no_table(post, django_assert_num_queries, rf):
    request = rf.get("/")
    assert settings.SESSION_COOKIE_NAME not in request.COOKIES
    with django_assert_num_queries(0):
        assert recognition.recognised(request) is None
