import shutil

import pytest
from django.conf import settings
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    """Throttles and lockouts of one test are no other test's business."""
    cache.clear()


def pytest_unconfigure():
    shutil.rmtree(settings.VAR_DIR, ignore_errors=True)
