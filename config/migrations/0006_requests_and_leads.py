"""Let roles decide about requests for help, and say who leads which theme."""

import importlib

from django.db import migrations

roles = importlib.import_module("config.migrations.0001_roles")

REQUESTS = ["collaboration.view_helprequest", "collaboration.moderate_helprequest"]
LEADS = [f"collaboration.{action}_responsibility" for action in ("view", "add", "change", "delete")]
RIGHTS = {
    "administrator": [*REQUESTS, *LEADS],
    "editor": LEADS,
    "moderator": [*REQUESTS, "collaboration.view_responsibility"],
}


def give_rights(apps, schema_editor=None):
    """Give the groups their rights; these are made here if need be, before Django makes them."""
    for key, rights in RIGHTS.items():
        for role in apps.get_model("accounts.Role").objects.filter(key=key):
            role.group.permissions.add(*[roles._permission(apps, right) for right in rights])


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0005_open_data"),
        ("collaboration", "0007_help_requests_and_responsibilities"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
