"""A small world to follow: stories that can be read or not, each about some subjects; and followers of them."""

import itertools
import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.test import Client
from django.utils import timezone
from time_machine import travel

from home.following import Entry, Followable, Followed, News, Source, Subject, followables, sources
from mail import outbox
from mail.models import OutgoingMail
from subscriptions import asking, events
from subscriptions.models import Rhythm, Subscriber

OURS = {"Sec-Fetch-Site": "same-origin"}
BEGAN = datetime(2026, 3, 2, 12, tzinfo=UTC)
BLOG, RIVER, LAKE = Subject("blog", "all"), Subject("topic", "river"), Subject("topic", "lake")
_numbers = itertools.count(1)


class World:
    """What happens, and what readers may see of it."""

    def __init__(self):
        self.stories = {}
        self.hidden_subjects = set()
        self.titles = {RIVER: "Elva", LAKE: "Vannet", BLOG: "Alle innlegg"}
        self.asked = 0

    def write(self, key, *subjects, html="", public=True, title="", **fields):
        """Let a story be written; it is told of only once `publish` says so."""
        self.stories[key] = {"public": public, "subjects": (BLOG, *subjects), "html": html, "title": title, **fields}
        return News("story", key)

    def publish(self, key, *subjects, quietly=False, now=None, **fields):
        """Let a story be read, and say so."""
        if key not in self.stories or subjects:
            self.write(key, *subjects, **fields)
        self.stories[key]["public"] = True
        events.happened(News("story", key), quietly, now=now)
        return News("story", key)

    def unpublish(self, key, now=None):
        self.stories[key]["public"] = False
        events.taken_back(News("story", key), now=now)

    def _entries(self, keys, language):
        self.asked += 1
        return {key: self.entry(key, language) for key in keys if key in self.stories and self.stories[key]["public"]}

    def entry(self, key, language):
        story = self.stories[key]
        return Entry(
            id=f"urn:x:{key}",
            title=story["title"] or f"Story {key} ({language})",
            url=f"/{language}/story/{key}/",
            published=BEGAN,
            updated=BEGAN,
            language=language,
            html=story["html"] or f"<p>Text of {key}.</p>",
            summary=f"Beginning of {key}.",
            authors=(("Kari Ås", ""),),
        )

    def _described(self, keys, language):
        self.asked += 1
        known = {subject: title for subject, title in self.titles.items() if subject not in self.hidden_subjects}
        return {
            subject.key: Followed(title=title, url=f"/{subject.key}/")
            for subject, title in known.items()
            if subject.key in keys
        }

    def source(self):
        return Source(
            name="story",
            label="innlegg",
            entries=self._entries,
            subjects=lambda key: self.stories[key]["subjects"],
            waits=True,
        )

    def followable(self, name):
        def offered(language):
            return [(s.key, t) for s, t in self.titles.items() if s.kind == name and s not in self.hidden_subjects]

        return Followable(
            name=name,
            label=name,
            plural=f"{name}s",
            describe=self._described,
            newest=lambda key, language, most: [],
            offered=offered,
        )


@contextmanager
def only(registry, *entries):
    """Let a registry hold these entries alone, for a while."""
    kept = dict(registry._entries)
    registry._entries.clear()
    for one in entries:
        registry.register(one)
    try:
        yield
    finally:
        registry._entries.clear()
        registry._entries.update(kept)


@contextmanager
def begun():
    """Let there be a world, and nothing else to follow."""
    world = World()
    with only(sources, world.source()), only(followables, world.followable("blog"), world.followable("topic")):
        yield world


def follower(*subjects, email="", since=BEGAN - timedelta(days=1), language="nb", rhythm=Rhythm.AT_ONCE, weekday=0):
    """Make somebody who has asked and confirmed; by default for the whole blog."""
    email = email or f"f{next(_numbers)}@example.org"
    wish = asking.Wish(subjects=subjects or (BLOG,), language=language, rhythm=rhythm, weekday=weekday)
    asking.ask(email=email, wish=wish, now=since)
    found = Subscriber.objects.get(email=email)
    asking.confirm(subscriber=found, now=since)
    found.refresh_from_db()
    OutgoingMail.objects.all().delete()
    return found


def pass_time(until):
    """Let the clock's jobs do what is due by then: hand over, write, send."""
    with travel(until, tick=False):
        events.hand_over_due()
        for _round in range(50):
            if not outbox.deliver_due().more:
                break


def browser():
    return Client(headers=OURS)


def link_in(text, part):
    """Return the path of the first link in a mail that leads to this part of the site."""
    found = re.search(rf"http://testserver(\S*/follow/{part}/[^\s\"<>]+)", text)
    assert found, f"no link to {part} in: {text}"
    return found[1]


def waiting_mails():
    return list(OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING).order_by("created_at"))


def now():
    return timezone.now()
