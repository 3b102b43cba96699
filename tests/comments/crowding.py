"""What a crowd does at once to one discussion, with threads that each have their own connection."""

import sqlite3
import threading
from collections import Counter
from contextlib import closing
from functools import partial

from django.db import connection, connections
from django.urls import reverse

from comments import moderation
from comments.models import CommentEvent, ModeratedComment, Writer
from comments.moves import AlreadyDecided
from comments.states import State
from comments.tokens import confirm_token
from mail.models import OutgoingMail
from tests.comments import making

CROWD = 50


def at_once(jobs):
    """Run every job in a thread of its own, all beginning together; return what each returned or raised."""
    start = threading.Barrier(len(jobs))
    answers = [None] * len(jobs)

    def run(number, job):
        try:
            start.wait(timeout=60)
            answers[number] = job()
        except Exception as trouble:
            answers[number] = trouble
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    for answer in answers:
        if isinstance(answer, Exception) and not isinstance(answer, AlreadyDecided):
            raise answer
    return answers


def fifty_answers(post):
    """Fifty people write in one thread at once: half answer the first comment, half an answer to it."""
    root = making.published(post)
    answer = making.published(post, answers=root)
    writers = [making.writer() for _number in range(CROWD)]

    def send(number):
        data = making.form(email=None, comment=f"Svar {number} fra mengden.", reply_to=(root, answer)[number % 2].pk)
        browser = making.browser(of=writers[number], REMOTE_ADDR=f"2001:db8::{number:x}")
        return browser.post(making.write_url(post), data).status_code

    answers = at_once([lambda number=number: send(number) for number in range(CROWD)])
    assert Counter(answers) == {303: CROWD}
    thread = ModeratedComment.objects.filter(thread_id=root.pk)
    assert thread.count() == CROWD + 2
    texts = Counter(thread.values_list("comment", flat=True))
    assert set(texts.values()) == {1}
    making.check_tree(list(thread))
    root.refresh_from_db()
    assert root.nested_count == CROWD + 1
    return CROWD


def fifty_threads(post):
    """Fifty people whom nobody knows begin a thread each, where nobody has written before."""

    def send(number):
        data = making.form(email=f"ny-{number}@example.org", comment=f"Ny stemme {number}.")
        return making.browser(REMOTE_ADDR=f"2001:db8:1::{number:x}").post(making.write_url(post), data).status_code

    answers = at_once([lambda number=number: send(number) for number in range(CROWD)])
    assert Counter(answers) == {303: CROWD}
    stored = ModeratedComment.objects.filter(discussion__key=post.translation_key)
    assert stored.count() == CROWD
    assert stored.values("discussion").distinct().count() == 1
    assert OutgoingMail.objects.filter(to__startswith="ny-").count() == CROWD
    return CROWD


def the_same_twenty_times(post):
    """One person's browser sends one form twenty times at once."""
    data = making.form(email="samme@example.org", comment="Det samme, tjue ganger.")

    def send():
        return making.browser().post(making.write_url(post), data).status_code

    assert Counter(at_once([send] * 20)) == {303: 20}
    comment = ModeratedComment.objects.get(comment="Det samme, tjue ganger.")
    assert Writer.objects.filter(email="samme@example.org").count() == 1
    assert OutgoingMail.objects.filter(to="samme@example.org").count() == 1
    link = reverse("comments:confirm", args=[confirm_token(comment)])
    answers = at_once([lambda: making.browser().post(link).status_code] * 8)
    assert set(answers) <= {302, 303}
    assert CommentEvent.objects.filter(comment=comment.pk).count() == 2
    return 1


def _decide(comment, to, user):
    return moderation.decide(comment=comment, to=to, user=user, code="other")


def two_moderators(post):
    """Two moderators decide about one comment at once: one does, the other is told."""
    one, two = making.moderator(), making.moderator()
    told = 0
    for _round in range(5):
        comment = making.in_state(State.PENDING, post)
        choices = [(State.PUBLISHED, one), (State.REJECTED, two)]
        jobs = [partial(_decide, making.fresh(comment), to, user) for to, user in choices]
        answers = at_once(jobs)
        refused = [answer for answer in answers if isinstance(answer, AlreadyDecided)]
        assert len(refused) == 1
        told += 1
        making.check_log(making.fresh(comment))
        making.check_package(making.fresh(comment))
    return told


def while_another_holds_the_file():
    """Another process writes to SQLite's file for longer than anybody waits: the text comes back."""
    post = making.post()
    connection.close()
    connection.settings_dict["OPTIONS"]["timeout"] = 0.2
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = making.browser().post(making.write_url(post), making.form(comment="Ikke mistet."))
        other.execute("ROLLBACK")
    assert answer.status_code == 503
    assert not ModeratedComment.objects.filter(comment="Ikke mistet.").exists()
    return "Ikke mistet." in answer.content.decode()


def everything():
    """Let the crowd in, and return how many did what."""
    making.settings(most_links=2)
    post, other = making.post(), making.post()
    done = {
        "answers": fifty_answers(post),
        "threads": fifty_threads(other),
        "same": the_same_twenty_times(post),
        "told": two_moderators(post),
        "vendor": connection.vendor,
    }
    making.check_everything()
    return done
