"""Reading the register by other systems: what an official may see in the admin, as JSON.

Nothing is changed here. Persons' numbers are always masked; a number is looked up by POST,
because addresses end up in logs.
"""

from .entries import EntryViewSet
from .reference import DepartmentViewSet, FieldViewSet, RegionViewSet
from .standards import StandardViewSet
from .subjects import SubjectViewSet

__all__ = [
    "DepartmentViewSet",
    "EntryViewSet",
    "FieldViewSet",
    "RegionViewSet",
    "StandardViewSet",
    "SubjectViewSet",
]
