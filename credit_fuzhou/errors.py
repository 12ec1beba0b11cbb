"""Responses to requests that are refused or fail: a page for people, JSON for systems."""

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string

SENTENCES = {
    400: "请求的内容不完整或者无法识别，没有任何信息被保存；请检查后重试。",
    403: "您没有查看此页或执行此操作的权限；确需办理的，请联系本单位管理员。",
    404: "没有找到您请求的内容，请检查网址。",
    500: "系统暂时出错，请求没有完成；请稍后重试，仍不成功的，请联系信用办。",
}
EXPIRED = "页面已经过期，或者浏览器禁用了 Cookie，请求没有处理；请刷新页面后重新提交。"


def error_response(request, status: int, sentence: str = "") -> HttpResponse:
    """A response with `status` that says in one sentence what is wrong and what to do."""
    sentence = sentence or SENTENCES[status]
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": sentence}, status=status)
    # With a request, context processors would use the session and the database, which may be
    # what failed.
    safe = None if status == 500 else request
    page = render_to_string(f"{status}.html", {"sentence": sentence}, request=safe)
    return HttpResponse(page, status=status)


def bad_request(request, exception) -> HttpResponse:
    return error_response(request, 400)


def permission_denied(request, exception) -> HttpResponse:
    return error_response(request, 403, str(exception))


def page_not_found(request, exception) -> HttpResponse:
    return error_response(request, 404)


def server_error(request) -> HttpResponse:
    return error_response(request, 500)


def csrf_failure(request, reason="") -> HttpResponse:
    return error_response(request, 403, EXPIRED)
