"""Everything that may be done about measures; each deed says who does it: `by`."""

from .associations import (
    admit,
    grade_member,
    leave,
    lift_industry_measure,
    take_industry_measure,
)
from .calling import acknowledge, chase
from .catalogue import draft_edition, keep_measure, publish_edition, withdraw_measure
from .checking import asker_of, check, check_all, check_batch, feed_back, tell_askers
from .classes import draft_scheme, keep_band, publish_scheme, record_grade
from .following import call_to_rest, call_to_resume, close_groundless, give_up
from .memoranda import (
    draft_memorandum,
    drop_provision,
    edit_memorandum,
    end_memorandum,
    keep_provision,
    publish_memorandum,
)
from .promises import break_promise, keep_promise, promise, supply
from .reports import issue_report
from .responding import (
    call_off,
    decline,
    execute,
    execute_all,
    lift,
    lift_all,
    reopen,
)
from .triggering import make_orders, trigger

__all__ = [
    "acknowledge",
    "admit",
    "asker_of",
    "break_promise",
    "call_off",
    "call_to_rest",
    "call_to_resume",
    "chase",
    "check",
    "check_all",
    "check_batch",
    "close_groundless",
    "decline",
    "draft_edition",
    "draft_memorandum",
    "draft_scheme",
    "drop_provision",
    "edit_memorandum",
    "end_memorandum",
    "execute",
    "execute_all",
    "feed_back",
    "give_up",
    "grade_member",
    "issue_report",
    "keep_band",
    "keep_measure",
    "keep_promise",
    "keep_provision",
    "leave",
    "lift",
    "lift_all",
    "lift_industry_measure",
    "make_orders",
    "promise",
    "publish_edition",
    "publish_memorandum",
    "publish_scheme",
    "record_grade",
    "reopen",
    "supply",
    "take_industry_measure",
    "tell_askers",
    "trigger",
    "withdraw_measure",
]
