"""What tests of following need beside a browser: posts to follow, time that passes, and mails looked at closely."""

import re
from dataclasses import dataclass
from datetime import timedelta

import html5lib
from django.utils import timezone

from blog.models import BlogIndexPage, PostPage
from mail.models import OutgoingMail
from subscriptions.models import Event, Subscriber
from tests.subscriptions.world import pass_time

ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")


def publish(title):
    """Publish a post as its editor does; return its key."""
    blog = BlogIndexPage.objects.get(locale__language_code="nb")
    post = PostPage(title=title, introduction="Dette kom vi fram til.", date=timezone.now())
    blog.add_child(instance=post)
    post.save_revision().publish()
    return post.translation_key


def later(**delta):
    """Let the worker's jobs do what is due by then."""
    pass_time(timezone.now() + timedelta(**delta))


def forget(keys, address):
    """Take away the posts of a test, those who followed from its addresses, and all that was mailed meanwhile."""
    for post in PostPage.objects.filter(translation_key__in=keys):
        post.delete()
    Event.objects.filter(key__in=[str(key) for key in keys]).delete()
    Subscriber.objects.filter(email__endswith=address).delete()
    OutgoingMail.objects.all().delete()


def state_of(email):
    return Subscriber.objects.get(email=email).state


def key_of(email):
    """Return a follower as she is in the database."""
    return Subscriber.objects.get(email=email)


@dataclass(frozen=True)
class Received:
    """One mail as a follower's program has it."""

    message: object

    @property
    def text(self):
        return self.message.get_body(["plain"]).get_content()

    @property
    def html(self):
        return self.message.get_body(["html"]).get_content()

    @property
    def subject(self):
        return self.message["Subject"]

    def link(self, part):
        """Return the address that leads to a part of the following pages."""
        found = re.search(rf"https?://\S*/follow/{part}/[^\s\"<>]+", self.text)
        assert found, f"no link to {part} in: {self.text}"
        return found[0]

    @property
    def addresses(self):
        """Return every address in both versions; those in the head are for machines."""
        return sorted({found.rstrip(".,") for body in (self.text, self.html) for found in ADDRESS.findall(body)})

    def check(self):
        """Assert that the mail is as the standards want it."""
        for part in self.message.walk():
            assert part.defects == []
            assert all(not value.defects for value in part.values())
        html5lib.HTMLParser(strict=True).parse(self.html)
        assert "<script" not in self.html
        assert 'src="http' not in self.html.replace('src="http://127.0.0.1', "")


def received_by(smtp, email):
    """Return what has come to an address, the oldest first."""
    return [Received(message) for message in smtp.parsed() if message["To"] == email]
