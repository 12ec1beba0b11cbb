"""The middleware of every request and response."""

import pytest
from django.test import RequestFactory

from credit_fuzhou.middleware import client_address


def test_each_response_has_a_number_that_the_client_cannot_choose(client):
    first = client.get("/healthz", headers={"X-Request-ID": "forged"})
    second = client.get("/healthz")

    numbers = {first["X-Request-ID"], second["X-Request-ID"]}
    assert len(numbers) == 2
    assert "forged" not in numbers


def test_browsers_may_load_from_the_platform_only(client):
    answer = client.get("/healthz")

    policy = dict(
        part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; ")
    )
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert policy["form-action"] == policy["base-uri"] == "'self'"
    assert not any("unsafe" in sources for sources in policy.values())
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "DENY"
    assert "camera=()" in answer["Permissions-Policy"]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "10.0.0.1"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        (2, "1.2.3.4", "1.2.3.4"),
        (1, "", "10.0.0.1"),
    ],
)
def test_a_forwarded_address_is_believed_from_trusted_proxies_only(
    settings, proxies, forwarded, address
):
    settings.NUM_PROXIES = proxies
    request = RequestFactory().get(
        "/", REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded
    )

    assert client_address(request) == address


def test_a_request_is_logged_without_its_query(client, caplog):
    with caplog.at_level("INFO", logger="credit_fuzhou.requests"):
        client.get("/healthz?number=350102199001011234")

    [record] = caplog.records
    assert record.getMessage().startswith("GET /healthz 200 ")


@pytest.mark.parametrize(
    "address", ["/search/?q=a%00b", "/proof/?code=%00", "/api/v1/entries?q=%00"]
)
def test_an_address_with_a_nul_character_is_refused_in_chinese(client, address):
    answer = client.get(address)

    assert answer.status_code == 400
    text = answer.json()["detail"] if "api" in address else answer.content.decode()
    assert "没有任何信息被保存" in text
