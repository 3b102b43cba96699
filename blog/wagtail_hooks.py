from wagtail import hooks
from wagtail.snippets.models import register_snippet

from blog.dashboard import add_figures
from blog.viewsets import BlogViewSetGroup, post_viewset

register_snippet(BlogViewSetGroup)
hooks.register("construct_homepage_summary_items", add_figures)


@hooks.register("register_admin_viewset")
def register_posts():
    return post_viewset
