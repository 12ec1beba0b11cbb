"""Judgements on entries: facts and dates in, reasons out; no query, no clock.

Every reason is a full sentence for the official. `row` is an entry, or any row with the same
names; `standard` the version it rests on; `on` the day of the action.
"""

from collections.abc import Iterator

from .models import ADVERSE, Department, ListKind, Official, Standard, SubjectKind

LEAST_AGE = 14  # 《行政处罚法》第 30 条：不满十四周岁的未成年人不予行政处罚
FULL_AGE = 18  # 《民法典》第 17 条


def is_younger(born, age, on) -> bool:
    """Whether somebody born on `born` (None: unknown) has not reached `age` years on `on`."""
    if born is None:
        return False
    return (on.year - born.year - ((on.month, on.day) < (born.month, born.day))) < age


def standard_obstacles(
    standard, *, department_id, subject_kind, decided_on
) -> Iterator[str]:
    """Why an entry may not be made under `standard`: published standards only (一；二)."""
    if standard.department_id != department_id:
        yield f"“{standard}”由{standard.department}制定，其他单位不能据以认定。"
    if standard.status == Standard.Status.DRAFT:
        yield f"“{standard}”尚未公布，不能据以认定。"
    elif not standard.is_in_force(decided_on):
        end = f"至 {standard.valid_to}" if standard.valid_to else "起施行"
        yield (
            f"认定日期 {decided_on} 不在“{standard}”的施行期间内"
            f"（{standard.valid_from} {end}）。"
        )
    if subject_kind not in standard.subject_kinds:
        kinds = "、".join(standard.subject_kind_labels)
        yield f"“{standard}”适用于{kinds}，不适用于{SubjectKind(subject_kind).label}。"


def date_obstacles(row, *, on) -> Iterator[str]:
    """Dates that cannot be true on the day `on`."""
    if row.decided_on > on:
        yield f"认定日期 {row.decided_on} 晚于今天。"
    if row.occurred_on and row.occurred_on > row.decided_on:
        yield f"行为发生日期 {row.occurred_on} 晚于认定日期 {row.decided_on}。"
    if row.asked_until and row.asked_until < row.decided_on:
        yield f"文书载明的有效期至 {row.asked_until} 早于认定日期 {row.decided_on}。"


def age_obstacles(row, *, born) -> Iterator[str]:
    """Children are not listed: under 14 never, under 18 not on a blacklist."""
    if row.list_kind not in ADVERSE:
        return
    if is_younger(born, LEAST_AGE, row.occurred_on or row.decided_on):
        yield "当事人行为时不满十四周岁，不得登记失信信息。"
    elif row.list_kind == ListKind.BLACK and is_younger(born, FULL_AGE, row.decided_on):
        yield "当事人为未成年人，不得列入黑名单。"


def hearing_obstacles(row, standard, *, calendar, on) -> Iterator[str]:
    """What is missing before an adverse entry may be published: heard before listed.

    Notice of facts, reasons, basis and rights served; the statement period over before the
    decision; a statement answered; the decision served (国办发〔2020〕49 号).
    """
    if row.list_kind not in ADVERSE:
        return
    if row.notice_served_on is None or not row.notice_proof:
        yield "未填写事先告知书的送达日期和送达凭证。"
    else:
        yield from _too_early(row, standard, calendar)
    if row.statement and not row.statement_answer:
        yield "当事人提出了陈述申辩，未填写复核意见。"
    if row.decision_served_on is None or not row.decision_proof:
        yield "未填写决定书的送达日期和送达凭证。"
    elif not row.decided_on <= row.decision_served_on <= on:
        yield "决定书送达日期应不早于认定日期，且不晚于今天。"


def _too_early(row, standard, calendar):
    deadline = calendar.add(row.notice_served_on, standard.statement_workdays)
    if row.decided_on <= deadline.due:
        yield (
            f"事先告知书于 {row.notice_served_on} 送达，陈述申辩期 {standard.statement_workdays} "
            f"个工作日至 {deadline.due}，认定日期 {row.decided_on} 应在此之后。"
        )
    elif deadline.provisional:
        yield (
            f"陈述申辩期至 {deadline.due} 为暂定（相应年份的放假安排尚未录入），"
            "请先录入工作日历再审核。"
        )


