"""Test that a real beat and real workers open reports and send reminders (`python -m tests.clockwork`).

Two beats, one too many, start the tasks every second; one of two workers is killed and replaced.
All the same every official must get each stage once as a message and once by mail. Runs on the
servers of DATABASE_URL and REDIS_URL, or on SQLite and files where these are not set.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import django
from django.core.management import call_command

FOLDER = os.environ.setdefault("VAR_DIR", tempfile.mkdtemp(prefix="clockwork-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credit_fuzhou.settings")
django.setup()

from django.contrib.auth.models import Group  # noqa: E402

from credit_fuzhou.celery import app  # noqa: E402
from registry.models import Department, Message, Official  # noqa: E402
from registry.roles import CLERKS, OFFICE, REVIEWERS  # noqa: E402
from reporting.models import MonthlyReport  # noqa: E402

PATIENCE = 90
QUIET = 6  # seconds for which the beats go on after everything has been done
TASKS = ["reporting.tasks.open_reports", "registry.tasks.remind", "registry.tasks.send_messages"]  # fmt: skip
WORKER = "celery --quiet --app credit_fuzhou worker --pool threads --concurrency 2"


def beat(name):
    """Start the tasks every second, in this process."""
    app.conf.beat_schedule = {one: {"task": one, "schedule": 1.0} for one in TASKS}
    app.Beat(schedule=str(Path(FOLDER) / name), quiet=True).run()


def start(command):
    return subprocess.Popen(
        [sys.executable, "-m", *command.split()],
        env=os.environ,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def prepare():
    """Load the reference data, and officials with mailboxes for one department and the office."""
    call_command("migrate", verbosity=0)
    call_command("seed", verbosity=0)
    for code, group in [
        ("huanbao", CLERKS),
        ("huanbao", REVIEWERS),
        ("xinyongban", OFFICE),
    ]:
        official = Official.objects.create(
            username=f"{code}-{group}",
            name=group,
            email=f"{code}{len(group)}@example.invalid",
            department=Department.objects.get(code=code),
        )
        official.groups.add(Group.objects.get(name=group))


def state():
    """How far it has come: (reports, messages, mails sent)."""
    sent = Message.objects.filter(mailed_at__isnull=False).count()
    return MonthlyReport.objects.count(), Message.objects.count(), sent


def finished():
    reports, messages, sent = state()
    return reports > 0 and messages > 0 and sent == messages


def run():
    """Kill a worker once the work has begun, start another, and wait until all is done."""
    workers = [start(f"{WORKER} --hostname {name}@clockwork") for name in "ab"]
    beats = [start(f"tests.clockwork beat beat-{name}") for name in "ab"]
    try:
        wait_until(lambda: state()[0] > 0, "no report was opened")
        os.killpg(workers[0].pid, signal.SIGKILL)
        workers[0] = start(f"{WORKER} --hostname c@clockwork")
        wait_until(finished, "not everything was reminded of and mailed")
        time.sleep(QUIET)
    finally:
        for child in [*workers, *beats]:
            try:
                os.killpg(child.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue


def wait_until(true, otherwise):
    deadline = time.monotonic() + PATIENCE
    while not true():
        if time.monotonic() > deadline:
            sys.exit(f"clockwork: {otherwise}: {state()}")
        time.sleep(0.3)


def verify():
    """Exit with an error unless everything was done exactly once."""
    reports = Counter(MonthlyReport.objects.values_list("department", "month"))
    messages = Counter(Message.objects.values_list("official", "of_pk", "stage"))
    mails = sum(
        file.read_text("utf-8", "replace").count("\nTo: ")
        for file in (Path(FOLDER) / "mail").glob("*")
    )
    twice = [
        key for counted in (reports, messages) for key, n in counted.items() if n > 1
    ]
    if twice or mails != len(messages):
        sys.exit(
            f"clockwork: twice {twice}; {mails} mails for {len(messages)} messages"
        )
    sys.stdout.write(
        f"{len(reports)} reports opened, {len(messages)} messages sent and mailed once\n"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["beat"]:
        beat(sys.argv[2])
    else:
        prepare()
        run()
        verify()
