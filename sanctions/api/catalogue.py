"""The catalogue of measures and the memoranda, to be read by other systems (三(三))."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from registry.apikit.viewsets import ReadOnlyViewSet, code_of
from sanctions.models import Measure, Memorandum, Provision


class MeasureSerializer(serializers.ModelSerializer):
    edition = serializers.CharField(source="edition.name", label="清单版次")
    implementers = serializers.SlugRelatedField(
        "code", many=True, read_only=True, label="实施单位代码"
    )

    class Meta:
        model = Measure
        fields = [
            "id",
            "edition",
            "code",
            "name",
            "content",
            "polarity",
            "force",
            "kind",
            "subject_kinds",
            "roles",
            "implementers",
            "document",
            "article",
            "level",
            "clause",
            "remark",
            "valid_from",
            "valid_to",
        ]


@extend_schema_view(
    list=extend_schema(summary="现行措施清单"),
    retrieve=extend_schema(summary="一项措施"),
)
class MeasureViewSet(ReadOnlyViewSet):
    """奖惩措施清单；列表只含今日现行版次，单项可查历次版次。"""

    queryset = Measure.objects.select_related("edition").prefetch_related(
        "implementers"
    )
    serializer_class = MeasureSerializer
    filterset_fields = ["code", "polarity", "force", "kind", "implementers__code"]

    def get_queryset(self) -> QuerySet:
        measures = super().get_queryset()
        return measures if self.detail else measures.current(timezone.localdate())


class ProvisionSerializer(serializers.ModelSerializer):
    measure = serializers.CharField(source="measure.code", label="措施代码")
    department = code_of("实施单位代码")

    class Meta:
        model = Provision
        fields = [
            "measure",
            "department",
            "response_workdays",
            "lifting_workdays",
            "term_months",
        ]


class MemorandumSerializer(serializers.ModelSerializer):
    initiator = code_of("发起单位代码")
    standards = serializers.SlugRelatedField(
        "code", many=True, read_only=True, label="认定标准代码"
    )
    provisions = ProvisionSerializer(many=True, read_only=True)

    class Meta:
        model = Memorandum
        fields = [
            "id",
            "title",
            "number",
            "initiator",
            "standards",
            "provisions",
            "status",
            "published_on",
            "valid_from",
            "valid_to",
        ]


@extend_schema_view(
    list=extend_schema(summary="合作备忘录"),
    retrieve=extend_schema(summary="一份合作备忘录"),
)
class MemorandumViewSet(ReadOnlyViewSet):
    """合作备忘录及其措施。"""

    queryset = Memorandum.objects.select_related("initiator").prefetch_related(
        "standards", "provisions__measure", "provisions__department"
    )
    serializer_class = MemorandumSerializer
    filterset_fields = ["initiator__code", "status"]
