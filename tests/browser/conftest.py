"""Fixtures: the whole platform with demonstration data, and a real browser.

`make test-browser` runs these tests; they need Debian's Chromium. Every page is watched: an error
in the console, a refused script or style, or a request to another machine fails the test.
"""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from .starting import CHROMIUM, FLAGS, PASSWORD, platform


@pytest.fixture(scope="session")
def base():
    with platform() as address:
        yield address


@pytest.fixture(scope="session")
def browser():
    if not Path(CHROMIUM).exists():
        pytest.exit("no Chromium: apt install chromium, or set CHROMIUM", returncode=1)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


class Visit:
    """A browser of one person, and the faults found on its pages."""

    def __init__(self, browser, base, **options):
        self.base, self.faults = base, []
        self.context = browser.new_context(
            base_url=base, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        self.page = self.context.new_page()
        self.page.on("console", self.note_error)
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("request", self.note_foreign_request)

    def note_error(self, message):
        # The console reports every 4xx, also those on purpose, and the styles that axe adds.
        measured = getattr(self.page, "measured", False)
        harmless = "Failed to load resource", *(["Applying inline style"] * measured)
        if message.type == "error" and not any(map(message.text.count, harmless)):
            self.faults.append(f"{self.page.url}: {message.text}")

    def note_foreign_request(self, request):
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.faults.append(f"{self.page.url} asks {request.url}")

    def sign_in(self, username):
        self.page.goto("/admin/login/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("#login-form [type=submit]")
        return self.page


@pytest.fixture
def visit(browser, base):
    """A function that opens a browser: `visit(username, width=…)` signs in and returns the page."""
    visits = []

    def let_in(username="", *, width=1280, height=900, **options):
        size = {"width": width, "height": height}
        one = Visit(browser, base, viewport=size, **options)
        visits.append(one)
        return one.sign_in(username) if username else one.page

    yield let_in
    faults = [fault for one in visits for fault in one.faults]
    for one in visits:
        one.context.close()
    assert faults == []
