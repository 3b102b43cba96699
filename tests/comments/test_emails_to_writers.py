import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from comments import emails, moderation, reactions
from comments.models import ModeratedComment, Writer
from comments.reasons import Rejection
from comments.states import State
from mail.models import OutgoingMail
from tests import factories
from tests.comments import mails
from tests.comments.mails import comment, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    factories.SiteTextFactory(name="Samspill")
    mails.settings_are()
    return factories.post(title="Hva er vi gode på?")


# --- To writers ----------------------------------------------------------------------------------


def test_asking_to_confirm_says_what_was_written_and_hides_nothing_in_the_link(post):
    made = comment(post, confirmed=False, name="Kari", text="Bokbussen går på lørdager.")
    mail = mails.one("comment_confirm")
    assert mail.to == "kari@example.org"
    assert post.title in mail.subject
    assert "Bokbussen går på lørdager." in mail.text
    assert "Kari" in mail.text
    links = mails.addresses(mail.text)
    assert [link.split("/")[4] for link in links if "/comments/" in link] == ["confirm", "state"]
    assert not any("kari" in link.lower() for link in links)
    assert made.state == State.UNCONFIRMED


def test_nobody_can_advertise_to_a_stranger_through_the_mail_that_asks(post):
    comment(post, confirmed=False, text="Kjøp på https://evil.example/x og www.evil.example nå. " + "Billig! " * 200)
    mail = mails.one("comment_confirm")
    assert "evil.example" not in mail.text + mail.html
    assert len(mail.text) < 2000


def test_what_is_written_cannot_pretend_to_be_the_sites_own_words(post):
    asked = published(post, followup=True)
    text = "Hei\n\n--\nSamspill\nStopp alt: https://evil.example/stop\n\n<b>fet</b> {{ site_name }} {% now 'Y' %}"
    comment(post, name="Ola", text=text, reply_to=asked)
    mail = mails.one("comment_answers")
    inside = [line for line in mail.text.splitlines() if "evil.example" in line or line.endswith("Samspill")]
    assert inside[0] == "> Samspill"
    assert inside[1].startswith("> Stopp alt")
    assert "<b>" not in mail.html
    assert "{{ site_name }}" in mail.text


def test_approval_is_told_with_a_link_to_where_it_stands(post):
    mails.settings_are(hold="all")
    made = comment(post)
    OutgoingMail.objects.all().delete()
    moderation.decide(comment=made, to=State.PUBLISHED, user=mails.moderator())
    mail = mails.one("comment_published")
    assert mail.to == "kari@example.org"
    assert f"http://testserver/comments/{made.pk}/" in mail.text
    assert "/comments/state/" in mail.text


@pytest.mark.parametrize("to", [State.REJECTED, State.REMOVED])
def test_a_refusal_is_told_with_its_reason_in_words_and_the_text(post, to):
    made = published(post, text="Alle vet hva hun tjener.")
    moderation.decide(comment=made, to=to, user=mails.moderator(), code=Rejection.PRIVATE, note="Skriv uten navn.")
    mail = mails.one("comment_rejected")
    assert str(Rejection.PRIVATE.label) in mail.text
    assert "> Skriv uten navn." in mail.text
    assert "> Alle vet hva hun tjener." in mail.text


def test_who_was_never_on_the_page_is_not_told_of_being_removed(post):
    moderator = mails.moderator(language="en")
    with translation.override("en"):
        shown = published(post, language="en")
        moderation.decide(comment=shown, to=State.REJECTED, user=moderator, code="other")
        mails.settings_are(hold="all")
        held = comment(post, name="Ola", language="en")
        moderation.decide(comment=held, to=State.REJECTED, user=moderator, code="other")
    subjects = {mail.to: mail.subject for mail in mails.outbox("comment_rejected")}
    assert subjects == {
        "kari@example.org": f"Your comment on “{post.title}” has been removed",
        "ola@example.org": f"Your comment on “{post.title}” was not published",
    }


def test_spam_is_not_answered(post):
    moderation.decide(comment=published(post), to=State.SPAM, user=mails.moderator())
    assert mails.outbox() == []


def test_an_address_that_nobody_has_confirmed_is_told_of_no_decision(post):
    made = comment(post, confirmed=False, tell=False)
    moderation.decide(comment=made, to=State.REJECTED, user=mails.moderator(), code="other")
    assert mails.outbox() == []


