"""Make people who may work in the admin, and give them new passwords."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Role, User
from accounts.models.role import RoleKey


def new_password():
    """Return a random password that can be read aloud: about 100 bits."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(alphabet) for _ in range(5)) for _ in range(4))


@transaction.atomic
def create_staff(*, email, name="", role=RoleKey.EDITOR):
    """Create somebody who may work in the admin.

    Returns (user, password); the password is kept only as a hash, so show it now. An address that is
    known already gets the role and keeps her password: (user, None). Raises ValidationError for an
    address that is none.
    """
    if existing := User.objects.filter(email=User.objects.normalize_email(email)).first():
        existing.groups.add(Role.objects.get(key=role).group)
        return existing, None
    first_name, _, last_name = name.strip().rpartition(" ")
    if not first_name:
        first_name, last_name = last_name, ""
    password = new_password()
    user = User(email=User.objects.normalize_email(email), first_name=first_name, last_name=last_name)
    user.is_superuser = user.is_staff = role == RoleKey.ADMINISTRATOR
    user.set_password(password)
    try:
        user.full_clean()
    except ValidationError as error:
        raise ValidationError({"email": error.messages}) from error
    user.save()
    user.groups.add(Role.objects.get(key=role).group)
    return user, password


def set_random_password(user):
    """Give the user a new random password and return it; the old one stops working at once."""
    password = new_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    return password
