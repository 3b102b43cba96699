import django.db.models.deletion
from django.db import migrations, models

SHOWN = {"verbose_name": "shown to readers", "help_text": "If not, only those who are signed in find it."}


def shown(model, default):
    """Return what gives a model the field, with what it is for rows that say nothing."""
    operation = migrations.AddField if default else migrations.AlterField
    return operation(model_name=model, name="shown", field=models.BooleanField(default=default, **SHOWN))


class Migration(migrations.Migration):
    dependencies = [
        ("collaboration", "0004_merges"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        # What is on the pages of sessions already stays there; what is added from now on does not begin there.
        shown("sessiondocument", True),
        shown("sessionpicture", True),
        shown("sessiondocument", False),
        shown("sessionpicture", False),
        migrations.AddField(
            model_name="notessettings",
            name="sources_collection",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.collection",
            ),
        ),
    ]
