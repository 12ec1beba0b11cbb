"""Who did what to an entry, and when."""

from django.contrib import admin
from django.utils import timezone


def line_for(name, label):
    """A read-only line for the pair of columns `<name>_at` and `<name>_by`."""

    @admin.display(description=label)
    def shown(self, entry):
        at = timezone.localtime(getattr(entry, f"{name}_at"))
        return f"{getattr(entry, f'{name}_by') or '系统'}，{at:%Y-%m-%d %H:%M}"

    return shown


class EntryHistoryFields:
    """Those who did something with an entry, in order."""

    drafted = line_for("drafted", "登记")
    edited = line_for("edited", "最近修改")
    submitted = line_for("submitted", "提交审核")
    approved = line_for("approved", "审核")
    seconded = line_for("seconded", "信用办复核")
    ended = line_for("ended", "办理退出")


ACTORS = [name for name in vars(EntryHistoryFields) if not name.startswith("_")]
