from django.db import migrations


def name_the_cases(apps, schema_editor):
    """Say of every hold which objection, complaint or suit laid it."""
    for name in ("Objection", "Complaint", "Litigation"):
        cases = apps.get_model("disputes", name).objects.exclude(hold=None)
        for pk, hold in cases.values_list("pk", "hold").iterator():
            apps.get_model("registry", "Hold").objects.filter(pk=hold).update(
                of=f"disputes.{name.lower()}", of_pk=pk
            )


class Migration(migrations.Migration):
    dependencies = [
        ("disputes", "0001_initial"),
        ("registry", "0005_hold_of_a_matter"),
    ]

    operations = [migrations.RunPython(name_the_cases, migrations.RunPython.noop)]
