"""Are monthly reports opened and reminded of by a real beat and real workers? (`python -m tests.clockwork`)

Two beats at once, which is one too many, ring every second; one of two workers is killed in the
middle and comes again. Whatever happens, each official hears each stage once, by desk and by mail.
Runs on whatever DATABASE_URL and REDIS_URL name: files and SQLite where they name nothing.
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
QUIET = 6  # seconds of further ringing after everything has been done
RUNG = ["reporting.tasks.open_reports", "registry.tasks.remind", "registry.tasks.send_messages"]  # fmt: skip
WORKER = "celery --quiet --app credit_fuzhou worker --pool threads --concurrency 2"


def beat(name):
    """Ring every second, from the process that this is called in."""
    app.conf.beat_schedule = {one: {"task": one, "schedule": 1.0} for one in RUNG}
    app.Beat(schedule=str(Path(FOLDER) / name), quiet=True).run()


def start(command):
    return subprocess.Popen(
        [sys.executable, "-m", *command.split()],
        env=os.environ,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def prepare():
    """The reference data, and one department that reports with a clerk who has a mailbox."""
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
    """(reports, messages, mails sent): how far it has come."""
    sent = Message.objects.filter(mailed_at__isnull=False).count()
    return MonthlyReport.objects.count(), Message.objects.count(), sent


def finished():
    reports, messages, sent = state()
    return reports > 0 and messages > 0 and sent == messages


def watch():
    """Kill a worker once the work has begun, start another, and wait until all is done."""
    workers = [start(f"{WORKER} --hostname {name}@clockwork") for name in "ab"]
    beats = [start(f"tests.clockwork beat beat-{name}") for name in "ab"]
    try:
        wait_until(lambda: state()[0] > 0, "no report was opened")
        os.killpg(workers[0].pid, signal.SIGKILL)
        workers[0] = start(f"{WORKER} --hostname c@clockwork")
        wait_until(finished, "not everything was told and mailed")
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


def judge():
    """Everything exactly once."""
    reports = Counter(MonthlyReport.objects.values_list("department", "month"))
    told = Counter(Message.objects.values_list("official", "of_pk", "stage"))
    mails = sum(
        file.read_text("utf-8", "replace").count("\nTo: ")
        for file in (Path(FOLDER) / "mail").glob("*")
    )
    twice = [key for counted in (reports, told) for key, n in counted.items() if n > 1]
    if twice or mails != len(told):
        sys.exit(f"clockwork: twice {twice}; {mails} mails for {len(told)} messages")
    sys.stdout.write(
        f"{len(reports)} reports opened, {len(told)} messages told and mailed once\n"
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["beat"]:
        beat(sys.argv[2])
    else:
        prepare()
        watch()
        judge()
