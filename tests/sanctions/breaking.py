"""Letting a step of an action fail, to see that nothing of the action is kept."""

from contextlib import contextmanager
from unittest.mock import patch


class Broken(Exception):
    """Raised by the step that was made to fail."""


@contextmanager
def failing(test, owner, name):
    """Let `owner.name` fail; what happens inside must not get past it."""
    with patch.object(owner, name, side_effect=Broken), test.assertRaises(Broken):
        yield
