"""A discussion is read in as many questions however long it is, and an address leads to a comment for ever."""

import re
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from django_comments.models import Comment
from django_comments_xtd.models import XtdComment

from comments import threads
from comments.models import CommentEvent, Discussion, ModeratedComment
from comments.states import State
from comments.text import render
from comments.threads import MOST_ON_A_PAGE, ROOTS_PER_PAGE
from tests import factories as make
from tests.comments import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def post():
    making.settings()
    return making.post()


def fill(post, count, *, answers_of=None, by=None):
    """Store many published comments at once; every third begins a thread, or all answer one."""
    by = by or making.writer()
    discussion, _made = Discussion.objects.get_or_create(subject="post", key=post.translation_key)
    first = (Comment.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    start = timezone.now() - timedelta(days=1)
    kind = ContentType.objects.get_for_model(Discussion)
    made, root = [], answers_of.pk if answers_of else 0
    for number in range(count):
        pk = first + number
        if not answers_of and number % 3 == 0:
            root = pk
        made.append(
            ModeratedComment(
                id=pk,
                comment_ptr_id=pk,
                xtdcomment_ptr_id=pk,
                pk=pk,
                content_type=kind,
                object_pk=str(discussion.pk),
                site_id=1,
                user_name="Kari",
                user_email=by.email,
                comment=f"Kommentar {number}",
                html=render(f"Kommentar {number}"),
                submit_date=start + timedelta(seconds=number),
                thread_id=root,
                parent_id=root,
                level=int(root != pk),
                discussion=discussion,
                writer=by,
                state=State.PUBLISHED,
                language="nb",
            )
        )
    for model in (Comment, XtdComment, ModeratedComment):
        fields = [field.attname for field in model._meta.local_concrete_fields]
        rows = [[getattr(one, name) for name in fields] for one in made]
        names = ", ".join(connection.ops.quote_name(field.column) for field in model._meta.local_concrete_fields)
        marks = ", ".join(["%s"] * len(fields))
        prepared = [
            [
                field.get_db_prep_save(value, connection)
                for field, value in zip(model._meta.local_concrete_fields, row, strict=True)
            ]
            for row in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {model._meta.db_table} ({names}) VALUES ({marks})", prepared)
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), [Comment]):
            cursor.execute(sql)
    CommentEvent.objects.bulk_create(
        CommentEvent(comment_id=one.pk, actor="rules", before="", after=State.PUBLISHED) for one in made
    )
    return ModeratedComment.objects.in_bulk([one.pk for one in made])


def asked(browser, address):
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address)
    assert answer.status_code == 200
    return len(queries), answer


def test_a_page_of_comments_asks_as_many_questions_with_10_100_and_1000(post):
    hers = making.writer()
    counts, sizes = [], []
    for count in (10, 90, 900):
        fill(post, count, by=hers)
        thread = ModeratedComment.objects.order_by("pk").first().thread_id
        addresses = [post.url, reverse("comments:thread", args=[thread]), reverse("comments:me")]
        addresses += [reverse("comments:feed_of", args=["post", post.translation_key])]
        both = [
            asked(browser, address) for address in addresses for browser in (making.browser(), making.browser(of=hers))
        ]
        counts.append([number for number, _answer in both])
        sizes.append(len(both[0][1].content))
    assert counts[0] == counts[1] == counts[2]
    assert counts[0][0] <= 20
    # Fifty threads and 250 comments, and no more.
    assert sizes[2] < 400_000


def test_a_discussion_itself_is_two_questions(post, rf, django_assert_num_queries):
    fill(post, 200)
    threads.comment_settings()
    with django_assert_num_queries(2):
        page = threads.read_discussion(rf.get("/"), subject="post", keys=[post.translation_key])
    assert page.count == 200


def numbers(answer):
    return [one.comment.pk for one in answer.context["talk"].page.comments]


def test_threads_stand_fifty_to_a_page_oldest_first_or_as_the_site_or_reader_chooses(post):
    roots = [pk for pk, one in sorted(fill(post, 60 * 3).items()) if one.is_root]
    browser = making.browser()

    def shown(query=""):
        listed = browser.get(post.url + query).context["talk"].page
        return [one.comment.pk for one in listed.comments if one.comment.is_root]

    assert shown() == roots[:ROOTS_PER_PAGE]
    assert shown("?comments=2") == roots[ROOTS_PER_PAGE:]
    assert shown("?order=newest") == roots[: -ROOTS_PER_PAGE - 1 : -1]
    making.settings(order="newest")
    assert shown() == roots[: -ROOTS_PER_PAGE - 1 : -1]
    assert shown("?order=oldest&comments=2") == roots[ROOTS_PER_PAGE:]
    assert shown("?order=best") == shown()
    for number in ("3", "0", "-1", "x", "99999999999999999999"):
        assert browser.get(f"{post.url}?comments={number}").status_code == 404


