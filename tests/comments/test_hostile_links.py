"""What comes from links in mails, from other sites and from old browsers: refused or harmless, and said clearly."""

import itertools

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import ModeratedComment, Writer
from comments.recognition import COOKIE
from comments.states import State
from comments.tokens import confirm_token, like_token, status_token, stop_token
from mail.tokens import make_token
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    making.settings()
    return making.post()


def links(post):
    comment = making.sent(post, confirmed=False)
    like = making.published(post).likes.create(writer=making.writer(confirmed=False))
    return {
        "confirm": confirm_token(comment),
        "status": status_token(comment),
        "resend": status_token(comment),
        "confirm_like": like_token(like),
        "stop": stop_token(comment.writer, comment.thread_id),
        "stop_at_once": stop_token(comment.writer, comment.thread_id),
    }


def test_a_token_that_was_tampered_with_or_is_for_something_else_opens_nothing(post):
    tokens = links(post)
    browser = making.browser()
    for name, token in tokens.items():
        number, rest = token.split(":", 1)
        strange = [
            f"{int(number.split('-')[0]) + 1}:{rest}",
            token[:-1] + "!",
            token + "A",
            number,
            rest,
            "æ:ø:å",
            "%00",
        ]
        strange += [other for of, other in tokens.items() if other != token and {of, name} != {"status", "resend"}]
        strange += [make_token("sign-in", number), "x" * 5000]
        if {name} & {"stop", "stop_at_once"}:
            strange = [one for one in strange if one not in (tokens["stop"], tokens["stop_at_once"])]
        for wrong in strange:
            answer = browser.post(reverse(f"comments:{name}", args=["TOKEN"]).replace("TOKEN", wrong))
            assert answer.status_code in {404, 405}, (name, wrong)
    assert not ModeratedComment.objects.exclude(state__in=["unconfirmed", "published"]).exists()


def test_nothing_but_a_press_on_a_button_does_anything(post):
    tokens = links(post)
    before = list(ModeratedComment.objects.order_by("pk").values_list("pk", "state", "followup"))
    comment = making.published(post)
    addresses = [reverse(f"comments:{name}", args=[token]) for name, token in tokens.items()]
    addresses += [reverse(f"comments:{name}", args=[comment.pk]) for name in ("edit", "withdraw", "like", "report")]
    addresses += [reverse("comments:forget"), making.write_url(post)]
    browser = making.browser(of=comment.writer)
    methods = ("get", "head", "options", "put", "delete", "patch")
    for address, method in itertools.product(addresses, methods):
        assert getattr(browser, method)(address).status_code < 500
    assert (
        list(ModeratedComment.objects.exclude(pk=comment.pk).order_by("pk").values_list("pk", "state", "followup"))[
            : len(before)
        ]
        == before
    )
    assert making.fresh(comment).state == State.PUBLISHED
    assert not comment.likes.exists()
    assert not Writer.objects.filter(mail_stopped_at__isnull=False).exists()
    making.check_everything()


def test_a_token_used_again_shows_what_became_of_it_and_does_nothing(post):
    comment = making.sent(post, confirmed=False)
    link = reverse("comments:confirm", args=[confirm_token(comment)])
    browser = making.browser()
    browser.post(link)
    making.decide(comment, State.REMOVED, making.moderator())
    other = making.browser()
    for ask in (other.get, other.post):
        answer = ask(link)
        assert answer.status_code == 302
        assert answer.url.startswith("/comments/state/")
    assert other.post(link, {"disown": ""}).status_code == 302
    assert making.fresh(comment).state == State.REMOVED
    assert making.fresh(comment).comment
    assert COOKIE not in other.cookies


def test_who_says_it_is_not_hers_deletes_what_it_said(post):
    comment = making.sent(post, confirmed=False, text="Skrevet i en annens navn.")
    link = reverse("comments:confirm", args=[confirm_token(comment)])
    browser = making.browser()
    assert browser.post(link, {"disown": ""}).status_code == 200
    assert making.fresh(comment).comment == ""
    assert browser.post(link, {"disown": ""}).status_code == 302
    assert COOKIE not in browser.cookies
    making.check_everything()


# --- Other sites, and old browsers ---------------------------------------------------------------


def test_another_site_sends_nothing_in_anybodys_name(post):
    hers = making.writer()
    comment = making.published(post, by=hers)
    for headers in ({"HTTP_ORIGIN": "https://ond.example"}, {"HTTP_ORIGIN": "null"}):
        browser = making.browser(of=hers, **headers)
        for address in (
            making.write_url(post),
            *(reverse(f"comments:{name}", args=[comment.pk]) for name in ("edit", "withdraw", "like", "report")),
            *(reverse(f"comments:{name}", args=[confirm_token(comment)]) for name in ("confirm", "stop")),
        ):
            assert browser.post(address, making.form(email=None, reason="rude")).status_code == 403
    assert ModeratedComment.objects.count() == 1
    making.check_everything()


def test_a_browser_that_does_not_say_where_a_form_comes_from_presses_once_more_and_loses_nothing(post, client):
    answer = client.post(making.write_url(post), making.form(comment="Fra en gammel nettleser."))
    assert answer.status_code == 403
    fields = dict(answer.context["fields"])
    assert fields["comment"] == "Fra en gammel nettleser."
    again = client.post(making.write_url(post), {**fields, "confirm_post": answer.context["token"]})
    assert again.status_code == 303
    assert ModeratedComment.objects.get().comment == "Fra en gammel nettleser."


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.sampled_from(["confirm", "confirm_like", "status", "stop", "resend", "stop_at_once"]), st.text(max_size=40))
def test_whatever_stands_in_the_place_of_a_token_is_answered(post, name, token):
    quoted_token = "".join(f"%{byte:02x}" for byte in token.encode("utf-8", "surrogatepass"))
    address = reverse(f"comments:{name}", args=["TOKEN"]).replace("TOKEN", quoted_token)
    for ask in (making.browser().get, making.browser().post):
        assert ask(address).status_code in {301, 404, 405, 410}
