"""What a migration must leave as it was, and what it must put in place."""

from datetime import date

from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.test import TransactionTestCase
from django.utils import timezone

from registry.models import Standard
from repair.models import Rule

RENAMES = [
    ("registry", "0008_standard_valid_dates"),
    ("repair", "0004_rule_valid_dates"),
]
FIRST, LAST, NEXT = date(2020, 1, 1), date(2021, 12, 31), date(2022, 1, 1)


def migrate(targets):
    """Bring the database to `targets`.

    Each step is given the state of its own ancestors alone: `MigrationExecutor.migrate` renders
    the models of every app for every step and takes twice as long.
    """
    executor = MigrationExecutor(connection)
    for migration, backwards in executor.migration_plan(targets):
        node = (migration.app_label, migration.name)
        state = executor.loader.project_state(node, at_end=False)
        step = executor.unapply_migration if backwards else executor.apply_migration
        step(state, migration)


def before(*nodes):
    """The migrations right before those of `nodes`, each in its app."""
    known = MigrationExecutor(connection).loader.graph.node_map
    parents = [(node, parent.key) for node in nodes for parent in known[node].parents]
    return [key for node, key in parents if key[0] == node[0]]


def migrate_to_the_newest():
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


class ValidDatesTests(TransactionTestCase):
    """Standards and repair rules once had `effective_from` and `effective_to`."""

    def setUp(self):
        self.addCleanup(migrate_to_the_newest)
        then = before(*RENAMES)
        migrate(then)
        models = MigrationExecutor(connection).loader.project_state(then).apps

        def make(label, **fields):
            return models.get_model(label).objects.create(**fields)

        region = make("registry.Region", code="350100", name="福州市")
        department = make("registry.Department", code="huanbao", region=region)
        field = make("registry.Field", code="huanbao", name="环保")
        versions = [
            ("retired", FIRST, LAST),
            ("published", NEXT, None),
            ("draft", None, None),
        ]
        for version, (status, first, last) in enumerate(versions, start=1):
            standard = make(
                "registry.Standard", code="paiwu", version=version, list_kind="good",
                subject_kinds=["organisation"], department=department, field=field,
                status=status, drafted_at=timezone.now(), published_on=first,
                effective_from=first, effective_to=last,
            )  # fmt: skip
        make(
            "repair.Rule",
            standard_id=standard.pk,
            effective_from=FIRST,
            effective_to=LAST,
        )
        migrate_to_the_newest()

    # One test: to go back and forth takes seconds.
    def test_dates_and_their_constraints_are_kept_under_the_new_names(self):
        standards = Standard.objects.order_by("version")
        self.assertEqual(
            list(standards.values_list("valid_from", "valid_to")),
            [(FIRST, LAST), (NEXT, None), (None, None)],
        )
        self.assertEqual(
            list(Rule.objects.values_list("valid_from", "valid_to")), [(FIRST, LAST)]
        )
        self.assertEqual(standards.in_force(LAST).get().version, 1)
        self.assertEqual(standards.in_force(NEXT).get().version, 2)
        forbidden = [
            (standards.filter(version=2), {"valid_from": LAST}),
            (standards.filter(version=1), {"valid_to": None}),
            (Rule.objects.all(), {"valid_to": date(2019, 12, 31)}),
        ]
        for rows, changes in forbidden:
            with self.subTest(changes), self.assertRaises(IntegrityError):  # noqa: SIM117
                with transaction.atomic():
                    rows.update(**changes)
