import pytest

from comments import emails, moderation, reactions
from comments.models import ModeratedComment, ModeratorSection
from comments.rights import moderates, moderators_of
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


# --- To moderators -------------------------------------------------------------------------------


def test_moderators_are_told_what_waits_with_its_parent_and_the_reasons(post):
    mails.settings_are(hold="all")
    mails.moderator(email="mod@example.org")
    parent = comment(post, name="Ola", text="Bokbussen?")
    moderation.decide(comment=parent, to=State.PUBLISHED, user=factories.user(superuser=True), tell=False)
    OutgoingMail.objects.all().delete()
    comment(post, name="Kari", text="Se [her](https://example.com/x)", reply_to=parent)
    mail = mails.one("moderation_waiting")
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
    mail = mails.one("moderation_digest")
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
    mail = mails.one("moderation_digest")
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
    mails.suggestion()
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
