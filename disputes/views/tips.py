"""The pages for tip-offs: what is written is sealed before it is stored; no address is stored."""

import hmac

from axes.helpers import get_client_ip_address
from django import forms
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from disputes import actions, pictures, sealed_boxes
from registry.errors import CreditError
from registry.uploads import Files
from registry.viewkit import UnechoedInput, unindexed

ALLOWED = 10
WITHIN_SECONDS = 600
LONG = forms.Textarea(attrs={"rows": 8})


class TipForm(forms.Form):
    """What happened and, only where the informant wishes, who reports it."""

    company = forms.CharField(
        label="被举报的企业",
        max_length=200,
        error_messages={"required": "请填写被举报的企业名称。"},
    )
    text = forms.CharField(
        label="严重失信行为",
        max_length=8000,
        widget=LONG,
        help_text="时间、地点、经过，以及怎样可以查证。",
        error_messages={"required": "请写明举报的内容。"},
    )
    contact = forms.CharField(
        label="您的姓名和联系方式（选填）",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text="可以不填。不填也能凭回执编号与受理员往来。",
    )
    pictures = Files(
        label="图片证据（选填）",
        required=False,
        most=pictures.MOST,
        examine=lambda upload: pictures.cleaned(upload),
        help_text=(
            f"只收 JPG 或者 PNG，最多 {pictures.MOST} 张，每张不超过 3 MB。拍摄时间、地点、设备等信息自动清除，"
            "照片方向可能因此改变。文档请截图后上传。"
        ),
    )


class FollowForm(forms.Form):
    """The receipt, and what the informant adds."""

    receipt = forms.CharField(
        label="16 位回执编号",
        max_length=30,
        widget=UnechoedInput(
            attrs={
                "autocomplete": "off",
                "inputmode": "numeric",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": "请填写 16 位回执编号。"},
    )
    text = forms.CharField(
        label="补充的内容（只查看时不填）", max_length=4000, required=False, widget=LONG
    )

    def clean_receipt(self):
        digits = "".join(self.cleaned_data["receipt"].split())
        if not (digits.isdecimal() and len(digits) == sealed_boxes.DIGITS):
            raise ValidationError("回执编号是 16 位数字，请核对。")
        return digits


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def tip_page(request):
    """Submit a tip-off; says that it is closed (503) where no officers' key is configured."""
    try:
        sealed_boxes.officers_key()
    except sealed_boxes.Closed as closed:
        return page(request, "disputes/tip.html", {"closed": str(closed)}, status=503)
    if request.method != "POST":
        return page(request, "disputes/tip.html", {"form": TipForm()})
    if too_often(request):
        return wait(request)
    form = TipForm(request.POST, request.FILES)
    if form.is_valid():
        digits = actions.tips.submit(
            {name: form.cleaned_data[name] for name in ("company", "text", "contact")},
            pictures=[pictures.cleaned(one) for one in form.cleaned_data["pictures"]],
        )
        return page(request, "disputes/tip.html", {"receipt": spaced(digits)})
    return page(request, "disputes/tip.html", {"form": form})


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
def follow_page(request):
    """Show the dialogue to the holder of the receipt, who has to type it each time."""
    if request.method != "POST":
        return page(request, "disputes/follow.html", {"form": FollowForm()})
    if too_often(request):
        return wait(request)
    form = FollowForm(request.POST)
    context = {"form": form}
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            if cleaned["text"]:
                actions.tips.write_to_officers(cleaned["receipt"], text=cleaned["text"])
            followed = actions.tips.read_replies(cleaned["receipt"])
            context = {"form": FollowForm(), "followed": followed}
        except CreditError as refusal:
            form.add_error(None, str(refusal))
    return page(request, "disputes/follow.html", context)


def spaced(digits):
    """The receipt in groups of four digits."""
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def too_often(request):
    """Whether this address asks too often; counted by a keyed digest of it that changes daily."""
    asker = f"{get_client_ip_address(request)} {timezone.localdate()}"
    key = hmac.digest(settings.CREDIT_DIGEST_KEY, asker.encode(), "sha256").hex()
    cache.add(f"tips.{key}", 0, WITHIN_SECONDS)
    try:
        return cache.incr(f"tips.{key}") > ALLOWED
    except ValueError:  # the key expired between the two calls
        return False


def wait(request):
    context = {"wait_minutes": WITHIN_SECONDS // 60}
    return page(request, "429.html", context, status=429)


def page(request, template, context, status=200):
    return unindexed(render(request, template, context, status=status))
