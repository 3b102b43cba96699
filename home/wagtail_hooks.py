from wagtail import hooks
from wagtail.snippets.models import register_snippet

from home.chrome import chrome_of
from home.viewsets import SiteTextViewSet

register_snippet(SiteTextViewSet)


@hooks.register("before_serve_page")
def surround(page, request, serve_args, serve_kwargs):
    """Tell the page's surroundings which page it is, before any part of it asks for them."""
    chrome_of(request, page).give_locale()
