"""Configuration of gunicorn (`gunicorn --config python:credit_fuzhou.server`)."""

import os
import subprocess
import sys

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
# Without Redis each process counts requests for its own limits: one process only.
SEVERAL = 2 * (os.cpu_count() or 1) if os.environ.get("REDIS_URL") else 1
workers = int(os.environ.get("WEB_CONCURRENCY") or SEVERAL)
# Threads share one interpreter lock; with several processes a few threads each are enough.
threads = 8 if workers == 1 else 2
timeout = 60
control_socket_disable = True
# Processes are replaced now and then against leaks; seldom, as a new one takes seconds to start.
max_requests = 100_000
max_requests_jitter = 10_000


def when_ready(server):
    """Print the address and the accounts, in a process of its own, since Django is not loaded here."""
    if os.environ.get("WELCOME"):
        subprocess.Popen([sys.executable, "-m", "credit_fuzhou.welcome", bind])
