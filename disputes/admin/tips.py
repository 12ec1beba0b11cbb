"""Tip-offs (失信举报) in the admin: sealed, opened for one page with a passphrase and a reason."""

import base64

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

import registry.actions
from disputes import actions
from disputes.models import OPEN_TIPS, TipOff
from registry import identifiers
from registry.adminkit import ActionForm, Button, ButtonsAdmin, tag
from registry.errors import CreditError
from registry.models import Standard, SubjectKind
from registry.viewkit import is_over

ALLOWED, WITHIN_SECONDS = 5, 600  # attempts at the passphrase
SHOWN_FOR = 180  # seconds until an opened tip-off leaves the screen
Status = TipOff.Status
TONES = {
    Status.RECEIVED: "wrong",
    Status.CHECKING: "waits",
    Status.VERIFIED: "waits",
    Status.DRAFTED: "done",
    Status.UNFOUNDED: "over",
    Status.FOREIGN: "over",
}
LONG = forms.Textarea(attrs={"rows": 5, "class": "vLargeTextField"})
KINDS = {"jpg": "image/jpeg", "png": "image/png"}


class OpenForm(forms.Form):
    """The passphrase, and why the tip-off is opened."""

    reason = forms.CharField(
        label="拆封理由",
        max_length=200,
        help_text="写入办理过程，长期保存。请勿写举报人信息。",
    )
    passphrase = forms.CharField(
        label="口令", widget=forms.PasswordInput(attrs={"autocomplete": "off"})
    )


class TipReplyForm(ActionForm):
    """The reply that the informant reads with the receipt."""

    text = forms.CharField(
        label="回复内容",
        widget=LONG,
        help_text="密封给举报人，只有凭回执编号可以看到。",
    )


