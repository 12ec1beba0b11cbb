"""Run a command on a new PostgreSQL database and drop it (`python -m tests.empty_database NAME COMMAND …`)."""

import os
import subprocess
import sys

from tests.bench.machine import database


def main(name, *command):
    with database(name) as url:
        done = subprocess.run(
            command, env=os.environ | {"DATABASE_URL": url}, check=False
        )
    sys.exit(done.returncode)


if __name__ == "__main__":
    main(*sys.argv[1:])
