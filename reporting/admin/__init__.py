"""The monthly round on the officials' desk."""

from . import duties, examples, reports  # noqa: F401
