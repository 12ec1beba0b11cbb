"""The facts of the register, one noun a file."""

from .agreements import Agreement, Incoming
from .batches import Batch, Row
from .calendar import CalendarDay, CalendarYear
from .calendar_feeds import CalendarFeed
from .changes import Change, FeedReader, What
from .deadlines import Deadline, Limit
from .entries import Entry, Role
from .holds import Correction, Hold, Notice
from .idempotency import Idempotency
from .messages import Message
from .papers import Attachment, Receipt
from .people import ApiToken, Official, Scope
from .places import Department, Field, Lead, Region
from .proofs import Proof
from .recalls import Recall, RecalledEntry, RecallReceipt
from .responsibilities import Responsibility
from .saved_filters import SavedFilter
from .seals import Seal
from .staging import Staged, StagedPerson
from .standards import ADVERSE, ListKind, Standard, SubjectKind
from .subjects import Clarification, FormerName, OtherIdentifier, Subject
from .trail import TrailEntry
from .visibility import OwnDepartment
from .webhooks import Attempt, Delivery, Subscription

__all__ = [
    "ADVERSE",
    "Agreement",
    "ApiToken",
    "Attachment",
    "Attempt",
    "Batch",
    "CalendarDay",
    "CalendarFeed",
    "CalendarYear",
    "Change",
    "Clarification",
    "Correction",
    "Deadline",
    "Delivery",
    "Department",
    "Entry",
    "FeedReader",
    "Field",
    "FormerName",
    "Hold",
    "Idempotency",
    "Incoming",
    "Lead",
    "Limit",
    "ListKind",
    "Message",
    "Notice",
    "Official",
    "OtherIdentifier",
    "OwnDepartment",
    "Proof",
    "Recall",
    "RecallReceipt",
    "RecalledEntry",
    "Receipt",
    "Region",
    "Responsibility",
    "Role",
    "Row",
    "SavedFilter",
    "Scope",
    "Seal",
    "Staged",
    "StagedPerson",
    "Standard",
    "Subject",
    "SubjectKind",
    "Subscription",
    "TrailEntry",
    "What",
]
