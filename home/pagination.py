"""Pages of a list: an impossible page number is answered, not guessed at."""

from urllib.parse import urlencode

from django.core.paginator import InvalidPage
from django.utils.translation import gettext as _

from home.errors import NotHere


def page_of(paginator, request, parameter="page", keep=()):
    """Return the page that the address asks for; its `numbers` are those to choose from, with gaps.

    Of the address's other parameters those named in `keep` stay in its `rest`, for the links to other pages.
    Raises NotHere, with a sentence, for what is no page of this list.
    """
    try:
        listed = paginator.page(request.GET.get(parameter, 1))
    except InvalidPage as error:
        raise NotHere(
            _("There is no such page in this list. It has %(number)s.") % {"number": paginator.num_pages}
        ) from error
    listed.numbers = list(paginator.get_elided_page_range(listed.number))
    kept = [(name, request.GET[name]) for name in keep if name in request.GET]
    listed.rest = f"&{urlencode(kept)}" if kept else ""
    return listed
