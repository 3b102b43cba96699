"""Let roles see who follows and what was mailed, and do something about it."""

import importlib

from django.db import migrations

roles = importlib.import_module("config.migrations.0001_roles")

SEE = ["subscriptions.view_subscriber", "subscriptions.view_delivery"]
# Who answers the followers' mails stops mail for those who ask, and has one mailed again.
LOOK_AFTER = [
    *SEE,
    "subscriptions.view_subscription",
    "subscriptions.view_event",
    "subscriptions.change_subscriber",
    "subscriptions.change_delivery",
    "mail.view_suspendedaddress",
    "mail.delete_suspendedaddress",
]
RIGHTS = {
    # To erase somebody, and to take addresses in or out, is theirs alone; the settings too.
    "administrator": [*LOOK_AFTER, "subscriptions.delete_subscriber", "subscriptions.change_followingsettings"],
    "editor": LOOK_AFTER,
    "moderator": SEE,
}


def give_rights(apps, schema_editor=None):
    """Give the groups their rights; these are made here if need be, before Django makes them."""
    for key, rights in RIGHTS.items():
        for role in apps.get_model("accounts.Role").objects.filter(key=key):
            role.group.permissions.add(*[roles._permission(apps, right) for right in rights])


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0006_requests_and_leads"),
        ("mail", "0002_suspended_addresses"),
        ("subscriptions", "0001_following"),
    ]

    operations = [migrations.RunPython(give_rights, migrations.RunPython.noop, elidable=False)]
