"""Let administrators choose in which languages new posts are drafted."""

import importlib

from django.db import migrations

roles = importlib.import_module("config.migrations.0001_roles")


def give_right(apps, schema_editor=None):
    """Give administrators the right; it is made here if need be, before Django makes it."""
    for role in apps.get_model("accounts.Role").objects.filter(key="administrator"):
        role.group.permissions.add(roles._permission(apps, "languages.change_languagesettings"))


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0010_glossary"),
        ("languages", "0002_drafts_at_once"),
    ]

    operations = [migrations.RunPython(give_right, migrations.RunPython.noop, elidable=False)]
