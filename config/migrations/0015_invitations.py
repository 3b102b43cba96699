"""Let administrators invite others."""

import importlib

from django.db import migrations

roles = importlib.import_module("config.migrations.0001_roles")

RIGHTS = [f"accounts.{act}_invitation" for act in ("view", "add", "change")]


def give_rights(apps, schema_editor=None):
    """Give the group its rights; these are made here if need be, before Django makes them."""
    for role in apps.get_model("accounts.Role").objects.filter(key="administrator"):
        role.group.permissions.add(*[roles._permission(apps, right) for right in RIGHTS])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_invitation"),
        ("config", "0013_promoted_answers"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
