from django.urls import path

from collaboration.calendar import views

app_name = "calendar"
urlpatterns = [
    path("sessions.ics", views.sessions, name="sessions"),
    path("<uuid:translation_key>.ics", views.session, name="session"),
]
