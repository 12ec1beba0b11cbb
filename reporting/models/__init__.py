"""What departments report: months, examples."""

from .duties import ReportingDuty
from .examples import Example
from .reports import MonthlyReport, Remark

__all__ = ["Example", "MonthlyReport", "Remark", "ReportingDuty"]