def responsibility_obstacles(
    responsibility, standard, *, calendar, decided_on
) -> Iterator[str]:
    """What is missing before a responsible person's record may be made: they too are heard."""
    who = responsibility.get_role_display()
    if responsibility.notice_served_on is None or not responsibility.notice_proof:
        yield f"未填写{who}的事先告知送达日期和送达凭证。"
        return
    deadline = calendar.add(
        responsibility.notice_served_on, standard.statement_workdays
    )
    if decided_on <= deadline.due or deadline.provisional:
        yield f"{who}的陈述申辩期至 {deadline.due}，认定日期应在此之后。"


def decider_obstacles(row, *, by, department, actors) -> Iterator[str]:
    """Two pairs of eyes, no role exempt; and the department that recognised it decides (三(二))."""
    if by.pk in {row.drafted_by_id, row.edited_by_id} | actors:
        yield "登记、导入或修改过本条目的人员不能审核本条目，请由其他审核人办理。"
    if not may_decide(by, department):
        yield f"本条目由{department}认定，应由该单位审核人办理。"


def may_decide(by: Official, department: Department) -> bool:
    """Whether `by` decides for `department`: officials do for their own.

    The credit office does so for bodies outside government and for units whose end is set, so that
    nothing of theirs is left undecided.
    """
    if by.department_id == department.pk:
        return True
    return is_office(by) and (department.is_outside or department.is_ending)


def is_office(by: Official) -> bool:
    """Whether `by` is of the credit office."""
    return by.department is not None and by.department.is_credit_office


def release_obstacles(hold, *, by: Official | None, case) -> Iterator[str]:
    """A hold that a case placed ends with that case alone (三(五))."""
    if hold.of:
        if case is None or (case._meta.label_lower, case.pk) != (
            hold.of,
            hold.of_pk,
        ):
            what = f"“{hold.get_kind_display()}”（{hold.reference}）"
            yield f"该项暂停由{what}引起，随该事项办结，不能单独恢复。"
    elif by is not None and hold.placed_by is not None:
        placed = hold.placed_by.department
        if placed is not None and by.department_id != placed.pk and not is_office(by):
            yield f"该项暂停由{placed}办理，应由该单位或者信用办恢复。"


def red_obstacles(row, *, blacklisted) -> Iterator[str]:
    """Nobody on a blacklist is put on a red list."""
    if row.list_kind == ListKind.RED and blacklisted:
        yield "该主体有生效中的黑名单条目，不能列入红名单。"


def term_obstacles(term, *, on) -> Iterator[str]:
    """An entry whose term is already over is not published any more."""
    if term.valid_to is not None and term.valid_to < on:
        yield f"有效期限已于 {term.valid_to} 届满，不能再发布。"


def second_reasons(
    department, standard, *, by, published_today, asked
) -> Iterator[str]:
    """Why the credit office must also agree: outside bodies' entries, and the brake (三(二))."""
    if department.is_outside and by.department_id == department.pk:
        yield f"{department}为{department.get_kind_display()}，其名单须经信用办认可。"
    if published_today + asked > standard.batch_limit:
        yield (
            f"今日依“{standard}”已发布 {published_today} 条，本次 {asked} 条，"
            f"超过单日上限 {standard.batch_limit} 条。"
        )


def correction_obstacles(entry, term) -> Iterator[str]:
    """A correction of an adverse entry never lasts longer than what was published."""
    if entry.list_kind not in ADVERSE:
        return
    if _later(term.valid_to, entry.valid_to) or _later(
        term.public_until, entry.public_until
    ):
        yield "更正不能延长失信信息的有效期限或公示期；确需加重的，应重新告知并作出新的认定。"


def _later(new, old):
    return old is not None and (new is None or new > old)
