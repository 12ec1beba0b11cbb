"""The API describes itself, without a foreign server and under the browser policy."""

import re
from io import StringIO
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.core.management import call_command
from rest_framework.throttling import SimpleRateThrottle

STARTS = re.compile(r"<(?:script|link|img)[^>]+(?:src|href)=[\"']([^\"']+)")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|style=")

pytestmark = pytest.mark.django_db


def test_the_schema_is_valid_and_without_warnings():
    out = StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)

    text = out.getvalue()
    assert "/api/v1/entries/{id}/:" in text
    assert "delete:" not in text


def test_the_docs_page_needs_nobody_else(client):
    page = client.get("/api/docs/")
    html = page.content.decode()

    assert page.status_code == 200
    assert "福州市公共信用信息平台接口" in html
    assert not INLINE.search(html)
    sources = STARTS.findall(html)
    assert len(sources) >= 3
    assert all(source.startswith("/") for source in sources)


def test_the_docs_page_starts_by_a_script_of_its_own(client):
    html = client.get("/api/docs/").content.decode()
    [start] = [source for source in STARTS.findall(html) if "script" in source]

    script = client.get(start)

    assert script["Content-Type"].startswith("application/javascript")
    assert "/api/schema/" in script.content.decode()


@patch.dict(SimpleRateThrottle.THROTTLE_RATES, {"anon": "1/min"})
def test_a_forged_address_does_not_escape_the_throttle(client):
    cache.clear()

    answers = [
        client.get("/api/docs/", headers={"X-Forwarded-For": f"10.0.0.{n}"}).status_code
        for n in range(2)
    ]

    assert answers == [200, 429]
