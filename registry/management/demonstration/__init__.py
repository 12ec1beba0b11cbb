"""Demonstration data: invented people in every state that an entry can be in."""

from .acting import FURTHER, load
from .people import MAILBOX, PASSWORD
from .showing import accounts, is_loaded

__all__ = ["FURTHER", "MAILBOX", "PASSWORD", "accounts", "is_loaded", "load"]
