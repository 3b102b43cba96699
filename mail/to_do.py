"""Mail that needs a person, for the admin's first page."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from home.registries import ToDo, Urgency
from mail.models import OutgoingMail


def unsent_mail(user):
    """Yield the mail that was given up, or of which nobody knows whether it arrived."""
    number = OutgoingMail.objects.needing_a_person().count()
    states = "&".join(f"state={state.value}" for state in OutgoingMail.RETRIABLE)
    yield ToDo(
        words=ngettext("%(number)s mail could not be sent", "%(number)s mails could not be sent", number)
        % {"number": number},
        url=f"{reverse('outgoing_mail:index')}?{states}",
        count=number,
        urgency=Urgency.STOPPED,
    )


def late_mail(user):
    """Yield the mail that should have gone long ago: the mail server, or the worker, does not do its part."""
    number = OutgoingMail.objects.late(timezone.now()).count()
    yield ToDo(
        words=ngettext(
            "%(number)s mail has waited for more than half an hour",
            "%(number)s mails have waited for more than half an hour",
            number,
        )
        % {"number": number},
        url=f"{reverse('outgoing_mail:index')}?state={OutgoingMail.State.WAITING.value}",
        count=number,
        urgency=Urgency.STOPPED,
    )
