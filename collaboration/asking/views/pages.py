"""The pages for one party to one request."""

from __future__ import annotations

from typing import Any

from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from collaboration.asking.reading import ShownRequest, shown
from collaboration.models import HelpRequest
from collaboration.reader import reader_in
from home.errors import NotHere
from home.personal_pages import personal_page


def by_number(pk: int) -> HelpRequest:
    """Return the request with this number; raises NotHere."""
    joined = HelpRequest.objects.select_related("organisation__locale", "from_organisation")
    found = joined.filter(pk=pk).first()
    if found is None:
        raise NotHere(_("The request is not here any more: it was deleted, or was never confirmed."))
    return found


def page_of_request(
    request: Any, template: str, asked: HelpRequest, *, status: int = 200, **context: Any
) -> TemplateResponse:
    """Return a page about one request, that nobody but the holder of a link sees."""
    reader = reader_in(request, get_language())
    rows = shown([asked], reader)
    # The organisation may have left the site meanwhile: the two parties still see each other.
    row = rows[0] if rows else ShownRequest(asked, asked.organisation, asked.from_organisation, None, "")
    context |= {"asked": asked, "row": row, "is_here": bool(rows)}
    return page_for_party(request, template, status=status, **context)


def page_for_party(request: Any, template: str, *, status: int = 200, **context: Any) -> TemplateResponse:
    """Return a page that is kept by no cache and found by no search engine."""
    return personal_page(request, f"collaboration/asking/{template}.html", status=status, **context)
