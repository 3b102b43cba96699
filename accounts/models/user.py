from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    """Make users, and find them by e-mail address in any case."""

    use_in_migrations = True

    @classmethod
    def normalize_email(cls, email):
        """Return the address in lower case: nobody knows which case she once typed."""
        return super().normalize_email(email or "").strip().lower()

    def get_by_natural_key(self, email):
        return self.get(email=self.normalize_email(email))

    async def aget_by_natural_key(self, email):
        return await self.aget(email=self.normalize_email(email))

    def create_user(self, email, password=None, **fields):
        """Create a user; without a password she can't sign in by one. Raises ValueError without an address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        """Create a user with every right (`manage.py createsuperuser` asks for the rest)."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractUser):
    """A person who may sign in. The e-mail address is the name."""

    username = None
    email = models.EmailField(
        _("e-mail address"),
        unique=True,
        error_messages={"unique": _("Somebody already signs in with this e-mail address.")},
    )

    # How often she has ended all her sessions: what they were opened with holds no more.
    ended_sessions = models.PositiveIntegerField(default=0, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_in_any_case",
                violation_error_message=_("Somebody already signs in with this e-mail address."),
            )
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    def _get_session_auth_hash(self, secret=None):
        # Django's own, of the password; many here have none.
        of_password = super()._get_session_auth_hash(secret=secret)
        if not self.ended_sessions:
            return of_password
        salt = "accounts.User.ended_sessions"
        return salted_hmac(salt, f"{of_password}.{self.ended_sessions}", secret=secret, algorithm="sha256").hexdigest()

    def clean(self):
        super().clean()
        self.email = type(self).objects.normalize_email(self.email)
