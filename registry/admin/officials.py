"""Accounts of officials."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import BaseUserCreationForm, UserChangeForm

from registry import actions, trail
from registry.adminkit import ButtonsAdmin
from registry.models import Official

from .exchange import SUBSCRIBE
from .tokens import ISSUE


class NewOfficialForm(BaseUserCreationForm):
    class Meta:
        model = Official
        fields = ["username", "name", "department"]


class OfficialForm(UserChangeForm):
    class Meta:
        model = Official
        fields = "__all__"
        field_classes = UserChangeForm.Meta.field_classes


@admin.register(Official)
class OfficialAdmin(ButtonsAdmin, UserAdmin):
    """Accounts: kept by the credit office.

    Who is no superuser makes no superuser, and changes neither a superuser nor themselves.
    """

    menu_order = 30
    form, add_form = OfficialForm, NewOfficialForm
    add_form_template = None
    list_display = ["username", "name", "department", "is_active", "last_login"]
    list_select_related = ["department"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "name", "department__short_name"]
    search_help_text = "输入账号、姓名或单位简称。"
    ordering = ["username"]
    autocomplete_fields = ["department"]
    filter_horizontal = []
    buttons = [ISSUE, SUBSCRIBE]
    readonly_fields = ["last_login", "date_joined"]
    add_fieldsets = [
        (
            None,
            {"fields": ["username", "name", "department", "password1", "password2"]},
        )
    ]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        duties = ["is_active", "is_staff", "groups"]
        if request.user.is_superuser:
            duties += ["is_superuser", "user_permissions"]
        return [
            (None, {"fields": ["username", "password", "name", "department"]}),
            ("联系", {"fields": ["email", "phone"]}),
            ("职责", {"fields": duties}),
            ("时间", {"fields": ["last_login", "date_joined"]}),
        ]

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        kwargs["widget"] = forms.CheckboxSelectMultiple
        if db_field.name == "user_permissions":
            kwargs["widget"] = forms.SelectMultiple(attrs={"size": 12})
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_change_permission(self, request, obj=None):
        may = super().has_change_permission(request, obj)
        if obj is None or not may or request.user.is_superuser:
            return may
        return not obj.is_superuser and obj.pk != request.user.pk

    def save_model(self, request, obj, form, change):
        if not change:
            obj.is_staff = True
        actions.reference.save(obj, by=request.user)

    def save_related(self, request, form, formsets, change):
        before = set(form.instance.groups.values_list("name", flat=True))
        super().save_related(request, form, formsets, change)
        after = set(form.instance.groups.values_list("name", flat=True))
        if before != after:
            trail.record(
                form.instance,
                "changed",
                by=request.user,
                before={"groups": sorted(before)},
                after={"groups": sorted(after)},
            )

    def log_change(self, request, obj, message):
        """Record a new password, which no action does; other changes are in the trail already."""
        if request.resolver_match.url_name == "auth_user_password_change":
            trail.record(obj, "password_set", by=request.user)
