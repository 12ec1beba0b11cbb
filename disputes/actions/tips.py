"""Tip-offs: submitted sealed, opened by tip officers with a reason, never linked to the informant."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from nacl.public import PrivateKey

import registry.actions
from disputes import rules, sealed_boxes
from disputes.models import TipFile, TipMessage, TipOff
from registry import messages, trail
from registry.errors import Refused, refuse_any
from registry.models import Entry, Official, Standard, Subject
from registry.roles import CLERKS, TIP_OFFICERS
from registry.workflow import move

from .cases.common import today

UNKNOWN = "没有查到该回执编号的举报，请核对 16 位数字。"
ABOUT_NOBODY = "请写明被举报的企业和举报内容。"


class OpenedTip(NamedTuple):
    """A tip-off as an officer reads it: opened for one page, stored nowhere."""

    content: dict
    dialogue: list
    pictures: list


class InformantView(NamedTuple):
    """A tip-off as its informant sees it with the receipt."""

    tip: TipOff
    dialogue: list


@transaction.atomic
def submit(content: dict, *, pictures=()) -> str:
    """Seal and save a tip-off; returns its receipt of sixteen digits, which is stored nowhere.

    `content` is what the informant wrote, by field; `pictures` are (kind, cleaned bytes) pairs.
    Raises Closed where no officers' key is configured.
    """
    if not content.get("text"):
        raise Refused(ABOUT_NOBODY)
    key = sealed_boxes.officers_key()
    digits = sealed_boxes.new_receipt()
    receipt = sealed_boxes.receipt(digits)
    tip = TipOff.objects.create(
        receipt_digest=receipt.digest,
        reply_key=bytes(receipt.key.public_key),
        officers_key=sealed_boxes.fingerprint(key),
        sealed=sealed_boxes.seal_json(content, key),
        received_on=today(),
    )
    for kind, picture in pictures:
        TipFile.objects.create(
            tip=tip,
            kind=kind,
            size=len(picture),
            sealed=sealed_boxes.seal(picture, key),
        )
    trail.record(tip, "received", by=None)
    notify_officers(tip, "received", title=f"新收到{tip}", text=f"{tip}等待拆封。")
    return digits


def notify_officers(tip, stage, *, title, text) -> None:
    """Send a message about `tip`, without any of its content, to all tip officers."""
    officers = Official.objects.filter(groups__name=TIP_OFFICERS, is_active=True)
    messages.notify(officers, tip, stage, title=title, text=text)


def find_by_receipt(digits: str) -> tuple[TipOff, PrivateKey]:
    """The tip-off with the receipt `digits`, and the key that opens its replies.

    Raises Refused alike for every receipt that is not known.
    """
    receipt = sealed_boxes.receipt(digits)
    tip = TipOff.objects.filter(receipt_digest=receipt.digest).first()
    if tip is None:
        raise Refused(UNKNOWN)
    return tip, receipt.key


def read_replies(digits: str) -> InformantView:
    """The tip-off with the receipt `digits` and its dialogue, opened for the informant."""
    tip, key = find_by_receipt(digits)
    dialogue = [
        {
            "mine": line.from_informant,
            "on": line.on,
            "text": sealed_boxes.unseal_json(
                line.copy if line.from_informant else line.sealed, key
            ),
        }
        for line in tip.messages.all()
    ]
    return InformantView(tip, dialogue)


@transaction.atomic
def write_to_officers(digits: str, *, text: str) -> None:
    """Add what the informant writes to the dialogue.

    Sealed twice: to the officers, and to the receipt, so that the informant can read it again.
    Raises Refused where the officers' key was replaced since.
    """
    tip, key = find_by_receipt(digits)
    officers = sealed_boxes.officers_key()
    if tip.officers_key != sealed_boxes.fingerprint(officers):
        raise Refused("受理公钥已经更换，请重新提交举报并说明与原举报有关。")
    line = TipMessage.objects.create(
        tip=tip,
        from_informant=True,
        sealed=sealed_boxes.seal_json(text, officers),
        copy=sealed_boxes.seal_json(text, key.public_key),
        on=today(),
    )
    trail.record(tip, "informant_wrote", by=None)
    notify_officers(
        tip, f"message-{line.pk}", title=f"{tip}有新的补充", text=f"{tip}等待拆封。"
    )


@transaction.atomic
def write_to_informant(tip: TipOff, *, text: str, by: Official) -> None:
    """Reply to the informant: sealed to the receipt, and to the officers' key."""
    refuse_any(rules.tip_obstacles(by))
    officers = sealed_boxes.officers_key()
    TipMessage.objects.create(
        tip=tip,
        from_informant=False,
        sealed=sealed_boxes.seal_json(
            text, sealed_boxes.PublicKey(bytes(tip.reply_key))
        ),
        copy=sealed_boxes.seal_json(text, officers),
        on=today(),
    )
    trail.record(tip, "answered", by=by)


