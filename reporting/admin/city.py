"""The whole city's pages on the desk: who has reported, the summary's files, the statistics."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from registry.viewkit import LETTER_FORMATS
from reporting import exports, views
from reporting.models import MonthlyReport
from reporting.months import Month

EXPORT = "reporting.export_monthlyreport"
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    **{kind: content_type for kind, (_, content_type) in LETTER_FORMATS.items()},
}


class CityPages:
    """Adds them to the admin of monthly reports."""

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
        """The whole city's month: who has reported, and the files of the summary."""
        if not request.user.sees_all:
            raise PermissionDenied("您没有查看全市月报汇总的权限。")
        on = timezone.localdate()
        month = month_asked(request.GET.get("month"), on)
        rows = MonthlyReport.objects.of(month).select_related("department")
        reports = sorted(rows, key=lambda one: (one.status in MonthlyReport.REPORTED, one.department.code))  # fmt: skip
        told = [(one, self.state(one), one.lateness(on)) for one in reports]
        context = {
            **self.admin_site.each_context(request),
            "title": f"全市月报汇总：{month}",
            "opts": self.opts,
            "month": month,
            "months": months_with_reports(),
            "reports": told,
            "missing": sum(one.status in MonthlyReport.EDITABLE for one in reports),
            "late": sum(bool(late) for *_, late in told),
            "kinds": [("xlsx", "Excel"), ("docx", "Word"), ("pdf", "PDF")],
            "may_export": request.user.has_perm(EXPORT),
        }
        template = "admin/reporting/monthlyreport/city.html"
        return TemplateResponse(request, template, context)

    def city_file(self, request, month, kind):
        if not request.user.has_perm(EXPORT):
            raise PermissionDenied("您没有导出全市月报汇总的权限。")
        if kind not in exports.FORMATS:
            raise Http404
        at = timezone.now()
        on = timezone.localdate(at)
        asked = month_asked(month, on)
        summary = exports.summary_of(asked, at=at, on=on)
        response = HttpResponse(
            exports.content(summary, kind), content_type=TYPES[kind]
        )
        response["Content-Disposition"] = (
            f'attachment; filename="monthly-{asked.code}.{kind}"'
        )
        response["Cache-Control"] = "no-store"
        return response

    def statistics(self, request):
        """The public statistics with departments and exact numbers beside."""
        month, found = self.asked(request)
        context = {
            **self.admin_site.each_context(request),
            **views.context_of(month, found),
            "title": f"统计：截至{month}",
            "opts": self.opts,
        }
        template = "admin/reporting/monthlyreport/statistics.html"
        return TemplateResponse(request, template, context)

    def statistics_csv(self, request, name):
        month, found = self.asked(request)
        return views.csv_of(found.table(name), month)

    def asked(self, request):
        if not request.user.sees_all:
            raise PermissionDenied("您没有查看全市统计的权限。")
        try:
            return views.asked(request, internal=True)
        except ValidationError as fault:
            raise Http404(fault.messages[0]) from None


def month_asked(text, on):
    """The month asked for, or the last one that is over; Http404 for what is no month."""
    if not text:
        return Month.of(on).previous
    try:
        return Month.parse(text)
    except ValueError as fault:
        raise Http404(str(fault)) from None


def months_with_reports():
    """The months of which there are reports, newest first."""
    days = MonthlyReport.objects.order_by("-month").values_list("month", flat=True)
    return [Month.of(day) for day in days.distinct()]
