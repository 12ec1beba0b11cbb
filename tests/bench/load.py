"""Load for the server: eight connections, each sending one request after the other."""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

from .machine import tree

CONNECTIONS = 8
WORKERS = 2 * os.cpu_count()
WINDOW = 1.0


@contextlib.contextmanager
def served():
    """Serve the platform with gunicorn, two workers per core; yields process number and port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:credit_fuzhou.server",
    ]
    server = subprocess.Popen(
        [*command, "credit_fuzhou.wsgi"],
        env=os.environ | {"PORT": str(port), "WEB_CONCURRENCY": str(WORKERS)},
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            with (
                contextlib.suppress(OSError),
                socket.create_connection(("127.0.0.1", port)),
            ):
                break
            time.sleep(0.1)
        yield server.pid, port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


class Connection(threading.Thread):
    """One kept-alive connection that sends one request after the other."""

    def __init__(self, port, requests):
        super().__init__(daemon=True)
        self.port, self.requests = port, requests
        self.going, self.done, self.failed = True, 0, 0

    def run(self):
        place, link = 0, self.connected()
        while self.going:
            try:
                link.sendall(self.requests[place % len(self.requests)])
                good = read_answer(link)
            except OSError:  # gunicorn has replaced a worker
                link.close()
                link = self.connected()
                continue
            place += 1
            self.failed += not good
            self.done += 1
        link.close()

    def connected(self):
        link = socket.create_connection(("127.0.0.1", self.port), timeout=5)
        link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return link


def read_answer(link):
    """Read one response to its end; returns whether its status is 200."""
    received = b""
    while b"\r\n\r\n" not in received:
        received += more(link)
    head, _, body = received.partition(b"\r\n\r\n")
    length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
    while len(body) < length:
        body += more(link)
    return head.startswith(b"HTTP/1.1 200")


def more(link):
    part = link.recv(65536)
    if not part:
        raise ConnectionResetError
    return part


def http(path, key, body):
    text = json.dumps(body)
    return (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Authorization: Token {key}\r\nContent-Length: {len(text)}\r\n\r\n{text}"
    ).encode()


def cpu(pid):
    """Nanoseconds of processor time of the server with its children, and of PostgreSQL."""
    backends = [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/comm")
        if path.read_text(encoding="ascii", errors="replace").startswith("postgres")
    ]
    return sum(map(scheduled, {*tree(pid), *backends}))


def scheduled(pid):
    total = 0
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):
            total += int(path.read_text(encoding="ascii").split()[0])
    return total


def window(pid, port, requests):
    """Send requests for WINDOW seconds; returns requests per second and microseconds of processor each."""
    connections = [
        Connection(port, requests[n::CONNECTIONS]) for n in range(CONNECTIONS)
    ]
    before, began = cpu(pid), time.perf_counter()
    for one in connections:
        one.start()
    time.sleep(WINDOW)
    for one in connections:
        one.going = False
    for one in connections:
        one.join()
    done, took = sum(one.done for one in connections), time.perf_counter() - began
    if any(one.failed for one in connections):
        sys.exit("a check was not answered with 200")
    return done / took, (cpu(pid) - before) / done / 1000
