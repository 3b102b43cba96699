"""Let administrators choose the licence of open data."""

from django.db import migrations

RIGHT = "change_opendatasettings"


def give_right(apps, schema_editor=None):
    """Give the administrators' group the right; it is made here if need be, before Django makes it."""
    content_type, _created = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label="home", model="opendatasettings"
    )
    permission, _created = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type, codename=RIGHT, defaults={"name": "Can change open data"}
    )
    for role in apps.get_model("accounts.Role").objects.filter(key="administrator"):
        role.group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0004_undoing_merges"),
        ("home", "0002_open_data_settings"),
    ]

    operations = [migrations.RunPython(give_right, migrations.RunPython.noop, elidable=False)]
