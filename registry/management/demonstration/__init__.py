"""Demonstration data: invented people in every state that an entry can be in."""

from .acting import EXTRA_SCENES, load
from .people import MAILBOX, PASSWORD
from .showing import accounts, is_loaded

__all__ = ["EXTRA_SCENES", "MAILBOX", "PASSWORD", "accounts", "is_loaded", "load"]
