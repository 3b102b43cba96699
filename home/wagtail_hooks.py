from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from home.chrome import chrome_of
from home.dashboard import remove_help_about_wagtail
from home.staff import without_what_the_strip_has
from home.viewsets import SiteTextViewSet

register_snippet(SiteTextViewSet)
hooks.register("construct_help_menu", remove_help_about_wagtail)
hooks.register("construct_wagtail_userbar", without_what_the_strip_has)


@hooks.register("insert_global_admin_css")
def admin_styles():
    """Add our own style sheet to the admin's."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/admin.css"))


@hooks.register("before_serve_page")
def surround(page, request, serve_args, serve_kwargs):
    """Tell the page's surroundings which page it is, before any part of it asks for them."""
    chrome_of(request, page).give_locale()
