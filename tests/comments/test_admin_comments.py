"""The rest of the comments in the admin: menu, first page, report, blocked addresses, sections, what is let go of."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comments import moderation, reactions
from comments.models import BlockedAddress, ModeratedComment, ModeratorSection
from comments.queue.entries import read_entries
from comments.queue.wording import compare
from comments.states import State
from comments.waiting_times import Move, by_month, decisions_of, quantile
from home.models import PeriodicRun
from tests import factories
from tests.comments import making

pytestmark = pytest.mark.django_db

T = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def about(db):
    making.settings(hold="all")
    return making.post()


def as_(client, role):
    user = factories.user(role, language="en") if role else None
    if user:
        client.force_login(user)
    return user


ROLES = ["administrator", "editor", "moderator", "translator", None]


# --- Rights --------------------------------------------------------------------------------------


def test_to_block_an_address_for_the_whole_site_is_a_right_of_its_own(about):
    comment = making.sent(about)
    user = making.moderator(about)
    with pytest.raises(PermissionDenied):
        moderation.block(comment=comment, user=user)
    assert not read_entries([comment], user=user, language="nb")[0].may_block
    user.groups.get().permissions.add(Permission.objects.get(codename="add_blockedaddress"))
    user = type(user).objects.get(pk=user.pk)
    assert moderation.block(comment=comment, user=user).pattern == comment.user_email


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("comment_report", {"administrator", "moderator"}),
        ("comment_report_results", {"administrator", "moderator"}),
        ("blocked_addresses:index", {"administrator", "moderator"}),
        ("blocked_addresses:add", {"administrator", "moderator"}),
        ("moderator_sections:index", {"administrator"}),
        ("moderator_sections:add", {"administrator"}),
    ],
)
def test_each_role_opens_what_is_hers(client, about, role, name, allowed):
    as_(client, role)
    assert (client.get(reverse(name)).status_code == 200) is (role in allowed)
    if name == "comment_report":
        assert (client.get(reverse(name), {"export": "csv"}).status_code == 200) is (role in allowed)


@pytest.mark.parametrize("role", ROLES)
def test_the_settings_are_the_administrators(client, about, role):
    as_(client, role)
    response = client.get(reverse("wagtailsettings:edit", args=["comments", "commentsettings"]), follow=True)
    assert ("keep_spam_days" in response.content.decode()) is (role == "administrator")


@pytest.mark.parametrize(("role", "may"), [("administrator", True), ("moderator", True), ("editor", False)])
def test_addresses_are_blocked_and_let_in_again_by_hand(client, about, role, may):
    user = as_(client, role)
    client.post(reverse("blocked_addresses:add"), {"pattern": "@Evil.example", "note": "Reklame"})
    assert BlockedAddress.objects.filter(pattern="evil.example", blocked_by=user).exists() is may
    blocked, _made = BlockedAddress.objects.get_or_create(pattern="evil.example")
    client.post(reverse("blocked_addresses:delete", args=[blocked.pk]))
    assert BlockedAddress.objects.exists() is not may


@pytest.mark.parametrize("pattern", ["no", "org", "@", "a b.example", "example..org", "kari@no"])
def test_nobody_blocks_a_whole_country_by_mistake(client, about, pattern):
    as_(client, "moderator")
    client.post(reverse("blocked_addresses:add"), {"pattern": pattern})
    assert not BlockedAddress.objects.exists()


def test_a_part_of_the_site_is_given_to_a_group(client, about):
    user = as_(client, "administrator")
    group = user.groups.first()
    client.post(reverse("moderator_sections:add"), {"group": group.pk, "page": about.pk})
    assert ModeratorSection.objects.get().page_id == about.pk
    assert about.title in client.get(reverse("moderator_sections:index")).content.decode()


# --- Menu and first page -------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "told"), [("moderator", True), ("administrator", True), ("editor", False)])
def test_the_menu_and_the_first_page_say_how_many_wait(client, about, role, told):
    making.sent(about)
    making.sent(about)
    as_(client, role)
    shown = client.get(reverse("wagtailadmin_home")).content.decode()
    assert ("Comments (2)" in shown) is told
    assert ("2 comments wait" in shown) is told


def test_the_first_page_tells_when_things_were_last_let_go_of_and_what_goes_next(client, about):
    making.older(making.in_state(State.SPAM, about), days=31)
    as_(client, "moderator")
    assert "It has not been done yet" in client.get(reverse("wagtailadmin_home")).content.decode()
    now = timezone.now()
    PeriodicRun.objects.update_or_create(name="purge_comments", defaults={"started_at": now, "finished_at": now})
    shown = " ".join(client.get(reverse("wagtailadmin_home")).content.decode().split())
    assert "Spam is deleted after 30 days. To be let go of next time: 1." in shown
    assert "Last done" in shown


def test_the_command_prints_what_went_and_counts_first_when_asked(about, capsys):
    making.older(making.in_state(State.SPAM, about), days=31)
    call_command("purge_comments", "--dry-run")
    assert ModeratedComment.objects.count() == 1
    call_command("purge_comments")
    assert ModeratedComment.objects.count() == 0
    assert capsys.readouterr().out.count("1 spam, 0 unconfirmed comments, 0 addresses.") == 2


# --- The report ----------------------------------------------------------------------------------


def came(comment, hours=0):
    return Move(comment, T + timedelta(hours=hours), "rules", "unconfirmed", "pending")


def decided(comment, hours, after="published", before="pending", code=""):
    return Move(comment, T + timedelta(hours=hours), "moderator", before, after, code)


def test_half_and_nine_of_ten_waited_at_most_so_long():
    moves = [came(number) for number in range(10)] + [decided(number, number + 1) for number in range(10)]
    (month,) = by_month(moves)
    assert (month.came, month.median, month.ninety) == (10, timedelta(hours=5), timedelta(hours=9))


def test_a_decision_taken_back_is_none_and_the_comment_has_waited_all_the_time():
    moves = [came(1), decided(1, 1, "spam"), decided(1, 2, "pending", "spam", "undo"), decided(1, 30)]
    (decision,) = decisions_of(moves)
    assert (decision.after, decision.waited) == ("published", timedelta(hours=30))


def test_what_did_not_wait_has_no_waiting_time():
    moves = [Move(1, T, "rules", "unconfirmed", "published"), decided(1, 5, "removed", "published")]
    (decision,) = decisions_of(moves)
    assert decision.waited is None


def test_what_was_only_looked_at_is_no_decision():
    assert not decisions_of([decided(1, 1, "published", "published", "let_stand")])


def test_a_month_is_the_readers_own():
    late = Move(1, datetime(2026, 3, 31, 23, 30, tzinfo=UTC), "rules", "unconfirmed", "pending")
    from zoneinfo import ZoneInfo

    assert [(month.year, month.month) for month in by_month([late], ZoneInfo("Europe/Oslo"))] == [(2026, 4)]


@given(st.lists(st.timedeltas(min_value=timedelta(0)), min_size=1), st.sampled_from([0.5, 0.9, 1.0]))
def test_a_quantile_is_the_least_that_enough_of_them_keep_within(waits, share):
    found = quantile(sorted(waits), share)
    assert found in waits
    assert sum(wait <= found for wait in waits) >= share * len(waits) - 1e-9
    assert sum(wait < found for wait in waits) < share * len(waits)


@given(st.text(), st.text())
def test_two_wordings_compared_are_still_the_two_wordings(before, after):
    left, right = compare(before, after)
    assert ("".join(piece.words for piece in left), "".join(piece.words for piece in right)) == (before, after)
    if before == after:
        assert not any(piece.changed for piece in [*left, *right])


def test_the_report_counts_what_one_moderates_and_names_no_moderator(client, about):
    other = making.post()
    user = as_(client, "moderator")
    making.decide(making.sent(about), State.REJECTED, user)
    making.decide(making.sent(other), State.PUBLISHED, user)
    reactions.report(comment=making.published(about), reason="private")
    shown = " ".join(client.get(reverse("comment_report")).content.decode().split())
    assert "It is about something else than what is discussed here. 1" in shown
    assert "It tells something private about somebody</a>: 1" in shown
    exported = client.get(reverse("comment_report"), {"export": "csv"}).getvalue().decode()
    assert user.email not in exported
    assert exported.splitlines()[1].split(",")[2] == "3"  # with the one that was published for the report
    part = making.moderator(other)
    from django.contrib.auth.models import Permission

    part.groups.first().permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(part)
    exported = client.get(reverse("comment_report"), {"export": "csv"}).getvalue().decode()
    assert exported.splitlines()[1].split(",")[2] == "1"
