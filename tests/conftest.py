"""Fixtures and clean-up for all tests."""

import shutil

import pytest
from django.conf import settings
from django.core.cache import cache

from registry.apikit.access import Allowance


@pytest.fixture(autouse=True)
def _empty_cache():
    """Empty the cache, so that throttles and lockouts of one test do not reach the next."""
    cache.clear()
    Allowance._reserved.clear()


def pytest_unconfigure():
    shutil.rmtree(settings.VAR_DIR, ignore_errors=True)
