"""Looking subjects up for a stated purpose; each check is kept, its outcome fed back (三(一))."""

import secrets
from collections import Counter
from datetime import datetime
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

COLUMNS = [
    "receipt", "department_id", "official_id", "purpose", "case_number", "asked_at",
    "as_of", "asked_key", "status", "strength", "subject_id", "entries", "held",
    "orders", "candidates", "version", "batch_id",
]  # fmt: skip
NO_DEPARTMENT = "您的账号没有所属单位，不能进行信用核查。请联系信用办。"


class RecordedCheck(NamedTuple):
    """What a check answered, and under which receipt; no receipt where the number was none."""

    receipt: str
    question: Question
    answer: CheckResult | None
    version: int
    asked_at: datetime
    as_of: datetime


def receipt_number(on) -> str:
    """A new number: the day, and what nobody can guess."""
    return receipt_prefix(on) + secrets.token_hex(6).upper()


def receipt_prefix(on) -> str:
    return f"HC{on:%y%m%d}"


def register_version() -> int:
    """The last line of the trail: what the register has come to."""
    return TrailEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def asker_of(official: Official, purpose: str) -> Asker:
    """On whose behalf `official` asks; without a department she cannot."""
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
    """Look up many at once, in a constant number of statements; each gets its own receipt."""
    asker = asker_of(by, purpose)
    now = timezone.now()
    as_of = instant_of(at, now=now)
    answers = answer_all(questions, asker=asker, at=as_of, is_past=as_of < now)
    version, on = register_version(), timezone.localdate(now)
    told = [
        RecordedCheck(
            receipt_number(on) if answer else "", question, answer, version, now, as_of
        )
        for question, answer in zip(questions, answers, strict=True)
    ]
    fixed = (asker.department, by.pk, purpose, case_number, now, as_of)
    writers.insert(
        Check,
        COLUMNS,
        [row(one, fixed, batch.pk if batch else None) for one in told if one.answer],
    )
    return told


def row(told, fixed, batch):
    answer = told.answer
    return (
        told.receipt,
        *fixed,
        told.question.key,
        str(answer.status),
        str(answer.strength),
        answer.subject_id,
        [entry["id"] for entry in answer.entries],
        [entry["id"] for entry in answer.held],
        [measure["order"] for measure in answer.measures],
        answer.candidates,
        told.version,
        batch,
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
    """Look up a whole list for one purpose and keep it as a batch, with how many got which answer.

    `places` says where each question stood in the file `filename`.
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
    told = check_all(questions, by=by, at=at, batch=batch, **why)
    batch.counts = dict(Counter(result(one) for one in told))
    batch.save(update_fields=["counts"])
    return batch, told


def result(told):
    return str(told.answer.status) if told.answer else "wrong"


@transaction.atomic
def record_feedback(
    check: Check, *, by: Official, outcome: str, reason: str = ""
) -> Feedback:
    """Note what was done after `check`: once, by the department that asked (三(一))."""
    check = Check.objects.select_for_update(of=("self",)).get(pk=check.pk)
    told = Feedback.objects.filter(check_made=check).exists()
    refuse_any(
        rules.feedback_obstacles(
            check, by=by, outcome=outcome, reason=reason, told=told
        )
    )
    feedback = Feedback(
        check_made=check, outcome=outcome, reason=reason, at=timezone.now(), by=by
    )
    feedback.full_clean(exclude=["check_made"])
    feedback.save()
    return feedback


def notify_askers(recall: Recall, pks):
    """Ask whoever was told of the recalled entries `pks` by a check to confirm the recall."""
    wrong, officials = set(pks), set()
    for chunk in chunks(pks):
        subjects = Entry.objects.filter(pk__among=chunk).order_by().values("subject")
        checks = Check.objects.filter(subject__in=subjects, status="listed").order_by()
        for official, entries in checks.values_list("official_id", "entries"):
            if wrong.intersection(entries):
                officials.add(official)
    recalls.request_receipts(recall, officials, source=RecallReceipt.Source.CHECK)
