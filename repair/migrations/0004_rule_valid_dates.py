"""The dates of a repair rule are called `valid_from` and `valid_to`, as those of every other dated row.

The constraint on them goes first and comes back under its name; no row is written.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("repair", "0003_holds_of_their_rescues"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="rule",
            name="repair_rule_dates_ordered",
        ),
        migrations.RenameField(
            model_name="rule",
            old_name="effective_from",
            new_name="valid_from",
        ),
        migrations.RenameField(
            model_name="rule",
            old_name="effective_to",
            new_name="valid_to",
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid_to__isnull", True))
                | models.Q(("valid_to__gte", models.F("valid_from"))),
                name="repair_rule_dates_ordered",
            ),
        ),
    ]
