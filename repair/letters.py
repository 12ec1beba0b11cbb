"""The papers of credit repair: notice, promise, decision, revocation."""

from django.utils import timezone

from registry.documents import Letter, LetterHeading, date_in_words, instant_in_words

from .models import Application
from .rules import PROMISE, first_day

REMEDIES = (
    "对本答复（决定）不服的，可以向认定单位或市信用办提出异议、投诉，"
    "也可以依法申请行政复议或者提起行政诉讼。"
)


def repair_notice(notice) -> Letter:
    """信用修复告知书: from when, how and with what the party may apply; served with the recognition."""
    entry, rule = notice.entry, notice.rule
    body = [
        f"你单位（你）因“{entry.facts}”，依据“{entry.standard}”被认定为"
        f"{entry.get_list_kind_display()}（文号：{entry.document_number or '无'}）。"
        "现将信用修复有关事项告知如下：",
        LetterHeading("一、能否修复和何时可以申请"),
        when(entry, rule, timezone.localdate(entry.published_at)),
        LetterHeading("二、需要满足的条件"),
        rule.conditions if rule else "由认定单位另行公布。",
        LetterHeading("三、需要提交的材料"),
    ]
    materials = rule.materials if rule else []
    body += [f"{number}. {name}。" for number, name in enumerate(materials, 1)]
    body += [
        LetterHeading("四、怎样申请"),
        "可以通过“信用中国”网站、信用福州网站或政务服务窗口提出申请，不收取任何费用。",
        LetterHeading("五、修复后的效果"),
        "准予修复的，终止公示、停止共享和使用，并解除相应的惩戒措施。",
    ]
    return Letter(
        title="信用修复告知书",
        addressee=entry.subject.name,
        body=body,
        signed=notice.department.name,
        on=timezone.localdate(notice.produced_at),
    )


def when(entry, rule, published_on) -> str:
    """Whether and from which day the entry may be repaired, as a sentence."""
    if rule is None:
        return "认定单位公布修复规则后即可申请，请留意信用福州网站。"
    if not rule.repairable:
        return f"依据{rule.not_repairable_reason}，本项信息不可修复，期满自动退出。"
    if not rule.least_months:
        return "可以修复。纠正失信行为、履行完毕法定义务后即可申请。"
    start = entry.standard.get_public_runs_from_display()
    free_on = date_in_words(first_day(entry, rule, published_on=published_on))
    return (
        f"可以修复。自{start}起满 {rule.least_months} 个月后可以申请，"
        f"即最早可以于{free_on}申请（依据{rule.citation}）。"
    )


def decision(application) -> Letter:
    """答复书: the outcome, its reasons, and what the applicant can do next."""
    entry, status = application.entry, application.status
    outcome = {
        Application.Status.GRANTED: "准予信用修复。自本决定作出之日起终止公示、停止共享和使用，"
        "并通知有关单位解除惩戒措施。",
        Application.Status.REFUSED: "不予信用修复。",
        Application.Status.NOT_ACCEPTED: "不予受理。",
    }[Application.Status.GRANTED if status == Application.Status.REVOKED else status]
    body = [
        f"你单位（你）于{instant_in_words(application.received_at)}就条目 {entry.pk}"
        f"（{entry.standard.name}，{entry.document_number or '无文号'}）提出的信用修复申请，"
        "经办理，答复如下：",
        LetterHeading("一、办理结果"),
        outcome,
        LetterHeading("二、理由"),
        application.grounds,
        LetterHeading("三、救济途径"),
        REMEDIES,
    ]
    return to_party(application, "信用修复申请答复书", body, application.decided_at)


def revocation(application) -> Letter:
    """撤销信用修复决定书: why a repair obtained by false materials is revoked."""
    entry = application.entry
    body = [
        f"你单位（你）就条目 {entry.pk}（{entry.standard.name}，"
        f"{entry.document_number or '无文号'}）取得的信用修复"
        f"（{instant_in_words(application.decided_at)}决定准予），经查应予撤销，现决定如下：",
        LetterHeading("一、决定"),
        f"撤销{instant_in_words(application.decided_at)}作出的准予信用修复决定。原条目已经退出，不因本决定恢复。",
        LetterHeading("二、事实和理由"),
        application.revocation,
        LetterHeading("三、后续处理"),
        "对以虚假材料骗取信用修复的行为，认定单位将依照相应的认定标准另行告知、听取陈述申辩后处理。",
        LetterHeading("四、救济途径"),
        REMEDIES,
    ]
    return to_party(application, "撤销信用修复决定书", body, application.revoked_at)


def to_party(application, title, body, at) -> Letter:
    """A letter of the department to the party about `application`, dated the day of `at`."""
    return Letter(
        title=title,
        addressee=application.entry.subject.name,
        body=body,
        signed=application.department.name,
        on=timezone.localdate(at),
    )


def promise(application) -> Letter:
    """信用承诺书 as it was made: for which entry, with which text, how and when."""
    entry = application.entry
    return Letter(
        title="信用承诺书",
        addressee=application.department.name,
        body=[
            f"承诺人：{entry.subject.name}",
            f"申请修复的信息：条目 {entry.pk}（{entry.standard.name}，"
            f"{entry.document_number or '无文号'}）",
            application.promise or PROMISE,
            f"经办人：{application.contact_name}",
            f"作出方式：{application.get_channel_display()}，"
            f"{timezone.localtime(application.promised_at):%Y-%m-%d %H:%M} 确认。",
        ],
        signed=entry.subject.name,
        on=timezone.localdate(application.promised_at),
    )
