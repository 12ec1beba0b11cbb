"""Entries that departments' systems send in: drafts like any other, which an official's reviewer approves."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from registry import actions, identifiers
from registry.apikit.access import IDEMPOTENCY_KEY, once
from registry.entry_facts import Use, names_for
from registry.models import Entry, Region, Scope, Standard, SubjectKind

from .exchange import Exchange


class SentSubjectSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(SubjectKind.choices, label="主体类别")
    name = serializers.CharField(max_length=200, label="名称")
    identifier = serializers.CharField(max_length=40, label="证件号码")
    identifier_kind = serializers.ChoiceField(
        [(kind.value, kind.label) for kind in identifiers.Kind],
        required=False,
        label="证件类别",
    )


class SubmissionSerializer(serializers.ModelSerializer):
    subject = SentSubjectSerializer()
    standard = serializers.SlugField(label="标准代码")
    region = serializers.SlugRelatedField(
        "code", queryset=Region.objects.all(), required=False, label="区划代码"
    )
    submit = serializers.BooleanField(
        default=False, label="同时提交审核", help_text="否则留在本单位的草稿中"
    )

    class Meta:
        model = Entry
        fields = ["standard", "subject", "region", *names_for(Use.PUSH), "submit"]


class SubmittedSerializer(serializers.Serializer):
    entry = serializers.IntegerField(help_text="条目编号")
    status = serializers.CharField(help_text="draft 或者 submitted")


class Submissions(Exchange):
    """报送条目：登记为本单位的草稿，由本单位的审核人审核，接口账号自己不能审核。"""

    throttle_scope = "push"
    scope = Scope.PUSH
    permission = "registry.add_entry"

    @extend_schema(
        summary="报送条目",
        parameters=[IDEMPOTENCY_KEY],
        request=SubmissionSerializer,
        responses={201: SubmittedSerializer},
    )
    def post(self, request) -> Response:
        return once(request, lambda: self.submitted(request))

    def submitted(self, request) -> tuple[int, dict]:
        asked = SubmissionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        entry = draft_sent(dict(asked.validated_data), by=request.user)
        if asked.validated_data["submit"]:
            actions.entries.submit(entry, by=request.user)
        return 201, {"entry": entry.pk, "status": entry.status}


@transaction.atomic
def draft_sent(sent, *, by) -> Entry:
    """The draft of what a system has sent; ValidationError or Refused say what is wrong with it."""
    subject = sent.pop("subject")
    sent.pop("submit")
    code = sent.pop("standard")
    standards = Standard.objects.in_force(sent["decided_on"]).filter(code=code)
    standard = standards.order_by("-version").first()
    if standard is None:
        raise ValidationError(
            {"standard": f"没有认定日期当日施行的标准“{code}”，请核对标准代码。"}
        )
    enrolled = actions.subjects.enrol(
        kind=subject["kind"],
        name=subject["name"],
        identifier=identifier_of(subject),
        by=by,
    )
    entry = Entry(
        subject=enrolled, standard=standard, department=standard.department, **sent
    )
    return actions.entries.draft(entry, by=by)


def identifier_of(subject) -> identifiers.Identifier:
    kinds = identifiers.kinds_of_subject(subject["kind"])
    if named := subject.get("identifier_kind"):
        kinds = {identifiers.Kind(named)}
    try:
        return identifiers.recognise(
            subject["identifier"], today=timezone.localdate(), kinds=kinds
        )
    except identifiers.Unrecognised as reason:
        raise ValidationError({"identifier": str(reason)}) from reason
