"""Test that `make run` starts, serves pages and leaves no process behind (`python -m tests.start_and_stop`).

Twice, as a user would: on an empty folder with demonstration data, then again on the same.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

START_IN = 300
STOP_IN = 20
PAGES = ["/healthz", "/readyz", "/", "/admin/login/", "/api/docs/"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(true, patience, otherwise):
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            sys.exit(otherwise)
        time.sleep(0.5)


def is_served(url):
    try:
        with urlopen(url) as response:
            return response.status == 200
    except (URLError, ConnectionError):
        return False


def left_behind(mark):
    """Yield the commands of the processes with `mark` in their environment."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes():
                yield (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue  # gone by now, or not ours


def start_and_stop(folder, sign):
    """Run the platform in `folder`, open PAGES, and stop it by the signal `sign`."""
    port = free_port()
    mark = f"STARTED_BY_TEST={port}"
    environment = os.environ | {"PORT": str(port), "VAR_DIR": folder}
    environment |= dict([mark.split("=")])
    with open(Path(folder) / "output.txt", "w+", encoding="utf-8") as output:
        run = subprocess.Popen(
            ["make", "run"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        base = f"http://127.0.0.1:{port}"
        wait_until(
            lambda: is_served(f"{base}/readyz") or run.poll() is not None,
            START_IN,
            "make run did not start in time",
        )
        failed = [page for page in PAGES if not is_served(base + page)]
        wait_until(
            lambda: f"{base}/admin/" in Path(output.name).read_text("utf-8"),
            STOP_IN,
            "make run did not print its address",
        )
        if sign == signal.SIGINT:  # a terminal sends it to the whole group
            os.killpg(run.pid, sign)
        else:
            run.send_signal(sign)
        run.wait(STOP_IN)
        wait_until(
            lambda: not list(left_behind(mark.encode())),
            STOP_IN,
            "make run left processes behind",
        )
        output.seek(0)
        if failed:
            sys.exit(f"no answer from {failed}\n{output.read()}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        for sign in (signal.SIGTERM, signal.SIGINT):
            start_and_stop(folder, sign)
            sys.stdout.write(f"started, answered and stopped by {sign.name}\n")


if __name__ == "__main__":
    main()
