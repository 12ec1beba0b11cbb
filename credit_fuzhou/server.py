"""How gunicorn serves the platform (`gunicorn --config python:credit_fuzhou.server`)."""

import os
import subprocess
import sys

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
# Of several processes each counts for itself, unless Redis counts for all.
SEVERAL = 2 * (os.cpu_count() or 1) if os.environ.get("REDIS_URL") else 1
workers = int(os.environ.get("WEB_CONCURRENCY") or SEVERAL)
# Threads of one process wait for one another at every turn; processes do not.
threads = 8 if workers == 1 else 2
timeout = 60
control_socket_disable = True
# A new process takes seconds to start: seldom enough to cost a request next to nothing.
max_requests = 100_000
max_requests_jitter = 10_000


def when_ready(server):
    """Say where the platform is to be found, and by which accounts."""
    if os.environ.get("WELCOME"):
        subprocess.Popen([sys.executable, "-m", "credit_fuzhou.welcome", bind])
