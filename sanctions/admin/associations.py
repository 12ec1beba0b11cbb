"""Members, grades and measures that associations keep themselves (二(四))."""

from django import forms
from django.contrib import admin

from registry.adminkit import (
    ActionForm,
    AppendOnlyAdmin,
    Button,
    ButtonsAdmin,
    RegisterAdmin,
    Section,
)
from registry.models import Department
from sanctions import actions
from sanctions.models import OWN_DATA, IndustryMeasure, Membership

from .forms import day
from .words import MENU

CHANGE = "sanctions.add_membership"


def is_association(user):
    department = user.department
    return department is not None and department.kind == Department.Kind.ASSOCIATION


class OwnDataAdmin(ButtonsAdmin, AppendOnlyAdmin):
    """What an association keeps itself; others read it as the association's word."""

    def has_add_permission(self, request):
        may = RegisterAdmin.has_add_permission(self, request)
        return may and is_association(request.user)

    def has_module_permission(self, request):
        seen = super().has_module_permission(request)
        return seen and (is_association(request.user) or request.user.sees_all)

    def may_press(self, request, button, instance):
        own = instance.department_id == request.user.department_id
        return own and super().may_press(request, button, instance)


class LeaveForm(ActionForm):
    left_on = day("退会日期")


class GradeForm(ActionForm):
    grade = forms.CharField(label="信用等级", max_length=30)
    rules = forms.CharField(label="评价办法", max_length=200)
    graded_on = day("评定日期")
    valid_to = day("有效期至", required=False)


class LiftIndustryMeasureForm(ActionForm):
    lifted_on = day("解除日期")


def is_member(membership):
    return membership.left_on is None


@admin.register(Membership)
class MembershipAdmin(OwnDataAdmin):
    menu, menu_order = MENU, 70
    list_display = ["subject", "department", "joined_on", "left_on"]
    list_select_related = ["subject", "department"]
    search_fields = ["=subject__key"]
    search_help_text = "输入统一社会信用代码。"
    fields = ["subject", "joined_on"]
    autocomplete_fields = ["subject"]
    buttons = [
        Button(
            "grade",
            "评定信用等级",
            when=is_member,
            do=actions.associations.grade_member,
            permission=CHANGE,
            form=GradeForm,
            note=OWN_DATA,
        ),
        Button(
            "leave",
            "登记退会",
            when=is_member,
            do=actions.associations.leave,
            permission=CHANGE,
            form=LeaveForm,
        ),
    ]

    def save_model(self, request, obj, form, change):
        actions.associations.admit(obj, by=request.user)

    def sections(self, request, membership):
        yield Section(
            f"信用等级（{OWN_DATA}）",
            ["等级", "评价办法", "评定日期", "有效期至"],
            [
                [one.grade, one.rules, one.graded_on, one.valid_to]
                for one in membership.grades.all()
            ],
        )


@admin.register(IndustryMeasure)
class IndustryMeasureAdmin(OwnDataAdmin):
    menu, menu_order = MENU, 72
    list_display = ["subject", "kind", "department", "taken_on", "until", "lifted_on"]
    list_select_related = ["subject", "department"]
    list_filter = ["kind"]
    search_fields = ["=subject__key"]
    search_help_text = "输入统一社会信用代码。"
    fields = ["subject", "kind", "rules", "document", "facts", "taken_on", "until"]
    autocomplete_fields = ["subject"]
    buttons = [
        Button(
            "lift",
            "解除",
            when=lambda one: one.lifted_on is None,
            do=actions.associations.lift_industry_measure,
            permission=CHANGE,
            form=LiftIndustryMeasureForm,
        )
    ]

    def save_model(self, request, obj, form, change):
        actions.associations.take_industry_measure(obj, by=request.user)
