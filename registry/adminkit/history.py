"""An instance's history, drawn from the trail, in words that an official understands."""

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.template.response import TemplateResponse
from django.utils import timezone

from registry.errors import Refused
from registry.models import TrailEntry
from registry.models.trail import CURRENT_LABELS

# The Chinese words of actions: {app, or a model's label: {action: word}}.
VERBS: dict[str, dict[str, str]] = {}
# Names of what a line keeps that is no field of its model.
NAMES = {
    "hold": "暂停登记号",
    "cause": "所依据的条目",
    "responsibility": "责任人登记号",
    "rows": "行数",
    "persons": "含自然人完整号码",
    "filters": "筛选条件",
    "groups": "用户组",
    # how older lines name `valid_from` and `valid_to` of standards and repair rules
    "effective_from": "施行日期",
    "effective_to": "废止日期",
}


def name_verbs(owner: str, words: dict[str, str]) -> None:
    """Add the Chinese `words` for what is done to the models of the app (or the label) `owner`."""
    VERBS.setdefault(owner, {}).update(words)


name_verbs(
    "registry",
    {
        "added": "新增",
        "changed": "修改",
        "removed": "删除",
        "drafted": "登记",
        "edited": "修改",
        "derived": "由单位条目生成",
        "held": "暂停",
        "released": "恢复",
        "corrected": "更正",
        "enrolled": "登记主体",
        "renamed": "更名",
        "identifier_added": "添加证件号码",
        "issued": "出具",
        "withdrawn": "撤回",
        "revoked": "撤销",
        "number_revealed": "查看完整证件号码",
        "exported": "导出",
        "imported": "导入",
        "handed_over": "变更牵头单位",
        "ended_lead": "终止牵头",
        "password_set": "设置密码",
        "granted": "授予权限",
        "acknowledged": "确认办结",
        "subscribed": "订阅变更",
        "unsubscribed": "停止订阅",
        "resumed": "恢复推送",
        "received": "收到",
        "sent_back": "下载不予导入的行",
        "deadline_begun": "开始计时",
        "deadline_paused": "中止计时",
        "deadline_resumed": "恢复计时",
        "files_kept": "保存材料",
        "accepted": "接受",
        "declined": "不予接受",
        "recomputed": "重新计算期限",
        "seeded": "初始登记",
    },
)


def seen(instance):
    """The number of the last line about `instance`: what somebody has seen who looks at it now."""
    lines = TrailEntry.objects.about(instance).order_by("-pk")
    return lines.values_list("pk", flat=True).first() or 0


def refuse_if_stale(instance, upto):
    """Refuse an action by somebody whose page shows `instance` as it was at the line `upto`."""
    if not (upto or "").isdecimal():
        return
    line = TrailEntry.objects.about(instance).filter(pk__gt=upto).last()
    if line is not None:
        raise Refused(
            f"您打开页面之后，{line.actor_name}于 {timezone.localtime(line.at):%H:%M:%S} "
            f"办理了“{verb(line)}”。请核对最新内容，确需继续的再办理一次。"
        )


def current_label(line):
    """The label that the model of `line` has today; a line keeps the one it was written with."""
    return CURRENT_LABELS.get(line.of, line.of)


def model_of(line):
    """The model that `line` is about; None where it is gone."""
    try:
        return apps.get_model(current_label(line))
    except LookupError:
        return None


def verb(line):
    """What was done, in Chinese."""
    done = line.action.rpartition(".")[2]
    status = getattr(model_of(line), "Status", None)
    if status is not None and done in status.values:
        return f"转为{status(done).label}"
    return word_of(done, current_label(line))


def word_of(action, label):
    """The word for `action` on a model: the model's own, its app's, the ground's, another app's.

    The last is for what an upper app does to a model below, as orders that go out for an entry.
    """
    owners = [label, label.partition(".")[0], "registry", *VERBS]
    words = (VERBS.get(owner, {}).get(action) for owner in owners)
    return next(filter(None, words), action)


def labelled_values(model, values):
    """The `values` kept in the trail, as (name, text) pairs."""
    return [
        (name_of(model, key), text_of(model, key, value))
        for key, value in (values or {}).items()
    ]


def drafted(values):
    """What was written down first: what was left empty need not be read."""
    return {key: value for key, value in (values or {}).items() if value}


def field_of(model, name):
    try:
        return model._meta.get_field(name)
    except (AttributeError, FieldDoesNotExist):
        return None


def name_of(model, name):
    field = field_of(model, name)
    return str(getattr(field, "verbose_name", NAMES.get(name, name)))


def text_of(model, name, value):
    if value in (None, "", [], {}):
        return "（空）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        return "；".join(f"{key}：{one}" for key, one in value.items())
    if isinstance(value, list):
        return "、".join(map(str, value))
    labels = dict(getattr(field_of(model, name), "flatchoices", ()))
    return str(labels.get(value, value))


class History:
    """For an admin class: the history page shows the trail instead of Django's own log."""

    def history_view(self, request, object_id, extra_context=None):
        instance = self.get_object(request, object_id)
        if instance is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, instance):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"{instance}：办理过程",
            "object": instance,
            "opts": self.opts,
            "lines": lines_about(instance),
        }
        return TemplateResponse(request, "admin/kit/history.html", context)

    def log_addition(self, request, obj, message=None):
        """The trail has it."""

    log_change = log_deletions = log_addition


def lines_about(instance):
    """The trail of `instance`, oldest first, ready to be shown."""
    model = type(instance)
    return [
        {
            "at": line.at,
            "who": line.actor_name,
            "verb": verb(line),
            "before": labelled_values(model, line.before),
            "after": labelled_values(
                model, line.after if line.before else drafted(line.after)
            ),
            "reason": line.reason,
        }
        for line in TrailEntry.objects.about(instance)
    ]
