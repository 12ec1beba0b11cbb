from django.db import migrations


class Migration(migrations.Migration):
    """Calendar feeds are the register's model now; the table stays."""

    dependencies = [
        ("disputes", "0002_holds_of_their_cases"),
        ("registry", "0007_calendar_feeds"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="CalendarFeed")]
        )
    ]
