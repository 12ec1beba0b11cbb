from django.db import models

from .fields import official_field
from .seals import Seal
from .subjects import Subject


class Proof(models.Model):
    """A certificate of what the register said of a subject at an instant, also that it said nothing.

    `facts` is what was certified, `digest` its SHA-256; the trail has the digest, and `seal` is
    the last seal of the trail when it was issued.
    """

    code = models.CharField("验证码", max_length=24, unique=True)
    subject = models.ForeignKey(
        Subject,
        verbose_name="信用主体",
        null=True,
        on_delete=models.PROTECT,
        related_name="proofs",
    )
    at = models.DateTimeField("证明的时刻")
    facts = models.JSONField("证明内容")
    digest = models.CharField("内容摘要", max_length=64)
    seal = models.ForeignKey(
        Seal,
        verbose_name="出具时的链头",
        null=True,
        on_delete=models.PROTECT,
        related_name="proofs",
    )
    issued_at = models.DateTimeField("出具时间")
    issued_by = official_field("出具人", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "时点证明"
        ordering = ["-pk"]
        permissions = [("certify_person", "核实本人身份后出具自然人时点证明（留痕）")]

    def __str__(self):
        return f"时点证明 {self.code}"
