"""What follows from entries: measures, memoranda, orders, checks, promises, classes, reports."""

from .associations import OWN_DATA, IndustryMeasure, MemberGrade, Membership
from .calls import Call
from .catalogue import STRONG, Basis, Edition, Level, Measure
from .checks import Check, CheckBatch, Feedback, Purpose
from .classes import Band, NationalGrade, Scheme
from .memoranda import Memorandum, Provision
from .orders import Order
from .promises import Promise, PromiseItem
from .reports import Report

__all__ = [
    "OWN_DATA",
    "STRONG",
    "Band",
    "Basis",
    "Call",
    "Check",
    "CheckBatch",
    "Edition",
    "Feedback",
    "IndustryMeasure",
    "Level",
    "Measure",
    "MemberGrade",
    "Membership",
    "Memorandum",
    "NationalGrade",
    "Order",
    "Promise",
    "PromiseItem",
    "Provision",
    "Purpose",
    "Report",
    "Scheme",
]
