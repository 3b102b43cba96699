"""Let posts that stood here before there were followers be no news when they are next published."""

from django.db import migrations


def know_posts(apps, schema_editor):
    posts = apps.get_model("blog.PostPage").objects.filter(live=True, alias_of=None)
    event = apps.get_model("subscriptions.Event")
    rows = posts.order_by("pk").values_list("translation_key", "first_published_at", "latest_revision_created_at")
    known = {}
    for key, *times in rows:
        known.setdefault(str(key), next((time for time in times if time), None))
    event.objects.bulk_create(
        [
            event(source="post", key=key, state="done", **({"happened_at": at, "due_at": at} if at else {}))
            for key, at in known.items()
        ],
        batch_size=500,
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("config", "0007_following"),
        ("blog", "0005_following"),
    ]

    operations = [migrations.RunPython(know_posts, migrations.RunPython.noop, elidable=True)]
