import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("collaboration", "0005_session_sources"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConceptLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[("helps", "helps with"), ("serves", "serves"), ("answers", "answers")],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="collaboration.concept"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="collaboration.concept"
                    ),
                ),
            ],
            options={
                "verbose_name": "link between terms",
                "verbose_name_plural": "links between terms",
                "ordering": ["pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("source", "target", "relation"), name="conceptlink_once"),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True), name="conceptlink_to_another"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ["helps", "serves", "answers"])),
                        name="conceptlink_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DeclinedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[("helps", "helps with"), ("serves", "serves"), ("answers", "answers")],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="collaboration.concept"
                    ),
                ),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="collaboration.concept"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "suggestion turned down",
                "verbose_name_plural": "suggestions turned down",
                "ordering": ["pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("source", "target", "relation"), name="declinedlink_once"),
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("target")), _negated=True),
                        name="declinedlink_to_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("relation__in", ["helps", "serves", "answers"])),
                        name="declinedlink_is_known",
                    ),
                ],
            },
        ),
    ]
