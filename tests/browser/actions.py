"""What officials do in the admin, for the tests that need it done."""

import re
from datetime import UTC, datetime, timedelta

HEADINGS = [
    "企业名称", "统一社会信用代码", "处罚决定书文号", "违法事实", "认定日期",
    "告知书送达日期", "告知书送达凭证", "决定书送达日期", "决定书送达凭证",
]  # fmt: skip
FACTS = "超标排放污染物"


def list_of(*firms, days):
    """A list of `firms` (name, code, document), each decided on `days` days ago."""
    on = datetime.now(UTC).date() - timedelta(days=days)
    heard = on - timedelta(days=40)
    tail = [FACTS, f"{on}", f"{heard}", "直接送达", f"{on}", "送达回证"]
    rows = [HEADINGS, *([*firm, *tail] for firm in firms)]
    return "\n".join(",".join(row) for row in rows).encode("utf-8-sig")


def publish(visit, content):
    """Upload the list as a clerk and approve it as a reviewer; returns the text of the preview."""
    clerk = visit("huanbao_clerk", width=1440)
    clerk.goto("/admin/registry/batch/add/")
    options = clerk.locator("#id_standard option", has_text="行政处罚（一般）")
    clerk.select_option("#id_standard", options.first.get_attribute("value"))
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": content}
    clerk.set_input_files("input[type=file]", file)
    clerk.click("text=上传并检查")
    clerk.wait_for_selector("text=确认导入后", timeout=30_000)
    preview = clerk.inner_text("body")
    press(clerk, "确认导入")
    clerk.wait_for_selector("text=本批次的条目", timeout=30_000)
    batch = re.search(r"/batch/(\d+)/", clerk.url)[1]
    press(clerk, "整批提交审核")

    reviewer = visit("huanbao_reviewer", width=1440)
    reviewer.goto(f"/admin/registry/batch/{batch}/change/")
    press(reviewer, "整批审核通过")
    return preview


def press(page, label, **typed):
    """Press the button `label`; fill in `typed` by field where it leads to a form."""
    page.click(f".action-buttons >> text=/^{label}$/")
    page.wait_for_load_state()
    if "/do/" in page.url:
        for field, text in typed.items():
            page.fill(f"#id_{field}", text)
        page.click("#content-main form [type=submit] >> nth=0")
        page.wait_for_load_state()


def find(page, number):
    """Open what the search box of the admin finds for `number`."""
    page.goto("/admin/")
    page.fill("#anywhere", number)
    page.press("#anywhere", "Enter")
    page.click("#content-main .lines a >> nth=0")
