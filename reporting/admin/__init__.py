"""The monthly round on the officials' desk."""

from . import duties, examples, plans, reports, supervisions, words  # noqa: F401
