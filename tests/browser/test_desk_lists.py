"""Lists in the admin: saved filters, and the way from one case to the next."""

from tests.bench.data import code_of

from .actions import list_of, press, publish

FIRMS = [
    (f"福州清单{n}号有限公司", code_of(88100 + n), f"榕环罚〔2026〕8810{n}号")
    for n in (1, 2, 3)
]


def test_a_reviewer_saves_a_filter_and_goes_from_case_to_case(visit):
    publish(visit, list_of(*FIRMS, days=40))
    reviewer = visit("huanbao_reviewer", width=1440)
    reviewer.goto("/admin/registry/entry/")
    reviewer.click("#changelist-filter >> text=生效中")
    reviewer.fill("#saved-name", "生效的")
    reviewer.press("#saved-name", "Enter")
    reviewer.wait_for_selector("text=已保存常用筛选“生效的”")

    reviewer.goto("/admin/registry/entry/")
    reviewer.click(".saved >> text=生效的")
    listed = reviewer.locator("#result_list tbody th a").all_inner_texts()
    reviewer.click("#result_list tbody th a >> nth=0")
    assert "第 1 件" in reviewer.inner_text(".place")
    reviewer.click("text=下一件")
    assert "第 2 件" in reviewer.inner_text(".place")
    assert listed[1] in reviewer.inner_text("h1")

    press(reviewer, "暂停", reason="核对送达回证。", reference="核〔2026〕1号")
    assert "本件已不在列表中" in reviewer.inner_text(".place")
    reviewer.click("text=继续办理列表中的第一件")
    assert listed[0] in reviewer.inner_text("h1")
    reviewer.click("text=返回列表")
    assert listed[1] not in reviewer.inner_text("#result_list")


def test_rows_are_chosen_by_keyboard_alone(visit):
    clerk = visit("huanbao_clerk", width=1440)
    clerk.goto("/admin/registry/entry/")
    boxes = clerk.locator("input.action-select")
    boxes.nth(0).focus()
    clerk.keyboard.press("Space")
    boxes.nth(3).focus()
    clerk.keyboard.press("Shift+Space")

    assert clerk.locator("input.action-select:checked").count() == 4
