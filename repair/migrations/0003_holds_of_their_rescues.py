from django.db import migrations


def name_the_rescues(apps, schema_editor):
    """Say of every hold which court ruling on a rescue laid it."""
    for rescue in apps.get_model("repair", "Restructuring").objects.iterator():
        rescue.holds.update(of="repair.restructuring", of_pk=rescue.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("repair", "0002_revocation_and_supplement_limit"),
        ("registry", "0005_hold_of_a_matter"),
    ]

    operations = [migrations.RunPython(name_the_rescues, migrations.RunPython.noop)]
