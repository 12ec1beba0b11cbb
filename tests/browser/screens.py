"""Take the pictures of the main pages for the guides (`make screens`): docs/screens/."""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from .starting import CHROMIUM, FLAGS, PASSWORD, platform

FOLDER = Path(__file__).parent.parent.parent / "docs" / "screens"
# name, who looks, width, address
SCREENS = [
    ("home", "", 1280, "/"),
    ("home-phone", "", 360, "/"),
    ("black", "", 1280, "/black/"),
    ("statistics", "", 1280, "/statistics/"),
    ("examples", "", 1280, "/examples/"),
    ("objection-phone", "", 360, "/disputes/objections/new/"),
    ("desk-clerk", "huanbao_clerk", 1280, "/admin/"),
    ("desk-office", "credit_office", 1280, "/admin/"),
    ("upload", "huanbao_clerk", 1280, "/admin/registry/batch/add/"),
    ("entries", "huanbao_reviewer", 1280, "/admin/registry/entry/"),
    ("check", "huanbao_clerk", 1280, "/admin/sanctions/check/ask/"),
    ("orders", "huanbao_clerk", 1280, "/admin/sanctions/order/"),
    ("deadlines", "credit_office", 1280, "/admin/registry/deadline/"),
    ("month", "credit_office", 1280, "/admin/reporting/monthlyreport/city/"),
    ("scorecard", "credit_office", 1280, "/admin/reporting/supervision/scorecard/"),
]
HEIGHT, COLOURS = 900, 128


def main():
    FOLDER.mkdir(exist_ok=True)
    with platform() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name, username, width, path in SCREENS:
            take(browser, base, FOLDER / f"{name}.png", username, width, path)
        browser.close()


def take(browser, base, file, username, width, path):
    size = {"width": width, "height": HEIGHT}
    context = browser.new_context(
        base_url=base, viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    page = context.new_page()
    if username:
        page.goto("/admin/login/")
        page.fill("#id_username", username)
        page.fill("#id_password", PASSWORD)
        page.click("#login-form [type=submit]")
    page.goto(path)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(COLOURS).save(file, optimize=True)
    context.close()


if __name__ == "__main__":
    main()
