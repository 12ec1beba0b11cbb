"""The facts of credit repair."""

from .applications import Application
from .notices import RepairNotice
from .repair_rules import Rule
from .restructurings import Restructuring

__all__ = ["Application", "RepairNotice", "Restructuring", "Rule"]