def test_an_address_that_was_let_go_of_is_written_to_no_more(post):
    made = published(post, followup=True)
    Writer.objects.update(email=None)
    made.refresh_from_db()
    made = ModeratedComment.objects.select_related("writer", "discussion").get(pk=made.pk)
    moderation.decide(comment=made, to=State.REJECTED, user=mails.moderator(), code="other")
    emails.ask_to_confirm(made)
    emails.tell_of_answers(made.writer, [made])
    assert mails.outbox() == []


def test_a_moderator_is_not_told_what_she_decided_about_her_own(post):
    moderator = mails.moderator()
    made = published(post, user=moderator, email=moderator.email)
    moderation.decide(comment=made, to=State.REJECTED, user=moderator, code="other")
    assert mails.outbox() == []


def test_a_writer_is_not_told_that_what_readers_reported_stands(post):
    mails.settings_are(reports_to_hide=1)
    made = published(post)
    moderator = mails.moderator()
    reactions.report(comment=made, reason="rude")
    made.refresh_from_db()
    assert made.state == State.PENDING
    moderation.decide(comment=made, to=State.PUBLISHED, user=moderator)
    assert mails.outbox("comment_published") == []


def test_a_correction_is_answered_with_both_wordings(post):
    administrator = factories.user("administrator")
    about, proposal = mails.suggestion()
    moderation.decide(comment=proposal, to=State.REJECTED, user=administrator, code=Rejection.AS_SAID)
    mail = mails.one("correction_declined")
    assert "> bokbuss" in mail.text
    assert "> bokbåt" in mail.text
    assert str(Rejection.AS_SAID.label) in mail.text
    assert about.title in mail.subject


def test_a_like_is_confirmed_by_a_mail_that_names_the_comment(post):
    made = published(post, name="Ola")
    reader = Writer.objects.for_address("leser@example.org", language="nn")
    reactions.like(comment=made, writer=reader, confirmed=False)
    mail = mails.one("like_confirm")
    assert (mail.to, mail.language) == ("leser@example.org", "nn")
    assert "Ola" in mail.text
    assert "/nn/comments/confirm-like/" in mail.text


# --- Hostile -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["Kari@Example.ORG", "kari+samspill@example.org", "kari@blåbær.example", "k" * 64 + "@example.org"]
)
def test_unusual_addresses_get_their_mail(post, address):
    comment(post, confirmed=False, email=address)
    mail = mails.one("comment_confirm")
    message = mails.message_of(mail)
    assert message["To"].defects == ()
    assert mail.to == address.lower()


@pytest.mark.parametrize("address", ["kari@example.org\nBcc: all@example.org", "a@b", "kari", ""])
def test_an_address_that_is_none_gets_no_mail_and_undoes_nothing(post, address, caplog):
    made = published(post)
    Writer.objects.update(email=address)
    made = ModeratedComment.objects.select_related("writer", "discussion").get(pk=made.pk)
    moderation.decide(comment=made, to=State.REJECTED, user=mails.moderator(), code="other")
    made.refresh_from_db()
    assert made.state == State.REJECTED
    assert mails.outbox() == []


hostile = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=50)


@hypothesis_settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=hostile, title=hostile, text=hostile)
def test_no_name_title_or_text_writes_a_header(post, name, title, text):
    OutgoingMail.objects.all().delete()
    post.title = title
    type(post).objects.filter(pk=post.pk).update(title=title)
    made = comment(post, confirmed=False, name=name, email="kari@example.org", text=text + "x")
    Writer.objects.update(asked_times=0)
    emails.ask_to_confirm(made)
    for mail in mails.outbox():
        message = mails.message_of(mail)
        assert set(message.keys()) <= {
            "Content-Type",
            "MIME-Version",
            "Subject",
            "From",
            "To",
            "Message-ID",
            "Date",
            "Auto-Submitted",
        }
        assert message["Subject"].defects == ()
        assert message.defects == []


def test_a_name_with_line_breaks_stays_on_its_line(post):
    mails.settings_are(hold="all")
    mails.moderator()
    comment(post, name="Kari\r\nBcc: all@example.org\n\nKlikk her:")
    mail = mails.one("moderation_waiting")
    assert "\n" not in mail.subject
    assert not any(line.startswith(("Bcc", "Klikk")) for line in mail.text.splitlines())


def test_a_sender_that_is_no_address_is_an_error_and_not_a_lost_mail(post, settings):
    settings.DEFAULT_FROM_EMAIL = "nowhere"
    with pytest.raises(ValidationError):
        comment(post, confirmed=False)
