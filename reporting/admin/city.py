"""Admin pages for the whole city: who has reported, the files of the summary, the statistics."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from registry import media_types
from registry.viewkit import LETTER_FORMATS
from reporting import exports, views
from reporting.models import MonthlyReport
from reporting.months import Month

EXPORT = "reporting.export_monthlyreport"
TYPES = {
    "xlsx": media_types.XLSX,
    **{kind: content_type for kind, (_, content_type) in LETTER_FORMATS.items()},
}


class CityPages:
    """Mixin that adds these pages to the admin of monthly reports."""

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("city/", wrap(self.city), name="reporting_city"),
            path("city/<str:month>.<str:kind>", wrap(self.city_file), name="reporting_city_file"),
            path("statistics/", wrap(self.statistics), name="reporting_statistics"),
            path("statistics/<slug:name>.csv", wrap(self.statistics_csv), name="reporting_statistics_csv"),
            *super().get_urls(),
        ]  # fmt: skip

    def city(self, request):
        """A month of the whole city: who has reported, and the files of the summary."""
        if not request.user.sees_all:
            raise PermissionDenied("您没有查看全市月报汇总的权限。")
        on = timezone.localdate()
        month = requested_month(request.GET.get("month"), on)
        rows = MonthlyReport.objects.of(month).select_related("department")
        reports = sorted(rows, key=lambda one: (one.status in MonthlyReport.REPORTED, one.department.code))  # fmt: skip
        lines = [(one, self.state(one), one.lateness(on)) for one in reports]
        context = {
            **self.admin_site.each_context(request),
            "title": f"全市月报汇总：{month}",
            "opts": self.opts,
            "month": month,
            "months": months_with_reports(),
            "reports": lines,
            "missing": sum(one.status in MonthlyReport.EDITABLE for one in reports),
            "late": sum(bool(late) for *_, late in lines),
            "kinds": [("xlsx", "Excel"), ("docx", "Word"), ("pdf", "PDF")],
            "may_export": request.user.has_perm(EXPORT),
        }
        template = "admin/reporting/monthlyreport/city.html"
        return TemplateResponse(request, template, context)

    def city_file(self, request, month, kind):
        """The summary of `month` as a file of the format `kind`."""
        if not request.user.has_perm(EXPORT):
            raise PermissionDenied("您没有导出全市月报汇总的权限。")
        if kind not in exports.FORMATS:
            raise Http404
        at = timezone.now()
        on = timezone.localdate(at)
        month = requested_month(month, on)
        summary = exports.summary_of(month, at=at, on=on)
        response = HttpResponse(
            exports.content(summary, kind), content_type=TYPES[kind]
        )
        response["Content-Disposition"] = (
            f'attachment; filename="monthly-{month.code}.{kind}"'
        )
        response["Cache-Control"] = "no-store"
        return response

    def statistics(self, request):
        """The public statistics, with departments and exact numbers added."""
        month, found = self.requested_statistics(request)
        context = {
            **self.admin_site.each_context(request),
            **views.context_of(month, found),
            "title": f"统计：截至{month}",
            "opts": self.opts,
        }
        template = "admin/reporting/monthlyreport/statistics.html"
        return TemplateResponse(request, template, context)

    def statistics_csv(self, request, name):
        month, found = self.requested_statistics(request)
        return views.csv_of(found.table(name), month)

    def requested_statistics(self, request):
        if not request.user.sees_all:
            raise PermissionDenied("您没有查看全市统计的权限。")
        try:
            return views.requested_statistics(request, internal=True)
        except ValidationError as fault:
            raise Http404(fault.messages[0]) from None


def requested_month(text: str | None, on: date) -> Month:
    """Parse the month `text`, by default the last one that is over. Raises Http404 where it is no month."""
    if not text:
        return Month.of(on).previous
    try:
        return Month.parse(text)
    except ValueError as fault:
        raise Http404(str(fault)) from None


def months_with_reports() -> list[Month]:
    """The months that have reports, newest first."""
    days = MonthlyReport.objects.order_by("-month").values_list("month", flat=True)
    return [Month.of(day) for day in days.distinct()]
