"""What belongs to an entry, shown beneath it."""

from django.utils import timezone

from registry.adminkit import Section, link_to, tag
from registry.adminkit.history import labelled_values
from registry.models import Entry, Hold

from .entry_lists import TONES

# What other apps show beneath an entry: functions of (entry, official) that yield sections.
EXTRA_SECTIONS = []


def sections_of(entry, official):
    """The tables beneath `entry`: one query each, and none where nothing can be."""
    if entry.is_adverse and entry.cause_id is None and not entry.subject.is_person:
        yield responsible(entry)
    if entry.published_at is None:
        return
    yield holds(entry)
    yield corrections(entry)
    if not entry.subject.is_person:
        yield derived(entry)
    yield notices(entry)
    for sections in EXTRA_SECTIONS:
        yield from sections(entry, official)


def responsible(entry):
    headings = ["责任身份", "姓名", "证件号码", "告知送达", "送达凭证"]
    rows = [
        [
            one.get_role_display(),
            one.person.name,
            one.person.identifier,
            one.notice_served_on,
            one.notice_proof,
        ]
        for one in entry.responsibilities.select_related("person")
    ]
    return Section("责任人", headings, rows)


def holds(entry):
    headings = ["事由", "编号或文号", "理由", "暂停", "恢复", "恢复理由"]
    rows = [
        [
            one.get_kind_display(),
            one.reference,
            one.reason,
            f"{moment(one.placed_at)} {one.placed_by or '系统'}",
            f"{moment(one.released_at)} {one.released_by or '系统'}"
            if one.released_at
            else tag("暂停中", "held"),
            one.release_reason,
        ]
        for one in entry.holds.select_related("placed_by", "released_by")
    ]
    return Section("暂停", headings, rows)


def corrections(entry):
    headings = ["时间", "办理人", "理由", "更正前", "更正后"]
    rows = [
        [
            moment(one.at),
            one.by or "系统",
            one.reason,
            changes_as_text(one.before),
            changes_as_text(one.after),
        ]
        for one in entry.corrections.select_related("by")
    ]
    return Section("更正", headings, rows)


def derived(entry):
    headings = ["条目", "责任身份", "姓名", "证件号码", "状态"]
    rows = [
        [
            link_to(one),
            one.get_role_display(),
            one.subject.name,
            one.subject.identifier,
            tag(one.get_status_display(), TONES[one.status]),
        ]
        for one in entry.derived.select_related("subject")
    ]
    return Section("由本条目产生的责任人条目", headings, rows)


def notices(entry):
    headings = ["类别", "发布时间", "公告截止", "内容"]
    rows = [
        [one.get_kind_display(), moment(one.published_at), one.shown_until, one.text]
        for one in entry.notices.all()
    ]
    return Section("公告", headings, rows)


def open_holds(entry):
    """The holds that are open on `entry`, or on the entry it rests on."""
    return [
        f"{hold.get_kind_display()}{hold.reference}（{moment(hold.placed_at)} 起）：{hold.reason}"
        for hold in Hold.objects.filter(
            entry__in=[entry.pk, entry.cause_id], released_at=None
        )
    ]


def moment(at):
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def changes_as_text(values):
    return "；".join(f"{name}：{text}" for name, text in labelled_values(Entry, values))
