"""Who did what to an entry, and when."""

from django.contrib import admin
from django.utils import timezone


def hand(name, label):
    """A read-only line for the pair of columns `<name>_at` and `<name>_by`."""

    @admin.display(description=label)
    def shown(self, entry):
        at = timezone.localtime(getattr(entry, f"{name}_at"))
        return f"{getattr(entry, f'{name}_by') or '系统'}，{at:%Y-%m-%d %H:%M}"

    return shown


class EntryHistoryFields:
    """The hands through which an entry has gone, in order."""

    drafted = hand("drafted", "登记")
    edited = hand("edited", "最近修改")
    submitted = hand("submitted", "提交审核")
    approved = hand("approved", "审核")
    seconded = hand("seconded", "信用办复核")
    ended = hand("ended", "办理退出")


ACTORS = [name for name in vars(EntryHistoryFields) if not name.startswith("_")]
