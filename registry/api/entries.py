from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from registry import filters
from registry.apikit.viewsets import ReadOnlyViewSet, code_of
from registry.entry_facts import Use, names_for
from registry.models import Entry, Standard
from registry.viewkit import asked_instant

from .subjects import SubjectSerializer

AT = OpenApiParameter(
    "at",
    OpenApiTypes.STR,
    description="日期（指当日终了）或者带时区的时刻，缺省为现在；in_effect、held 均指此刻。"
    "查列表时写明 at，只列出此刻有效力的条目。不得晚于现在。",
)


class StandardOfEntrySerializer(serializers.ModelSerializer):
    field = code_of("领域代码")

    class Meta:
        model = Standard
        fields = ["id", "code", "version", "name", "field", "severity", "category"]


class EntrySerializer(serializers.ModelSerializer):
    subject = SubjectSerializer(read_only=True)
    standard = StandardOfEntrySerializer(read_only=True)
    department = code_of("认定单位代码")
    region = code_of("区划代码")
    in_effect = serializers.BooleanField(
        source="has_effect", read_only=True, label="有效力"
    )
    held = serializers.BooleanField(source="is_held", read_only=True, label="暂停中")

    class Meta:
        model = Entry
        fields = [
            "id",
            "list_kind",
            "status",
            "in_effect",
            "held",
            "subject",
            "standard",
            "department",
            "region",
            *names_for(Use.API),
            "published_at",
            "valid_from",
            "valid_to",
            "is_public",
            "public_until",
            "term_basis",
            "ended_at",
            "ended_because",
            "end_reason",
            "batch",
            "cause",
            "role",
        ]


@extend_schema_view(
    list=extend_schema(summary="名单条目列表", parameters=[AT]),
    retrieve=extend_schema(summary="一条名单条目", parameters=[AT]),
)
class EntryViewSet(ReadOnlyViewSet):
    """本单位的名单条目；信用办和督查审计可以查看全部。"""

    queryset = Entry.objects.select_related(
        "subject__region", "standard__field", "department", "region"
    )
    serializer_class = EntrySerializer
    filterset_class = filters.EntryFilter

    def get_queryset(self) -> QuerySet[Entry]:
        now = timezone.now()
        asked = "at" in self.request.GET
        at = asked_instant(self.request, now) or now
        entries = super().get_queryset().with_effect(at).with_held(at)
        return entries.in_effect(at) if asked and not self.detail else entries
