"""Rules on disputes: facts and dates in, reasons out; no query, no clock.

Each function yields reasons why an action may not be taken: full sentences for the applicant or
the official who asked; none means that it may.
"""

from collections.abc import Iterator
from datetime import date

from django.utils.timezone import localdate

from registry.models import Entry, Official
from registry.rules import is_office, may_decide

from .models import OPEN_TIPS, Case, Complaint, Objection


def objection_obstacles(
    entry: Entry, *, open_by_same: str | None, answered_by_same: str | None
) -> Iterator[str]:
    """Why nobody may object to `entry`; the other two are numbers of the applicant's earlier ones."""
    if entry.status == Entry.Status.ENDED:
        yield (
            f"该条目已于 {localdate(entry.ended_at)} 因“{entry.get_ended_because_display()}”退出，"
            "不再产生效力，无需提出异议。认为它曾经损害您的权益的，可以提出投诉。"
        )
    elif entry.status != Entry.Status.PUBLISHED:
        yield "该条目尚未发布，没有产生效力，不能提出异议；认定前可以向认定单位陈述、申辩。"
    if open_by_same:
        yield f"您对该条目提出的异议 {open_by_same} 正在办理，请勿重复提出，可以凭查询码补充材料。"
    elif answered_by_same:
        yield (
            f"对该条目的异议 {answered_by_same} 已经答复。不服答复的，可以在办理情况查询页面申请一次复核，"
            "也可以依法申请行政复议或者提起行政诉讼。"
        )


def reexamination_obstacles(
    objection: Objection, *, has_one: bool, due_on: date | None, on: date
) -> Iterator[str]:
    """Why `objection` may not be re-examined on the day `on` (复核以一次为限)."""
    if objection.status != Case.Status.REPLIED:
        yield "异议尚未答复，不能申请复核。"
    if objection.is_reexamination or has_one:
        yield "复核以一次为限。仍然不服的，可以依法申请行政复议或者提起行政诉讼。"
    if objection.is_upheld:
        yield "该异议已经成立，条目已经撤销或者更正，无需复核。"
    if due_on is not None and on > due_on:
        yield f"申请复核的期限已于 {due_on} 届满，可以依法申请行政复议或者提起行政诉讼。"


def intake_obstacles(case: Case, *, by: Official) -> Iterator[str]:
    """The receiving department accepts or refuses its cases; the credit office may do so for any."""
    if not _acts_for(by, case.receiver):
        yield f"{case}由{case.receiver}受理，应由该单位办理。"


def own_work_obstacles(*, by: Official, actors: set[int]) -> Iterator[str]:
    """Who drafted, edited or approved the entry may neither refuse nor withdraw a case about it."""
    if by.pk in actors:
        yield "登记、修改、审核过本条目的人员不能办理，请由其他工作人员或者信用办办理。"


def signing_obstacles(
    case: Case, *, by: Official, signed_on: date, on: date
) -> Iterator[str]:
    """Why the verification notice cannot have been received by `by`, or on the day `signed_on`."""
    if not may_decide(by, case.respondent):
        yield f"核查通知发给{case.respondent}，应由该单位签收。"
    if signed_on > on:
        yield f"签收日期 {signed_on} 晚于今天，请填写实际收到日期。"
    if case.accepted_at and signed_on < localdate(case.accepted_at):
        yield f"签收日期 {signed_on} 早于核查通知发出日期 {localdate(case.accepted_at)}。"


def finding_obstacles(
    case: Case, *, by: Official, actors: set[int], changes: dict | None = None
) -> Iterator[str]:
    """Why `by` may not record the finding; `actors` are those who drafted or edited the entry."""
    if not may_decide(by, case.respondent):
        yield f"{case}由{case.respondent}核查，其他单位不能提交核查结论。"
    if by.pk in actors:
        yield "登记、导入或修改过本条目的人员不能核查本条目，请由其他工作人员办理。"
    if changes is not None and not changes:
        yield "结论为“应当更正”的，请填写更正后的内容。"


