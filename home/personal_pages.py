"""Pages for one person, who holds a link or is recognised: kept by no cache, found by no search engine."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control, patch_vary_headers


def keep_personal(response: Any) -> None:
    """Keep a page that was made for one person out of shared caches."""
    patch_vary_headers(response, ["Cookie"])
    patch_cache_control(response, private=True, no_store=True)


def personal_page(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> TemplateResponse:
    """Return the page that a template makes for one person."""
    response = TemplateResponse(request, template, context, status=status)
    keep_personal(response)
    # Not no-referrer: browsers then say that a form on the page comes from nowhere, and its POST is refused.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
