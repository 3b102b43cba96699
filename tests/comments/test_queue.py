"""The list of comments in the admin: who sees what of it, what it shows, and what it costs."""

import csv
import io
import itertools

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from comments import reactions
from comments.models import Kind, ModeratedComment
from comments.queue.entries import read_entries
from comments.queue.listing import QueueView
from comments.states import State
from tests import factories
from tests.comments import making

pytestmark = pytest.mark.django_db

INDEX = "comment_queue:index"


@pytest.fixture
def about(db):
    making.settings(hold="all")
    return making.post(title="Hva er vi gode på?")


def page(client, user, **query):
    client.force_login(user)
    return client.get(reverse(INDEX), query)


def text(response):
    return response.content.decode()


def correction(on, *, wording="universell utforming"):
    """Suggest a correction to the first thing that a post says."""
    from collaboration.models import Statement

    statement = Statement.objects.filter(post=on).first()
    return making.sent(on, kind=Kind.CORRECTION, statement_key=statement.uuid, proposed_wording=wording)


@pytest.fixture
def said(db):
    """A post that says something, and a suggestion to change it."""
    making.settings(hold="all")
    on = making.post(said=[("competency", "unattributed", [], ["universell uforming"])], title="Samlingen")
    return correction(on)


# --- Who -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "may"),
    [("administrator", True), ("editor", False), ("moderator", True), ("translator", False), (None, False)],
)
def test_comments_are_listed_for_those_who_moderate_and_nobody_else(client, about, role, may):
    making.sent(about, text="Bokbåten kom.")
    user = factories.user(role) if role else None
    if user:
        client.force_login(user)
    response = client.get(reverse(INDEX))
    assert (response.status_code == 200 and "Bokbåten kom." in text(response)) is may
    exported = client.get(reverse(INDEX), {"export": "csv"})
    assert ("Bokbåten kom." in exported.content.decode()) is may


@pytest.mark.parametrize(
    ("role", "may_read", "may_accept"),
    [
        ("administrator", True, True),
        ("editor", True, True),
        ("moderator", True, False),
        # Who translates may write drafts of every page, so this as well.
        ("translator", True, True),
    ],
)
def test_corrections_are_for_those_who_may_edit_the_post_too(client, said, role, may_read, may_accept):
    response = page(client, factories.user(role))
    assert ("universell utforming" in text(response) or "utforming" in text(response)) is may_read
    (entry,) = response.context["entries"]
    assert ("published" in entry.choices) is may_accept
    assert "rejected" in entry.choices


def test_who_only_edits_posts_sees_no_ordinary_comment_and_no_address(client, said):
    on = said.discussion
    making.sent(None, key=on.key, text="En vanlig kommentar.")
    response = page(client, factories.user("editor"))
    assert "En vanlig kommentar." not in text(response)
    assert said.user_email not in text(response)
    assert said.user_email not in client.get(reverse(INDEX), {"export": "csv"}).content.decode()
    assert [e.comment.pk for e in page(client, factories.user("editor"), q=said.user_email).context["entries"]] == []


def test_a_moderator_of_one_section_sees_nothing_of_another(client, about):
    other = making.post(title="Et annet sted")
    here, there = making.sent(about, text="Her."), making.sent(other, text="Der.")
    user = making.moderator(about)
    user.groups.first().permissions.add(*_admin_access())
    response = page(client, user)
    assert [entry.comment.pk for entry in response.context["entries"]] == [here.pk]
    assert "Et annet sted" not in text(response)
    for query in ({"state": "all"}, {"q": "Der"}, {"discussion": there.discussion_id}, {"writer": there.writer_id}):
        assert there.pk not in [entry.comment.pk for entry in page(client, user, **query).context["entries"]]
    exported = client.get(reverse(INDEX), {"export": "csv", "state": "all"}).content.decode()
    assert "Her." in exported
    assert "Der." not in exported
    assert client.get(reverse("comment_queue:single", args=[there.pk])).status_code == 404


def _admin_access():
    from django.contrib.auth.models import Permission

    return Permission.objects.filter(codename="access_admin")


# --- What ----------------------------------------------------------------------------------------


def test_what_waits_comes_first_and_the_oldest_of_it(client, about):
    newer = making.sent(about)
    older = making.older(making.sent(about), days=3)
    making.published(about)
    response = page(client, factories.user("moderator"))
    assert [entry.comment.pk for entry in response.context["entries"]] == [older.pk, newer.pk]


def test_what_readers_reported_is_shown_too_until_somebody_has_looked(client, about):
    comment = making.published(about)
    user = factories.user("moderator")
    assert not page(client, user).context["entries"]
    reactions.report(comment=comment, reason="rude", note="Stygt sagt")
    response = page(client, user)
    assert "Stygt sagt" in text(response)
    client.post(reverse("comment_queue:let_stand", args=[comment.pk]), {"seen": response.context["entries"][0].mark})
    assert not page(client, user).context["entries"]
    assert making.fresh(comment).state == State.PUBLISHED