def decision_obstacles(case: Case, *, by: Official, actors: set[int]) -> Iterator[str]:
    """Why `by` may not decide: they worked on the entry (`actors`) or made the finding."""
    if not (may_decide(by, case.respondent) or is_office(by)):
        yield f"{case}应由{case.respondent}或者信用办决定。"
    if by.pk in actors:
        yield (
            "登记、修改、审核过本条目或者办理过前次异议的人员不能作出决定，"
            "请由本单位其他审核人或者信用办办理。"
        )
    if by.pk == case.found_by_id:
        yield "提交核查结论的人员不能作出决定，请由其他工作人员办理。"


def outcome_obstacles(objection: Objection, outcome: str) -> Iterator[str]:
    """A finding of “wrong” or “cannot be proved” binds: the burden is the provider's (三(五))."""
    if outcome == Objection.Outcome.KEPT and objection.finding in Objection.WRONG:
        found = objection.get_finding_display()
        yield (
            f"核查结论为“{found}”，不得维持原条目：信息由提供单位负举证责任，"
            "无法证实的按有误处理，应当撤销或者更正。"
        )


def reply_obstacles(
    case: Case, *, by: Official, replied_on: date, on: date
) -> Iterator[str]:
    """Why the reply cannot have been given by `by`, or on the day `replied_on`."""
    if not (_acts_for(by, case.receiver) or may_decide(by, case.respondent)):
        yield f"{case}由{case.receiver}答复，应由该单位办理。"
    if replied_on > on:
        yield f"答复日期 {replied_on} 晚于今天。"
    if case.decided_at and replied_on < localdate(case.decided_at):
        yield f"答复日期 {replied_on} 早于决定日期 {localdate(case.decided_at)}。"


def remedy_obstacles(case: Case, *, stands: bool) -> Iterator[str]:
    """Why a founded complaint may not be answered yet: its entry `stands`, uncorrected."""
    founded = getattr(case, "about", "") == Complaint.About.ENTRY and (
        case.outcome == Complaint.Outcome.FOUNDED
    )
    if founded and stands:
        yield (
            f"投诉成立，条目 {case.entry_id} 尚未更正或者撤销。请先在名单条目中办理更正或者退出，"
            "再登记答复；答复前该条目的暂停不恢复。"
        )


def litigation_obstacles(litigation, *, by: Official) -> Iterator[str]:
    """The department that is sued handles its suit; the credit office may handle any."""
    if not _acts_for(by, litigation.department):
        yield f"{litigation}由{litigation.department}应诉，应由该单位办理。"


def execution_obstacles(litigation, *, by: Official, actors: set[int]) -> Iterator[str]:
    """Why `by` may not stay execution or carry out the judgment: `actors` worked on the entry."""
    yield from litigation_obstacles(litigation, by=by)
    if by.pk in actors:
        yield "登记、修改或审核过本条目的人员不能办理停止执行和执行裁判，请由其他审核人或者信用办办理。"


def redress_obstacles(task, *, by: Official) -> Iterator[str]:
    """A department confirms its own task."""
    if not may_decide(by, task.department):
        yield f"{task}应由{task.department}确认。"


def closing_obstacles(waiting: list[str]) -> Iterator[str]:
    """Redress is closed when every department has confirmed; `waiting` names those that have not."""
    if waiting:
        yield f"以下单位尚未确认消除不良影响，不能办结：{'、'.join(waiting)}。"


def tip_obstacles(by: Official) -> Iterator[str]:
    """Tip-offs are for tip officers only; who opens one needs the passphrase as well."""
    if not by.has_perm(OPEN_TIPS):
        yield "只有举报受理员可以办理失信举报。"


def _acts_for(by, department) -> bool:
    """Whether `by` belongs to `department` or acts for any, as the credit office does."""
    return may_decide(by, department) or is_office(by)
