from django.urls import path

from collaboration.asking.views import asking, contact, own

app_name = "help"
urlpatterns = [
    path("about/<uuid:key>/", asking.ask, name="ask"),
    path("sent/<str:token>/", own.sent, name="sent"),
    path("sent/<str:token>/again/", own.resend, name="resend"),
    path("confirm/<str:token>/", own.confirm, name="confirm"),
    path("state/<str:token>/", own.status, name="status"),
    path("state/<str:token>/change/", own.change, name="change"),
    path("answer/<str:token>/", contact.answer, name="answer"),
]
