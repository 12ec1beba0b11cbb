"""The working calendar: years and their holiday notices, days that differ from the week."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from registry import actions
from registry.adminkit import RegisterAdmin
from registry.models import CalendarDay, CalendarYear


class YearForm(forms.ModelForm):
    """A year; an official one needs the notice of the State Council's office."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("state") == CalendarYear.State.OFFICIAL:
            for name in ["notice_no", "notice_on"]:
                if not cleaned.get(name):
                    self.add_error(
                        name, "状态为“已公布”的必填：以国务院办公厅通知为准。"
                    )
        return cleaned


@admin.register(CalendarYear)
class CalendarYearAdmin(RegisterAdmin):
    menu_order = 20
    form = YearForm
    list_display = ["year", "state", "notice_no", "notice_on", "edition"]
    list_filter = ["state"]
    search_fields = ["notice_no"]

    def get_fields(self, request, obj=None):
        return [
            "year",
            "state",
            "notice_no",
            "notice_on",
            *(["edition"] if obj else []),
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["year", "edition"] if obj else []

    def save_model(self, request, obj, form, change):
        actions.calendar.save_year(obj, by=request.user)


class DayForm(forms.ModelForm):
    """A day that differs from the ordinary week."""

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("date") or self.instance.date
        if day and "is_workday" in cleaned:
            is_weekday = day.weekday() < 5
            if cleaned["is_workday"] == is_weekday:
                what = "工作日上班" if is_weekday else "周末休息"
                raise ValidationError(f"{day} 本来就是{what}，不需要登记。")
        return cleaned


@admin.register(CalendarDay)
class CalendarDayAdmin(RegisterAdmin):
    menu_order = 22
    form = DayForm
    list_display = ["date", "is_workday", "name", "source", "reason"]
    list_filter = ["is_workday", "source"]
    search_fields = ["name"]
    fields = ["date", "is_workday", "name", "source", "reason"]

    def get_readonly_fields(self, request, obj=None):
        return ["date"] if obj else []

    def has_delete_permission(self, request, obj=None):
        return obj is not None and self.has_change_permission(request, obj)

    def save_model(self, request, obj, form, change):
        actions.calendar.save_day(obj, by=request.user)

    def delete_model(self, request, obj):
        actions.calendar.remove_day(obj, by=request.user)
