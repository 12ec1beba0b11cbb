"""A company applies for repair by phone, and its entry leaves the public page."""

from tests.bench.data import code_of

from .actions import FACTS, find, list_of, press, publish

NAME, NUMBER = "福州浏览器三号有限公司", code_of(88003)
EARLY, TOO_EARLY = "福州浏览器四号有限公司", code_of(88004)
PROOF = {
    "name": "缴款凭证.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.7 receipt",
}


def look_up(citizen, name, number):
    citizen.goto("/repair/apply/")
    citizen.fill("#id_name", name)
    citizen.fill("#id_number", number)
    citizen.click("text=查找我的条目")


def follow(citizen, number, secret):
    citizen.goto("/status/")
    citizen.fill("#id_number", number)
    citizen.fill("#id_secret", secret)
    citizen.click("main [type=submit] >> nth=0")
    return citizen.inner_text("main")


def test_a_repaired_entry_leaves_the_public_page(visit):
    publish(visit, list_of((NAME, NUMBER, "榕环罚〔2026〕8803号"), days=120))

    citizen = visit(width=360)
    look_up(citizen, NAME, NUMBER)
    citizen.click("text=申请修复这一条")
    citizen.fill("#id_contact_name", "陈某")
    citizen.fill("#id_contact", "0591-00000000")
    citizen.fill("#id_statement", "罚款已缴清，设施已改造。")
    citizen.set_input_files("#id_materials", PROOF)
    citizen.check("#id_promised")
    citizen.click("text=提交申请")
    number, secret = citizen.locator("dd.code").all_inner_texts()

    clerk, reviewer = (
        visit(f"huanbao_{who}", width=1440) for who in ("clerk", "reviewer")
    )
    find(clerk, number)
    press(clerk, "受理")
    press(clerk, "填写核查意见", finding="缴款凭证属实，整改已经现场核实。")
    reviewer.goto(clerk.url)
    press(reviewer, "准予修复", grounds="已履行义务、纠正失信行为并作出信用承诺。")
    assert "准予修复" in reviewer.inner_text("#content-main")

    status = follow(citizen, number, secret)
    for words in ("准予修复", "终止公示", "停止共享和使用", "解除惩戒措施"):
        assert words in status
    citizen.goto(f"/subjects/{NUMBER}/")
    assert FACTS not in citizen.inner_text("body")


def test_who_applies_too_early_reads_from_which_day_it_is_possible(visit):
    publish(visit, list_of((EARLY, TOO_EARLY, "榕环罚〔2026〕8804号"), days=10))

    citizen = visit(width=360)
    look_up(citizen, EARLY, TOO_EARLY)

    assert "最短公示期至" in citizen.inner_text("main")
    assert not citizen.locator("text=申请修复这一条").count()
