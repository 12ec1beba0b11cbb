"""Start the whole platform as a new user does, for the length of a `with`."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

from tests.start_and_stop import free_port

PASSWORD = "xinyong-fuzhou-2016"
READY_IN = 120
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""


@contextmanager
def platform():
    """Run a platform with demonstration data in a temporary folder; yields its address."""
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        own = {"PORT": str(port), "VAR_DIR": folder, "LOG_LEVEL": "ERROR"}
        gone = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"}
        environment = {k: v for k, v in os.environ.items() if k not in gone} | own
        for command in ("migrate --verbosity 0", "seed", "demo"):
            run = [sys.executable, "manage.py", *command.split()]
            subprocess.run(run, env=environment, check=True, stdout=subprocess.DEVNULL)
        running = subprocess.Popen(
            [sys.executable, "-m", "credit_fuzhou.run"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        address = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{address}/readyz")
            yield address
        finally:
            running.send_signal(signal.SIGTERM)
            running.wait(20)


def wait_for(url):
    deadline = time.monotonic() + READY_IN
    while time.monotonic() < deadline:
        try:
            with urlopen(url) as response:
                if response.status == 200:
                    return
        except (URLError, ConnectionError):
            time.sleep(0.3)
    sys.exit(f"{url} did not answer")
