"""Where moving in from WordPress is found in the admin."""

from django.urls import path, re_path

from blog.wordpress_admin import result_views, views

urls = (
    [
        path("", views.BeginView.as_view(), name="begin"),
        path("<int:pk>/", views.RunView.as_view(), name="run"),
        path("<int:pk>/choose/", views.ChooseView.as_view(), name="choose"),
        re_path(r"^(?P<pk>\d{1,18})/(?P<act>go-on|stop|remove)/$", views.ActView.as_view(), name="act"),
        path("<int:pk>/report.json", result_views.ReportView.as_view(), name="report"),
        path("<int:pk>/texts/<path:number>/old/", result_views.OldTextView.as_view(), name="old_text"),
        path("<int:pk>/texts/<path:number>/", result_views.TextView.as_view(), name="text"),
    ],
    "wordpress",
)
