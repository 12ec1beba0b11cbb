"""Test that PostgreSQL and Redis of CI can be reached (`python -m tests.servers [--wait SECONDS]`)."""

import os
import sys
import time
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis


def connect_to_database(url):
    """Connect to the server of `url` and create the database where it is missing."""
    parts = urlsplit(url)
    neighbour = urlunsplit(parts._replace(scheme="postgresql", path="/postgres"))
    name = parts.path.strip("/")
    with psycopg.connect(neighbour, autocommit=True, connect_timeout=3) as link:
        known = link.execute("select 1 from pg_database where datname = %s", [name])
        if not known.fetchone():
            link.execute(
                psycopg.sql.SQL("create database {}").format(
                    psycopg.sql.Identifier(name)
                )
            )


def missing():
    """Yield a line for each server that cannot be reached."""
    try:
        connect_to_database(os.environ["DATABASE_URL"])
    except psycopg.Error as error:
        yield f"DATABASE_URL: {error}"
    try:
        redis.Redis.from_url(os.environ["REDIS_URL"]).ping()
    except redis.RedisError as error:
        yield f"REDIS_URL: {error}"


def main():
    patience = int(sys.argv[2]) if "--wait" in sys.argv else 0
    deadline = time.monotonic() + patience
    while (lines := list(missing())) and time.monotonic() < deadline:
        time.sleep(1)
    sys.exit("\n".join(lines) or 0)


if __name__ == "__main__":
    main()
