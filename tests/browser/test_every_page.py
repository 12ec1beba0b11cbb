"""Every page fits a phone, is accessible and has no English text."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from .pages import DESK, PUBLIC

ENGLISH = re.compile(r"[A-Z][a-z]+(?: [a-z]{2,}){2,}")
SEVERE = {"serious", "critical"}


def severe_faults(page):
    """What axe finds that keeps people from using the page."""
    page.measured = True
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {one['id']}: {node['target']}"
        for one in found
        if one["impact"] in SEVERE
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_fits_a_phone_and_is_accessible(visit, path):
    page = visit(width=360, height=740)

    page.goto(path)

    wide = page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= 360
    assert severe_faults(page) == []
    assert ENGLISH.findall(page.inner_text("body")) == []


def test_the_admin_is_accessible_and_chinese(visit):
    page = visit("credit_office", width=1440)
    faults, english = [], []
    for path in DESK:
        page.goto(path)
        faults += severe_faults(page)
        english += ENGLISH.findall(page.inner_text("body"))

    assert faults == []
    assert english == []


def test_the_public_site_works_without_scripts(visit):
    page = visit(java_script_enabled=False)
    page.goto("/")

    page.fill("main input[name=q]", "福州")
    page.press("main input[name=q]", "Enter")

    assert "演示" in page.inner_text("main")


def test_the_public_site_can_be_used_by_keyboard(visit):
    page = visit()
    page.goto("/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#content"
    page.keyboard.press("Tab")
    page.keyboard.type("福州")
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/**")
    assert "演示" in page.inner_text("main")


def test_pages_of_persons_are_neither_indexed_nor_cached(visit):
    page = visit()

    response = page.goto("/person/")

    assert "no-store" in response.headers["cache-control"]
    assert "noindex" in page.content()
