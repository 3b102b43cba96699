import email.policy
from email import message_from_bytes

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from comments import emails, moderation, reactions
from comments.models import Kind, ModeratedComment, ModeratorSection, Writer
from comments.reasons import Rejection
from comments.rights import moderates, moderators_of
from comments.states import State
from home.models import SiteText
from mail.delivery import build_message
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


def message_of(mail):
    return message_from_bytes(build_message(mail).message().as_bytes(), policy=email.policy.default)


def one(event):
    (mail,) = mails.outbox(event)
    return mail


def suggestion(post_with_list=None, **fields):
    """Make a post that says something, and a suggestion to say it otherwise."""
    from collaboration.models import Attribution, Statement
    from collaboration.models import Kind as TermKind

    post = factories.post([(TermKind.COMPETENCY, Attribution.UNATTRIBUTED, [], ["bokbuss"])], title="Oppsummering")
    statement = Statement.objects.get(translation_key=post.translation_key)
    return post, comment(
        post,
        text="Vi sa noe annet.",
        kind=Kind.CORRECTION,
        statement_key=statement.uuid,
        proposed_wording="bokbåt",
        **fields,
    )


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
        _post, proposal = suggestion(name="Siri", email=f"siri-{to}@example.org")
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
        (sender,) = message_of(mail)["From"].addresses
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
    mail = one("comment_confirm")
    message = message_of(mail)
    (sender,) = message["From"].addresses
    assert sender.display_name == name
    assert sender.addr_spec == mail.from_address.rpartition("<")[2].rstrip(">")
    assert list(message["From"].defects) == []


# --- Languages -----------------------------------------------------------------------------------


def test_a_writer_is_written_to_in_the_language_that_she_writes_in(post):
    with translation.override("en"):
        comment(post, confirmed=False, language="nn")
    mail = one("comment_confirm")
    assert mail.language == "nn"
    assert '<html lang="nn">' in mail.html
    assert all(
        "testserver/nn/" in link for link in mails.addresses(mail.text) if "/comments/" in link or link.endswith("/nn/")
    )


def test_a_follower_is_written_to_in_her_language_whatever_the_answers(post):
    asked = published(post, followup=True, language="en")
    comment(post, name="Ola", language="nn", reply_to=asked)
    mail = one("comment_answers")
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
    assert one("comment_confirm").language == "nb"


# --- To writers ----------------------------------------------------------------------------------


def test_asking_to_confirm_says_what_was_written_and_hides_nothing_in_the_link(post):
    made = comment(post, confirmed=False, name="Kari", text="Bokbussen går på lørdager.")
    mail = one("comment_confirm")
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
    mail = one("comment_confirm")
    assert "evil.example" not in mail.text + mail.html
    assert len(mail.text) < 2000


def test_what_is_written_cannot_pretend_to_be_the_sites_own_words(post):
    asked = published(post, followup=True)
    text = "Hei\n\n--\nSamspill\nStopp alt: https://evil.example/stop\n\n<b>fet</b> {{ site_name }} {% now 'Y' %}"
    comment(post, name="Ola", text=text, reply_to=asked)
    mail = one("comment_answers")
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
    mail = one("comment_published")
    assert mail.to == "kari@example.org"
    assert f"http://testserver/comments/{made.pk}/" in mail.text
    assert "/comments/state/" in mail.text


@pytest.mark.parametrize("to", [State.REJECTED, State.REMOVED])
def test_a_refusal_is_told_with_its_reason_in_words_and_the_text(post, to):
    made = published(post, text="Alle vet hva hun tjener.")
    moderation.decide(comment=made, to=to, user=mails.moderator(), code=Rejection.PRIVATE, note="Skriv uten navn.")
    mail = one("comment_rejected")
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
    about, proposal = suggestion()
    moderation.decide(comment=proposal, to=State.REJECTED, user=administrator, code=Rejection.AS_SAID)
    mail = one("correction_declined")
    assert "> bokbuss" in mail.text
    assert "> bokbåt" in mail.text
    assert str(Rejection.AS_SAID.label) in mail.text
    assert about.title in mail.subject


