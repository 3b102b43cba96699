"""Where one signs in. The names are those by which django-allauth knows its own views."""

from django.urls import path

from accounts.invitations.views import accept_invitation
from accounts.signing_in import second_factor, views

urlpatterns = [
    path("invitation/<str:token>/", accept_invitation, name="accept_invitation"),
    path("", second_factor.account, name="mfa_index"),
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-in/code/", views.enter_code, name="account_code"),
    path("sign-in/password/", views.by_password, name="account_password"),
    path("sign-in/second/", second_factor.AskForFactor.as_view(), name="mfa_authenticate"),
    path("sign-in/again/", second_factor.sign_in_again, name="account_reauthenticate"),
    path("sign-out/", second_factor.sign_out, name="account_logout"),
    path("app/", second_factor.Enrol.as_view(), name="mfa_activate_totp"),
    path("app/stop/", second_factor.Disenrol.as_view(), name="mfa_deactivate_totp"),
    path("recovery-codes/", second_factor.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", second_factor.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
]
