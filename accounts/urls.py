"""Where one signs in. The names are those by which django-allauth knows its own views."""

from django.urls import path

from accounts.signing_in import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/code/", views.enter_code, name="account_code"),
    path("sign-in/password/", views.by_password, name="account_password"),
]
