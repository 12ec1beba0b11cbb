"""Calendar feeds belong to the register now; their table stays where disputes made it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def give(apps, *, giver, taker):
    """Let the content type of feeds, and with it every permission on them, change its app.

    Groups and officials hold the permissions by their keys and so keep them. In an empty
    database there is none yet: it is made after the migrations, under the right app.
    """
    types = apps.get_model("contenttypes", "ContentType").objects
    if not types.filter(app_label=taker, model="calendarfeed").exists():
        types.filter(app_label=giver, model="calendarfeed").update(app_label=taker)


def to_registry(apps, schema_editor):
    give(apps, giver="disputes", taker="registry")


def to_disputes(apps, schema_editor):
    give(apps, giver="registry", taker="disputes")


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0006_saved_filters"),
        # The table is made there; whatever changes it later must come after.
        ("disputes", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "digest",
                            models.CharField(
                                editable=False,
                                max_length=64,
                                unique=True,
                                verbose_name="摘要",
                            ),
                        ),
                        (
                            "created_at",
                            models.DateTimeField(
                                editable=False, verbose_name="生成时间"
                            ),
                        ),
                        (
                            "revoked_at",
                            models.DateTimeField(
                                editable=False, null=True, verbose_name="撤销时间"
                            ),
                        ),
                        (
                            "official",
                            models.ForeignKey(
                                editable=False,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="工作人员",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "日历订阅",
                        "verbose_name_plural": "日历订阅",
                        "db_table": "disputes_calendarfeed",
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("official",),
                                name="calendar_feed_one_each",
                            )
                        ],
                    },
                ),
            ],
        ),
        migrations.RunPython(to_registry, to_disputes),
    ]
