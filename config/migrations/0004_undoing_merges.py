"""Let administrators undo merges of terms."""

from django.db import migrations

RIGHT = "undo_merge"


def give_right(apps, schema_editor=None):
    """Give the administrators' group the right; it is made here if need be, before Django makes it."""
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="collaboration", model="merge"
    )
    permission, _created = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=RIGHT, defaults={"name": "Can undo merges of terms"}
    )
    for role in apps.get_model("accounts.Role").objects.filter(key="administrator"):
        role.group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0003_headings_of_notes"),
        ("collaboration", "0004_merges"),
    ]

    operations = [migrations.RunPython(give_right, migrations.RunPython.noop, elidable=False)]
