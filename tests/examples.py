"""How many random lives are tried of each sort."""

from django.db import connection


def examples(many):
    """All of `many` on PostgreSQL, before a change is taken; a third where somebody waits for it."""
    return many if connection.vendor == "postgresql" else many // 3
