"""The public search for organisations."""

import re

from django.shortcuts import redirect, render
from django.utils import timezone

from registry import disclosure, identifiers, search
from registry.errors import CreditError
from registry.viewkit import paged, plain_refusals

PERSONAL = (
    "请不要在这里输入身份证等个人证件号码。"
    "查询自然人，请使用“自然人查询”，所填号码不会显示，也不会保留。"
)
UNKNOWN_CODE = "没有查到该代码的公示信息。请核对代码，或者改用企业名称查询。"
LONGEST = 100
LIKE_PERSONAL = re.compile(r"[1-9]\d{5}(18|19|20)\d{9}[\dX]", re.ASCII)
TOO_LONG = "查询内容过长，请输入 100 个字以内的企业名称或者代码。"


@plain_refusals
def search_page(request):
    """Organisations and individual businesses by a part of their name, or by their code."""
    query = request.GET.get("q", "").strip()
    context = {"query": query, "found": []}
    if not query:
        return render(request, "registry/search.html", context)
    now = timezone.now()
    code = identifiers.normalise(query)
    identifier = recognised(code, now)
    if is_personal(code, identifier):
        context = {"query": "", "refusal": PERSONAL, "is_personal": True}
        return render(request, "registry/search.html", context)
    if identifier is not None:
        return by_code(request, identifier, now)
    if len(query) > LONGEST:
        context["refusal"] = TOO_LONG
        return render(request, "registry/search.html", context)
    try:
        context |= by_name(request, query, now)
    except CreditError as refusal:
        context["refusal"] = str(refusal)
    return render(request, "registry/search.html", context)


def is_personal(code, identifier):
    """Whether what was typed is a person's number, or one with a typing error."""
    if identifier is not None:
        return identifiers.is_person_kind(identifier.kind)
    return LIKE_PERSONAL.fullmatch(code) is not None


def recognised(code, now):
    """The identifier that `code` is, or None where it is more likely a name."""
    if not (code.isascii() and code.isalnum() and any(c.isdigit() for c in code)):
        return None
    try:
        return identifiers.recognise(code, today=timezone.localdate(now))
    except identifiers.Unrecognised:
        return None


def by_code(request, identifier, now):
    subjects = disclosure.organisations(now)
    found = subjects.filter(key=identifier.value).first()
    found = found or subjects.filter(other_identifiers__key=identifier.value).first()
    if found is not None:
        return redirect("registry:subject", found.key)
    context = {"query": identifier.value, "refusal": UNKNOWN_CODE}
    return render(request, "registry/search.html", context)


def by_name(request, query, now):
    after = request.GET.get("after", "")
    page = search.organisations(
        query,
        among=lambda pks: disclosure.readable(pks, now=now),
        after=int(after) if after.isdecimal() and len(after) < 19 else None,
    )
    return {"found": page.subjects, "page": paged(request, page.subjects, page.after)}
