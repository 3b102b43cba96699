"""The second factor: django-allauth's views on our own pages, kept by no cache."""

from __future__ import annotations

from typing import Any

from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from accounts.signing_in.entering import end_other_sessions, safe_next, signed_in_recently
from home.personal_pages import keep_personal, personal_page


class PersonalView:
    """Keep a page out of all caches, however its view answers."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        keep_personal(response)
        return response


class AskForFactor(PersonalView, AuthenticateView):
    """Ask for the second factor of who has shown the first."""

    template_name = "accounts/ask_for_factor.html"


class RecentView(PersonalView):
    """Open only to who has signed in within the last quarter of an hour, by whatever she signs in with."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not signed_in_recently(request):
            name = "account_reauthenticate" if request.user.is_authenticated else "account_login"
            return redirect(f"{reverse(name)}?{urlencode({'next': request.path})}")
        return super().dispatch(request, *args, **kwargs)


class Enrol(RecentView, ActivateTOTPView):
    """Begin to use an app on the phone."""

    template_name = "accounts/enrol.html"


class Disenrol(RecentView, DeactivateTOTPView):
    """Stop using the app."""

    template_name = "accounts/disenrol.html"


class RecoveryCodes(RecentView, ViewRecoveryCodesView):
    """Show the codes for the day the phone is gone."""

    template_name = "accounts/recovery_codes.html"


class NewRecoveryCodes(RecentView, GenerateRecoveryCodesView):
    """Make new codes; the old ones stop working."""

    template_name = "accounts/new_recovery_codes.html"


@login_required
@require_http_methods(["GET", "HEAD"])
def account(request: HttpRequest) -> HttpResponse:
    """Show what somebody signs in with."""
    kinds = set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True))
    return personal_page(
        request,
        "accounts/account.html",
        has_app=Authenticator.Type.TOTP in kinds,
        has_recovery_codes=Authenticator.Type.RECOVERY_CODES in kinds,
        has_ended="ended" in request.GET,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Have somebody show once more who she is, by all that she signs in with."""
    next_url = safe_next(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        return personal_page(request, "accounts/sign_in_again.html", next=next_url)
    logout(request)
    door = reverse("account_login")
    return redirect(f"{door}?{urlencode({'next': next_url})}" if next_url else door)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    logout(request)
    return redirect("front")


@login_required
@require_POST
def sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    """End all other sessions of who asks."""
    end_other_sessions(request)
    return redirect(f"{reverse('mfa_index')}?{urlencode({'ended': 1})}")
