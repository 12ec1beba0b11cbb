"""What another region's platform sends in by its key, one entry a call."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from registry import actions
from registry.apikit.access import IDEMPOTENCY_KEY, once
from registry.models import Agreement, Incoming, Scope

from .exchange import Exchange
from .push import identifier_of


class IncomingSerializer(serializers.ModelSerializer):
    agreement = serializers.CharField(label="互认协议文号")

    class Meta:
        model = Incoming
        fields = [
            "agreement",
            "foreign_id",
            "subject_kind",
            "name",
            "identifier",
            "list_kind",
            "authority",
            "document_number",
            "decided_on",
            "valid_to",
            "facts",
        ]
        extra_kwargs = {"valid_to": {"required": False}}


class DecisionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Incoming
        fields = ["foreign_id", "status", "decision", "entry"]


class FromElsewhere(Exchange):
    """外地平台推送条目；是否认可由信用办决定。"""

    throttle_scope = "push"
    scope = Scope.PUSH
    permission = "registry.add_entry"

    def agreements(self, request) -> QuerySet[Agreement]:
        """The agreements in force of the department whose key is used, and of no other."""
        on = timezone.localdate()
        partner = request.user.department_id or 0
        return Agreement.objects.in_force(on).filter(partner=partner)

    @extend_schema(
        summary="推送一条外地条目",
        parameters=[IDEMPOTENCY_KEY],
        request=IncomingSerializer,
        responses={201: DecisionSerializer},
    )
    def post(self, request) -> Response:
        return once(request, lambda: self.received(request))

    def received(self, request) -> tuple[int, dict]:
        serializer = IncomingSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        sent = dict(serializer.validated_data)
        number = sent.pop("agreement")
        agreement = get_object_or_404(self.agreements(request), document_number=number)
        subject = {"kind": sent["subject_kind"], "identifier": sent.pop("identifier")}
        incoming = actions.incoming.receive(
            agreement, identifier=identifier_of(subject), by=request.user, **sent
        )
        return 201, DecisionSerializer(incoming).data

    @extend_schema(
        summary="已推送条目的办理结果", responses=DecisionSerializer(many=True)
    )
    def get(self, request) -> Response:
        partner = request.user.department_id or 0
        mine = Incoming.objects.filter(agreement__partner=partner).order_by("-pk")
        return Response(DecisionSerializer(mine[:500], many=True).data)
