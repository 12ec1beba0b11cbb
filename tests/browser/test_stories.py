"""The main tasks of the platform, from beginning to end."""

import re
from datetime import UTC, datetime, timedelta

from tests.bench.data import code_of

from .actions import FACTS, find, list_of, press, publish
from .starting import PASSWORD

NAME = "福州浏览器一号有限公司"


def test_a_list_goes_from_the_clerks_file_to_the_public_page(visit):
    good = (NAME, code_of(88001), "榕环罚〔2026〕8801号")
    wrong = ("福州浏览器二号有限公司", "91350100MA00000000", "榕环罚〔2026〕8802号")
    assert "校验码不符" in publish(visit, list_of(good, wrong, days=30))

    citizen = visit(width=360)
    citizen.goto(f"/search/?q={NAME}")
    citizen.click(f"main >> text={NAME}")
    assert FACTS in citizen.inner_text("main")
    yesterday = datetime.now(UTC).date() - timedelta(days=2)
    citizen.goto(f"{citizen.url}?at={yesterday}")
    assert FACTS not in citizen.inner_text("main")


def test_an_accepted_objection_holds_the_entry_on_the_public_page(visit):
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
    find(office, number)
    press(office, "受理")

    citizen.goto(subject)
    assert held in citizen.inner_text("main")


def test_a_refused_form_keeps_what_was_typed(visit):
    citizen = visit(width=360)
    citizen.goto("/disputes/objections/new/")
    citizen.fill("#id_statement", "处罚决定已被撤销。")
    citizen.click("text=提交异议")

    assert citizen.input_value("#id_statement") == "处罚决定已被撤销。"
    assert "请填写条目编号" in citizen.inner_text("main")


def test_a_form_keeps_what_was_typed_when_its_official_was_signed_out(visit):
    clerk = visit("huanbao_clerk", width=1440)
    clerk.goto("/admin/disputes/complaint/add/")
    clerk.fill("#id_statement", "窗口拒不说明理由。")
    clerk.context.clear_cookies(name="sessionid")
    clerk.click("#content-main form [type=submit] >> nth=0")
    clerk.fill("#id_username", "huanbao_clerk")
    clerk.fill("#id_password", PASSWORD)
    clerk.click("#login-form [type=submit]")

    assert clerk.input_value("#id_statement") == "窗口拒不说明理由。"
    assert "已经放回表单" in clerk.inner_text("#content-main")
    clerk.reload()
    assert clerk.input_value("#id_statement") == ""


def test_the_summary_of_a_month_is_downloaded(visit):
    office = visit("credit_office", width=1440)
    office.goto("/admin/reporting/monthlyreport/city/")

    with office.expect_download() as download:
        office.click("#content-main >> text=Word")

    assert download.value.suggested_filename.endswith(".docx")
    assert "未报送" in office.inner_text("#content-main")


def test_a_returned_report_is_written_again_submitted_and_accepted(visit):
    office = visit("credit_office", width=1440)
    office.goto("/admin/reporting/monthlyreport/?q=jianwei&status__exact=submitted")
    office.click("#result_list tbody th a >> nth=0")
    press(office, "退回", reason="请补充下一步工作。")
    assert "已退回" in office.inner_text("#content-main")

    clerk, reviewer = (
        visit(f"jianwei_{who}", width=1440) for who in ("clerk", "reviewer")
    )
    clerk.goto(office.url)
    clerk.fill("textarea >> nth=0", "本月核查名单五十条，更正一条。")
    clerk.click("[name=_save]")
    reviewer.goto(office.url)
    assert "核查名单五十条" in reviewer.inner_text("#content-main")
    press(reviewer, "报送")
    assert "已报送" in reviewer.inner_text("#content-main")

    office.reload()
    press(office, "接收")
    assert "已接收" in office.inner_text("#content-main")
