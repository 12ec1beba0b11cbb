"""Admin pages of monthly reporting: reports, examples, plans, supervisions, duties."""

from . import duties, examples, plans, reports, supervisions, words  # noqa: F401
