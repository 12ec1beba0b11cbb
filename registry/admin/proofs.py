"""Certificates of what the register says of a person."""

from datetime import datetime

from django import forms
from django.contrib import admin
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from registry import actions, identifiers
from registry.adminkit import RegisterAdmin
from registry.models import Proof, SubjectKind
from registry.views.ledger import pdf_response

from .subject_fields import IdentifierField, kind_choices, recognised


class ProofForm(forms.ModelForm):
    """Whose certificate, of which instant, and how the applicant was identified."""

    subject_kind = forms.ChoiceField(label="主体类别", choices=SubjectKind.choices)
    name = forms.CharField(label="名称（姓名）", max_length=200, required=False)
    identifier_kind = forms.ChoiceField(
        label="证件类别", choices=kind_choices(identifiers.Kind), required=False
    )
    number = IdentifierField(label="证件号码")
    instant = forms.DateTimeField(
        label="证明的时刻",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text="不填为现在。",
    )
    reason = forms.CharField(
        label="身份核实情况和用途",
        max_length=300,
        help_text="如“核对身份证原件，用于诉讼”。写入留痕，请勿写证件号码。",
    )

    class Meta:
        model = Proof
        fields = []

    def clean(self):
        cleaned = super().clean()
        cleaned["identifier"] = recognised(
            self,
            "number",
            subject_kind=cleaned.get("subject_kind"),
            identifier_kind=cleaned.get("identifier_kind"),
        )
        at = cleaned.get("instant")
        if isinstance(at, datetime) and at > timezone.now():
            self.add_error("instant", "只能证明现在或者过去的登记情况。")
        return cleaned


@admin.register(Proof)
class ProofAdmin(RegisterAdmin):
    menu, menu_order = "交换共享", 70
    form = ProofForm
    list_display = ["code", "at", "issued_at", "issued_by", "pdf"]
    list_select_related = ["issued_by"]
    search_fields = ["code"]
    sortable_by = []

    def get_urls(self):
        view = self.admin_site.admin_view(self.pdf_view)
        return [
            path("<int:pk>/pdf/", view, name="registry_proof_pdf"),
            *super().get_urls(),
        ]

    def pdf_view(self, request, pk):
        proof = self.get_object(request, pk)
        if proof is None or not self.has_view_permission(request, proof):
            return self._get_obj_does_not_exist_redirect(request, self.opts, str(pk))
        return pdf_response(request, proof)

    @admin.display(description="打印")
    def pdf(self, proof):
        url = reverse("admin:registry_proof_pdf", args=[proof.pk])
        return format_html('<a href="{}">PDF</a>', url)

    def has_add_permission(self, request):
        return request.user.has_perm("registry.certify_person")

    def has_change_permission(self, request, obj=None):
        return False

    def get_fields(self, request, obj=None):
        if obj:
            return ["code", "at", "digest", "seal", "issued_at", "issued_by"]
        return [
            "subject_kind",
            "name",
            "identifier_kind",
            "number",
            "instant",
            "reason",
        ]

    def save_model(self, request, obj, form, change):
        cleaned = form.cleaned_data
        made = actions.proofs.issue(
            cleaned["identifier"],
            by=request.user,
            at=cleaned["instant"],
            name=cleaned["name"],
            reason=cleaned["reason"],
        )
        obj.pk, obj.code = made.pk, made.code