class ConcludeTipForm(ActionForm):
    """The result of the check, in words that do not give the informant away."""

    outcome = forms.ChoiceField(label="结论", choices=[])
    conclusion = forms.CharField(
        label="办理结论",
        widget=LONG,
        help_text="不加密，举报人可以看到。不得写入可能暴露举报人的任何内容。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        onward = TipOff.MOVES[self.instance.status] - {Status.CHECKING, Status.DRAFTED}
        self.fields["outcome"].choices = [
            choice for choice in Status.choices if choice[0] in onward
        ]


class TipDraftForm(ActionForm):
    """The draft that the tip-off becomes; it does not say where it comes from."""

    name = forms.CharField(label="主体名称", max_length=200)
    number = forms.CharField(label="统一社会信用代码", max_length=40)
    standard = forms.ModelChoiceField(Standard.objects.none(), label="认定标准")
    facts = forms.CharField(
        label="经核查的事实",
        widget=LONG,
        help_text="只写核查查明的事实，不得引用举报内容。",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        on = timezone.localdate()
        adverse = Standard.objects.in_force(on).filter(list_kind__in=["black", "bad"])
        self.fields["standard"].queryset = adverse.select_related("department")

    def clean(self):
        cleaned = super().clean()
        if number := cleaned.get("number"):
            try:
                cleaned["identifier"] = identifiers.recognise(
                    number,
                    today=timezone.localdate(),
                    kinds=identifiers.ORGANISATION_KINDS,
                )
            except identifiers.Unrecognised as reason:
                self.add_error("number", str(reason))
        return cleaned

    def arguments(self):
        return {
            name: self.cleaned_data[name]
            for name in ("name", "identifier", "standard", "facts")
        }


@transaction.atomic
def draft_about(tip, *, by, name, identifier, standard, facts):
    """Enrol the company where it is new, and make the draft for the standard's department."""
    subject = registry.actions.subjects.enrol(
        kind=SubjectKind.ORGANISATION, name=name, identifier=identifier, by=None
    )
    actions.tips.draft_from(tip, by=by, subject=subject, standard=standard, facts=facts)


def may_conclude(tip):
    return tip.status in (Status.RECEIVED, Status.CHECKING, Status.VERIFIED)


def is_open(tip):
    return tip.status in TipOff.OPEN


@admin.register(TipOff)
class TipOffAdmin(ButtonsAdmin):
    """Tip-offs as tip officers see them; the content only on the page that opens it."""

    menu, menu_order = "异议投诉", 60
    list_display = ["__str__", "state", "received_on", "officers_key"]
    list_filter = ["status"]
    sortable_by = []
    fields = ["state", "received_on", "officers_key", "conclusion"]
    readonly_fields = fields
    change_form_template = "admin/disputes/tip_change_form.html"
    buttons = [
        Button(
            "check",
            "开始核查",
            when=Status.CHECKING,
            do=actions.tips.begin_checking,
            permission=OPEN_TIPS,
            step=True,
        ),
        Button(
            "answer",
            "回复举报人",
            when=is_open,
            do=actions.tips.write_to_informant,
            permission=OPEN_TIPS,
            form=TipReplyForm,
        ),
        Button(
            "conclude",
            "填写结论",
            when=may_conclude,
            do=actions.tips.conclude,
            permission=OPEN_TIPS,
            form=ConcludeTipForm,
        ),
        Button(
            "draft",
            "形成条目草稿",
            when=Status.DRAFTED,
            do=draft_about,
            permission=OPEN_TIPS,
            form=TipDraftForm,
            note="草稿由系统交给认定单位经办人核实，不载明来源。",
            step=True,
        ),
    ]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm(OPEN_TIPS)

    def has_module_permission(self, request):
        return request.user.has_perm(OPEN_TIPS)

    def get_urls(self):
        view = self.admin_site.admin_view(self.open_view)
        return [
            path("<int:pk>/open/", view, name="disputes_tipoff_open"),
            *super().get_urls(),
        ]

    @method_decorator(never_cache)
    @method_decorator(sensitive_post_parameters())
    @method_decorator(sensitive_variables())
    def open_view(self, request, pk):
        """Ask for the passphrase, then show the content in this response only, for a few minutes."""
        if not request.user.has_perm(OPEN_TIPS):
            raise PermissionDenied("只有举报受理员可以拆封举报。")
        tip = self.get_queryset(request).filter(pk=pk).first()
        if tip is None:
            raise Http404
        form = OpenForm(request.POST if request.method == "POST" else None)
        context = {
            **self.admin_site.each_context(request),
            "title": f"拆封：{tip}",
            "opts": self.opts,
            "tip": tip,
            "form": form,
            "shown_for": SHOWN_FOR,
        }
        if form.is_valid():
            context |= self.opened(request, tip, form)
        return TemplateResponse(request, "admin/disputes/tip_open.html", context)

    def opened(self, request, tip, form):
        """The opened content for the template; empty where the form got an error.

        Attempts are limited for each officer, so that the passphrase cannot be guessed.
        """
        counter = f"tip-passphrase-{request.user.pk}"
        if is_over(request, counter, allowed=ALLOWED, seconds=WITHIN_SECONDS):
            form.add_error(None, "尝试次数过多，请十分钟后再试。")
            return {}
        try:
            opened = actions.tips.unseal(
                tip,
                by=request.user,
                passphrase=form.cleaned_data["passphrase"],
                reason=form.cleaned_data["reason"],
            )
        except CreditError as refusal:
            form.add_error(None, str(refusal))
            return {}
        pictures = [
            f"data:{KINDS[kind]};base64,{base64.b64encode(content).decode()}"
            for kind, content in opened.pictures
        ]
        return {"opened": opened, "pictures": pictures}

    def waiting(self, request):
        if not request.user.has_perm(OPEN_TIPS):
            return
        if number := TipOff.objects.filter(status=Status.RECEIVED).count():
            url = reverse("admin:disputes_tipoff_changelist")
            yield {
                "number": number,
                "label": "待拆封的举报",
                "url": f"{url}?status__exact={Status.RECEIVED}",
            }

    @admin.display(description="状态")
    def state(self, tip):
        return tag(tip.get_status_display(), TONES[tip.status])
