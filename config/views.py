"""Error pages that help: what happened, and where to go from here."""

from django.shortcuts import render


def csrf_failure(request, reason=""):
    """Answer a form that was sent from elsewhere, or whose time had run out."""
    return render(request, "403_csrf.html", status=403)
