"""Orders as the implementing department's system reads and answers them (三(六))."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from registry.apikit.access import (
    IDEMPOTENCY_KEY,
    InScope,
    TokenThrottle,
    once,
)
from registry.apikit.viewsets import ReadOnlyViewSet, code_of
from registry.models import Scope
from sanctions import actions
from sanctions.filters import OrderFilter
from sanctions.models import Order


class OrderSerializer(serializers.ModelSerializer):
    department = code_of("实施单位代码")
    initiator = code_of("发起单位代码")
    measure = serializers.CharField(source="measure.code", label="措施代码")
    measure_name = serializers.CharField(source="measure.name", label="措施")
    subject = serializers.CharField(source="subject.name", label="信用主体")
    identifier = serializers.CharField(source="subject.identifier", label="号码")
    executable = serializers.BooleanField(
        source="may_execute", read_only=True, label="此刻可以执行"
    )

    class Meta:
        model = Order
        fields = [
            "id",
            "entry",
            "subject",
            "identifier",
            "initiator",
            "department",
            "measure",
            "measure_name",
            "status",
            "executable",
            "made_at",
            "respond_by",
            "executed_on",
            "document",
            "until",
            "ground",
            "explanation",
            "lift_because",
            "lift_by",
            "lifted_on",
        ]


class ExecutionSerializer(serializers.Serializer):
    executed_on = serializers.DateField(label="执行日期")
    document = serializers.CharField(max_length=150, label="执行文书")
    until = serializers.DateField(required=False, label="措施期限至")


class RefusalSerializer(serializers.Serializer):
    ground = serializers.ChoiceField(Order.Ground.choices, label="不执行的原因")
    explanation = serializers.CharField(max_length=2000, label="说明")


class LiftingSerializer(serializers.Serializer):
    lifted_on = serializers.DateField(label="解除日期")
    document = serializers.CharField(max_length=150, label="解除文书")


@extend_schema_view(
    list=extend_schema(summary="奖惩任务列表"),
    retrieve=extend_schema(summary="一项任务"),
)
class OrderViewSet(ReadOnlyViewSet):
    """发给本单位和由本单位条目引起的奖惩任务；executable 为此刻是否可以执行。"""

    queryset = Order.objects.select_related(
        "department", "initiator", "measure", "subject"
    )
    serializer_class = OrderSerializer
    filterset_class = OrderFilter
    throttle_classes = [TokenThrottle]
    scope = Scope.CHECK
    permission = "sanctions.view_order"

    def get_permissions(self) -> list:
        if self.request.method == "POST":
            self.permission = "sanctions.respond_order"
        return [InScope()]

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().with_executable(timezone.now())

    def respond(self, request, form, action) -> Response:
        """Do `action` on the order with the data of the call, as `form` validates them."""

        def act():
            serializer = form(data=request.data)
            serializer.is_valid(raise_exception=True)
            action(self.get_object(), by=request.user, **serializer.validated_data)
            # Read again: the answer has the order as it is now, with `executable`.
            return 200, OrderSerializer(self.get_object()).data

        return once(request, act)

    @extend_schema(
        summary="登记已执行",
        parameters=[IDEMPOTENCY_KEY],
        request=ExecutionSerializer,
        responses=OrderSerializer,
    )
    @action(methods=["post"], detail=True)
    def execution(self, request, pk) -> Response:
        return self.respond(request, ExecutionSerializer, actions.orders.execute)

    @extend_schema(
        summary="登记不执行",
        parameters=[IDEMPOTENCY_KEY],
        request=RefusalSerializer,
        responses=OrderSerializer,
    )
    @action(methods=["post"], detail=True)
    def refusal(self, request, pk) -> Response:
        return self.respond(request, RefusalSerializer, actions.orders.decline)

    @extend_schema(
        summary="登记已解除",
        parameters=[IDEMPOTENCY_KEY],
        request=LiftingSerializer,
        responses=OrderSerializer,
    )
    @action(methods=["post"], detail=True)
    def lifting(self, request, pk) -> Response:
        return self.respond(request, LiftingSerializer, actions.orders.lift)
