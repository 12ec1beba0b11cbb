"""The monthly round on the officials' desk."""

from . import duties, examples, plans, reports, supervisions  # noqa: F401
