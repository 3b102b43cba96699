"""POST from people who are not signed in, without a cookie.

Django's CSRF token would set a cookie on a reader's first GET. Instead the browser's own word is
taken for where the form was sent from (Fetch Metadata, https://www.w3.org/TR/fetch-metadata/, and
the Origin header, RFC 6454). A browser so old that it sends neither gets a page that asks her to
press once more, and a short-lived cookie at that moment: she has acted.
"""

import secrets
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt

COOKIE = "confirm_post"
FIELD = "confirm_post"
SECONDS = 600


def _is_ours(request):
    """Return True, False, or None where the browser says nothing."""
    if origin := request.headers.get("Origin"):
        own = f"{request.scheme}://{request.get_host()}"
        return origin == own or origin in settings.CSRF_TRUSTED_ORIGINS
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    if referer := request.headers.get("Referer"):
        return urlsplit(referer).netloc == request.get_host()
    return None


def _is_confirmed(request):
    cookie, field = request.COOKIES.get(COOKIE, ""), request.POST.get(FIELD, "")
    if not cookie or not constant_time_compare(cookie, field):
        return False
    try:
        signing.loads(cookie, salt=COOKIE, max_age=SECONDS)
    except signing.BadSignature:
        return False
    return True


def _ask(request):
    """Return the page that sends the same fields again at a press, nothing lost."""
    token = signing.dumps(secrets.token_urlsafe(12), salt=COOKIE)
    fields = [(name, value) for name in request.POST for value in request.POST.getlist(name) if name != FIELD]
    response = render(
        request, "confirm_post.html", {"fields": fields, "token_field": FIELD, "token": token}, status=403
    )
    response.set_cookie(COOKIE, token, max_age=SECONDS, httponly=True, samesite="Strict", secure=request.is_secure())
    return response


def anonymous_post(view):
    """Let `view` take POSTs from this site's own pages without a CSRF cookie.

    What comes from another site is answered with 403; what does not say where it comes from is asked
    to confirm. Safe methods pass. Only for views whose POST does nothing in the name of a session.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method not in {"GET", "HEAD", "OPTIONS", "TRACE"}:
            ours = _is_ours(request)
            if ours is False:
                return render(request, "403_csrf.html", status=403)
            if ours is None and not _is_confirmed(request):
                return _ask(request)
        return view(request, *args, **kwargs)

    return guarded
