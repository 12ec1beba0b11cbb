"""Keys of the API."""

from datetime import datetime, time, timedelta

from django import forms
from django.contrib import admin
from django.utils import timezone

from registry import actions
from registry.adminkit import (
    ActionForm,
    AppendOnlyAdmin,
    Button,
    ButtonsAdmin,
    ReasonForm,
    Tone,
    filled_filter,
    tag,
)
from registry.models import ApiToken, Scope

LONGEST = timedelta(days=366)  # that a key may be valid


class IssueForm(ActionForm):
    """What the key is for, how long it is valid and what it opens."""

    name = forms.CharField(
        label="用途", max_length=100, help_text="对接的系统和联系人，如“行政审批系统”。"
    )
    until = forms.DateField(
        label="有效期至", widget=forms.DateInput(attrs={"type": "date"})
    )

    scopes = forms.MultipleChoiceField(
        label="权限范围",
        choices=Scope.choices,
        initial=[Scope.READ],
        widget=forms.CheckboxSelectMultiple,
    )

    def clean_until(self):
        until = self.cleaned_data["until"]
        if not timezone.localdate() < until <= timezone.localdate() + LONGEST:
            raise forms.ValidationError("有效期应晚于今天，且不超过一年。")
        return until

    def arguments(self):
        end = datetime.combine(self.cleaned_data["until"], time.max)
        return {
            "name": self.cleaned_data["name"],
            "scopes": self.cleaned_data["scopes"],
            "expires_at": timezone.make_aware(end),
        }


ISSUE = Button(
    "issue_token",
    "签发接口令牌",
    when=lambda official: official.is_active,
    do=actions.tokens.issue,
    permission="registry.add_apitoken",
    form=IssueForm,
    note="供其他系统以本账号调用接口。令牌只显示一次，请当场交给对接方；遗失的撤销后重新签发。",
    shows=True,
)


@admin.register(ApiToken)
class ApiTokenAdmin(ButtonsAdmin, AppendOnlyAdmin):
    menu_order = 32
    list_display = ["name", "official", "hint", "expires_at", "last_used_at", "state"]
    list_select_related = ["official"]
    list_filter = [("revoked_at", filled_filter("使用中", "已撤销"))]
    search_fields = ["name", "official__username"]
    fields = [
        "name", "official", "hint", "scopes", "created_at", "created_by", "expires_at",
        "last_used_at", "revoked_at", "revoked_by",
    ]  # fmt: skip
    buttons = [
        Button(
            "revoke",
            "撤销",
            when=lambda token: token.revoked_at is None,
            do=actions.tokens.revoke,
            permission="registry.change_apitoken",
            form=ReasonForm,
            note="撤销后立即不能再使用，不能恢复。",
            danger=True,
        )
    ]

    @admin.display(description="状态")
    def state(self, token):
        if token.revoked_at:
            return tag("已撤销", Tone.OVER)
        if token.expires_at <= timezone.now():
            return tag("已到期", Tone.OVER)
        return tag("可用", Tone.DONE)
