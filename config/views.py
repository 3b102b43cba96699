"""Error pages that help: what happened, and where to go from here."""

from django.shortcuts import render

from home.errors import NotHere


def csrf_failure(request, reason=""):
    """Answer a form that was sent from elsewhere, or whose time had run out."""
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception):
    """Answer an address where nothing is, with the reason where it was written for readers."""
    reason = str(exception) if isinstance(exception, NotHere) else ""
    return render(request, "404.html", {"reason": reason}, status=404)
