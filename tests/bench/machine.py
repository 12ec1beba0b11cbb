"""Temporary databases, and the memory of a process with all its children."""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

SERVER = os.environ.get("DATABASE_URL", "postgres://root@127.0.0.1:5432/postgres")


def address(name):
    return urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))


def on_server(statement, *names):
    parts = urlsplit(SERVER)._replace(scheme="postgresql", path="/postgres")
    with psycopg.connect(urlunsplit(parts), autocommit=True) as link:
        link.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


@contextmanager
def database(name, template="template1"):
    """Create a PostgreSQL database, yield its address, drop it."""
    on_server("drop database if exists {} with (force)", name)
    on_server("create database {} template {}", name, template)
    try:
        yield address(name)
    finally:
        on_server("drop database if exists {} with (force)", name)


class Child:
    """A measurement in its own process: `answer` is its result, `megabytes` its highest memory."""

    def __init__(self, module, *arguments, **environment):
        command = [sys.executable, "-m", f"tests.bench.{module}", *map(str, arguments)]
        self.process = subprocess.Popen(
            command,
            env=os.environ | environment,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.peak = 0
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        output, _ = self.process.communicate()
        watcher.join()
        if self.process.returncode:
            sys.exit(f"{module} failed with {self.process.returncode}")
        self.answer = json.loads(output.splitlines()[-1]) if output.strip() else {}

    @property
    def megabytes(self):
        return self.peak / 1e6

    def _watch(self):
        while self.process.poll() is None:
            self.peak = max(self.peak, sum(map(resident, tree(self.process.pid))))
            time.sleep(0.05)


def tree(pid):
    """Yield `pid` and the processes that it started, with theirs."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    except OSError:
        return
    for child in children.split():
        yield from tree(int(child))


def resident(pid):
    """Bytes of resident memory of `pid`; pages shared by processes count for each."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def answer(**found):
    """Print the result of a measuring process for its parent to read."""
    sys.stdout.write(json.dumps(found) + "\n")
