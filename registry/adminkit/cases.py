"""A case on the desk: taken in at the counter, with its clocks, papers and files on its page."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views.decorators.debug import sensitive_post_parameters

from registry import attachments
from registry.case_status import clocks_of
from registry.errors import CreditError
from registry.models import Attachment
from registry.uploads import Files
from registry.viewkit import LETTER_FORMATS, letter_response

from .base import Section
from .buttons import ButtonsAdmin
from .refusals import sentences
from .tones import Tone
from .widgets import tag

RUNNING = {"进行中": Tone.WAITS, "已逾期，尚未完成": Tone.WRONG}


class AttachForm(forms.Form):
    """Evidence, or papers that were brought to the counter."""

    files = Files(label="证据材料")


class CaseDesk(ButtonsAdmin):
    """For cases that somebody brings: nothing is edited, actions are buttons.

    `counter_form` takes a case in, by `take_in`; `letters` maps the names of papers to what
    writes them, `papers_of` says which there are by now; adding files needs
    `attach_permission`.
    """

    change_form_template = "admin/kit/case_change_form.html"
    counter_form = None
    letters = {}
    attach_permission = ""

    def papers_of(self, instance) -> list[str]:
        raise NotImplementedError

    def take_in(self, form, *, by):
        """Take the case in; returns (case, number of the receipt, secret)."""
        raise NotImplementedError

    def has_change_permission(self, request, obj=None):
        return False

    def may_attach(self, request, instance):
        return instance.is_open and request.user.has_perm(self.attach_permission)

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/papers/<str:name>.<str:kind>", wrap(self.paper), name=self.route("paper")),
            path("<int:pk>/attach/", wrap(self.attach), name=self.route("attach")),
            path("<int:pk>/files/<int:file>", wrap(self.file), name=self.route("file")),
            *super().get_urls(),
        ]  # fmt: skip

    def paper(self, request, pk, name, kind):
        """One of the case's papers, as Word file or PDF."""
        case = get_object_or_404(self.get_queryset(request), pk=pk)
        if name not in self.papers_of(case) or kind not in LETTER_FORMATS:
            raise Http404
        return letter_response(self.letters[name](case), f"{name}-{pk}", kind)

    def file(self, request, pk, file):
        """A file that the applicant sent, as a download: a browser never shows it."""
        case = get_object_or_404(self.get_queryset(request), pk=pk)
        kept = get_object_or_404(Attachment.objects.of(case), pk=file)
        response = HttpResponse(
            attachments.content_of(kept), content_type=attachments.TYPES[kept.kind]
        )
        response["Content-Disposition"] = (
            f'attachment; filename="{kept.pk}.{kept.kind}"'
        )
        response["Cache-Control"] = "no-store"
        return response

    def attach(self, request, pk):
        """Keep evidence, or a paper from the counter, with the case."""
        case = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.may_attach(request, case):
            raise PermissionDenied("该事项已经办结，或者您没有上传材料的权限。")
        posted = request.method == "POST"
        form = AttachForm(*((request.POST, request.FILES) if posted else ()))
        if posted and form.is_valid():
            attachments.keep_all(case, form.cleaned_data["files"], by=request.user)
            messages.success(request, "材料已经保存。")
            return redirect(f"admin:{self.route('change')}", pk)
        context = self.form_context(request, f"上传材料：{case}", form)
        return TemplateResponse(request, "admin/kit/counter.html", context)

    def form_context(self, request, title, form):
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "media": self.media,
        }

    def add_view(self, request, form_url="", extra_context=None):
        """Take a case in at the counter; the receipt is shown once."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        return sensitive_post_parameters()(self.counter)(request)

    def counter(self, request):
        posted = request.method == "POST"
        form = self.counter_form(*((request.POST, request.FILES) if posted else ()))
        title = f"登记窗口{self.opts.verbose_name}"
        context = self.form_context(request, title, form) | {"counter": True}
        if posted and form.is_valid():
            try:
                case, number, secret = self.take_in(form, by=request.user)
                context |= {"case": case, "number": number, "secret": secret}
            except CreditError as refusal:
                for reason in sentences(refusal):
                    form.add_error(None, reason)
        return TemplateResponse(request, "admin/kit/counter.html", context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # fmt: skip
        if obj is not None:
            context["may_attach"] = self.may_attach(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def sections(self, request, instance):
        clocks = clocks_of(instance, on=timezone.localdate())
        yield Section(
            "办理期限",
            ["事项", "截止日", "状态", "怎样计算"],
            [clock_row(clock) for clock in clocks],
        )
        yield Section(
            "材料和文书",
            ["名称", "下载", "大小"],
            [*self.paper_rows(instance), *self.file_rows(instance)],
        )

    def paper_rows(self, case):
        for name in self.papers_of(case):
            yield [name, self.paper_links(case, name), ""]

    def paper_links(self, case, name):
        url = f"admin:{self.route('paper')}"
        links = [
            (reverse(url, args=[case.pk, name, kind]), label)
            for kind, label in (("docx", "Word"), ("pdf", "PDF"))
        ]
        return format_html_join("　", '<a href="{}">{}</a>', links)

    def file_rows(self, case):
        for one in Attachment.objects.of(case):
            url = reverse(f"admin:{self.route('file')}", args=[case.pk, one.pk])
            link = format_html('<a href="{}">{}</a>', url, one.filename)
            yield [one.label, link, f"{one.size // 1024 + 1} KB"]


def clock_row(clock):
    """A clock with its day-by-day computation while it runs."""
    lines = clock.explanation if clock.words in RUNNING else []
    return [
        clock.name,
        format_html(
            '<span class="when">{}{}</span>',
            clock.due_on,
            "（暂定）" if clock.is_provisional else "",
        ),
        tag(
            clock.words,
            Tone.OVER if "中止" in clock.words else RUNNING.get(clock.words, Tone.DONE),
        ),
        format_html_join("", "<div>{}</div>", ((line,) for line in lines)),
    ]
