"""What departments report and plan, and how they are supervised."""

from .duties import ReportingDuty
from .examples import Example
from .plans import Plan, Progress, Task
from .reports import MonthlyReport, Remark
from .supervisions import Supervision

__all__ = [
    "Example",
    "MonthlyReport",
    "Plan",
    "Progress",
    "Remark",
    "ReportingDuty",
    "Supervision",
    "Task",
]
