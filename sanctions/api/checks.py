"""The credit check, its feedback and the green channel for other systems (三(一), 一(三))."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_serializer,
)
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
from sanctions.checking.questions import MOST, Question, question
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


class QuestionSerializer(serializers.Serializer):
    """The subject that is asked about."""

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


class PurposeSerializer(serializers.Serializer):
    """For which purpose, in which case, as of when."""

    purpose = serializers.CharField(
        label="用途",
        help_text="、".join(f"{code} {label}" for code, label in Purpose.choices),
    )
    case_number = serializers.CharField(max_length=100, label="办件编号")
    at = serializers.DateTimeField(
        required=False, label="查询时点", help_text="缺省为现在，不得晚于现在"
    )


class CheckSerializer(PurposeSerializer, QuestionSerializer):
    """One check."""


class BatchSerializer(PurposeSerializer):
    """Many checks for one purpose."""

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


@extend_schema_serializer(component_name="Told")  # as it always was in the schema
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


class CheckingView(APIView):
    """What all these calls have in common: scope, permission and throttle."""

    permission_classes = [InScope]
    throttle_classes = [TokenThrottle]
    throttle_scope = "check"
    scope = Scope.CHECK
    permission = "sanctions.make_check"


def cleaned(form, request) -> dict:
    """The validated data of the call; ValidationError where it is not valid."""
    serializer = form(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


def purpose_in(data) -> dict:
    return {name: data.get(name) for name in ("purpose", "case_number", "at")}


def question_in(data, **options) -> Question:
    names = ("identifier", "name", "clarification")
    fields = {name: data.get(name, "") for name in names}
    return question(**fields, today=timezone.localdate(), **options)


class CheckView(CheckingView):
    """信用核查：查询一个主体，返回与本单位有关的生效条目和可以执行的措施，并留存回执。"""

    @extend_schema(
        summary="信用核查",
        parameters=[OPTIONAL_KEY],
        request=CheckSerializer,
        responses=CheckAnswerSerializer,
    )
    def post(self, request) -> Response:
        if request.headers.get("Idempotency-Key"):
            return once(request, lambda: (200, self.check(request)))
        return Response(self.check(request))

    def check(self, request) -> dict:
        data = cleaned(CheckSerializer, request)
        recorded = actions.checks.check(
            question_in(data), by=request.user, **purpose_in(data)
        )
        return as_json.check(recorded)


class BatchView(CheckingView):
    """批量核查：一次最多 10000 个主体，按请求的顺序应答；号码有误的逐项说明，不影响其他。"""

    throttle_scope = "batch"

    @extend_schema(
        summary="批量核查",
        parameters=[IDEMPOTENCY_KEY],
        request=BatchSerializer,
        responses={200: OpenApiTypes.OBJECT},
    )
    def post(self, request) -> Response:
        with gc_paused():
            return once(request, lambda: (200, self.check_batch(request)))

    def check_batch(self, request) -> dict:
        data = cleaned(BatchSerializer, request)
        questions = [question_in(one, strict=False) for one in data["subjects"]]
        batch, recorded = actions.checks.check_batch(
            questions, by=request.user, **purpose_in(data)
        )
        return {
            "batch": batch.pk,
            "counts": batch.counts,
            "register": as_json.register(recorded[0]),
            "answers": [as_json.batch_item(one) for one in recorded],
        }


class ReceiptView(CheckingView):
    """一次核查的回执：当时的结果和是否已反馈。"""

    @extend_schema(summary="核查回执", responses={200: OpenApiTypes.OBJECT})
    def get(self, request, receipt) -> Response:
        checks = Check.objects.visible_to(request.user).select_related("feedback")
        return Response(as_json.receipt(get_object_or_404(checks, receipt=receipt)))


class FeedbackView(CheckingView):
    """反馈核查之后的办理结果；每份回执一次。"""

    @extend_schema(
        summary="反馈办理结果",
        parameters=[IDEMPOTENCY_KEY],
        request=GivenFeedbackSerializer,
        responses={201: OpenApiTypes.OBJECT},
    )
    def post(self, request, receipt) -> Response:
        return once(request, lambda: (201, self.record(request, receipt)))

    def record(self, request, receipt) -> dict:
        check = get_object_or_404(Check, receipt=receipt)
        data = cleaned(GivenFeedbackSerializer, request)
        made = actions.checks.record_feedback(check, by=request.user, **data)
        return {"receipt": receipt, "outcome": made.outcome, "at": made.at.isoformat()}


class GreenChannelView(CheckingView):
    """绿色通道：该主体在该时点能否适用绿色通道和容缺受理，以及理由；同时留存一次核查。"""

    @extend_schema(
        summary="绿色通道判断",
        parameters=[OPTIONAL_KEY],
        request=CheckSerializer,
        responses={200: OpenApiTypes.OBJECT},
    )
    def post(self, request) -> Response:
        if request.headers.get("Idempotency-Key"):
            return once(request, lambda: (200, self.judge(request)))
        return Response(self.judge(request))

    def judge(self, request) -> dict:
        data = cleaned(CheckSerializer, request)
        # Refused before the check, so that none is kept of what was not answered.
        if not actions.checks.asker_of(request.user, data["purpose"]).may_judge:
            raise PermissionDenied(NOT_JUDGED)
        recorded = actions.checks.check(
            question_in(data), by=request.user, **purpose_in(data)
        )
        if recorded.result.subject_id is None:
            return {"receipt": recorded.receipt, **as_json.without_verdict(recorded)}
        subject = Subject.objects.get(pk=recorded.result.subject_id)
        verdict = green_channel(subject, recorded.as_of)
        return {
            "receipt": recorded.receipt,
            "open": verdict.is_open,
            "reasons": verdict.reasons,
            "register": as_json.register(recorded),
        }
