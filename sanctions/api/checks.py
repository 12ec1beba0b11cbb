from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from registry.apikit.access import (
    IDEMPOTENCY_KEY,
    InScope,
    TokenThrottle,
    once,
)
from registry.gc_pause import gc_paused
from registry.models import Scope, Subject
from sanctions import actions
from sanctions.checking import as_json
from sanctions.checking.questions import MOST, question
from sanctions.green_channel import green_channel
from sanctions.models import Check, Feedback, Purpose

NOT_JUDGED = (
    "绿色通道和容缺受理由行政机关在办理行政事项时判断，不向政府以外的机构"
    "和市民服务用途提供；请改用信用核查。"
)
OPTIONAL_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="可不带；带则原样重发得到同样的应答，不另记一次核查",
)


class AskedSerializer(serializers.Serializer):
    """Whom is asked about."""

    identifier = serializers.CharField(
        max_length=40,
        required=False,
        allow_blank=True,
        label="证件号码",
        help_text="统一社会信用代码或者证件号码；只凭名称不会得到 listed",
    )
    name = serializers.CharField(
        max_length=200, required=False, allow_blank=True, label="名称"
    )
    clarification = serializers.CharField(
        max_length=20, required=False, allow_blank=True, label="澄清编号"
    )


class ReasonedSerializer(serializers.Serializer):
    """For what, in which case, as of when."""

    purpose = serializers.CharField(
        label="用途",
        help_text="、".join(f"{code} {label}" for code, label in Purpose.choices),
    )
    case_number = serializers.CharField(max_length=100, label="办件编号")
    at = serializers.DateTimeField(
        required=False, label="查询时点", help_text="缺省为现在，不得晚于现在"
    )


class CheckSerializer(ReasonedSerializer, AskedSerializer):
    """One look-up."""


class BatchSerializer(ReasonedSerializer):
    """Many look-ups for one purpose."""

    subjects = serializers.ListField(
        child=serializers.DictField(),
        min_length=1,
        max_length=MOST,
        label="查询对象",
        help_text="每项为 {identifier, name?, clarification?}，一次最多 10000 项",
    )


class GivenFeedbackSerializer(serializers.Serializer):
    outcome = serializers.ChoiceField(Feedback.Outcome.choices, label="办理结果")
    reason = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, label="说明"
    )


class CheckAnswerSerializer(serializers.Serializer):
    """What a check answers."""

    receipt = serializers.CharField(label="核查回执号")
    status = serializers.CharField(help_text="listed、clear、ambiguous、mismatch")
    strength = serializers.CharField(help_text="number_and_name、number、name")
    settles = serializers.CharField(help_text="不确定时，怎样可以确定")
    candidates = serializers.IntegerField(help_text="同名主体数")
    subject = serializers.DictField(allow_null=True)
    entries = serializers.ListField(help_text="生效中的条目")
    held = serializers.ListField(help_text="暂停中的条目及原因（because）")
    measures = serializers.ListField(help_text="本单位此刻可以执行的任务和措施")
    register = serializers.DictField(help_text="名单库版本（version）和时点（at）")


class Checking(APIView):
    """What the look-ups have in common."""

    permission_classes = [InScope]
    throttle_classes = [TokenThrottle]
    throttle_scope = "check"
    scope = Scope.CHECK
    permission = "sanctions.make_check"


def given(form, request):
    asked = form(data=request.data)
    asked.is_valid(raise_exception=True)
    return asked.validated_data


def reasons_of(asked):
    return {name: asked.get(name) for name in ("purpose", "case_number", "at")}


def question_of(asked, **options):
    wanted = {
        name: asked.get(name, "") for name in ("identifier", "name", "clarification")
    }
    return question(**wanted, today=timezone.localdate(), **options)


class CheckView(Checking):
    """信用核查：查询一个主体，返回与本单位有关的生效条目和可以执行的措施，并留存回执。"""

    @extend_schema(
        summary="信用核查",
        parameters=[OPTIONAL_KEY],
        request=CheckSerializer,
        responses=CheckAnswerSerializer,
    )
    def post(self, request):
        if request.headers.get("Idempotency-Key"):
            return once(request, lambda: (200, self.checked(request)))
        return Response(self.checked(request))

    def checked(self, request):
        asked = given(CheckSerializer, request)
        one = actions.checks.check(
            question_of(asked), by=request.user, **reasons_of(asked)
        )
        return as_json.as_json(one)


class BatchView(Checking):
    """批量核查：一次最多 10000 个主体，按请求的顺序应答；号码有误的逐项说明，不影响其他。"""

    throttle_scope = "batch"

    @extend_schema(
        summary="批量核查",
        parameters=[IDEMPOTENCY_KEY],
        request=BatchSerializer,
        responses={200: OpenApiTypes.OBJECT},
    )
    def post(self, request):
        with gc_paused():
            return once(request, lambda: (200, self.checked(request)))

    def checked(self, request):
        asked = given(BatchSerializer, request)
        questions = [question_of(one, strict=False) for one in asked["subjects"]]
        batch, answers = actions.checks.check_batch(
            questions, by=request.user, **reasons_of(asked)
        )
        return {
            "batch": batch.pk,
            "counts": batch.counts,
            "register": as_json.register(answers[0]),
            "answers": [as_json.in_batch(one) for one in answers],
        }


class ReceiptView(Checking):
    """一次核查的回执：当时的结果和是否已反馈。"""

    @extend_schema(summary="核查回执", responses={200: OpenApiTypes.OBJECT})
    def get(self, request, receipt):
        checks = Check.objects.visible_to(request.user).select_related("feedback")
        return Response(as_json.kept(get_object_or_404(checks, receipt=receipt)))


class FeedbackView(Checking):
    """反馈核查之后的办理结果；每份回执一次。"""

    @extend_schema(
        summary="反馈办理结果",
        parameters=[IDEMPOTENCY_KEY],
        request=GivenFeedbackSerializer,
        responses={201: OpenApiTypes.OBJECT},
    )
    def post(self, request, receipt):
        return once(request, lambda: (201, self.fed_back(request, receipt)))

    def fed_back(self, request, receipt):
        check = get_object_or_404(Check, receipt=receipt)
        asked = given(GivenFeedbackSerializer, request)
        made = actions.checks.record_feedback(check, by=request.user, **asked)
        return {"receipt": receipt, "outcome": made.outcome, "at": made.at.isoformat()}


class GreenChannelView(Checking):
    """绿色通道：该主体在该时点能否适用绿色通道和容缺受理，以及理由；同时留存一次核查。"""

    @extend_schema(
        summary="绿色通道判断",
        parameters=[OPTIONAL_KEY],
        request=CheckSerializer,
        responses={200: OpenApiTypes.OBJECT},
    )
    def post(self, request):
        if request.headers.get("Idempotency-Key"):
            return once(request, lambda: (200, self.judged(request)))
        return Response(self.judged(request))

    def judged(self, request):
        asked = given(CheckSerializer, request)
        if not actions.checks.asker_of(request.user, asked["purpose"]).may_judge:
            raise PermissionDenied(NOT_JUDGED)
        one = actions.checks.check(
            question_of(asked), by=request.user, **reasons_of(asked)
        )
        if one.answer.subject_id is None:
            return {"receipt": one.receipt, **as_json.unjudged(one)}
        subject = Subject.objects.get(pk=one.answer.subject_id)
        verdict = green_channel(subject, one.as_of)
        return {
            "receipt": one.receipt,
            "open": verdict.is_open,
            "reasons": verdict.reasons,
            "register": as_json.register(one),
        }
