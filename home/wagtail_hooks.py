from django.templatetags.static import static
from django.utils.html import format_html_join
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_localize.synctree import create_aliases_for_new_page

from home.admin_words import name_reports
from home.bodies import LinkToPage
from home.chrome import chrome_of
from home.content_checks import with_our_checks
from home.dashboard import remove_help_about_wagtail
from home.staff import without_what_the_strip_has
from home.to_do import greet
from home.viewsets import SiteTextViewSet, periodic_run_viewset

register_snippet(SiteTextViewSet)
hooks.register("construct_help_menu", remove_help_about_wagtail)
hooks.register("construct_homepage_panels", greet)
hooks.register("construct_reports_menu", name_reports)
hooks.register("construct_wagtail_userbar", without_what_the_strip_has)
hooks.register("construct_wagtail_userbar", with_our_checks)


@hooks.register("insert_global_admin_css")
def admin_styles():
    """Add our own style sheets to the admin's."""
    sheets = [(static(f"admin/{name}.css"),) for name in ("look", "admin", "to-do")]
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("register_admin_viewset")
def register_periodic_runs():
    return periodic_run_viewset


@hooks.register("register_rich_text_features", order=10)
def link_to_pages(features):
    """Have links to pages looked up together; Wagtail's own handler comes before, and gives way."""
    features.register_link_type(LinkToPage)


@hooks.register("before_serve_page")
def surround(page, request, serve_args, serve_kwargs):
    """Tell the page's surroundings which page it is, before any part of it asks for them."""
    chrome_of(request, page).give_to_page()


@hooks.register("after_copy_page")
def show_copies_in_other_languages(request, page, new_page):
    """Give a copy its aliases in the other languages; wagtail-localize does so only for new pages."""
    for copied in new_page.get_descendants(inclusive=True).specific().order_by("path"):
        create_aliases_for_new_page(copied)
