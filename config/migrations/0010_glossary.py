"""Let those who write and translate settle how words are translated."""

import importlib

from django.db import migrations

roles = importlib.import_module("config.migrations.0001_roles")

RIGHTS = {
    key: [f"languages.{action}_glossaryentry" for action in ("view", "add", "change", "delete")]
    for key in ("administrator", "editor")
}
RIGHTS["translator"] = [f"languages.{action}_glossaryentry" for action in ("view", "add", "change")]


def give_rights(apps, schema_editor=None):
    """Give the groups their rights; these are made here if need be, before Django makes them."""
    for key, rights in RIGHTS.items():
        for role in apps.get_model("accounts.Role").objects.filter(key=key):
            role.group.permissions.add(*[roles._permission(apps, right) for right in rights])


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0009_wordpress"),
        ("languages", "0001_glossary_and_drafting"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
