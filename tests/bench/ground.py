"""Prepare a register for an import: reference data, two officials, a standard."""

import io
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credit_fuzhou.settings")
os.environ.setdefault("LOG_LEVEL", "ERROR")
django.setup()

from django.core.management import call_command  # noqa: E402

from registry.models import Department  # noqa: E402
from tests import factories  # noqa: E402

CODE = "bench"


def main():
    call_command("migrate", verbosity=0)
    call_command("seed", stdout=io.StringIO())
    department = Department.objects.get(code="huanbao")
    factories.make_official("bench_clerk", department)
    factories.make_official("bench_reviewer", department)
    factories.make_standard(department, code=CODE, batch_limit=10_000_000)


if __name__ == "__main__":
    main()
