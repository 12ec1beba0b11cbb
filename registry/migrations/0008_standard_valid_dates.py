"""The dates of a standard are called `valid_from` and `valid_to`, as those of every other dated row.

The constraints on them go first and come back under their names; no row is written.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0007_calendar_feeds"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="standard",
            name="standard_published_before_effective",
        ),
        migrations.RemoveConstraint(
            model_name="standard",
            name="standard_retired_with_date",
        ),
        migrations.RenameField(
            model_name="standard",
            old_name="effective_from",
            new_name="valid_from",
        ),
        migrations.RenameField(
            model_name="standard",
            old_name="effective_to",
            new_name="valid_to",
        ),
        migrations.AlterField(
            model_name="standard",
            name="drafted_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="起草人",
            ),
        ),
        migrations.AlterField(
            model_name="standard",
            name="published_where",
            field=models.CharField(
                blank=True, editable=False, max_length=300, verbose_name="公布载体"
            ),
        ),
        migrations.AddConstraint(
            model_name="standard",
            constraint=models.CheckConstraint(
                condition=models.Q(("published_on__isnull", True), ("status", "draft"))
                | models.Q(
                    ("published_on__isnull", False),
                    ("valid_from__gte", models.F("published_on")),
                    ("valid_from__isnull", False),
                )
                & ~models.Q(("status", "draft")),
                name="standard_published_before_effective",
                violation_error_message="认定标准应先公布、后施行。",
            ),
        ),
        migrations.AddConstraint(
            model_name="standard",
            constraint=models.CheckConstraint(
                condition=~models.Q(("status", "retired"))
                | models.Q(("valid_to__isnull", False)),
                name="standard_retired_with_date",
            ),
        ),
    ]
