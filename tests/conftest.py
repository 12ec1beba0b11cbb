"""Fixtures for all tests: nothing outlives a test, numbers begin at one, the clock may be moved.

`CREDIT_TEST_NOW=2026-12-31T23:59:00+08:00 pytest …` runs each class of tests, and each test
without a class, as if it began at that instant.
"""

import os
import shutil
from datetime import datetime, timedelta

import hypothesis
import pytest
import time_machine
from django.conf import settings

from tests import bystander, factories, migrated, state

MOVED_TO = os.environ.get("CREDIT_TEST_NOW")
# How long an example takes says more about the machine than about the code.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
    print_blob=True,
)
hypothesis.settings.load_profile("house")


def moved_clock(earlier: timedelta = timedelta(0)) -> time_machine.travel:
    return time_machine.travel(datetime.fromisoformat(MOVED_TO) - earlier, tick=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    with migrated.copied():
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Make the bystander by the true clock, before a test can have moved it."""
    with django_db_blocker.unblock():
        if MOVED_TO:
            with moved_clock(timedelta(minutes=1)):
                bystander.kept()
        else:
            bystander.kept()


@pytest.fixture(autouse=True, scope="class")
def _class_of_tests():
    """A class, or a function without one, finds no files of others, numbers from one and its clock.

    Yields where the numbers of the tests begin: behind those of what the class has set up.
    """
    factories.number_from(1)
    clock = moved_clock() if MOVED_TO else None
    if clock:
        clock.start()
    yield {}
    if clock:
        clock.stop()
    state.remove_files()


@pytest.fixture(autouse=True)
def _each_test(_class_of_tests):
    """A test depends neither on the order nor on which tests of its class are run."""
    state.clear()
    begin = _class_of_tests.setdefault("begin", factories.next_number())
    factories.number_from(begin)


def pytest_unconfigure():
    shutil.rmtree(settings.VAR_DIR, ignore_errors=True)
