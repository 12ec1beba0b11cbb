from datetime import timedelta
from unittest import mock

import pytest
import time_machine
from django.core.cache import cache
from rest_framework.throttling import SimpleRateThrottle

from registry.apikit.access import Allowance


@pytest.fixture(autouse=True)
def _nothing_reserved():
    """Each test begins as a process that has reserved no calls."""
    Allowance._reserved.clear()


def counted(most, calls, who="somebody"):
    rates = {"check": f"{most}/day"}
    with mock.patch.object(SimpleRateThrottle, "THROTTLE_RATES", rates):
        Allowance("check", who).begin()
        return [Allowance("check", who).count() for _ in range(calls)]


def test_reservations_never_add_up_to_more_than_the_allowance():
    answers = counted(500, 600)

    assert answers.count(True) == 499  # and the one that began
    assert not any(answers[499:])


def test_no_call_is_lost_where_a_process_reserves_two_at_a_time():
    assert counted(200, 250).count(True) == 199  # and the one that began


def test_calls_that_another_process_has_reserved_are_not_given_twice():
    answers = counted(500, 3)
    Allowance._reserved.clear()  # as another process sees it

    rates = {"check": "500/day"}
    with mock.patch.object(SimpleRateThrottle, "THROTTLE_RATES", rates):
        others = [Allowance("check", "somebody").count() for _ in range(600)]

    assert answers == [True] * 3
    assert others.count(True) == 494  # the first took one, and a handful of five


def allowance(who="somebody"):
    """One of the allowances of a process that counts each call by itself."""
    rates = {"check": "3/day"}
    with mock.patch.object(SimpleRateThrottle, "THROTTLE_RATES", rates):
        return Allowance("check", who)


def test_a_stretch_that_two_processes_open_at_once_counts_both_calls():
    allowance().begin()
    allowance().begin()

    assert [allowance().count() for _ in range(2)] == [True, False]


def test_each_caller_has_an_allowance_of_their_own():
    for who in ("somebody", "another"):
        allowance(who).begin()
        assert [allowance(who).count() for _ in range(3)] == [True, True, False]


def test_a_new_stretch_begins_with_the_whole_allowance():
    with time_machine.travel("2026-11-30 12:00+00:00", tick=False) as clock:
        allowance().begin()
        assert [allowance().count() for _ in range(3)] == [True, True, False]
        assert allowance().left == 12 * 60 * 60
        clock.shift(timedelta(days=1))

        assert allowance().count() is None


def test_spending_counts_the_calls_that_were_performed():
    performed = [allowance().spend(lambda: "answer") for _ in range(4)]

    assert performed == ["answer"] * 3 + [None]


def test_a_call_without_a_result_costs_nothing():
    assert allowance().spend(lambda: None) is None
    assert allowance().count() is None, "nobody has opened the stretch"
    allowance().begin()
    for _ in range(5):
        assert allowance().spend(lambda: None) is None

    assert [allowance().count() for _ in range(3)] == [True, True, False]


def test_nothing_is_performed_once_no_call_is_left():
    perform = mock.Mock(return_value="answer")
    for _ in range(5):
        allowance().spend(perform)

    assert perform.call_count == 3


def test_calls_of_unknown_callers_are_not_counted():
    cache.clear()
    assert Allowance("check", "nobody").count() is None
