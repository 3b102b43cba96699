from django.urls import path
from wagtail import hooks

from comments.dashboard import add_retention
from comments.queue.single import decide_from_mail
from comments.reports import ModerationReportView, report_menu_item
from comments.viewsets import CommentsViewSetGroup

hooks.register("construct_homepage_panels", add_retention)
hooks.register("register_reports_menu_item", report_menu_item)


@hooks.register("register_admin_viewset")
def register_comments():
    return CommentsViewSetGroup()


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("comments/decide/<str:token>/", decide_from_mail, name="comments_decide"),
        path("reports/comments/", ModerationReportView.as_view(), name="comment_report"),
        path(
            "reports/comments/results/", ModerationReportView.as_view(results_only=True), name="comment_report_results"
        ),
    ]
