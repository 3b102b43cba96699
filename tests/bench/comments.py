"""Discussions of a known size, each under a post of its own; runs where Django is set up.

Two of five comments begin a thread, the others answer one of the last ten: threads of all lengths, as in life.
"""

import datetime
import random

from django.db import transaction

from blog.models import PostPage
from blog.talk import SUBJECT
from comments.models import CommentEvent, Discussion, ModeratedComment, Writer
from comments.states import Actor, State
from tests.bench import plan
from tests.bench.options import page_name

BEGIN = datetime.datetime(2011, 4, 1, 8, tzinfo=datetime.UTC)
WRITERS = 40
ROOTS_IN_FIVE = 2
LATELY = 10


def slug_for(place: int, posts: int) -> str:
    """Return the slug of the post that has the discussion at this place: from the last post backwards."""
    return plan.slug_of(posts - 1 - place)


def load(sizes: list[int], posts: int, seed: int) -> None:
    """Write a discussion of each size."""
    writers = [
        Writer.objects.create(email=f"writer-{number:02}@example.org", name=f"Skriver {number:02}", confirmed_at=BEGIN)
        for number in range(WRITERS)
    ]
    for place, count in enumerate(sizes):
        post = PostPage.objects.get(slug=slug_for(place, posts), alias_of=None)
        with transaction.atomic():
            _discussion(post.translation_key, count, writers, random.Random(f"{seed} comments {count}"))


def _discussion(key, count, writers, dice):
    discussion = Discussion.objects.create(subject=SUBJECT, key=key)
    lately: list[int] = []
    for number in range(count):
        writer = dice.choice(writers)
        begins = not lately or dice.randrange(5) < ROOTS_IN_FIVE
        comment = ModeratedComment(
            discussion=discussion,
            writer=writer,
            user_name=writer.name,
            user_email=writer.email,
            comment="\n\n".join(plan.sentence(dice, dice.randint(5, 25)) for _n in range(dice.randint(1, 3))),
            language="nb",
            state=State.PUBLISHED,
            parent_id=0 if begins else dice.choice(lately),
            submit_date=BEGIN + datetime.timedelta(minutes=11 * number),
        )
        comment.save()
        lately = [*lately, comment.pk][-LATELY:]
    published = ModeratedComment.objects.filter(discussion=discussion)
    CommentEvent.objects.bulk_create(
        CommentEvent(comment=comment, actor=Actor.RULES, after=State.PUBLISHED) for comment in published
    )


def addresses(sizes: list[int], posts: int) -> dict[str, str]:
    """Return {page: address} of the posts with discussions."""
    found = {}
    for place, count in enumerate(sizes):
        post = PostPage.objects.filter(slug=slug_for(place, posts), alias_of=None).first()
        if post:
            found[page_name(count)] = post.get_url()
    return found
