"""What is done about a follower or a delivery: by a button, once, and kept in the log without the address."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.log_actions import log

from mail import suspension
from subscriptions import choosing
from subscriptions.admin.rights import ALL_OF_THEM, CHANGE, RESEND
from subscriptions.models import Delivery, Subscriber
from subscriptions.resending import resend

LIFT = "mail.delete_suspendedaddress"


def note_in_log(instance: Any, action: str, user: Any, **data: Any) -> None:
    """Write down what was done; the log outlives the follower, so it holds her number and no address."""
    title = f"{instance._meta.verbose_name} {instance.pk}" if instance.pk else str(instance._meta.verbose_name_plural)
    log(instance=instance, action=action, user=user, title=title, data=data or None)


class FollowerAction(View):
    """Do something about one follower. Where it can't be undone, ask first."""

    asks = False
    permission = ""
    action = ""
    done: ClassVar[Any] = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        self.follower = get_object_or_404(Subscriber, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        if not self.asks:
            return HttpResponseNotAllowed(["POST"])
        return TemplateResponse(request, "subscriptions/admin/ask.html", self.question())

    def post(self, request, pk):
        with transaction.atomic():
            note_in_log(self.follower, self.action, request.user)
            self.act()
        messages.success(request, self.done % {"email": self.follower.email})
        return self.after()

    def act(self) -> None:
        raise NotImplementedError

    def after(self) -> HttpResponse:
        return redirect("followers:inspect", self.follower.pk)

    def question(self) -> dict[str, Any]:
        title = self.title % {"email": self.follower.email}
        return {
            "header_title": title,
            "header_icon": "mail",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": _("Home")},
                {"url": reverse("followers:index"), "label": _("Followers")},
                {"url": reverse("followers:inspect", args=[self.follower.pk]), "label": self.follower.email},
                {"url": "", "label": self.button},
            ],
            "title": title,
            "consequence": self.consequence,
            "button": self.button,
            "back": reverse("followers:inspect", args=[self.follower.pk]),
        }


class StopView(FollowerAction):
    """Stop all mail to somebody who has asked an editor to."""

    asks = True
    permission = CHANGE
    action = "subscriptions.stop"
    title = gettext_lazy("Stop all mail to %(email)s?")
    button = gettext_lazy("Stop all mail")
    consequence = gettext_lazy(
        "She follows nothing any more, and what is not sent yet is taken back. To follow again, she asks on the site."
    )
    done = gettext_lazy("No more mail goes to %(email)s.")

    def act(self):
        choosing.stop(subscriber=self.follower)


class EraseView(FollowerAction):
    """Delete all that is known of somebody."""

    asks = True
    permission = ALL_OF_THEM
    action = "subscriptions.erase"
    title = gettext_lazy("Delete all that is known of %(email)s?")
    button = gettext_lazy("Delete all")
    consequence = gettext_lazy(
        "The address, what it follows, and what was sent to it are deleted for ever. Figures of earlier months change."
    )
    done = gettext_lazy("Everything known of this address is deleted.")

    def act(self):
        choosing.erase(subscriber=self.follower)

    def after(self):
        return redirect("followers:index")


class LiftView(FollowerAction):
    """Let mail go to a suspended address again."""

    permission = LIFT
    action = "subscriptions.lift"
    done = gettext_lazy("Mail goes to %(email)s again.")

    def act(self):
        suspension.lift(address=self.follower.email)


class ResendView(View):
    """Have one delivery mailed once more."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(RESEND):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, pk):
        return HttpResponseNotAllowed(["POST"])

    def post(self, request, pk):
        delivery = get_object_or_404(Delivery.objects.select_related("subscriber"), pk=pk)
        try:
            with transaction.atomic():
                resend(delivery)
                note_in_log(delivery, "subscriptions.resend", request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("It is mailed to %(email)s again.") % {"email": delivery.subscriber.email})
        return redirect("followers:inspect", delivery.subscriber_id)
