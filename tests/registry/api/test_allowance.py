from unittest import mock

from django.core.cache import cache
from rest_framework.throttling import SimpleRateThrottle

from registry.apikit.access import Allowance


def counted(most, calls, who="somebody"):
    rates = {"check": f"{most}/day"}
    with mock.patch.object(SimpleRateThrottle, "THROTTLE_RATES", rates):
        Allowance("check", who).begin()
        return [Allowance("check", who).count() for _ in range(calls)]


def test_reservations_never_add_up_to_more_than_the_allowance():
    answers = counted(500, 600)

    assert answers.count(True) == 499  # and the one that began
    assert not any(answers[499:])


def test_calls_that_another_process_has_reserved_are_not_given_twice():
    answers = counted(500, 3)
    Allowance._reserved.clear()  # as another process sees it

    rates = {"check": "500/day"}
    with mock.patch.object(SimpleRateThrottle, "THROTTLE_RATES", rates):
        others = [Allowance("check", "somebody").count() for _ in range(600)]

    assert answers == [True] * 3
    assert others.count(True) == 494  # the first took one, and a handful of five


def test_calls_of_unknown_callers_are_not_counted():
    cache.clear()
    assert Allowance("check", "nobody").count() is None
