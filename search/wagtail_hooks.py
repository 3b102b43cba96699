from django.contrib.auth.models import Permission
from django.urls import path
from wagtail import hooks

from search import promotion_admin
from search.reports import MissedSearchesView, report_menu_item

hooks.register("register_reports_menu_item", report_menu_item)


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("reports/searches/", MissedSearchesView.as_view(), name="missed_searches"),
        path(
            "reports/searches/results/", MissedSearchesView.as_view(results_only=True), name="missed_searches_results"
        ),
    ]


# Before those of the package, whose addresses they answer.
@hooks.register("register_admin_urls", order=-10)
def register_promotion_urls():
    return promotion_admin.urlpatterns


@hooks.register("construct_reports_menu")
def leave_popular_searches_out(request, items):
    items[:] = [item for item in items if item.name != promotion_admin.POPULAR_SEARCHES]


@hooks.register("register_permissions")
def register_rights():
    return Permission.objects.filter(content_type__app_label="search", codename="view_missedsearch")
