from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from mail.dashboard import add_queue
from mail.viewsets import outgoing_mail_viewset

hooks.register("construct_homepage_summary_items", add_queue)


@hooks.register("register_admin_viewset")
def register_outgoing_mail():
    return outgoing_mail_viewset


@hooks.register("register_log_actions")
def register_log_actions(actions):
    actions.register_action("mail.retry", _("Try mail again"), _("Had the mail tried again"))
