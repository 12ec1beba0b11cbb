"""What people come for, from end to end."""

import re
from datetime import UTC, datetime, timedelta

from tests.bench.data import code_of

SUBJECT = 88001
NAME = "福州浏览器一号有限公司"
HEADINGS = [
    "企业名称", "统一社会信用代码", "处罚决定书文号", "违法事实", "认定日期",
    "告知书送达日期", "告知书送达凭证", "决定书送达日期", "决定书送达凭证",
]  # fmt: skip


def the_list():
    """A list with one good row and one whose code is wrong."""
    on = datetime.now(UTC).date() - timedelta(days=30)
    heard = on - timedelta(days=40)
    tail = ["超标排放污染物", f"{on}", f"{heard}", "直接送达", f"{on}", "送达回证"]
    good = [NAME, code_of(SUBJECT), "榕环罚〔2026〕8801号", *tail]
    wrong = [
        "福州浏览器二号有限公司",
        "91350100MA00000000",
        "榕环罚〔2026〕8802号",
        *tail,
    ]
    return "\n".join(",".join(row) for row in (HEADINGS, good, wrong)).encode(
        "utf-8-sig"
    )


def test_a_list_goes_from_the_clerks_file_to_the_public_page(visit):
    clerk = visit("huanbao_clerk", width=1440)
    clerk.goto("/admin/registry/batch/add/")
    options = clerk.locator("#id_standard option", has_text="行政处罚（一般）")
    clerk.select_option("#id_standard", options.first.get_attribute("value"))
    file = {"name": "名单.csv", "mimeType": "text/csv", "buffer": the_list()}
    clerk.set_input_files("input[type=file]", file)
    clerk.click("text=上传并检查")
    clerk.wait_for_selector("text=确认导入后", timeout=30_000)
    assert "校验码不符" in clerk.inner_text("body")
    press(clerk, "确认导入")
    clerk.wait_for_selector("text=本批次的条目", timeout=30_000)
    batch = re.search(r"/batch/(\d+)/", clerk.url)[1]
    press(clerk, "整批提交审核")

    reviewer = visit("huanbao_reviewer", width=1440)
    reviewer.goto(f"/admin/registry/batch/{batch}/change/")
    press(reviewer, "整批审核通过")

    citizen = visit(width=360)
    citizen.goto(f"/search/?q={NAME}")
    citizen.click(f"main >> text={NAME}")
    assert "超标排放污染物" in citizen.inner_text("main")
    yesterday = datetime.now(UTC).date() - timedelta(days=2)
    citizen.goto(f"{citizen.url}?at={yesterday}")
    assert "超标排放污染物" not in citizen.inner_text("main")


def press(page, label):
    """Press the button `label`, and go on where its page asks for more."""
    page.click(f".deeds >> text=/^{label}$/")
    page.wait_for_load_state()
    if "/do/" in page.url:
        page.click("#content-main form [type=submit] >> nth=0")
        page.wait_for_load_state()


def test_an_objection_lets_the_entry_rest_everywhere_at_once(visit):
    citizen = visit(width=360)
    citizen.goto("/black/")
    held = "存在异议"
    links = citizen.locator("main .rows > li", has_not_text=held).locator("a")
    citizen.goto(links.first.get_attribute("href"))
    subject, text = citizen.url, citizen.inner_text("main")
    code = re.search(r"9[0-9A-Z]{17}", text)[0]
    name = citizen.inner_text("h1").splitlines()[0].strip()
    entry = re.search(r"条目编?号?\s*(\d+)", text)[1]

    citizen.goto("/disputes/objections/new/")
    citizen.fill("#id_entry", entry)
    citizen.fill("#id_statement", "从未发生该行为。")
    citizen.select_option("#id_applicant_kind", "organisation")
    citizen.fill("#id_applicant_name", name)
    citizen.fill("#id_number", code)
    citizen.fill("#id_phone", "0591-00000000")
    citizen.click("text=提交异议")
    number = citizen.inner_text("dd.code >> nth=0")

    office = visit("credit_office", width=1440)
    office.goto("/admin/")
    office.fill("#anywhere", number)
    office.press("#anywhere", "Enter")
    office.click("#content-main .lines a >> nth=0")
    press(office, "受理")

    citizen.goto(subject)
    assert held in citizen.inner_text("main")


def test_what_is_typed_into_a_form_is_not_lost(visit):
    citizen = visit(width=360)
    citizen.goto("/disputes/objections/new/")
    citizen.fill("#id_statement", "处罚决定已被撤销。")
    citizen.click("text=提交异议")

    assert citizen.input_value("#id_statement") == "处罚决定已被撤销。"
    assert "请填写条目编号" in citizen.inner_text("main")


def test_a_month_is_reported_and_exported(visit):
    office = visit("credit_office", width=1440)
    office.goto("/admin/reporting/monthlyreport/city/")

    with office.expect_download() as download:
        office.click("#content-main >> text=Word")

    assert download.value.suggested_filename.endswith(".docx")
    assert "未报送" in office.inner_text("#content-main")
