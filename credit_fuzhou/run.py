"""Run all processes of one machine under one command (`make run`) and stop them together.

Honcho does the same but forwards its children's output itself: stopped in the middle of a line,
or with its terminal closed, it ends without ending them.
"""

import os
import signal
import subprocess
import sys
import time

PROCESSES = {
    "web": "gunicorn --config python:credit_fuzhou.server credit_fuzhou.wsgi",
    "worker": "celery --quiet --app credit_fuzhou worker --pool threads --concurrency 2",
    "beat": "celery --quiet --app credit_fuzhou beat",
}
PATIENCE = 10  # seconds for a process to finish what it is doing


class Platform:
    """The running processes, and whether they were asked to stop."""

    def __init__(self):
        self.asked_to_stop = False
        self.has_terminal = os.isatty(1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        self.children = {
            name: subprocess.Popen(
                [sys.executable, "-m", *command.split()],
                env=os.environ | {"WELCOME": "1"},
                start_new_session=True,  # so that Ctrl-C reaches this process only
            )
            for name, command in PROCESSES.items()
        }

    def ask_to_stop(self, signum, frame):
        self.asked_to_stop = True

    def ended(self) -> list[str]:
        """The names of the processes that have ended."""
        return [
            name for name, child in self.children.items() if child.poll() is not None
        ]

    def wait(self):
        """Wait for a signal, a closed terminal, or the end of one of the processes."""
        while not self.asked_to_stop and not self.ended():
            if self.has_terminal and not os.isatty(1):
                return
            time.sleep(0.2)

    def stop(self):
        """End every process together with its children; kill them after PATIENCE seconds."""
        self.signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while len(self.ended()) < len(self.children) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.signal(signal.SIGKILL)

    def signal(self, number):
        for child in self.children.values():
            try:
                os.killpg(child.pid, number)
            except ProcessLookupError:
                continue  # the whole group is gone


def main():
    platform = Platform()
    platform.wait()
    ended = platform.ended()
    platform.stop()
    if ended and not platform.asked_to_stop:
        sys.exit(f"{', '.join(ended)} ended unexpectedly, so everything was stopped")


if __name__ == "__main__":
    main()
