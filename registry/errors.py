"""Refusals of actions; each message is a sentence in Chinese for the official."""


class CreditError(Exception):
    """An action that the state of affairs does not allow; the message is for the official."""


class IllegalMove(CreditError):
    """The instance is not in a state from which it may move to the wanted one."""

    def __init__(self, instance, to):
        here = instance.get_status_display()
        there = type(instance).Status(to).label
        super().__init__(
            f"{instance}：当前状态为“{here}”，不能改为“{there}”。请刷新页面查看最新状态。"
        )


class Refused(CreditError):
    """An action with one or more reasons against it, each a full sentence."""

    def __init__(self, *reasons):
        self.reasons = list(reasons)
        super().__init__(" ".join(self.reasons))


def refuse_any(reasons) -> None:
    """Raise Refused with all `reasons`, if there are any."""
    if reasons := list(reasons):
        raise Refused(*reasons)


class ManyRefused(CreditError):
    """An action on a set that some of its members do not allow; `refusals` maps each key to its reasons."""

    def __init__(self, refusals, total, noun="条目"):
        self.refusals = refusals
        self.total = total
        shown = [
            f"{noun} {key}：{'；'.join(reasons)}"
            for key, reasons in list(refusals.items())[:3]
        ]
        more = f" 另有 {len(refusals) - 3} 条。" if len(refusals) > 3 else ""
        super().__init__(
            f"共 {total} 条，其中 {len(refusals)} 条不符合条件，全部未处理。{' '.join(shown)}{more}"
        )
