"""Our answers to what django-allauth asks its site."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.signing_in import devices
from accounts.signing_in.mails import tell_of_changed_factor, tell_of_new_device
from home.throttle import place_of


class DoorAdapter(DefaultAccountAdapter):
    """No address of a machine, none of the package's mails, and no messages that nobody sees."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a keyed hash in place of the address: what is counted by it holds for a day."""
        return place_of(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse the package's way to an account: ours is a code by mail."""
        return False

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": _("Too many wrong codes. Wait a while, and try again."),
    }

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Say nothing: the page that follows shows who is signed in."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Leave it to our views: the package knows no way for who has neither a password nor a factor."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send none of the package's mails: those it would send come from views that are not mounted."""

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign somebody in, and tell her by mail if she never came from this browser; her first time is no news."""
        is_news = user.last_login is not None and not devices.is_known(request, user)
        super().login(request, user)
        if is_news:
            tell_of_new_device(user, language=get_language() or "")

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Answer who has signed in, and know her browser from now on."""
        response = super().post_login(request, user, **kwargs)
        devices.remember(response, request, user)
        return response

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return where somebody goes who came for nothing in particular."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return reverse("front")

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **kwargs: Any) -> None:
        """Tell somebody, in our own words, that her second factor was changed."""
        if template_prefix.startswith("mfa/email/"):
            tell_of_changed_factor(user, language=get_language() or "")


class FactorAdapter(DefaultMFAAdapter):
    """Secrets that a copy of the database does not give away, and messages in the site's words."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That is not the code that is right just now. Look once more."),
    }

    def get_totp_issuer(self) -> str:
        """Return what the app on the phone calls the site."""
        return settings.SITE_NAME

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return _vault().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret; a key that was in use before still opens it."""
        return _vault().decrypt(encrypted_text.encode()).decode()


def _vault() -> MultiFernet:
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet(
        [Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor:{key}".encode()).digest())) for key in keys]
    )
