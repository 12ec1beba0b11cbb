from datetime import datetime
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models

from .fields import both, official_field
from .places import Department


class Official(AbstractUser):
    """A person who works in the system for one department."""

    first_name = None
    last_name = None
    name = models.CharField("姓名", max_length=50)
    department = models.ForeignKey(
        Department,
        verbose_name="所属单位",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="officials",
    )
    phone = models.CharField("办公电话", max_length=50, blank=True)

    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        verbose_name = verbose_name_plural = "工作人员"
        ordering = ["username"]
        permissions = [("oversee", "查看全市各单位事项（信用办、督查审计）")]

    def __str__(self):
        return self.name or self.username

    @property
    def sees_all(self) -> bool:
        """Whether they may see every department's cases: the credit office and the auditors."""
        return self.has_perm("registry.oversee")

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class Scope(models.TextChoices):
    """What a system may do with its key."""

    READ = "read", "查询名单"
    FEED = "feed", "接收变动和快照"
    PUSH = "push", "报送条目"
    CHECK = "check", "信用核查"


def read_only() -> list[str]:
    return [Scope.READ]


def known_scopes(value: list[str]) -> None:
    if not value or not set(value) <= set(Scope.values):
        raise ValidationError(
            f"权限范围只能从 {'、'.join(Scope.values)} 中选取，至少一项。"
        )


class ApiTokenQuerySet(models.QuerySet):
    def usable(self, at: datetime) -> Self:
        return self.filter(
            revoked_at__isnull=True, official__is_active=True, expires_at__gt=at
        )


class ApiToken(models.Model):
    """A key with which another system acts for one official account; only its digest is kept."""

    official = official_field("接口账号", related_name="tokens")
    name = models.CharField("用途", max_length=100)
    digest = models.CharField("摘要", max_length=64, unique=True, editable=False)
    scopes = models.JSONField("权限范围", default=read_only, validators=[known_scopes])
    hint = models.CharField("前几位", max_length=8, editable=False)
    created_at = models.DateTimeField("签发时间")
    created_by = official_field("签发人", related_name="tokens_issued")
    expires_at = models.DateTimeField("有效期至")
    last_used_at = models.DateTimeField("最近使用", null=True, editable=False)
    revoked_at = models.DateTimeField("撤销时间", null=True, editable=False)
    revoked_by = official_field(
        "撤销人", null=True, editable=False, related_name="tokens_revoked"
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接口令牌"
        ordering = ["-created_at"]
        constraints = [
            both("token_revoked_at_and_by_together", "revoked_at", "revoked_by"),
        ]

    def __str__(self):
        return f"{self.name}（{self.hint}…）"
