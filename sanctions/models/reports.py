from django.db import models

from registry.models import OwnDepartment
from registry.models.fields import official_field


class Report(models.Model):
    """A credit report that was handed out, with the facts it stated (一(四)); never changed."""

    number = models.CharField("报告编号", max_length=30, unique=True)
    code = models.CharField("验证码", max_length=20, unique=True)
    subject = models.ForeignKey(
        "registry.Subject",
        verbose_name="信用主体",
        on_delete=models.PROTECT,
        related_name="+",
    )
    department = models.ForeignKey(
        "registry.Department",
        verbose_name="出具单位",
        on_delete=models.PROTECT,
        related_name="+",
    )
    purpose = models.CharField("用途", max_length=100)
    facts = models.JSONField("报告内容")
    version = models.BigIntegerField("名单库版本")
    made_at = models.DateTimeField("出具时间")
    made_by = official_field("出具人")
    proof = models.CharField("本人身份核验方式", max_length=100, blank=True)

    objects = OwnDepartment.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "信用报告"
        ordering = ["-pk"]
        permissions = [("issue_report", "出具信用报告")]

    def __str__(self):
        return f"信用报告 {self.number}"
