"""Make what tests of comments need: comments in any state, writers, moderators, and forms that browsers send."""

import itertools
import uuid
from datetime import timedelta

from django.contrib.auth.models import Group, Permission
from django.contrib.sites.models import Site as DjangoSite
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments import moderation, posting, recognition
from comments.models import CommentEvent, CommentSettings, Hold, ModeratedComment, ModeratorSection, Writer
from comments.moves import move
from comments.states import MOVES, Actor, State
from tests import factories as make

_numbers = itertools.count(1)

# What a browser says of a form that one of our own pages holds.
OURS = {"HTTP_ORIGIN": "http://testserver"}
GOOD = {"name": "Kari", "comment": "Bokbåten kom hver torsdag.", "email": "kari@example.org"}


def ground():
    """Make what a test that flushes the database has removed, and comments need."""
    make.ground()
    DjangoSite.objects.get_or_create(pk=1, defaults={"domain": "testserver", "name": "testserver"})


def settings(**fields):
    """Set the site's settings for comments; by default the rules hold nobody for being new."""
    chosen = CommentSettings.load()
    for name, value in {"hold": Hold.NONE, **fields}.items():
        setattr(chosen, name, value)
    chosen.save()
    return chosen


def post(**fields):
    """Make a published post that is open for comments."""
    ground()
    return make.post(**{"comments_open": True, **fields})


def writer(email=None, *, confirmed=True, **fields):
    """Make somebody who writes comments."""
    email = email or f"writer-{next(_numbers)}@example.org"
    confirmed_at = timezone.now() if confirmed else None
    return Writer.objects.create(email=email, name=fields.pop("name", "Kari"), confirmed_at=confirmed_at, **fields)


def sent(on, *, by=None, text=None, answers=None, confirmed=True, subject="post", key=None, **fields):
    """Send a comment through the service, and return it as the rules left it."""
    by = by or writer()
    posted = posting.post(
        subject=subject,
        key=key or on.translation_key,
        text=text or f"Kommentar {next(_numbers)}: bokbåten kom hver torsdag.",
        name=fields.pop("name", by.name),
        email=by.email,
        language="nb",
        reply_to=answers.pk if answers else 0,
        confirmed=confirmed,
        **fields,
    )
    return fresh(posted.comment)


def published(on, **fields):
    """Send a comment and see to it that it is published."""
    return in_state(State.PUBLISHED, on, **fields)


def in_state(state, on, **fields):
    """Make a comment in a state, by moves that are allowed."""
    comment = sent(on, confirmed=False, **fields)
    if comment.state == State.UNCONFIRMED and state != State.UNCONFIRMED:
        comment.writer.refresh_from_db()
        posting._confirm_writer(comment)
        move(comment=comment, to=State.PENDING, actor=Actor.RULES, code="first_time")
    way = {State.PENDING: [], State.UNCONFIRMED: []}.get(state, [state])
    for after in way:
        move(comment=comment, to=after, actor=Actor.MODERATOR, code="other")
    assert comment.state == state
    return fresh(comment)


def fresh(comment):
    """Return the comment as it is now in the database."""
    return ModeratedComment.objects.select_related("discussion", "writer").get(pk=comment.pk)


def older(comment, **ago):
    """Let a comment have been sent, and decided about, some time ago."""
    then = timezone.now() - timedelta(**ago)
    ModeratedComment.objects.filter(pk=comment.pk).update(decided_at=then)
    type(comment)._meta.get_field("submit_date").model.objects.filter(pk=comment.pk).update(submit_date=then)
    return fresh(comment)


# --- People --------------------------------------------------------------------------------------


def moderator(*pages):
    """Make a moderator of the whole site, or of the parts below these pages alone."""
    if not pages:
        return make.user("moderator")
    made = make.user()
    group = Group.objects.create(name=f"Moderatorer {next(_numbers)}")
    rights = Permission.objects.filter(codename__in=["moderate_moderatedcomment", "view_moderatedcomment"])
    group.permissions.add(*rights)
    for page in pages:
        ModeratorSection.objects.create(group=group, page_id=page.pk)
    made.groups.add(group)
    return made


def browser(of=None, user=None, **headers):
    """Return a browser that sends forms from our pages; of a writer who is recognised, or of a user signed in."""
    client = Client(**{**OURS, **headers})
    if user:
        client.force_login(user)
    if of:
        value = recognition.signing.TimestampSigner(salt=recognition.SALT).sign(f"{of.pk}.{of.recognition_key}")
        client.cookies[recognition.COOKIE] = value
    return client


def write_url(on):
    return reverse("comments:write", args=["post", on.translation_key])


def form(**fields):
    """Return what the form sends; a field that is None is left out."""
    data = {**GOOD, "comment": f"Kommentar {uuid.uuid4().hex}: bokbåten kom hver torsdag.", **fields}
    return {name: value for name, value in data.items() if value is not None}


# --- What must hold ------------------------------------------------------------------------------


def check_log(comment):
    """The log tells one unbroken story of allowed moves, and ends where the comment is."""
    events = list(CommentEvent.objects.filter(comment=comment.pk).order_by("pk"))
    assert events, "a comment without a beginning"
    assert (events[0].before, events[0].after) == ("", State.UNCONFIRMED)
    for before, event in itertools.pairwise(events):
        assert event.before == before.after
        assert event.before == event.after or event.actor in MOVES[State(event.before), State(event.after)]
    assert events[-1].after == comment.state


def check_package(comment):
    """The package's two flags follow the state."""
    assert comment.is_public == (comment.state == State.PUBLISHED)
    assert comment.is_removed == (comment.state == State.REMOVED)
    assert comment.ip_address is None


def check_tree(thread):
    """The package's numbers are those of a tree written down from the top, each answer after those before it.

    `thread` holds every comment of one thread.
    """
    below = {}
    for comment in sorted(thread, key=lambda one: one.pk):
        if comment.pk != comment.parent_id:
            below.setdefault(comment.parent_id, []).append(comment)
    roots = [comment for comment in thread if comment.pk == comment.parent_id]
    assert len(roots) == 1, "a thread begins once"
    written, waiting = [], [(roots[0], 0)]
    while waiting:
        comment, level = waiting.pop()
        written.append(comment)
        assert comment.level == level
        assert comment.thread_id == roots[0].pk
        waiting.extend((child, level + 1) for child in reversed(below.get(comment.pk, [])))
    assert len(written) == len(thread), "every answer hangs below its thread's beginning"

    def descendants(pk):
        return sum(1 + descendants(child.pk) for child in below.get(pk, []))

    assert [comment.nested_count for comment in written] == [descendants(comment.pk) for comment in written]
    in_order = sorted(thread, key=lambda one: one.order)
    assert [comment.pk for comment in in_order] == [comment.pk for comment in written]
    assert len({comment.order for comment in thread}) == len(thread), "each has a place of its own"


def check_everything():
    """Every comment's log, flags and place are right."""
    threads = {}
    for comment in ModeratedComment.objects.all():
        check_log(comment)
        check_package(comment)
        threads.setdefault(comment.thread_id, []).append(comment)
    for thread in threads.values():
        check_tree(thread)


def decide(comment, to, user, **fields):
    """Decide as the queue does: about the comment as it is now."""
    if to == State.REJECTED:
        fields.setdefault("code", "off_topic")
    return moderation.decide(comment=fresh(comment), to=to, user=user, **fields)
