"""Regions, departments and fields for other systems."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from registry import filters
from registry.apikit.viewsets import ReadOnlyViewSet, code_of
from registry.models import Department, Field, Lead, Region


class RegionSerializer(serializers.ModelSerializer):
    parent = code_of("上级区划代码")

    class Meta:
        model = Region
        fields = ["code", "name", "parent", "valid_from", "valid_to"]


class ReferenceData(ReadOnlyViewSet):
    """Rows that every official may read, addressed by their code."""

    lookup_field = "code"

    def get_queryset(self) -> QuerySet:
        return self.queryset.all()


@extend_schema_view(
    list=extend_schema(summary="区划列表"), retrieve=extend_schema(summary="一个区划")
)
class RegionViewSet(ReferenceData):
    """行政区划（GB/T 2260）。"""

    queryset = Region.objects.select_related("parent")
    serializer_class = RegionSerializer
    filterset_class = filters.RegionFilter


class DepartmentSerializer(serializers.ModelSerializer):
    region = code_of("区划代码")
    successor = code_of("职能承继单位代码")

    class Meta:
        model = Department
        fields = [
            "code",
            "name",
            "short_name",
            "kind",
            "region",
            "uscc",
            "website",
            "phone",
            "address",
            "valid_from",
            "valid_to",
            "successor",
            "note",
        ]


@extend_schema_view(
    list=extend_schema(summary="单位列表"), retrieve=extend_schema(summary="一个单位")
)
class DepartmentViewSet(ReferenceData):
    """参与联合奖惩的单位，包括已经撤并的。"""

    queryset = Department.objects.select_related("region", "successor")
    serializer_class = DepartmentSerializer
    filterset_class = filters.DepartmentFilter


class LeadSerializer(serializers.ModelSerializer):
    department = code_of("牵头单位代码")

    class Meta:
        model = Lead
        fields = ["department", "valid_from", "valid_to", "citation"]


class FieldSerializer(serializers.ModelSerializer):
    leads = LeadSerializer(many=True, read_only=True)

    class Meta:
        model = Field
        fields = ["code", "name", "description", "leads"]


@extend_schema_view(
    list=extend_schema(summary="领域列表"), retrieve=extend_schema(summary="一个领域")
)
class FieldViewSet(ReferenceData):
    """领域和历任牵头单位。"""

    queryset = Field.objects.prefetch_related("leads__department")
    serializer_class = FieldSerializer
