"""Lists that come in: uploaded, looked at row by row, confirmed, and treated as a whole."""

from datetime import timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from registry import rules
from registry.actions import batches, receiving
from registry.adminkit import ButtonsAdmin, stacked, tag
from registry.downloads import workbook_response
from registry.errors import CreditError
from registry.importing.staging import MADE
from registry.importing.workbooks import template_workbook
from registry.models import Batch, Entry, ListKind, Row, Staged
from registry.parsing.errors import Unreadable

from .batch_actions import BUTTONS, IMPORT, may, ring
from .batch_forms import UploadForm
from .batch_rows import MEANINGS, chosen_fate, fates_of, page_of, recognised
from .entry_lists import TONES as ENTRY_TONES

AGAIN_IN = 2  # seconds until a page of a batch at work looks again
PATIENCE = timedelta(minutes=1)
Status = Batch.Status
TONES = {
    Status.RECEIVED: "waits",
    Status.READING: "waits",
    Status.UNUSABLE: "wrong",
    Status.READY: "held",
    Status.WRITING: "waits",
    Status.DRAFTED: "done",
    Status.CANCELLED: "over",
    Status.WITHDRAWN: "over",
}
SHOWS_ROWS = [Status.READY, Status.DRAFTED, Status.CANCELLED, Status.WITHDRAWN]
KEPT = [
    "standard",
    "department",
    "filename",
    "size_shown",
    "sha256",
    "received_at",
    "received_by",
    "confirmed_at",
    "confirmed_by",
]