def test_a_like_is_confirmed_by_a_mail_that_names_the_comment(post):
    made = published(post, name="Ola")
    reader = Writer.objects.for_address("leser@example.org", language="nn")
    reactions.like(comment=made, writer=reader, confirmed=False)
    mail = one("like_confirm")
    assert (mail.to, mail.language) == ("leser@example.org", "nn")
    assert "Ola" in mail.text
    assert "/nn/comments/confirm-like/" in mail.text


# --- To moderators -------------------------------------------------------------------------------


def test_moderators_are_told_what_waits_with_its_parent_and_the_reasons(post):
    mails.settings_are(hold="all")
    mails.moderator(email="mod@example.org")
    parent = comment(post, name="Ola", text="Bokbussen?")
    moderation.decide(comment=parent, to=State.PUBLISHED, user=factories.user(superuser=True), tell=False)
    OutgoingMail.objects.all().delete()
    comment(post, name="Kari", text="Se [her](https://example.com/x)", reply_to=parent)
    mail = one("moderation_waiting")
    assert "Kari" in mail.subject
    assert post.title in mail.subject
    assert "Bokbussen?" in mail.text
    assert "https://example.com/x" in mail.html.replace("&#x2F;", "/")
    assert 'href="https://example.com' not in mail.html
    assert "/admin/comments/decide/" in mail.text
    assert "kari@example.org" not in mail.text + mail.html


def test_the_link_to_decide_is_of_one_moderator_alone(post):
    mails.settings_are(hold="all")
    people = [mails.moderator(), mails.moderator()]
    made = comment(post)
    links = {mail.to: next(a for a in mails.addresses(mail.text) if "/decide/" in a) for mail in mails.outbox()}
    from comments.tokens import read_decide

    for person in people:
        token = links[person.email].rstrip("/").rpartition("/")[2]
        assert read_decide(token) == (made.pk, person.pk)


@pytest.mark.parametrize("rhythm", ["daily", "never"])
def test_moderators_are_told_at_once_only_where_the_site_says_so(post, rhythm):
    mails.settings_are(hold="all", moderator_rhythm=rhythm)
    mails.moderator()
    comment(post)
    assert mails.outbox() == []
    assert emails.tell_moderators_daily(None) == (1 if rhythm == "daily" else 0)


def test_a_digest_holds_what_waits_for_each_the_oldest_first(post):
    mails.settings_are(hold="all", moderator_rhythm="daily")
    mails.moderator(email="mod@example.org", language="en")
    comment(post, text="Nummer en", name="Kari")
    comment(post, text="Nummer to", name="Ola")
    assert emails.tell_moderators_daily(None) == 1
    mail = one("moderation_digest")
    assert mail.subject == "2 comments wait for a moderator"
    assert mail.text.index("Nummer en") < mail.text.index("Nummer to")


def test_a_digest_of_nothing_is_not_sent(post):
    mails.settings_are(moderator_rhythm="daily")
    mails.moderator()
    published(post)
    assert emails.tell_moderators_daily(None) == 0


def test_a_long_digest_says_how_many_more(post):
    mails.settings_are(hold="all", moderator_rhythm="daily")
    mails.moderator(language="en")
    for number in range(33):
        comment(post, name=f"N{number}", tell=False)
    emails.tell_moderators_daily(None)
    mail = one("moderation_digest")
    assert "33 comments" in mail.subject
    assert "And 3 more" in mail.text
    assert mail.text.count("/admin/comments/decide/") == 30


def test_a_moderator_is_not_told_of_her_own(post):
    mails.settings_are(hold="all")
    writes, other = mails.moderator(), mails.moderator()
    made = comment(post, email=writes.email.upper())
    assert made.state == State.PENDING
    assert [mail.to for mail in mails.outbox("moderation_waiting")] == [other.email]


def test_a_superuser_is_told_only_where_there_is_nobody_else(post):
    mails.settings_are(hold="all")
    factories.user(superuser=True, email="root@example.org")
    comment(post)
    assert [mail.to for mail in mails.outbox("moderation_waiting")] == ["root@example.org"]
    mails.moderator(email="mod@example.org")
    OutgoingMail.objects.all().delete()
    comment(post, name="Ola")
    assert [mail.to for mail in mails.outbox("moderation_waiting")] == ["mod@example.org"]


def test_who_may_not_sign_in_any_more_is_told_nothing(post):
    mails.settings_are(hold="all")
    mails.moderator(is_active=False)
    comment(post)
    assert mails.outbox() == []


