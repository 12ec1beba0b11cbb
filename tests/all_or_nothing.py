"""An action that fails at its very end must leave nothing behind.

The last statement by which an action writes is found by running it once and taking it back;
then it runs again and that statement fails. What the database holds has to be what it held.
"""

from collections.abc import Callable

from django.apps import apps
from django.db import connection, transaction

from tests.bystander import APPS

WRITES = ("INSERT", "UPDATE", "DELETE")


class Broken(Exception):
    """The database went away at the last statement."""


class Writes:
    """Counts the statements that write; the one numbered `broken` fails."""

    def __init__(self, broken: int = 0):
        self.number, self.broken = 0, broken

    def __call__(self, execute, sql, params, many, context):
        if sql.lstrip().upper().startswith(WRITES):
            self.number += 1
            if self.number == self.broken:
                raise Broken
        return execute(sql, params, many, context)


def number_of_writes(action: Callable[[], object]) -> int:
    writes = Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        action()
        transaction.set_rollback(True)
    return writes.number


def database() -> dict[str, list]:
    """Every row of the project's tables."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for label in APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }


def check_all_or_nothing(action: Callable[[], object]) -> None:
    """Fail unless `action`, which has to succeed otherwise, leaves nothing when its last write fails."""
    last = number_of_writes(action)
    assert last > 1, "one statement alone is always all or nothing"
    before = database()
    try:
        with connection.execute_wrapper(Writes(broken=last)):
            action()
    except Broken:
        pass
    else:
        raise AssertionError("the last write did not come again")
    after = database()
    assert after == before, [label for label in after if after[label] != before[label]]
