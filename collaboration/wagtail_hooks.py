from wagtail import hooks
from wagtail.snippets.models import register_snippet

from collaboration.changes import admin_views, change_log
from collaboration.dashboard import add_figures
from collaboration.links.log import register_log_actions as register_link_actions
from collaboration.merge_log import register_log_actions
from collaboration.merge_viewsets import MergeBulkAction
from collaboration.usage_views import refuse_deletion_of_what_is_in_use
from collaboration.viewsets import CollaborationViewSetGroup
from collaboration.wordings import admin_views as wordings_views
from collaboration.wordings import log as wordings_log

register_snippet(CollaborationViewSetGroup)
hooks.register("before_delete_snippet", refuse_deletion_of_what_is_in_use)
hooks.register("construct_homepage_summary_items", add_figures)
hooks.register("register_log_actions", register_log_actions)
hooks.register("register_log_actions", register_link_actions)
hooks.register("register_log_actions", change_log.register_log_actions)
hooks.register("register_admin_viewset", admin_views.register_viewset)
hooks.register("register_bulk_action", MergeBulkAction)
hooks.register("register_admin_viewset", wordings_views.register_viewset)
hooks.register("register_page_header_buttons", wordings_views.add_button)
hooks.register("register_page_listing_more_buttons", wordings_views.add_button)
hooks.register("register_log_actions", wordings_log.register_log_actions)