def test_a_correction_is_for_those_who_may_edit_the_post(post):
    mails.moderator(email="mod@example.org")
    factories.user("editor", email="editor@example.org")
    suggestion()
    told = {mail.to for mail in mails.outbox("moderation_waiting")}
    assert "editor@example.org" in told
    assert "mod@example.org" not in told


def test_readers_reports_are_told_of_first_and_when_they_hide(post):
    mails.settings_are(reports_to_hide=4)
    mails.moderator(language="en")
    made = published(post)
    for _number in range(4):
        reactions.report(comment=made, reason="rude", note="Uff")
    first, last = mails.outbox("comment_reported")
    assert "still to be read" in first.text
    assert "hidden from readers" in last.text
    assert "It is rude or hurtful: Uff" in first.text


def test_those_told_are_those_who_may_decide(post):
    """The set-based question and the question about one person never disagree."""
    from django.contrib.auth.models import Group, Permission

    right = Permission.objects.get(codename="moderate_moderatedcomment")
    elsewhere = factories.post(title="Et annet sted", parent=factories.home_page() and factories.blog("nn"))
    parts = {"here": [post.get_parent()], "there": [elsewhere.get_parent()], "both": None, "whole": []}
    groups = {}
    for name, pages in parts.items():
        groups[name] = Group.objects.create(name=name)
        groups[name].permissions.add(right)
        for page in pages if pages is not None else [post, elsewhere]:
            ModeratorSection.objects.create(group=groups[name], page=page)
    people = []
    for chosen in ([], ["here"], ["there"], ["both"], ["whole"], ["here", "there"], ["here", "whole"]):
        user = factories.user()
        user.groups.add(*[groups[name] for name in chosen])
        people.append(user)
    by_right, both = factories.user(), factories.user()
    by_right.user_permissions.add(right)
    both.user_permissions.add(right)
    both.groups.add(groups["there"])
    people += [by_right, both]
    discussions = [published(post).discussion, published(elsewhere).discussion]
    found = moderators_of(discussions)
    for discussion in discussions:
        expected = {user.pk for user in people if moderates(user, discussion)}
        assert {user.pk for user in found[discussion.pk]} == expected
    assert len(found[discussions[0].pk]) != len(people)


def test_many_moderators_cost_no_more_than_a_mail_each(post, django_assert_max_num_queries):
    mails.settings_are(hold="all")
    first = comment(post, tell=False)

    def told(number):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        OutgoingMail.objects.all().delete()
        for _person in range(number):
            mails.moderator(language="nn")
        fresh = ModeratedComment.objects.select_related("discussion", "writer").get(pk=first.pk)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            emails.tell_moderators(fresh)
        asked = [query["sql"] for query in queries if not query["sql"].startswith("INSERT")]
        return len(mails.outbox()), len(asked)

    told(1)
    few, many = told(1), told(10)
    assert (few[0], many[0]) == (2, 12)
    assert few[1] == many[1]


def test_a_long_digest_for_many_costs_the_same_queries_but_for_the_mails(post):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    mails.settings_are(hold="all", moderator_rhythm="daily")

    def asked(people, comments):
        for _person in range(people):
            mails.moderator(language="nn")
        for _number in range(comments):
            comment(post, name=f"N{next(mails.numbers)}", tell=False)
        with CaptureQueriesContext(connection) as queries:
            emails.tell_moderators_daily(None)
        return len([query for query in queries if not query["sql"].startswith("INSERT")])

    asked(1, 1)
    assert asked(0, 1) == asked(8, 12)


# --- Hostile -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["Kari@Example.ORG", "kari+samspill@example.org", "kari@blåbær.example", "k" * 64 + "@example.org"]
)
def test_unusual_addresses_get_their_mail(post, address):
    comment(post, confirmed=False, email=address)
    mail = one("comment_confirm")
    message = message_of(mail)
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
        message = message_of(mail)
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
    mail = one("moderation_waiting")
    assert "\n" not in mail.subject
    assert not any(line.startswith(("Bcc", "Klikk")) for line in mail.text.splitlines())


def test_a_sender_that_is_no_address_is_an_error_and_not_a_lost_mail(post, settings):
    settings.DEFAULT_FROM_EMAIL = "nowhere"
    with pytest.raises(ValidationError):
        comment(post, confirmed=False)
