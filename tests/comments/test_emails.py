import pytest
from django.utils import translation

from comments import emails, moderation, reactions
from comments.models import Writer
from comments.reasons import Rejection
from comments.states import State
from home.models import SiteText
from tests import factories
from tests.comments import mails
from tests.comments.mails import comment, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    factories.SiteTextFactory(name="Samspill")
    mails.settings_are()
    return factories.post(title="Hva er vi gode på?")


# --- All of them ---------------------------------------------------------------------------------


@pytest.fixture
def every_mail(post):
    """Cause each kind of mail once."""
    moderator = mails.moderator(email="mod@example.org")
    administrator = factories.user("administrator", email="admin@example.org")
    comment(post, confirmed=False, name="Ubekreftet", text="Hva med **båten**?\n\nSi fra.")
    asked = published(post, name="Kari", followup=True, text="Først")
    mails.settings_are(hold="all")
    held = comment(post, name="Ola", reply_to=asked, text="Et svar\n\n- en\n- to")
    moderation.decide(comment=held, to=State.PUBLISHED, user=moderator)
    other = comment(post, name="Per", text="Ikke så bra")
    moderation.decide(comment=other, to=State.REJECTED, user=moderator, code=Rejection.OFF_TOPIC, note="Se\nher")
    reader = Writer.objects.for_address("leser@example.org", language="nb")
    reactions.like(comment=held, writer=reader, confirmed=False)
    reactions.report(comment=held, reason="rude", note="Ikke hyggelig")
    for to, code in ((State.PUBLISHED, ""), (State.REJECTED, Rejection.AS_SAID)):
        _post, proposal = mails.suggestion(name="Siri", email=f"siri-{to}@example.org")
        moderation.decide(comment=proposal, to=to, user=administrator, code=code)
    comment(post, name="Venter", text="Slipp meg inn")
    mails.settings_are(hold="all", moderator_rhythm="daily")
    emails.tell_moderators_daily(held.submit_date)
    return mails.outbox()


EVENTS = {
    "comment_confirm",
    "like_confirm",
    "comment_published",
    "comment_rejected",
    "comment_answers",
    "comment_reported",
    "correction_accepted",
    "correction_declined",
    "moderation_waiting",
    "moderation_digest",
}


def test_there_is_a_mail_for_each_event(every_mail):
    assert {mail.event for mail in every_mail} == EVENTS


def test_a_mail_says_the_same_in_text_and_html(every_mail):
    for mail in every_mail:
        words, links, _foreign = mails.read_html(mail.html)
        assert mails.bare(words) == mails.words(mail.text), mail.event
        assert links == mails.addresses(mail.text), mail.event


def test_a_mail_loads_nothing_and_tracks_nobody(every_mail):
    for mail in every_mail:
        _words, _links, foreign = mails.read_html(mail.html)
        assert foreign == [], mail.event
        assert "url(" not in mail.html
        assert "@import" not in mail.html


def test_every_address_in_a_mail_is_whole_and_on_this_site(every_mail):
    for mail in every_mail:
        links = mails.addresses(mail.text)
        assert links
        assert all(link.startswith("http://testserver/") for link in links), (mail.event, links)


def test_a_mail_is_from_the_site_by_its_name(every_mail, settings):
    for mail in every_mail:
        (sender,) = mails.message_of(mail)["From"].addresses
        assert (sender.display_name, sender.addr_spec) == ("Samspill", settings.DEFAULT_FROM_EMAIL)
        assert mail.reply_to == ""


def test_a_mail_has_no_empty_stretches_and_no_template_left_in_it(every_mail):
    for mail in every_mail:
        assert "\n\n\n\n" not in mail.text, (mail.event, mail.text)
        assert not any(sign in mail.text + mail.html + mail.subject for sign in ("{{", "{%", "None"))


@pytest.mark.parametrize("name", ['Ås, Øst & "Vest" AS', "Museene\\Sør <post@evil.example>", "博物馆", "N" * 80])
def test_any_site_name_can_be_the_senders(post, name):
    SiteText.objects.update(name=name)
    comment(post, confirmed=False)
    mail = mails.one("comment_confirm")
    message = mails.message_of(mail)
    (sender,) = message["From"].addresses
    assert sender.display_name == name
    assert sender.addr_spec == mail.from_address.rpartition("<")[2].rstrip(">")
    assert list(message["From"].defects) == []


# --- Languages -----------------------------------------------------------------------------------


def test_a_writer_is_written_to_in_the_language_that_she_writes_in(post):
    with translation.override("en"):
        comment(post, confirmed=False, language="nn")
    mail = mails.one("comment_confirm")
    assert mail.language == "nn"
    assert '<html lang="nn">' in mail.html
    assert all(
        "testserver/nn/" in link for link in mails.addresses(mail.text) if "/comments/" in link or link.endswith("/nn/")
    )


def test_a_follower_is_written_to_in_her_language_whatever_the_answers(post):
    asked = published(post, followup=True, language="en")
    comment(post, name="Ola", language="nn", reply_to=asked)
    mail = mails.one("comment_answers")
    assert mail.language == "en"
    assert mail.subject == f"Ola has answered on “{post.title}”"
    assert "http://testserver/en/comments/stop/" in mail.text


def test_a_moderator_is_written_to_in_the_language_of_her_admin(post):
    mails.settings_are(hold="all")
    mails.moderator(email="nn@example.org", language="nn")
    mails.moderator(email="en@example.org", language="en")
    mails.moderator(email="none@example.org")
    with translation.override("en"):
        comment(post)
    assert {mail.to: mail.language for mail in mails.outbox("moderation_waiting")} == {
        "nn@example.org": "nn",
        "en@example.org": "en",
        "none@example.org": "nb",
    }


def test_a_language_that_the_site_has_left_is_answered_in_its_first(post):
    comment(post, confirmed=False, language="fi")
    assert mails.one("comment_confirm").language == "nb"