@admin.register(Batch)
class BatchAdmin(ButtonsAdmin):
    menu, menu_order = "名单管理", 20
    list_display = ["number", "state", "filename", "rule", "rows", "arrival", "department"]  # fmt: skip
    list_display_links = ["number", "filename"]
    list_select_related = ["standard", "department", "received_by"]
    list_filter = ["status", "standard__list_kind"]
    search_fields = ["filename", "standard__name"]
    searched_from_anywhere = True
    search_help_text = "输入文件名或认定标准名称。"
    sortable_by = ["number"]
    fieldsets = [("文件和经办", {"fields": KEPT})]
    readonly_fields = ["size_shown"]
    change_form_template = "admin/registry/batch/change_form.html"
    buttons = BUTTONS

    def has_add_permission(self, request):
        return request.user.has_perm(IMPORT)

    def has_change_permission(self, request, obj=None):
        return False

    def may_press(self, request, button, instance):
        return may(request.user, button, instance)

    def get_list_display(self, request):
        if request.user.sees_all:
            return self.list_display
        return [name for name in self.list_display if name != "department"]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.select_related("department", "standard__department", "received_by")

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("templates/<slug:kind>.xlsx", wrap(self.template), name="registry_batch_template"),
            path("<int:pk>/errors.xlsx", wrap(require_POST(self.errors)), name="registry_batch_errors"),
            *super().get_urls(),
        ]  # fmt: skip

    def add_view(self, request, form_url="", extra_context=None):
        """The upload page."""
        if not self.has_add_permission(request):
            raise PermissionDenied("您没有导入名单的权限。")
        posted = request.method == "POST"
        given = (request.POST, request.FILES) if posted else ()
        form = UploadForm(*given, by=request.user)
        if posted and form.is_valid():
            batch = self.take_in(request, form)
            if batch is not None:
                return redirect("admin:registry_batch_change", batch.pk)
        context = {
            **self.admin_site.each_context(request),
            "title": "导入名单",
            "opts": self.opts,
            "form": form,
            "kinds": ListKind.choices,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/registry/batch/upload.html", context)

    def take_in(self, request, form):
        """Keep the uploaded list and have it read at once; None where it is refused."""
        standard, file = form.cleaned_data["standard"], form.cleaned_data["file"]
        try:
            batch = receiving.receive(
                file,
                department=standard.department,
                standard=standard,
                filename=file.name,
                by=request.user,
            )
        except receiving.Received as known:
            url = reverse("admin:registry_batch_change", args=[known.batch.pk])
            link = format_html('{} <a href="{}">打开该批次</a>', known, url)
            form.add_error("file", link)
        except CreditError as refusal:
            form.add_error("standard", str(refusal))
        except Unreadable as reason:
            form.add_error("file", str(reason))
        else:
            ring(batch.pk)
            return batch
        return None

    def template(self, request, kind):
        """An empty form for lists of one kind."""
        if not self.has_add_permission(request) or kind not in ListKind.values:
            raise Http404
        name = f"{ListKind(kind).label}导入模板.xlsx"
        return workbook_response(template_workbook(kind), name)

    def errors(self, request, pk):
        """The rows that were not taken, to be put right and sent again."""
        batch = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.may_send_back(request, batch):
            raise PermissionDenied("只有本单位的经办人可以下载不予导入的行。")
        try:
            file = batches.send_back(batch, by=request.user)
        except CreditError as refusal:
            messages.error(request, str(refusal))
            return self.redirect_to(request, batch)
        return workbook_response(file, f"批次{batch.pk}不予导入的行.xlsx")

    def may_send_back(self, request, batch):
        own = rules.may_decide(request.user, batch.department)
        return own and request.user.has_perm(IMPORT)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The batch's page; while a worker is at it, it looks again by itself."""
        response = super().change_view(request, object_id, form_url, extra_context)
        batch = getattr(response, "context_data", {}).get("original")
        if batch is not None and batch.is_at_work:
            response.headers["Refresh"] = str(AGAIN_IN)
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # fmt: skip
        context |= {
            "tone": TONES[obj.status],
            "made": made_of(obj),
            "late": is_late(obj, timezone.now()),
            "title": str(obj),
        }
        if obj.status in SHOWS_ROWS and obj.columns:
            context |= self.rows_shown(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def rows_shown(self, request, batch):
        fate = chosen_fate(batch, request.GET.get("fate"))
        page = page_of(batch, fate, request.GET.get("page"))
        return {
            "fates": fates_of(batch, fate),
            "fate": fate,
            "meaning": MEANINGS[fate],
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "recognised": recognised(batch),
            "several_sheets": len(batch.columns) > 1,
            "becoming": becoming(batch) if batch.status == Status.READY else None,
            "may_send_back": batch.counts.get(Row.Fate.REJECTED)
            and self.may_send_back(request, batch),
        }

    def done(self, request, button, instance, answer):
        if not isinstance(answer, str):
            return super().done(request, button, instance, answer)
        messages.success(request, answer)
        return self.redirect_to(request, instance)

    def waiting(self, request):
        """Lists that are read and wait for somebody to confirm them."""
        if not request.user.has_perm(IMPORT):
            return
        ready = Batch.objects.filter(
            department=request.user.department_id or 0, status=Status.READY
        )
        if number := ready.count():
            url = f"{reverse('admin:registry_batch_changelist')}?status__exact={Status.READY}"
            yield {"number": number, "label": "份名单已检查，待确认导入", "url": url}

    @admin.display(description="批次", ordering="pk")
    def number(self, batch):
        return batch.pk

    @admin.display(description="状态")
    def state(self, batch):
        return tag(batch.get_status_display(), TONES[batch.status])

    @admin.display(description="认定标准")
    def rule(self, batch):
        kind = batch.standard.list_kind
        label = tag(batch.standard.get_list_kind_display(), kind)
        return format_html("{} {}", label, batch.standard)

    @admin.display(description="行数")
    def rows(self, batch):
        rejected = batch.counts.get(Row.Fate.REJECTED, 0)
        note = f"不予导入 {rejected}" if rejected else ""
        return stacked(batch.rows_read, note)

    @admin.display(description="上传")
    def arrival(self, batch):
        at = timezone.localtime(batch.received_at)
        return stacked(batch.received_by, f"{at:%Y-%m-%d %H:%M}")

    @admin.display(description="文件大小")
    def size_shown(self, batch):
        return f"{batch.size // 1024 + 1} KB"


def made_of(batch):
    """How many entries made of `batch` are in which state: (number, label, tone)."""
    return [
        (number, status.label, ENTRY_TONES[status], status.value)
        for status in Entry.Status
        if (number := batch.made.get(status, 0))
    ]


def becoming(batch):
    """How many drafts a confirmation would make, and how many it would change."""
    changed = 0
    if batch.counts.get(Row.Fate.CHANGED):
        changed = Staged.objects.filter(batch=batch, match__isnull=False).count()
    return {"new": sum(batch.counts.get(fate, 0) for fate in MADE), "changed": changed}


def is_late(batch, at):
    """Whether a worker should have begun, or said something, by the instant `at`."""
    since = batch.beat_at or batch.received_at
    if batch.status == Status.WRITING:
        since = batch.confirmed_at
    return batch.is_at_work and since < at - PATIENCE
