"""Lets a test read its own lines as settled, though its transaction has not been committed."""

from django.db import connection


def all_settled():
    """Let the horizon lie behind everything, until the test's transaction is rolled back."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION registry_horizon() RETURNS bigint"
                " LANGUAGE sql STABLE AS 'SELECT 9000000000000000000'"
            )
