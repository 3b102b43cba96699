"""Links that were tampered with, and addresses and names that would be headers."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from comments.models import Like
from comments.states import State
from comments.tokens import confirm_token, decide_token, like_token, status_token, stop_token
from mail import outbox
from tests import factories
from tests.comments import mails
from tests.comments.mails import comment, published
from tests.mail.conftest import smtp  # noqa: F401  (a fixture)
from tests.mail.test_delivery import all_defects

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def post():
    factories.SiteTextFactory(name="Samspill på Ås")
    mails.settings_are()
    return factories.post(title="Hva er vi gode på?")


def arrived(server, to=""):
    """Deliver what waits and return what arrived, parsed and found whole."""
    outbox.deliver_due()
    messages = server.parsed()
    for message in messages:
        assert list(all_defects(message)) == []
    return [message for message in messages if not to or message["To"] == to]


def links_of(message):
    text = message.get_body(("plain",)).get_content()
    _words, in_html, _foreign = mails.read_html(message.get_body(("html",)).get_content())
    assert mails.addresses(text) == in_html
    return [link.removeprefix("http://testserver") for link in in_html]


def link_to(message, part):
    return next(link for link in links_of(message) if f"/comments/{part}/" in link)


def one_click(message):
    return "".join(message["List-Unsubscribe"].split()).strip("<>").removeprefix("http://testserver")


def write(about, **fields):
    fields = {"name": "Kari Ås", "email": "kari@example.org", "comment": "Bokbåten, ikke bokbussen.", **fields}
    return Client().post(f"/comments/on/post/{about.translation_key}/", fields, headers=OURS)


# --- Tokens --------------------------------------------------------------------------------------


def test_a_token_serves_no_other_purpose(post):
    made = published(post, followup=True)
    like = Like.objects.create(comment=made, writer=made.writer)
    tokens = {
        "confirm": confirm_token(made),
        "confirm-like": like_token(like),
        "state": status_token(made),
        "stop": stop_token(made.writer),
        "decide": decide_token(made, 1),
    }
    for purpose, token in tokens.items():
        for page in ("confirm", "confirm-like", "state", "stop"):
            if page != purpose:
                assert Client().get(f"/comments/{page}/{token}/").status_code == 404, (purpose, page)
    for purpose in ("confirm", "confirm-like", "state", "decide"):
        assert Client().post(f"/comments/stop/{tokens[purpose]}/at-once/").status_code == 404
    assert not Like.objects.confirmed().exists()


@hypothesis_settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(min_value=0), sign=st.sampled_from("aZ09:-_.~%"))
def test_a_token_with_one_sign_changed_opens_nothing(post, place, sign):
    made = comment(post, confirmed=False, text="Den samme")
    token = confirm_token(made)
    place %= len(token)
    changed = token[:place] + sign + token[place + 1 :]
    if changed == token:
        return
    assert Client().post(f"/comments/confirm/{changed}/", headers=OURS).status_code == 404
    assert Client().post(f"/comments/stop/{changed}/at-once/").status_code == 404
    made.refresh_from_db()
    assert made.state == State.UNCONFIRMED


def test_a_link_tells_nothing_about_anybody(post):
    made = published(post, name="Kari", followup=True)
    for token in (confirm_token(made), status_token(made), stop_token(made.writer, made.thread_id)):
        assert "kari" not in token.lower()
        assert len(token) < 80


# --- Hostile -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "email",
    [
        "kari@example.org\r\nBcc: all@example.org",
        "kari@example.org, all@example.org",
        "Kari <kari@example.org>",
        "k" * 288 + "@example.org",
        "kari@" + "e" * 70 + ".org",
        "kari@exa mple.org",
        "kari@example.org\x00",
    ],
)
def test_an_address_that_is_none_is_refused_and_no_mail_is_made(post, email):
    answer = write(post, email=email)
    assert answer.status_code == 422
    assert b"Bokb\xc3\xa5ten, ikke bokbussen." in answer.content
    assert mails.outbox() == []


@pytest.mark.parametrize("email", ["Kari@EXAMPLE.org", "kari+test@example.org", "kari@blåbær.example"])
def test_an_unusual_address_gets_its_mail(post, smtp, email):  # noqa: F811
    assert write(post, email=email).status_code == 303
    (message,) = arrived(smtp)
    assert smtp.received[0].rcpt_tos[0].lower() in {email.lower(), "kari@xn--blbr-roah.example"}
    assert Client().get(link_to(message, "confirm")).status_code == 200


def test_a_name_cannot_write_a_header(post, smtp):  # noqa: F811
    mails.settings_are(hold="all")
    mails.moderator(email="mod@example.org")
    write(post, name="Kari\r\nBcc: all@example.org\r\nX: ")
    (message,) = arrived(smtp)
    Client().post(link_to(message, "confirm"), headers=OURS)
    for message in arrived(smtp):
        assert message["Bcc"] is None
        assert message["X"] is None
    assert {address for envelope in smtp.received for address in envelope.rcpt_tos} == {
        "kari@example.org",
        "mod@example.org",
    }
