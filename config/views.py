"""Error pages that help: what happened, and where to go from here."""

import base64
import hashlib

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from home.errors import NotHere

# The error page brings its own style: what has failed may be what serves the others. The policy lets in this one alone.
ERROR_STYLE = (settings.BASE_DIR / "templates" / "500.css").read_text(encoding="utf-8")
ERROR_STYLE_HASH = base64.b64encode(hashlib.sha256(ERROR_STYLE.encode()).digest()).decode()


def csrf_failure(request, reason=""):
    """Answer a form that was sent from elsewhere, or whose time had run out."""
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception):
    """Answer an address where nothing is, with the reason where it was written for readers."""
    reason = str(exception) if isinstance(exception, NotHere) else ""
    return render(request, "404.html", {"reason": reason}, status=404)


@csp_update({"style-src": [f"'sha256-{ERROR_STYLE_HASH}'"]})
def server_error(request):
    """Answer what failed with a page that asks for nothing: no database, no session, no other file."""
    return HttpResponseServerError(render_to_string("500.html", {"style": ERROR_STYLE}))
