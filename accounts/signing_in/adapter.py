"""Our answers to what django-allauth asks its site."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from home.throttle import place_of


class DoorAdapter(DefaultAccountAdapter):
    """No address of a machine, none of the package's mails, and no messages that nobody sees."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a keyed hash in place of the address: what is counted by it holds for a day."""
        return place_of(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse the package's way to an account: ours is a code by mail."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the page that follows shows who is signed in."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send none of the package's mails: those it would send come from views that are not mounted."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody goes who came for nothing in particular."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return reverse("front")
