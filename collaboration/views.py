"""Addresses of the collaboration that are not pages."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from collaboration.identifiers import address_of
from collaboration.models import Organisation
from collaboration.visual_keys import stylesheet
from home.errors import NotHere


@require_safe
def identified(request, uuid):
    """Lead from an identifier, which holds for ever, to today's page (303, as for things that are no pages)."""
    address = address_of(uuid, request)
    if not address:
        raise NotHere(_("Nothing that readers may see has this identifier."))
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


@require_safe
@cache_control(public=True, max_age=300)
@conditional_page
def visual_keys(request):
    """Serve each organisation's colours as a style sheet: inline styles are what the CSP forbids."""
    # What is not live is not named here either. Where two languages share an address, the first written counts.
    rows = Organisation.objects.filter(live=True).order_by("-pk")
    keys = {organisation.slug: organisation.visual_key for organisation in rows}
    return HttpResponse(stylesheet(keys), content_type="text/css; charset=utf-8")
