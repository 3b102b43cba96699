"""Let administrators and editors promote answers for what readers search for."""

import importlib

from django.db import migrations

roles = importlib.import_module("config.migrations.0001_roles")

RIGHTS = {
    key: [f"wagtailsearchpromotions.{act}_searchpromotion" for act in ("add", "change", "delete")]
    for key in ("administrator", "editor")
}


def give_rights(apps, schema_editor=None):
    """Give the groups their rights; these are made here if need be, before Django makes them."""
    for key, rights in RIGHTS.items():
        for role in apps.get_model("accounts.Role").objects.filter(key=key):
            role.group.permissions.add(*[roles._permission(apps, right) for right in rights])


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0012_missed_searches"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
