"""Subjects for other systems, and the look-up by number."""

from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from registry import errors, filters, identifiers, identity
from registry.apikit.viewsets import ReadOnlyViewSet, code_of
from registry.models import Subject

UNKNOWN = "没有登记此号码的主体，或者不在本单位可以查看的范围内。"


class SubjectSerializer(serializers.ModelSerializer):
    region = code_of("区划代码")

    class Meta:
        model = Subject
        fields = ["id", "kind", "name", "identifier_kind", "identifier", "region"]


class LookupSerializer(serializers.Serializer):
    identifier = serializers.CharField(label="证件号码", max_length=40, write_only=True)
    identifier_kind = serializers.ChoiceField(
        identifiers.Kind.choices,
        label="证件类别",
        help_text="护照、通行证等须写明；旧 15 位号码可能有歧义时须写明。",
        write_only=True,
        required=False,
    )
    name = serializers.CharField(
        label="名称", max_length=200, write_only=True, required=False
    )


@extend_schema_view(
    list=extend_schema(summary="信用主体列表"),
    retrieve=extend_schema(summary="一个信用主体"),
)
class SubjectViewSet(ReadOnlyViewSet):
    """信用主体。自然人只列出本单位有条目的，证件号码只显示部分数字。"""

    queryset = Subject.objects.select_related("region")
    serializer_class = SubjectSerializer
    filterset_class = filters.SubjectFilter

    @extend_schema(
        summary="按号码查找信用主体",
        request=LookupSerializer,
        responses=SubjectSerializer,
    )
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    def lookup(self, request) -> Response:
        """号码放在请求正文中。同时给出名称而与登记名称不符的，答复 409，不返回主体。"""
        serializer = LookupSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        kind = serializer.validated_data.get("identifier_kind")
        identifier = filters.recognised(
            serializer.validated_data["identifier"], [kind] if kind else None
        )
        owner = identity.subject_with_number(identifier)
        subject = owner and self.get_queryset().filter(pk=owner.pk).first()
        if subject is None:
            raise Http404(UNKNOWN)
        name = serializer.validated_data.get("name")
        if name and not identity.agrees(subject, name):
            raise errors.CreditError(identity.NAMES_DIFFER)
        return Response(self.get_serializer(subject).data)
