"""Signing in: by a code in a mail, by a password for those who have one, and with a second factor."""

import environ

env = environ.Env()

SIGN_IN_APPS = ["allauth", "allauth.account", "allauth.mfa", "axes"]
SIGN_IN_MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]
SIGN_IN_SILENCED = [
    # A cache in memory counts for one process: docs/operating.md says when that is too little.
    "axes.W001",
    # Who is locked out is told so by our own view.
    "axes.W002",
]

# Keys that were in use before: what they have encrypted or signed still opens.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])

AUTHENTICATION_BACKENDS = [
    # First, so that nobody's password is compared while she is locked out.
    "accounts.signing_in.guard.GuardBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
# Off: nobody signs in by a password, and no field asks for one.
SIGN_IN_BY_PASSWORD = env.bool("SIGN_IN_BY_PASSWORD", default=True)

ACCOUNT_ADAPTER = "accounts.signing_in.adapter.DoorAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
# Whoever signs in by a code has just shown that the address is hers; the others were let in by somebody.
ACCOUNT_EMAIL_VERIFICATION = "none"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]

# Guessing of passwords is counted in the cache, by account and by a keyed hash of the place: no address is kept.
AXES_HANDLER = "axes.handlers.cache.AxesCacheHandler"
AXES_CLIENT_IP_CALLABLE = "home.throttle.place_of"
AXES_CLIENT_STR_CALLABLE = "accounts.signing_in.guard.nobody"
AXES_USERNAME_CALLABLE = "accounts.signing_in.guard.account_key"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True

# The second factor. To change it one must have signed in within this time.
MFA_ADAPTER = "accounts.signing_in.adapter.FactorAdapter"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
# Whoever is in has shown that the address is hers, or was let in by somebody: allauth's own rows for it are not used.
MFA_ALLOW_UNVERIFIED_EMAIL = True
