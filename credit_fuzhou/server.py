"""How gunicorn serves the platform (`gunicorn --config python:credit_fuzhou.server`)."""

import os
import subprocess
import sys

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
# One process keeps throttles whole in a local-memory cache; with Redis, take more.
workers = int(os.environ.get("WEB_CONCURRENCY") or 1)
threads = 8
timeout = 60
control_socket_disable = True
max_requests = 10_000
max_requests_jitter = 1_000


def when_ready(server):
    """Say where the platform is to be found, and by which accounts."""
    if os.environ.get("WELCOME"):
        subprocess.Popen([sys.executable, "-m", "credit_fuzhou.welcome", bind])
