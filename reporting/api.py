"""API of monthly reports and examples; a caller sees the same rows as in the admin."""

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from registry.apikit.viewsets import ReadOnlyViewSet, code_of

from .models import Example, MonthlyReport


class MonthlyReportSerializer(serializers.ModelSerializer):
    department = code_of("报送单位代码")

    class Meta:
        model = MonthlyReport
        fields = [
            "id",
            "department",
            "month",
            "due_on",
            "status",
            "first_submitted_on",
            "progress",
            "problems",
            "plans",
            "figures",
        ]


@extend_schema_view(
    list=extend_schema(summary="月报"), retrieve=extend_schema(summary="一份月报")
)
class MonthlyReportViewSet(ReadOnlyViewSet):
    """各单位月报（四(四)）；数据在报送时定稿。"""

    queryset = MonthlyReport.objects.select_related("department")
    serializer_class = MonthlyReportSerializer
    filterset_fields = ["month", "status", "department__code"]


class ExampleSerializer(serializers.ModelSerializer):
    department = code_of("报送单位代码")
    stands = serializers.BooleanField(read_only=True, label="条目生效中")

    class Meta:
        model = Example
        fields = [
            "id",
            "department",
            "month",
            "polarity",
            "entry",
            "title",
            "story",
            "is_model",
            "status",
            "stands",
        ]


@extend_schema_view(
    list=extend_schema(summary="典型案例"),
    retrieve=extend_schema(summary="一个典型案例"),
)
class ExampleViewSet(ReadOnlyViewSet):
    """诚信典型和失信典型案例；条目退出或者暂停的，stands 为 false。"""

    queryset = Example.objects.select_related("department")
    serializer_class = ExampleSerializer
    filterset_fields = ["month", "polarity", "status", "department__code"]

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().with_standing(timezone.now())
