"""The exchange with other systems: changes, acknowledgements, recalls, snapshots."""

import json
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from registry.apikit.access import InScope, TokenThrottle
from registry.exchange import change_log, feed, recalls, snapshots
from registry.models import RecallReceipt, Scope


class Exchange(APIView):
    """A view for systems: by key and scope, with an allowance of calls for each key."""

    permission_classes = [InScope]
    throttle_classes = [TokenThrottle]
    throttle_scope = "feed"
    scope = Scope.FEED
    permission = "registry.view_entry"


class ChangeSerializer(serializers.Serializer):
    cursor = serializers.CharField(help_text="本条之后的位置")
    what = serializers.CharField(
        help_text="published、held、released、corrected、ended"
    )
    because = serializers.CharField(help_text="退出原因，仅 ended")
    at = serializers.DateTimeField()
    entry = serializers.IntegerField(help_text="条目编号")
    cause = serializers.IntegerField(allow_null=True, help_text="所依据的单位条目")
    list = serializers.CharField(help_text="red、black、good、bad")
    standard = serializers.CharField()
    version = serializers.IntegerField()
    department = serializers.CharField()


class ChangesSerializer(serializers.Serializer):
    changes = ChangeSerializer(many=True)
    next = serializers.CharField(help_text="下次以此为 after")
    more = serializers.BooleanField(help_text="现在就还有")


def limit_of(request) -> int:
    """The number of changes that `?limit=` wants, 500 without it; raises ValidationError."""
    text = request.query_params.get("limit", "500")
    if not text.isdecimal() or not 1 <= int(text) <= feed.MOST:
        raise ValidationError(f"limit 应为 1 至 {feed.MOST} 的整数。")
    return int(text)


class Changes(Exchange):
    """名单变动，按提交先后；同一位置之前不会再插入。"""

    @extend_schema(
        summary="名单变动",
        parameters=[
            OpenApiParameter("after", str, description="上次应答的 next，缺省从头"),
            OpenApiParameter("limit", int, description="最多几条，缺省 500"),
        ],
        responses=ChangesSerializer,
    )
    def get(self, request) -> Response:
        after = feed.position_of(request.query_params.get("after", ""))
        changes, following, more = feed.page(after, limit_of(request))
        change_log.read_up_to(following, by=request.user)
        return Response(
            {
                "changes": [feed.change_as_dict(change) for change in changes],
                "next": str(following),
                "more": more,
            }
        )


class CursorSerializer(serializers.Serializer):
    cursor = serializers.CharField(max_length=50)


class Acknowledgement(Exchange):
    """确认已经处理到某一位置。"""

    @extend_schema(
        summary="确认变动", request=CursorSerializer, responses=CursorSerializer
    )
    def post(self, request) -> Response:
        serializer = CursorSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        position = feed.position_of(serializer.validated_data["cursor"])
        if position > feed.head():
            raise ValidationError("确认的位置在最新变动之后，请原样使用应答中的游标。")
        reader = change_log.acknowledge(position, by=request.user)
        return Response({"cursor": f"{reader.done_moment}-{reader.done_pk}"})


class RecallSerializer(serializers.ModelSerializer):
    recall = serializers.IntegerField(source="recall_id")
    what = serializers.CharField(source="recall.what")
    at = serializers.DateTimeField(source="recall.at")
    entries = serializers.SerializerMethodField()

    class Meta:
        model = RecallReceipt
        fields = [
            "id",
            "recall",
            "what",
            "at",
            "source",
            "due_on",
            "acknowledged_at",
            "entries",
        ]

    def get_entries(self, receipt) -> list[int]:
        return [one.entry_id for one in receipt.recall.recalled.all()]


class Recalls(Exchange):
    """尚待本账号确认的撤回通知。"""

    @extend_schema(summary="待确认的撤回通知", responses=RecallSerializer(many=True))
    def get(self, request) -> Response:
        mine = RecallReceipt.objects.open().filter(official=request.user)
        mine = mine.select_related("recall").prefetch_related("recall__recalled")
        return Response(RecallSerializer(mine.order_by("pk")[:100], many=True).data)


class DoneSerializer(serializers.Serializer):
    done = serializers.CharField(max_length=300, help_text="怎样处理的")


class RecallAcknowledgement(Exchange):
    """确认一项撤回通知已经处理。"""

    @extend_schema(
        summary="确认撤回通知", request=DoneSerializer, responses=RecallSerializer
    )
    def post(self, request, pk) -> Response:
        serializer = DoneSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        mine = RecallReceipt.objects.filter(official=request.user)
        receipt = get_object_or_404(mine.select_related("recall"), pk=pk)
        recalls.acknowledge(receipt, by=request.user, **serializer.validated_data)
        return Response(RecallSerializer(receipt).data)


class Snapshot(Exchange):
    """最近一份全量快照的清单：文件、校验值，以及接续变动的游标。"""

    @extend_schema(summary="最近的全量快照", responses=dict)
    def get(self, request) -> Response:
        folder = snapshots.latest(Path(settings.SNAPSHOTS_DIR))
        if folder is None:
            raise Http404
        manifest = json.loads((folder / snapshots.MANIFEST).read_text("utf-8"))
        change_log.read_up_to(feed.position_of(manifest["cursor"]), by=request.user)
        return Response({"snapshot": folder.name, **manifest})


class SnapshotFile(Exchange):
    """全量快照中的一个文件。"""

    @extend_schema(summary="下载快照文件", responses=bytes)
    def get(self, request, snapshot, name) -> FileResponse:
        path = Path(settings.SNAPSHOTS_DIR) / snapshot / name
        if not path.is_file():
            raise Http404
        return FileResponse(path.open("rb"), as_attachment=True, filename=name)
