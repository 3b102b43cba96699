from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet

from blog.dashboard import add_figures
from blog.models import PostPage
from blog.notes_review_view import ReviewView
from blog.notes_views import BeginView, DoneView, blogs_for
from blog.page_talk import with_discussion
from blog.viewsets import BlogViewSetGroup, post_viewset
from blog.wordpress_admin.pages import WordPressMenuItem
from blog.wordpress_admin.urls import urls as wordpress_urls
from blog.written_forms import report

register_snippet(BlogViewSetGroup)
hooks.register("construct_homepage_summary_items", add_figures)
hooks.register("on_serve_page", with_discussion)


@hooks.register("register_admin_viewset")
def register_posts():
    return post_viewset


# --- From notes to posts -------------------------------------------------------------------------

notes_urls = (
    [
        path("", BeginView.as_view(), name="begin"),
        path("<uuid:uuid>/", ReviewView.as_view(), name="review"),
        path("<uuid:uuid>/done/", DoneView.as_view(), name="done"),
    ],
    "notes",
)


@hooks.register("register_admin_urls")
def register_notes():
    return [path("notes/", include(notes_urls))]


class NotesMenuItem(MenuItem):
    """Shown to those who may write posts."""

    def is_shown(self, request):
        return bool(blogs_for(request.user))


@hooks.register("register_admin_menu_item")
def register_notes_menu_item():
    return NotesMenuItem(_("New summary from notes"), reverse("notes:begin"), icon_name="list-ul", order=155)


@hooks.register("register_page_header_buttons")
def add_notes_to_post(page, user, next_url=None, view_name=None):
    """Offer to add notes to the post that is open in the editor."""
    if isinstance(page, PostPage) and not page.alias_of_id and page.permissions_for_user(user).can_edit():
        url = f"{reverse('notes:begin')}?post={page.pk}"
        yield Button(_("Add from notes"), url, icon_name="list-ul", priority=70)


# --- Moving in from WordPress --------------------------------------------------------------------


@hooks.register("register_admin_urls")
def register_wordpress():
    return [path("wordpress/", include(wordpress_urls))]


@hooks.register("register_settings_menu_item")
def register_wordpress_menu_item():
    return WordPressMenuItem(
        _("Move in from WordPress"), reverse("wordpress:begin"), name="wordpress", icon_name="download", order=900
    )


# --- Written forms -------------------------------------------------------------------------------

hooks.register("register_reports_menu_item", report.report_menu_item)


@hooks.register("register_admin_urls")
def register_written_forms():
    return report.urls
