from django.db import models

from .fields import official_field


class Idempotency(models.Model):
    """A writing call and its answer, which is given again when the call comes with the same key.

    `request` is the digest of method, address and body; `answer` never holds a person's number.
    """

    official = official_field("接口账号")
    key = models.CharField("幂等键", max_length=100)
    request = models.CharField("请求摘要", max_length=64)
    status_code = models.PositiveSmallIntegerField("应答状态码")
    answer = models.JSONField("应答")
    at = models.DateTimeField("时间", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "幂等调用"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["official", "key"], name="idempotency_once")
        ]

    def __str__(self):
        return self.key
