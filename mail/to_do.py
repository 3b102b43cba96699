"""Mail that needs a person, for the admin's first page."""

from django.urls import reverse
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
