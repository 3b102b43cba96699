"""Those who are mailed of a post, and the post; runs where Django is set up."""

import datetime
import time

from django.utils import timezone

from blog.models import BlogIndexPage, PostPage
from config.publishing import publish_page
from subscriptions import events
from subscriptions.models import FollowingSettings, Subscriber, Subscription
from tests.bench import plan
from tests.bench.dataset import without_tasks

AT_A_TIME = 2000


def load(count: int) -> None:
    """Let so many follow the blog, all of it, at once."""
    chosen = FollowingSettings.load()
    chosen.wait_minutes = 0
    chosen.save()
    since = timezone.now() - datetime.timedelta(days=1)
    people = Subscriber.objects.bulk_create(
        (
            Subscriber(email=f"reader-{number:06}@example.org", language="nb", state="active", confirmed_at=since)
            for number in range(count)
        ),
        batch_size=AT_A_TIME,
    )
    Subscription.objects.bulk_create(
        (Subscription(subscriber=person, kind="blog", key="all", since=since) for person in people),
        batch_size=AT_A_TIME,
    )


def tell(number: int, size: plan.Size) -> dict:
    """Publish a post like the first, and hand it over: returns how long the latter took and for how many."""
    like = next(plan.posts(size))
    blog = BlogIndexPage.objects.live().filter(alias_of=None).first()
    said = PostPage.objects.get(slug=like.slug, alias_of=None).body
    with without_tasks():
        post = PostPage(title=f"Nytt {number}", introduction=like.introduction, body=said, date=timezone.now())
        publish_page(post, blog)
        started = time.monotonic()
        deliveries = events.hand_over_due()
        took = time.monotonic() - started
    return {"seconds": round(took, 2), "deliveries": deliveries}