def test_turning_a_page_of_a_discussion_keeps_its_order_and_the_page_of_the_list_above(post):
    fill(post, 60 * 3)
    html = making.browser().get(f"{post.url}?page=2&order=newest&other=3").content.decode()
    assert 'href="?comments=2&amp;order=newest&amp;page=2#discussion"' in html


def test_a_comments_address_leads_to_it_wherever_it_has_moved(post):
    hers = fill(post, 60 * 3)
    browser = making.browser()
    for order in ("oldest", "newest"):
        making.settings(order=order)
        for pk in (min(hers), sorted(hers)[100], max(hers)):
            answer = browser.get(reverse("comments:comment", args=[pk]))
            address, _hash, anchor = answer.url.partition("#")
            assert f'id="{anchor}"' in browser.get(address).content.decode()


def test_a_long_thread_is_shortened_and_has_pages_of_its_own(post):
    root = making.published(post)
    answers = fill(post, MOST_ON_A_PAGE * 2, answers_of=root)
    browser = making.browser()
    shown = browser.get(post.url).context["talk"].page.comments
    assert len(shown) == MOST_ON_A_PAGE
    assert shown[-1].place.more == MOST_ON_A_PAGE + 1
    last = browser.get(reverse("comments:comment", args=[max(answers)]))
    address, _hash, anchor = last.url.partition("#")
    assert address.startswith(reverse("comments:thread", args=[root.pk]))
    assert f'id="{anchor}"' in browser.get(address).content.decode()
    seen = []
    for number in (1, 2, 3):
        page = browser.get(f"{reverse('comments:thread', args=[root.pk])}?comments={number}").context["page_of_thread"]
        seen += [one.comment.pk for one in page.comments]
    assert sorted(seen) == [root.pk, *sorted(answers)]


def test_the_depth_is_the_sites_to_choose(post):
    at = making.published(post)
    for _level in range(4):
        at = making.published(post, answers=at)
    for depth in (1, 3, 9):
        making.settings(depth=depth)
        shown = making.browser().get(post.url).context["talk"].page.comments
        assert [one.place.depth for one in shown] == [min(level, depth) for level in range(1, 6)]
        assert [bool(one.answers_name) for one in shown] == [level > depth for level in range(1, 6)]


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_a_hidden_comment_keeps_its_place_above_answers_and_nothing_else_of_it_is_there(post, state):
    parent = making.published(post, name="Hemmelig Navn", text="Hemmelig tekst.")
    answer = making.published(post, answers=parent, text="Svaret står.")
    deeper = making.published(post, answers=answer, text="Svaret på svaret.")
    Comment.objects.filter(pk=parent.pk).update(is_public=False)
    ModeratedComment.objects.filter(pk=parent.pk).update(state=state)
    making.settings(depth=1)
    for address in (post.url, reverse("comments:thread", args=[parent.pk])):
        page = making.browser().get(address).content.decode()
        assert "Hemmelig" not in page
        assert "Svaret står." in page
        assert deeper.comment in page
        assert len(re.findall(r'id="comment-\d+"', page)) == 3
    talk = making.browser().get(post.url).context["talk"]
    assert talk.count == 2
    assert talk.page.comments[0].gone


def test_her_own_that_waits_is_shown_to_her_and_counted_for_nobody(post):
    hers = making.writer()
    root = making.published(post)
    waiting = making.in_state(State.PENDING, post, by=hers, answers=root)
    making.in_state(State.SPAM, post, by=hers)
    mine = making.browser(of=hers).get(post.url)
    assert numbers(mine) == [root.pk, waiting.pk]
    assert mine.context["talk"].count == 1
    for reader in (making.browser(), making.browser(of=making.writer())):
        assert numbers(reader.get(post.url)) == [root.pk]


def test_a_comment_is_one_in_every_language(post):
    comment = making.published(post, text="Sagt én gang.")
    nynorsk = post.copy_for_translation(make.locale("nn"), copy_parents=True)
    nynorsk.save_revision().publish()
    nynorsk = type(post).objects.get(pk=nynorsk.pk)
    answer = making.browser().get(nynorsk.url)
    assert numbers(answer) == [comment.pk]
    assert Discussion.objects.count() == 1
    with translation.override("nn"):
        lead = making.browser().get(reverse("comments:comment", args=[comment.pk]))
    assert lead.url.startswith(nynorsk.url)


def test_how_many_are_published_is_one_question_for_a_list(post, django_assert_num_queries):
    other = making.post()
    fill(post, 7)
    making.in_state(State.PENDING, post)
    with django_assert_num_queries(1):
        assert threads.counts("post", [post.translation_key, other.translation_key]) == {post.translation_key: 7}
