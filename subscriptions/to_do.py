"""What there is to see to about following, for the admin's first page."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from home.registries import ToDo, Urgency
from mail.suspension import is_suspended
from subscriptions.lateness import late_news
from subscriptions.models import Subscriber
from subscriptions.preferences import following_settings


def suspended_followers(user):
    """Yield those who follow, and get no mail because it came back."""
    number = Subscriber.objects.filter(is_suspended("email"), state=Subscriber.State.ACTIVE).count()
    yield ToDo(
        words=ngettext(
            "%(number)s follower gets no mail: it came back",
            "%(number)s followers get no mail: it came back",
            number,
        )
        % {"number": number},
        url=f"{reverse('followers:index')}?state=active&suspended=any",
        count=number,
        urgency=Urgency.WHEN_THERE_IS_TIME,
    )


def answers_to_nobody(user):
    """Yield that whoever answers a mail writes to the address that sends it, where nobody may be reading."""
    nobody = not following_settings().reply_to and Subscriber.objects.active().exists()
    yield ToDo(
        words=_("Answers to the mails go to the address that sends them: choose one that somebody reads"),
        url=reverse("wagtailsettings:edit", args=["subscriptions", "followingsettings"]),
        count=int(nobody),
        urgency=Urgency.WHEN_THERE_IS_TIME,
    )


def late_news_to_do(user):
    """Yield what is published and nobody has been told of."""
    late = late_news()
    number = len(late)
    yield ToDo(
        words=ngettext(
            "%(number)s news item could not be mailed to its followers",
            "%(number)s news items could not be mailed to their followers",
            number,
        )
        % {"number": number},
        url=reverse("following_preview", args=late[0].news) if late else "",
        count=number,
        urgency=Urgency.STOPPED,
    )
