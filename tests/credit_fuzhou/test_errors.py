"""Responses to refusals and faults, in Chinese, as a page or as JSON."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client, RequestFactory
from django.urls import path
from rest_framework.permissions import AllowAny
from rest_framework.views import APIView

from credit_fuzhou import errors, urls
from registry.errors import CreditError


class Refusing(APIView):
    permission_classes = [AllowAny]
    reasons = {
        "refused": CreditError("该条目已经退出，不能再次审核。"),
        "input": ValidationError({"number": "文号不能为空。"}),
        "words": ValidationError("文号不能为空。"),
    }

    def get(self, request, why):
        raise self.reasons[why]


def fail(request):
    raise RuntimeError("number 350102199001011234")


def refuse(request):
    raise PermissionDenied("您不能查看其他单位的条目。")


urlpatterns = [
    *urls.urlpatterns,
    path("api/refusing/<why>", Refusing.as_view()),
    path("api/failing", fail),
    path("failing", fail),
    path("refusing", refuse),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500

pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


@pytest.fixture
def client():
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.parametrize(
    ("why", "status", "answer"),
    [
        ("refused", 409, {"detail": "该条目已经退出，不能再次审核。"}),
        ("input", 400, {"number": ["文号不能为空。"]}),
        ("words", 400, {"detail": ["文号不能为空。"]}),
    ],
)
def test_the_api_says_why_it_refuses(client, why, status, answer):
    response = client.get(f"/api/refusing/{why}")

    assert (response.status_code, response.json()) == (status, answer)


@pytest.mark.parametrize(("url", "status"), [("/api/none", 404), ("/api/failing", 500)])
def test_the_api_returns_json_even_where_there_is_no_view(client, url, status):
    response = client.get(url)

    assert response.status_code == status
    assert response.json() == {"detail": errors.SENTENCES[status]}


@pytest.mark.parametrize(
    ("url", "status", "words"),
    [("/none", 404, "没有找到"), ("/failing", 500, "系统暂时出错")],
)
def test_people_get_a_page_without_the_message_of_the_fault(client, url, status, words):
    response = client.get(url)

    assert response.status_code == status
    assert words in response.content.decode()
    assert "350102199001011234" not in response.content.decode()


def test_a_forbidden_page_gives_the_reason(client):
    response = client.get("/refusing")

    assert response.status_code == 403
    assert "您不能查看其他单位的条目。" in response.content.decode()


def test_a_form_without_its_csrf_token_is_explained(client):
    response = client.post("/admin/login/", {"username": "chen"})

    assert response.status_code == 403
    assert errors.EXPIRED in response.content.decode()


def test_a_bad_request_has_status_400():
    response = errors.bad_request(RequestFactory().get("/api/"), ValueError())

    assert response.status_code == 400
