"""The door: an address and a code by mail, or a password for those who have one."""

from __future__ import annotations

from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import authenticate
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.signing_in import codes, guard, mails, purging
from accounts.signing_in.entering import account_for, let_in, safe_next
from accounts.signing_in.forms import AddressForm, CodeForm, PasswordForm
from home.anonymous_post import anonymous_post
from home.personal_pages import keep_personal, personal_page


def door(view: Any) -> Any:
    """Make a view one of the door's: no cookie before a POST, no POST from elsewhere, kept by no cache."""

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = guarded(request, *args, **kwargs)
        keep_personal(response)
        return response

    guarded = anonymous_post(require_http_methods(["GET", "HEAD", "POST"])(view))
    # Asked by the middleware of the outermost view.
    kept.csrf_exempt = True  # type: ignore[attr-defined]
    return kept


def _with_next(name: str, next_url: str, **more: str) -> str:
    query = {key: value for key, value in {"next": next_url, **more}.items() if value}
    return f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)


def _next_of(request: HttpRequest) -> str:
    return safe_next(request, request.POST.get("next") or request.GET.get("next", ""))


def to_the_door(request: HttpRequest) -> HttpResponse:
    """Send who would sign in to Wagtail's admin to the one door; the admin's sign-in form is not used."""
    next_url = _next_of(request)
    if request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(next_url or "wagtailadmin_home")
    return redirect(_with_next("account_login", next_url))


def _page(request: HttpRequest, template: str, form: Any, next_url: str, **context: Any) -> HttpResponse:
    status = 422 if form is not None and form.errors else 200
    return personal_page(
        request,
        f"accounts/{template}.html",
        status=status,
        form=form,
        next=next_url,
        by_password=settings.SIGN_IN_BY_PASSWORD,
        **context,
    )


@door
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and send a code to it: the answer is the same whether it has an account or not."""
    next_url = _next_of(request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        if guard.may_have_code(request, address):
            with transaction.atomic():
                if not request.user.is_authenticated:
                    request.session.set_expiry(purging.UNUSED)
                code = codes.issue(request.session, address=address, next_url=next_url)
                mails.send_code(address=address, code=code, language=get_language() or "")
            return redirect(_with_next("account_code", next_url, sent="1"))
        form.add_error(None, _("Too many codes have been asked for. Wait a while, and try again."))
    return _page(request, "sign_in", form, next_url)


@door
def enter_code(request: HttpRequest) -> HttpResponse:
    """Let in whoever has the code that was sent."""
    next_url = _next_of(request)
    waiting = codes.waiting(request.session)
    if waiting is None:
        # No redirect: where cookies are refused it would lead round in a circle.
        return _page(request, "no_code", None, next_url, cookies=bool(request.COOKIES))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not guard.may_guess(waiting.attempt):
            return _too_many(request, waiting)
        if codes.matches(waiting, form.cleaned_data["code"]):
            codes.forget(request.session)
            user = account_for(address=waiting.address)
            if user.is_active:
                return let_in(request, user, method="code", next_url=waiting.next)
            form.add_error(None, _("This account is closed. Write to those who run the site."))
        else:
            form.add_error("code", _("That is not the code of the newest mail. Look once more."))
    return _page(request, "enter_code", form, next_url, address=waiting.address, minutes=codes.LASTS // 60)


def _too_many(request: HttpRequest, waiting: codes.Waiting) -> HttpResponse:
    guard.pause(request, waiting.address)
    codes.forget(request.session)
    form = AddressForm({"email": waiting.address})
    form.add_error(None, _("Five wrong codes: this one works no more. Wait ten minutes, and ask for a new one."))
    return _page(request, "sign_in", form, waiting.next)


@sensitive_post_parameters("password")
@door
def by_password(request: HttpRequest) -> HttpResponse:
    """Let in whoever knows the password of an account."""
    if not settings.SIGN_IN_BY_PASSWORD:
        raise Http404
    next_url = _next_of(request)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["username"]
        if not guard.may_try_password(address):
            form.add_error(None, _("Too many wrong passwords for this account. Sign in with a code instead."))
            return _page(request, "by_password", form, next_url)
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            return let_in(request, user, method="password", next_url=next_url)
        guard.note_wrong_password(address)
        if getattr(request, "axes_locked_out", False):
            form.add_error(None, _("Too many wrong passwords. Wait a quarter of an hour, or sign in with a code."))
        else:
            form.add_error(None, _("The address and the password do not belong together."))
    return _page(request, "by_password", form, next_url)
