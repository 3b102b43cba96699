"""Give the roles their rights over comments."""

import importlib

from django.db import migrations

roles = importlib.import_module("config.migrations.0001_roles")

MODERATION = ["comments.view_moderatedcomment", "comments.moderate_moderatedcomment"]
BLOCKED = ["comments.view_blockedaddress", "comments.add_blockedaddress", "comments.delete_blockedaddress"]
SECTIONS = [f"comments.{action}_moderatorsection" for action in ("view", "add", "change", "delete")]
RIGHTS = {
    "administrator": [*MODERATION, *BLOCKED, *SECTIONS, "comments.change_commentsettings"],
    "moderator": [*MODERATION, *BLOCKED],
}


def add_rights(apps, schema_editor=None):
    """Add what administrators and moderators need; whoever edits posts decides about corrections to them by that."""
    for key, rights in RIGHTS.items():
        group = apps.get_model("accounts.Role").objects.get(key=key).group
        group.permissions.add(*[roles._permission(apps, right) for right in rights])


class Migration(migrations.Migration):
    dependencies = [("comments", "0001_initial"), ("config", "0001_roles")]

    operations = [migrations.RunPython(add_rights, migrations.RunPython.noop, elidable=False)]
