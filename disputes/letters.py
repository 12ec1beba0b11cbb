"""The papers of a case: the notice to verify (核查通知书) and the reply (答复书)."""

from collections.abc import Iterator

from django.utils import timezone

from registry.documents import Letter, LetterHeading, instant_in_words

from .models import Case, Objection

OUTCOMES = {
    Objection.Outcome.REVOKED: (
        "经核查，该条目的认定有误，现予撤销。该条目自撤销之日起不再作为联合奖惩的依据，"
        "已依其采取的措施由各实施单位解除。"
    ),
    Objection.Outcome.CORRECTED: (
        "经核查，该条目的内容有误，现已更正，并已公告更正前后的内容。"
    ),
    Objection.Outcome.KEPT: "经核查，该条目认定无误，予以维持，核查期间的暂停相应结束。",
}


def verification_notice(case) -> Letter:
    """核查通知书: what the provider has to verify, and by when; nothing about the applicant."""
    body = [
        f"{case}已于{instant_in_words(case.accepted_at)}受理，涉及{description_of(case)}。"
        "请自收到本通知之日起 20 个工作日内核实，并通过平台提交核查结论和证据。",
        LetterHeading("一、异议（投诉）的主要内容"),
        case.statement,
        LetterHeading("二、核查要求"),
        "经核实信息有误的，应当及时更正或者撤销；核实无误的，继续执行；不能证实的，按信息有误处理。"
        "登记、修改过该条目的人员不得参与核查。",
        "核实期间暂不执行联合惩戒措施。",
    ]
    return Letter(
        title="信用信息核查通知书",
        number=case.number,
        addressee=case.respondent.name,
        body=body,
        signed=case.receiver.name,
        on=timezone.localdate(case.accepted_at),
    )


def reply(case) -> Letter:
    """答复书: what was decided and why, and what can be done next."""
    refused = case.status == Case.Status.REFUSED
    decided_at = case.refused_at if refused else case.decided_at
    outcome = "不予受理。" if refused else outcome_of(case)
    body = [
        f"你单位（你）于{instant_in_words(case.received_at)}就{description_of(case)}提出的"
        f"{case._meta.verbose_name}（{case.number}），经办理，答复如下：",
        LetterHeading("一、办理结果"),
        outcome,
        LetterHeading("二、理由"),
        case.refusal if refused else case.grounds,
    ]
    if not refused and getattr(case, "remedy", ""):
        body += ["纠正措施：" + case.remedy]
    body += [LetterHeading("三、救济途径"), *remedies(case)]
    signed = case.receiver if refused else case.respondent
    return Letter(
        title=f"{case._meta.verbose_name}答复书",
        number=case.number,
        addressee=case.applicant_name,
        body=body,
        signed=signed.name,
        on=timezone.localdate(decided_at),
    )


def outcome_of(case) -> str:
    if isinstance(case, Objection):
        return OUTCOMES[case.outcome]
    return f"{case.get_outcome_display()}。"


def remedies(case) -> Iterator[str]:
    """What the applicant may do next."""
    if (
        isinstance(case, Objection)
        and case.status != Case.Status.REFUSED
        and not (case.is_upheld or case.is_reexamination)
    ):
        yield "对本答复不服的，可以凭回执编号和查询码申请一次复核。"
    yield "也可以依法申请行政复议或者提起行政诉讼。"


def description_of(case) -> str:
    """What the case is about: its entry, or the conduct of a department."""
    if case.entry_id is None:
        return f"{case.respondent.name}的有关行为"
    entry = case.entry
    return (
        f"条目 {entry.pk}（{entry.standard.name}，{entry.document_number or '无文号'}）"
    )
