"""How many examples property tests try."""

from django.db import connection


def examples(many):
    """`many` on PostgreSQL, where CI runs; a third of it on SQLite, where a developer waits."""
    return many if connection.vendor == "postgresql" else many // 3
