from django.urls import path

from comments import feeds, numbers  # noqa: F401 (what makes <number:pk> known)
from comments.views import following, own, reacting, reading, writing

app_name = "comments"
urlpatterns = [
    path("feed/", feeds.all_comments, name="feed"),
    path("me/", own.me, name="me"),
    path("me/forget/", own.forget_me, name="forget"),
    path("on/<slug:subject>/<uuid:key>/", writing.write, name="write"),
    path("on/<slug:subject>/<uuid:key>/feed/", feeds.discussion, name="feed_of"),
    path("correct/<uuid:statement>/", writing.correct, name="correct"),
    path("confirm/<str:token>/", own.confirm, name="confirm"),
    path("confirm-like/<str:token>/", reacting.confirm_like, name="confirm_like"),
    path("state/<str:token>/", own.status, name="status"),
    path("state/<str:token>/again/", own.resend, name="resend"),
    path("stop/<str:token>/", following.stop, name="stop"),
    path("stop/<str:token>/at-once/", following.stop_at_once, name="stop_at_once"),
    path("<number:pk>/", reading.comment, name="comment"),
    path("<number:pk>/thread/", reading.thread, name="thread"),
    path("<number:pk>/reply/", writing.reply, name="reply"),
    path("<number:pk>/edit/", own.edit, name="edit"),
    path("<number:pk>/withdraw/", own.withdraw, name="withdraw"),
    path("<number:pk>/like/", reacting.like, name="like"),
    path("<number:pk>/report/", reacting.report, name="report"),
]