def test_an_entry_has_what_it_takes_to_decide(client, about):
    parent = making.published(about, text="Hva med bokbåten?", name="Per")
    by = making.writer("kari@example.org")
    making.in_state(State.REJECTED, about, by=by)
    comment = making.sent(about, by=by, answers=parent, text="Den kom **hver** torsdag.", name="Kari")
    shown = text(page(client, factories.user("moderator", language="en")))
    for what in (
        "<strong>hver</strong>",
        "Hva med bokbåten?",
        "Answers Per:",
        "Hva er vi gode på?",
        "kari@example.org",
        "published 0, rejected 1, spam 0",
        "earlier rejected comments from the same writer: 1",
        "waiting for a moderator",
    ):
        assert what in shown, what
    assert comment.anchor in shown


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_nothing_that_a_writer_sends_runs_in_the_admin(client, about, hostile):
    making.sent(about, text=f"{hostile} hei", name=hostile[:50])
    shown = text(page(client, factories.user("moderator")))
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "all"}, "wpr"),
        ({"state": "published"}, "p"),
        ({"state": "rejected"}, "r"),
        ({"state": "all", "q": "ØSTFOLD"}, "p"),
        ({"state": "all", "q": "anne@"}, "r"),
        ({"state": "all", "reason": "first_time"}, "pr"),
        ({"state": "all", "reason": "hold_all"}, "w"),
        ({"state": "all", "reason": "other"}, "pr"),
        ({"state": "all", "age": "day"}, "wr"),
        ({"state": "all", "age": "over-week"}, "p"),
        ({"state": "all", "kind": "correction"}, ""),
        ({"state": "all", "language": "nb"}, "wpr"),
        ({"state": "all", "language": "nn"}, ""),
        ({"state": "all", "reported": "ever"}, ""),
        # What makes no sense selects nothing: it never widens what is decided about.
        ({"state": "nonsense"}, ""),
        ({"language": "nonsense"}, ""),
    ],
)
def test_the_filters_in_the_address_select(client, about, query, found):
    made = {
        "w": making.sent(about, text="Vi venter."),
        "p": making.older(making.published(about, text="Hilsen fra østfold."), days=9),
        "r": making.in_state(State.REJECTED, about, by=making.writer("anne@example.org")),
    }
    response = page(client, factories.user("moderator"), **query)
    assert {entry.comment.pk for entry in response.context["entries"]} == {made[letter].pk for letter in found}


def test_by_discussion_organisation_and_session(client, about):
    session = factories.SessionFactory()
    organisation = factories.OrganisationFactory()
    on = making.post(title="Fra samlingen", session=session)
    mine = making.sent(on, organisation_key=organisation.translation_key)
    making.sent(about)
    user = factories.user("moderator")
    for query in (
        {"discussion": mine.discussion_id},
        {"organisation": organisation.translation_key},
        {"session": session.translation_key},
        {"writer": mine.writer_id},
    ):
        response = page(client, user, **query)
        assert [entry.comment.pk for entry in response.context["entries"]] == [mine.pk], query


# --- What it costs -------------------------------------------------------------------------------


def everything(on, number):
    """Send comments of all kinds: roots and answers, reported, edited, corrections, by many writers."""
    parent = making.published(on)
    for index in range(number):
        comment = making.sent(on, answers=parent if index % 2 else None)
        if index % 3 == 0:
            making.posting.write_text(comment, f"Endret {index}")
        if index % 4 == 0:
            reported = making.published(on)
            reactions.report(comment=reported, reason="rude")
        correction(on, wording=f"ordlyd {index}")


def test_many_comments_of_all_kinds_cost_as_many_queries_as_few(client, django_assert_max_num_queries):
    making.settings(hold="all", reports_to_hide=99)
    posts = [
        making.post(said=[("competency", "unattributed", [], [f"universell uforming {number}"])]) for number in range(3)
    ]
    user = factories.user("moderator")
    everything(posts[0], 3)
    page(client, user)
    with django_assert_max_num_queries(60) as few:
        page(client, user)
    for on in posts:
        everything(on, 5)
    with django_assert_max_num_queries(60) as many:
        response = page(client, user)
    assert len(response.context["entries"]) > 35
    assert len(many) == len(few), "\n".join(query["sql"][:200] for query in many.captured_queries)


def test_the_list_comes_in_pages_of_fifty(client, about, monkeypatch):
    assert QueueView.paginate_by == 50
    monkeypatch.setattr(QueueView, "paginate_by", 3)
    for _number in range(5):
        making.sent(about)
    user = factories.user("moderator")
    assert len(page(client, user).context["entries"]) == 3
    assert len(page(client, user, p=2).context["entries"]) == 2


# --- Export --------------------------------------------------------------------------------------


@pytest.mark.parametrize("beginning", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://evil.example")'])
def test_no_cell_of_an_export_is_a_formula(client, about, beginning):
    making.sent(about, text=f"{beginning} hei", name=f"{beginning}"[:50])
    user = factories.user("moderator")
    exported = page(client, user, export="csv").content.decode()
    rows = list(csv.reader(io.StringIO(exported)))
    assert len(rows) == 2
    assert any(beginning in cell for cell in rows[1])
    assert not any(cell[:1] in set("=+-@\t\r") for cell in rows[1] if cell)
    book = load_workbook(io.BytesIO(b"".join(page(client, user, export="xlsx").streaming_content)))
    cells = list(itertools.chain(*book.active.iter_rows()))
    assert any(cell.value and beginning in str(cell.value) for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)


def test_an_export_is_what_the_filters_select(client, about):
    making.sent(about, text="Vi venter.")
    making.published(about, text="Vi er ute.")
    exported = page(client, factories.user("moderator"), state="published", export="csv").content.decode()
    assert "Vi er ute." in exported
    assert "Vi venter." not in exported


def test_an_export_costs_the_same_however_long_it_is(client, django_assert_max_num_queries, about):
    user = factories.user("moderator")
    making.sent(about)
    page(client, user, export="csv")
    with django_assert_max_num_queries(60) as few:
        page(client, user, export="csv")
    for _number in range(8):
        making.sent(about)
    with django_assert_max_num_queries(60) as many:
        page(client, user, export="csv")
    assert len(many) == len(few)


def test_entries_are_read_without_a_request(about):
    comment = making.sent(about)
    (entry,) = read_entries([comment], user=factories.user("moderator"), language="nb")
    assert entry.title == "Hva er vi gode på?"
    assert ModeratedComment.objects.count() == 1
