"""Any sequence of what writers, readers, moderators, editors and the clock do to a discussion.

After each step: nobody reads what is not published by every rule, every thread is a tree with right numbers, every
log is whole, and nothing has vanished but by purge.
"""

import itertools
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from wagtail.models import PageViewRestriction

from blog.models import PostPage
from collaboration.models import Kind
from comments import moderation, posting, purging, reactions, threads
from comments.models import CommentEvent, ModeratedComment, Writer
from comments.moves import MoveRefused
from comments.states import Actor, State
from comments.subjects import readable_by_all
from tests import factories as make
from tests.comments import making

pytestmark = pytest.mark.django_db

ANY = st.integers(0, 1000)
REFUSED = (ValidationError, PermissionDenied)
# What no rule lets through by itself.
SPAM = " Se https://a.example/ https://b.example/ https://c.example/"


class Discussions(RuleBasedStateMachine):
    """One post and two terms, three writers, a moderator of all, one of another part, and readers."""

    place = None

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.numbers = itertools.count()
        self.writers = [making.writer() for _number in range(3)]
        self.known = set()
        self.merged = False

    def teardown(self):
        try:
            self.everybody_reads_only_what_is_published()
        finally:
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    # --- What is there ---------------------------------------------------------------------------

    def pick(self, number):
        rows = ModeratedComment.objects.order_by("pk").select_related("discussion", "writer")
        return rows[number % len(self.known)]

    def pick_subject(self, number):
        post, one, two = self.place.post, self.place.one, self.place.two
        keys = [("post", post.translation_key), ("term", one.concept.uuid), ("term", two.concept.uuid)]
        return keys[number % 3]

    def send(self, subject, key, by, breaks, confirmed, **fields):
        text = f"Kommentar {next(self.numbers)}: bokbåten kom hver torsdag.{SPAM if breaks else ''}"
        posted = posting.post(
            subject=subject,
            key=key,
            text=text,
            name="Kari",
            email=by.email,
            language="nb",
            confirmed=confirmed,
            **fields,
        )
        assert posted.is_new
        self.known.add(posted.comment.pk)
        return posted.comment

    # --- What writers do -------------------------------------------------------------------------

    @rule(number=ANY, writer=st.integers(0, 2), breaks=st.booleans(), confirmed=st.booleans())
    def begin_a_thread(self, number, writer, breaks, confirmed):
        with_refusals(self.send, *self.pick_subject(number), self.writers[writer], breaks, confirmed)

    @precondition(lambda self: self.known)
    @rule(number=ANY, writer=st.integers(0, 2), breaks=st.booleans(), confirmed=st.booleans())
    def answer(self, number, writer, breaks, confirmed):
        parent = self.pick(number)
        where = (parent.discussion.subject, parent.discussion.key)
        sent = with_refusals(self.send, *where, self.writers[writer], breaks, confirmed, reply_to=parent.pk)
        if sent is not None:
            assert parent.state == State.PUBLISHED
            assert making.fresh(sent).parent_id == parent.pk

    @precondition(lambda self: self.known)
    @rule(number=ANY)
    def send_again(self, number):
        comment = self.pick(number)
        if not comment.comment or not comment.fingerprint:
            return
        count = ModeratedComment.objects.count()
        with_refusals(
            posting.post,
            subject=comment.discussion.subject,
            key=comment.discussion.key,
            text=comment.comment,
            name="Kari",
            email=comment.user_email,
            language="nn",
            reply_to=comment.parent_id if comment.level else 0,
        )
        # What was changed since is sent anew as a comment of its own.
        if ModeratedComment.objects.count() != count:
            assert comment.edited_at
            self.known = set(ModeratedComment.objects.values_list("pk", flat=True))

    @precondition(lambda self: self.known)
    @rule(number=ANY)
    def confirm(self, number):
        posting.confirm(comment=self.pick(number))

    @precondition(lambda self: self.known)
    @rule(number=ANY, writer=st.integers(0, 2), breaks=st.booleans())
    def edit(self, number, writer, breaks):
        text = f"Endret {next(self.numbers)}.{SPAM if breaks else ''}"
        comment = self.pick(number)
        if with_refusals(posting.edit, comment=comment, writer=self.writers[writer], text=text):
            assert comment.writer == self.writers[writer]

    @precondition(lambda self: self.known)
    @rule(number=ANY, writer=st.integers(0, 2))
    def withdraw(self, number, writer):
        with_refusals(posting.withdraw, comment=self.pick(number), writer=self.writers[writer])

    # --- What readers do -------------------------------------------------------------------------

    @precondition(lambda self: self.known)
    @rule(number=ANY, writer=st.integers(0, 2), confirmed=st.booleans())
    def like(self, number, writer, confirmed):
        with_refusals(reactions.like, comment=self.pick(number), writer=self.writers[writer], confirmed=confirmed)

    @precondition(lambda self: self.known)
    @rule(number=ANY)
    def report(self, number):
        with_refusals(reactions.report, comment=self.pick(number), reason="rude")

    # --- What moderators do ----------------------------------------------------------------------

    @precondition(lambda self: self.known)
    @rule(number=ANY, to=st.sampled_from(State))
    def decide(self, number, to):
        with_refusals(moderation.decide, comment=self.pick(number), to=to, user=self.place.moderator, code="other")

    @precondition(lambda self: self.known)
    @rule(number=ANY, to=st.sampled_from(State))
    def decide_without_right(self, number, to):
        comment = self.pick(number)
        with pytest.raises(PermissionDenied):
            moderation.decide(comment=comment, to=to, user=self.place.other_moderator, code="other")

    @precondition(lambda self: self.known)
    @rule(number=ANY)
    def take_back(self, number):
        with_refusals(moderation.undo, comment=self.pick(number), user=self.place.moderator)

    @precondition(lambda self: self.known)
    @rule(number=ANY)
    def correct_the_text(self, number):
        text = f"Rettet {next(self.numbers)}."
        with_refusals(moderation.edit_text, comment=self.pick(number), user=self.place.moderator, text=text)

    @precondition(lambda self: self.known)
    @rule(number=ANY)
    def save_as_the_package_does(self, number):
        self.pick(number).save()

    # --- What editors do -------------------------------------------------------------------------

    @rule(live=st.booleans())
    def publish_or_unpublish_the_post(self, live):
        PostPage.objects.filter(pk=self.place.post.pk).update(live=live)

    @rule(private=st.booleans())
    def restrict_or_open_the_post(self, private):
        PageViewRestriction.objects.all().delete()
        if private:
            PageViewRestriction.objects.create(page_id=self.place.post.pk, restriction_type="login")

    @rule(merged=st.booleans())
    def merge_or_part_the_terms(self, merged):
        concept = self.place.two.concept
        concept.replaced_by = self.place.one.concept if merged else None
        concept.save()
        self.merged = merged

    # --- What the clock does ---------------------------------------------------------------------

    @precondition(lambda self: self.known)
    @rule(number=ANY, days=st.sampled_from([0, 8, 40]))
    def time_passes_for_one(self, number, days):
        making.older(self.pick(number), days=days, minutes=20)

    @rule(years=st.booleans())
    def purge(self, years):
        before = {one.pk: one for one in ModeratedComment.objects.all()}
        purging.purge(timezone.now() + timedelta(days=900 if years else 0))
        after = set(ModeratedComment.objects.values_list("pk", flat=True))
        for pk in before.keys() - after:
            assert before[pk].state in {State.SPAM, State.UNCONFIRMED}
            assert not ModeratedComment.objects.filter(parent_id=pk).exists()
        assert after <= before.keys()
        self.known = after
        for place, writer in enumerate(self.writers):
            if not Writer.objects.filter(pk=writer.pk, email__isnull=False).exists():
                self.writers[place] = making.writer()

    # --- What must hold --------------------------------------------------------------------------

    @invariant()
    def nothing_has_vanished(self):
        assert set(ModeratedComment.objects.values_list("pk", flat=True)) == self.known

    @invariant()
    def logs_flags_and_trees_are_right(self):
        making.check_everything()

    @invariant()
    def what_is_published_is_so_by_every_rule(self):
        for comment in ModeratedComment.objects.published():
            assert comment.comment
            assert comment.confirmed_at, "somebody else may have given the address"
            last = CommentEvent.objects.filter(comment=comment.pk).last()
            if SPAM in comment.comment:
                assert last.actor == Actor.MODERATOR
                assert comment.edited_at is None or comment.edited_at <= last.at

    @invariant()
    def everybody_reads_only_what_is_published(self):
        published = set(ModeratedComment.objects.published().values_list("pk", flat=True))
        post = self.place.post
        readable = PostPage.objects.get(pk=post.pk).live and not PageViewRestriction.objects.exists()
        of_post = set(ModeratedComment.objects.filter(discussion__subject="post").values_list("pk", flat=True))
        public = ModeratedComment.objects.published().filter(readable_by_all("discussion"))
        assert set(public.values_list("pk", flat=True)) == published - (set() if readable else of_post)
        request = RequestFactory().get("/")
        seen = []
        keys = {
            "post": [[post.translation_key]],
            "term": [[self.place.one.concept.uuid], [self.place.two.concept.uuid]],
        }
        if self.merged:
            keys["term"] = [[key for group in keys["term"] for key in group]]
        for subject, groups in keys.items():
            for group in groups:
                page = threads.read_discussion(request, subject=subject, keys=group)
                shown = [one for one in page.comments if not one.gone]
                assert page.count == len(shown)
                seen += [one.comment.pk for one in shown]
                places = {one.comment.pk: at for at, one in enumerate(page.comments)}
                for one in page.comments:
                    assert places[one.comment.parent_id] <= places[one.comment.pk]
        assert sorted(seen) == sorted(published)


def with_refusals(do, *args, **kwargs):
    """Do something that may be refused: then it must have changed nothing, which the invariants see."""
    try:
        with transaction.atomic():
            return do(*args, **kwargs)
    except (*REFUSED, MoveRefused):
        return None


def test_no_sequence_of_events_shows_what_is_hidden_or_loses_what_was_said():
    making.settings(reports_to_hide=2)

    class Place:
        post = making.post()
        collaboration = make.collaboration_page()
        one, two = make.term(Kind.COMPETENCY, "Formidling"), make.term(Kind.COMPETENCY, "Å formidle")
        moderator = making.moderator()
        other_moderator = making.moderator(make.standard_page())

    Discussions.place = Place
    examples = max(5, settings().max_examples // 4)
    run_state_machine_as_test(
        Discussions, settings=settings(settings(), max_examples=examples, stateful_step_count=25, deadline=None)
    )
