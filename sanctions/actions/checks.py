"""Credit checks for a stated purpose; each is kept under a receipt, its outcome fed back (三(一))."""

import secrets
from collections import Counter
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from registry import writers
from registry.errors import refuse_any
from registry.exchange import recalls
from registry.models import Entry, Official, Recall, RecallReceipt, TrailEntry
from registry.sets import chunks
from sanctions import rules
from sanctions.checking.questions import Asker, Question, instant_of, purpose_of
from sanctions.checking.results import CheckResult, answer_all
from sanctions.models import Check, CheckBatch, Feedback

# The columns of a kept check, in the order of `row`.
COLUMNS = [
    "receipt", "department_id", "official_id", "purpose", "case_number", "asked_at",
    "as_of", "asked_key", "status", "strength", "subject_id", "entries", "held",
    "orders", "candidates", "version", "batch_id",
]  # fmt: skip
NO_DEPARTMENT = "您的账号没有所属单位，不能进行信用核查。请联系信用办。"


class RecordedCheck(NamedTuple):
    """A check that was made: the receipt, the question and the result.

    For a number that is none there is no receipt and no result, and nothing is kept. `version`
    is the last line of the trail, `as_of` the instant asked about.
    """

    receipt: str
    question: Question
    result: CheckResult | None
    version: int
    asked_at: datetime
    as_of: datetime


def receipt_number(on: date) -> str:
    """A new receipt number: the day, and twelve signs that nobody can guess."""
    return receipt_prefix(on) + secrets.token_hex(6).upper()


def receipt_prefix(on: date) -> str:
    """How all receipt numbers of the day `on` begin; the fast check appends the rest in SQL."""
    return f"HC{on:%y%m%d}"


def register_version() -> int:
    """The number of the last line of the trail, which names the state of the register."""
    return TrailEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def asker_of(official: Official, purpose: str) -> Asker:
    """On whose behalf `official` asks; PermissionDenied for one without a department."""
    if official.department is None:
        raise PermissionDenied(NO_DEPARTMENT)
    return Asker(official.department_id, official.department.kind, purpose_of(purpose))


@transaction.atomic
def check(
    question: Question,
    *,
    purpose: str,
    case_number: str,
    by: Official,
    at: datetime | None = None,
) -> RecordedCheck:
    """Look up one subject for the stated `purpose`; the check is kept under a receipt.

    Raises ValidationError for an unknown purpose or an instant to come.
    """
    return check_all(
        [question], purpose=purpose, case_number=case_number, by=by, at=at
    )[0]


@transaction.atomic
def check_all(
    questions: list[Question],
    *,
    purpose: str,
    case_number: str,
    by: Official,
    at: datetime | None = None,
    batch: CheckBatch | None = None,
) -> list[RecordedCheck]:
    """Look up many at once, in a constant number of statements; each gets its own receipt.

    Raises ValidationError for an unknown purpose or an instant to come, PermissionDenied for an
    official without a department.
    """
    asker = asker_of(by, purpose)
    now = timezone.now()
    as_of = instant_of(at, now=now)
    results = answer_all(questions, asker=asker, at=as_of, is_past=as_of < now)
    version, on = register_version(), timezone.localdate(now)
    recorded = [
        RecordedCheck(
            receipt_number(on) if result else "", question, result, version, now, as_of
        )
        for question, result in zip(questions, results, strict=True)
    ]
    fixed = (asker.department, by.pk, purpose, case_number, now, as_of)
    batch_pk = batch.pk if batch else None
    writers.insert(
        Check, COLUMNS, [row(one, fixed, batch_pk) for one in recorded if one.result]
    )
    return recorded


def row(recorded, fixed, batch_pk) -> tuple:
    """The values of COLUMNS; `fixed` are those that all checks of a call share."""
    result = recorded.result
    return (
        recorded.receipt,
        *fixed,
        recorded.question.key,
        str(result.status),
        str(result.strength),
        result.subject_id,
        [entry["id"] for entry in result.entries],
        [entry["id"] for entry in result.held],
        [measure["order"] for measure in result.measures],
        result.candidates,
        recorded.version,
        batch_pk,
    )


@transaction.atomic
def check_batch(
    questions: list[Question],
    *,
    purpose: str,
    case_number: str,
    by: Official,
    at: datetime | None = None,
    filename: str = "",
    places: list[str] = (),
) -> tuple[CheckBatch, list[RecordedCheck]]:
    """Look up a whole list for one purpose and keep it as a batch that counts the results.

    `places` says where each question stood in the file `filename`, as "第 3 行".
    """
    asker = asker_of(by, purpose)
    batch = CheckBatch.objects.create(
        department_id=asker.department,
        official=by,
        purpose=purpose,
        case_number=case_number,
        filename=filename,
        asked_at=timezone.now(),
        number=len(questions),
        rows=[
            [place, one.wrong] for place, one in zip(places, questions, strict=False)
        ],
    )
    why = {"purpose": purpose, "case_number": case_number}
    recorded = check_all(questions, by=by, at=at, batch=batch, **why)
    batch.counts = dict(Counter(status_of(one) for one in recorded))
    batch.save(update_fields=["counts"])
    return batch, recorded


def status_of(recorded: RecordedCheck) -> str:
    return str(recorded.result.status) if recorded.result else "wrong"


@transaction.atomic
def record_feedback(
    check: Check, *, by: Official, outcome: str, reason: str = ""
) -> Feedback:
    """Record what was done after `check`: once, by the department that asked (三(一)).

    Raises Refused for another department, a second feedback, a measure not taken without a
    reason, or one taken against a subject that was clear.
    """
    # Locked, so that two officials who press at once do not both find it without feedback.
    check = Check.objects.select_for_update(of=("self",)).get(pk=check.pk)
    fed_back = Feedback.objects.filter(check_made=check).exists()
    refuse_any(
        rules.feedback_obstacles(
            check, by=by, outcome=outcome, reason=reason, fed_back=fed_back
        )
    )
    feedback = Feedback(
        check_made=check, outcome=outcome, reason=reason, at=timezone.now(), by=by
    )
    feedback.full_clean(exclude=["check_made"])
    feedback.save()
    return feedback


def notify_askers(recall: Recall, pks: list[int]) -> None:
    """Ask the officials who saw the recalled entries `pks` in a check to confirm the recall."""
    wrong, officials = set(pks), set()
    for chunk in chunks(pks):
        subjects = Entry.objects.filter(pk__among=chunk).order_by().values("subject")
        checks = Check.objects.filter(subject__in=subjects, status="listed").order_by()
        for official, entries in checks.values_list("official_id", "entries"):
            if wrong.intersection(entries):
                officials.add(official)
    recalls.request_receipts(recall, officials, source=RecallReceipt.Source.CHECK)
