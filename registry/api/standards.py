"""Standards in all their versions for other systems."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from registry import filters
from registry.apikit.viewsets import ReadOnlyViewSet, code_of
from registry.models import Standard


class StandardSerializer(serializers.ModelSerializer):
    department = code_of("认定单位代码")
    field = code_of("领域代码")

    class Meta:
        model = Standard
        fields = [
            "id",
            "code",
            "version",
            "name",
            "department",
            "list_kind",
            "subject_kinds",
            "field",
            "category",
            "severity",
            "conditions",
            "legal_basis",
            "citation",
            "term_months",
            "term_runs_from",
            "is_public",
            "public_min_months",
            "public_max_months",
            "public_runs_from",
            "statement_workdays",
            "urgent_exception",
            "repairable",
            "not_repairable_reason",
            "provisional",
            "status",
            "published_on",
            "published_where",
            "effective_from",
            "effective_to",
        ]
        extra_kwargs = {
            "effective_from": {"source": "valid_from"},
            "effective_to": {"source": "valid_to"},
        }


@extend_schema_view(
    list=extend_schema(summary="认定标准列表"),
    retrieve=extend_schema(summary="一个版本"),
)
class StandardViewSet(ReadOnlyViewSet):
    """认定标准的各个版本；草稿只有起草单位能看到。"""

    queryset = Standard.objects.select_related("department", "field")
    serializer_class = StandardSerializer
    filterset_class = filters.StandardFilter
