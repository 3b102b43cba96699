"""Let administrators, and nobody else, move a site in from WordPress."""

import importlib

from django.db import migrations

roles = importlib.import_module("config.migrations.0001_roles")

RIGHTS = {"administrator": ["blog.add_wordpressimport", "blog.view_wordpressimport"]}


def give_rights(apps, schema_editor=None):
    """Give the groups their rights; these are made here if need be, before Django makes them."""
    for key, rights in RIGHTS.items():
        for role in apps.get_model("accounts.Role").objects.filter(key=key):
            role.group.permissions.add(*[roles._permission(apps, right) for right in rights])


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0008_posts_that_are_no_news"),
        ("blog", "0006_wordpress_import"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