def unseal(tip: TipOff, *, by: Official, passphrase: str, reason: str) -> OpenedTip:
    """Open the sealed tip-off; the trail records each opening and each failed attempt.

    `passphrase` unlocks the officers' private key; Unopened where it is wrong.
    """
    refuse_any(rules.tip_obstacles(by))
    if not reason:
        raise Refused("请填写拆封理由，每次拆封都将留痕。")
    try:
        key = sealed_boxes.unlock(passphrase, tip.officers_key)
    except sealed_boxes.Unopened:
        # Outside any transaction (this action is not atomic), so that the attempt stays recorded.
        trail.record(tip, "opening_failed", by=by, reason=reason)
        raise
    opened = OpenedTip(
        sealed_boxes.unseal_json(tip.sealed, key),
        [message_as_dict(line, key) for line in tip.messages.all()],
        [(one.kind, sealed_boxes.unseal(one.sealed, key)) for one in tip.files.all()],
    )
    trail.record(tip, "opened", by=by, reason=reason)
    return opened


def message_as_dict(line, key) -> dict:
    """One message of the dialogue as the officers read it."""
    blob = line.sealed if line.from_informant else line.copy
    return {
        "from_informant": line.from_informant,
        "on": line.on,
        "text": sealed_boxes.unseal_json(blob, key),
    }


@transaction.atomic
def begin_checking(tip: TipOff, *, by: Official) -> None:
    """Record that the tip-off is being checked."""
    refuse_any(rules.tip_obstacles(by))
    move(tip, TipOff.Status.CHECKING, by=by)


@transaction.atomic
def conclude(tip: TipOff, *, by: Official, outcome: str, conclusion: str) -> None:
    """Record the result of the check; `conclusion` is not sealed and must not name the informant."""
    refuse_any(rules.tip_obstacles(by))
    if not conclusion:
        raise Refused("请填写办理结论，不得写入举报人的任何信息。")
    move(
        tip,
        outcome,
        by=by,
        conclusion=conclusion,
        concluded_at=timezone.now(),
        concluded_by=by,
    )


@transaction.atomic
def draft_from(
    tip: TipOff, *, by: Official, subject: Subject, standard: Standard, facts: str
) -> Entry:
    """Make a draft entry for the standard's department from a verified tip-off; returns it.

    Nothing in it names the source: it has no drafter, and the trail does not link the two. The
    department's clerks complete decision, hearing and service before it can be published.
    """
    refuse_any(rules.tip_obstacles(by))
    move(tip, TipOff.Status.DRAFTED, by=by)
    entry = registry.actions.entries.draft(
        Entry(
            subject=subject,
            standard=standard,
            department=standard.department,
            decided_on=today(),
            facts=facts,
        ),
        by=None,
    )
    for official in messages.officials_of(standard.department, CLERKS):
        messages.notify(
            [official],
            entry,
            "drafted",
            title=f"有一条草稿待核实：条目 {entry.pk}",
            text=f"条目 {entry.pk} 的草稿等待本单位核实、补充认定决定和告知送达情况。",
        )
    return entry
