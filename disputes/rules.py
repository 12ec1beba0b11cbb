"""Judgements on disputes: facts and dates in, reasons out; no query, no clock.

Every reason is a full sentence for whoever asked: the applicant or the official.
"""

from django.utils.timezone import localdate

from registry.models import Entry
from registry.rules import is_office, may_decide

from .models import OPEN_TIPS, Case, Complaint, Objection


def objection_obstacles(entry, *, open_by_same, answered_by_same):
    """Why nobody may object to `entry`; `open_by_same`, `answered_by_same` are earlier ones."""
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


def reexamination_obstacles(objection, *, has_one, due_on, on):
    """Why `objection` may not be looked at again on the day `on` (复核以一次为限)."""
    if objection.status != Case.Status.REPLIED:
        yield "异议尚未答复，不能申请复核。"
    if objection.is_reexamination or has_one:
        yield "复核以一次为限。仍然不服的，可以依法申请行政复议或者提起行政诉讼。"
    if objection.is_upheld:
        yield "该异议已经成立，条目已经撤销或者更正，无需复核。"
    if due_on is not None and on > due_on:
        yield f"申请复核的期限已于 {due_on} 届满，可以依法申请行政复议或者提起行政诉讼。"


def intake_obstacles(case, *, by):
    """The receiving department takes cases up; the credit office may do so for any."""
    if not _acts_for(by, case.receiver):
        yield f"{case}由{case.receiver}受理，应由该单位办理。"


def own_work_obstacles(*, by, actors):
    """Who drafted, edited or approved the entry neither turns its objectors away nor withdraws for them."""
    if by.pk in actors:
        yield "登记、修改、审核过本条目的人员不能办理，请由其他工作人员或者信用办办理。"


def signing_obstacles(case, *, by, signed_on, on):
    """Why the verification notice cannot have been received so; the day of receipt is day 0."""
    if not may_decide(by, case.respondent):
        yield f"核查通知发给{case.respondent}，应由该单位签收。"
    if signed_on > on:
        yield f"签收日期 {signed_on} 晚于今天，请填写实际收到日期。"
    if case.accepted_at and signed_on < localdate(case.accepted_at):
        yield f"签收日期 {signed_on} 早于核查通知发出日期 {localdate(case.accepted_at)}。"


def finding_obstacles(case, *, by, actors, changes=None):
    """Why `by` may not say what was found; `actors` drafted or edited the entry in question."""
    if not may_decide(by, case.respondent):
        yield f"{case}由{case.respondent}核查，其他单位不能提交核查结论。"
    if by.pk in actors:
        yield "登记、导入或修改过本条目的人员不能核查本条目，请由其他工作人员办理。"
    if changes is not None and not changes:
        yield "结论为“应当更正”的，请填写更正后的内容。"


def decision_obstacles(case, *, by, actors):
    """Who decides neither drafted, edited nor approved the entry, nor made the finding."""
    if not (may_decide(by, case.respondent) or is_office(by)):
        yield f"{case}应由{case.respondent}或者信用办决定。"
    if by.pk in actors:
        yield (
            "登记、修改、审核过本条目或者办理过前次异议的人员不能作出决定，"
            "请由本单位其他审核人或者信用办办理。"
        )
    if by.pk == case.found_by_id:
        yield "提交核查结论的人员不能作出决定，请由其他工作人员办理。"


def outcome_obstacles(objection, outcome):
    """A finding of “wrong” or “cannot be proved” binds: the burden is the provider's (三(五))."""
    if outcome == Objection.Outcome.KEPT and objection.finding in Objection.WRONG:
        found = objection.get_finding_display()
        yield (
            f"核查结论为“{found}”，不得维持原条目：信息由提供单位负举证责任，"
            "无法证实的按有误处理，应当撤销或者更正。"
        )


def reply_obstacles(case, *, by, replied_on, on):
    """Why the reply cannot have been given so."""
    if not (_acts_for(by, case.receiver) or may_decide(by, case.respondent)):
        yield f"{case}由{case.receiver}答复，应由该单位办理。"
    if replied_on > on:
        yield f"答复日期 {replied_on} 晚于今天。"
    if case.decided_at and replied_on < localdate(case.decided_at):
        yield f"答复日期 {replied_on} 早于决定日期 {localdate(case.decided_at)}。"


def remedy_obstacles(case, *, stands):
    """A founded complaint about an entry is answered when the entry has been put right or out."""
    founded = getattr(case, "about", "") == Complaint.About.ENTRY and (
        case.outcome == Complaint.Outcome.FOUNDED
    )
    if founded and stands:
        yield (
            f"投诉成立，条目 {case.entry_id} 尚未更正或者撤销。请先在名单条目中办理更正或者退出，"
            "再登记答复；答复前该条目的暂停不恢复。"
        )


def litigation_obstacles(litigation, *, by):
    """Whose suit it is; the credit office may keep any."""
    if not _acts_for(by, litigation.department):
        yield f"{litigation}由{litigation.department}应诉，应由该单位办理。"


def execution_obstacles(litigation, *, by, actors):
    """A judgment is carried out by somebody who did not make the entry."""
    yield from litigation_obstacles(litigation, by=by)
    if by.pk in actors:
        yield "登记、修改或审核过本条目的人员不能办理停止执行和执行裁判，请由其他审核人或者信用办办理。"


def redress_obstacles(task, *, by):
    """A department confirms only what it undid itself."""
    if not may_decide(by, task.department):
        yield f"{task}应由{task.department}确认。"


def closing_obstacles(waiting):
    """Redress is over only when everyone confirms; `waiting` names who has not."""
    if waiting:
        yield f"以下单位尚未确认消除不良影响，不能办结：{'、'.join(waiting)}。"


def tip_obstacles(by):
    """Tips are for tip officers alone, the superuser not excepted from needing the passphrase."""
    if not by.has_perm(OPEN_TIPS):
        yield "只有举报受理员可以办理失信举报。"


def _acts_for(by, department):
    return may_decide(by, department) or is_office(by)
