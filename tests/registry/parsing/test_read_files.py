"""What departments really send: read, or refused with a sentence that helps."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from registry.parsing import cells
from registry.parsing.errors import Unreadable
from registry.parsing.tables import ListFile
from tests.registry import files
from tests.registry.files import CODE, workbook

TEMPLATES = Path(__file__).parents[2] / "data" / "templates"
HEAD = ["企业名称", "统一社会信用代码", "违法事实", "认定日期"]
ROW = ["福州某公司", CODE, "偷排", "2026-10-09"]


def read(content):
    """The rows of a list by field, what was skipped and what was noted."""
    listfile = ListFile(io.BytesIO(content))
    rows, skipped = [], []
    for table in listfile.tables():
        for block in table.blocks():
            for _, raw in block:
                position = table.head.position.items()
                rows.append({field: raw[column] for field, column in position})
        skipped += [(one.number, one.reason) for one in table.skipped]
    return rows, skipped, listfile.notes


def rows_of(content):
    return read(content)[0]


def names_of(content):
    return [row["name"] for row in rows_of(content)]


def refusal(content):
    with pytest.raises(Unreadable) as caught:
        read(content)
    return str(caught.value)


def text_of(*rows, encoding="utf-8", **how):
    text = io.StringIO()
    csv.writer(text, **how).writerows(rows)
    return text.getvalue().encode(encoding)


class TestHeadings:
    def test_may_stand_below_a_title_and_a_note(self):
        content = workbook(
            ["福州市黑名单报送表"], ["注意：请勿改动"], HEAD, ROW, merged=["A1:Z1", "A2:Z2"]
        )  # fmt: skip

        assert names_of(content) == ["福州某公司"]

    def test_may_begin_in_the_second_column_below_an_empty_row(self):
        content = workbook([], [None, *HEAD], [None, *ROW])

        assert rows_of(content)[0]["identifier"] == CODE

    def test_may_be_two_rows_one_over_the_other(self):
        content = workbook(
            ["企业名称", "代码", None, "认定", None],
            [None, "统一社会信用代码", "组织机构代码", "认定文号", "认定日期"],
            ["福州某公司", CODE, "", "1号", "2026-10-09"],
            merged=["A1:A2", "B1:C1", "D1:E1"],
        )

        [row] = rows_of(content)
        assert row["name"] == "福州某公司"
        assert row["decided_on"] == "2026-10-09"

    @pytest.mark.parametrize(
        "heading",
        [
            " 企业名称 ",
            "企业\n名称",
            "*企业名称",
            "企业名称（必填）",
            "企业名称（全称)",
            "１、企业名称",
            "【企业名称】",
            "企业　名称",
        ],
    )
    def test_may_be_written_in_many_ways(self, heading):
        assert names_of(workbook([heading, *HEAD[1:]], ROW)) == ["福州某公司"]

    def test_state_the_unit_of_an_amount(self):
        listfile = ListFile(
            io.BytesIO(workbook([*HEAD, "罚款金额（万元）"], [*ROW, 3]))
        )
        [table] = [t for t in listfile.tables() if [*t.blocks()]]

        [fine] = [h for h in table.head.headings if h.field == "fine"]
        assert fine.unit == 10_000

    def test_of_unknown_columns_are_named(self):
        _, _, notes = read(workbook([*HEAD, "承办科室"], [*ROW, "法规处"]))

        assert notes == ["工作表“名单”中这些列没有导入：承办科室。"]

    @pytest.mark.parametrize(
        ("head", "sentence"),
        [
            (["甲", "乙", "丙", "丁"], "没有认出表头。"),
            (["企业名称", "电话", "违法事实", "认定日期"], "表头里没有代码一列"),
            (["序号", *HEAD[1:]], "表头里没有名称一列"),
            (["企业名称", "企业名称", *HEAD[1:3]], "有两列都是“企业名称”"),
        ],
    )
    def test_without_which_nobody_is_known_are_asked_for(self, head, sentence):
        assert sentence in refusal(workbook(head, ROW))


class TestRows:
    def test_that_are_no_data_are_skipped_and_named(self):
        content = workbook(
            HEAD,
            ["测试企业", CODE, "例", "2016-01-01"],
            ["填写企业全称", "18位", "不超过500字符", "年月日"],
            ROW,
            HEAD,
            ["合计", None, "1家", None],
            ["填报人：张三", None, "审核人：李四", None],
        )

        rows, skipped, _ = read(content)

        assert len(rows) == 1
        assert skipped == [
            (2, "示例行"),
            (3, "填写说明"),
            (5, "重复的表头"),
            (6, "合计行"),
            (7, "表尾或说明"),
        ]

    def test_of_a_company_named_like_a_total_are_data(self):
        content = workbook(HEAD, ["福州合计软件有限公司", CODE, "偷排", "2026-10-09"])

        assert len(rows_of(content)) == 1

    def test_without_a_number_are_data_and_not_silently_left_out(self):
        assert len(rows_of(workbook(HEAD, ["福州某公司", "", "偷排", ""]))) == 1

    def test_over_which_a_cell_is_merged_each_have_its_value(self):
        content = workbook(
            HEAD, ROW, [None, None, "再次偷排", "2026-10-10"], merged=["A2:A3", "B2:B3"]
        )

        assert names_of(content) == ["福州某公司", "福州某公司"]

    def test_of_hidden_sheets_are_not_read_and_that_is_said(self):
        def hide(book):
            sheet = book.create_sheet("旧名单")
            sheet.append(HEAD)
            sheet.append(["旧公司", CODE, "偷排", "2020-01-01"])
            sheet.sheet_state = "hidden"

        rows, _, notes = read(workbook(HEAD, ROW, change=hide))

        assert len(rows) == 1
        assert notes == ["工作表“旧名单”是隐藏的，没有读取；需要导入请先取消隐藏。"]

    def test_of_several_sheets_are_all_read(self):
        def more(book):
            sheet = book.create_sheet("第二页")
            sheet.append(HEAD)
            sheet.append(["第二公司", CODE, "偷排", "2026-10-09"])
            book.create_sheet("Sheet3")

        assert names_of(workbook(HEAD, ROW, change=more)) == ["福州某公司", "第二公司"]

    def test_of_a_sheet_that_is_no_list_are_left_out_and_that_is_said(self):
        def more(book):
            book.create_sheet("说明").append(["本表由各单位填报", "请于月底前报送"])

        _, _, notes = read(workbook(HEAD, ROW, change=more))

        assert notes[0].startswith("工作表“说明”没有导入：没有认出表头。")

    def test_that_are_missing_are_said_to_be(self):
        assert "下面没有数据行" in refusal(workbook(HEAD))


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_is_read_in_any_encoding_that_offices_use(self, encoding):
        content = text_of(HEAD, ["买买提·吾买尔", *ROW[1:]], encoding=encoding)

        assert names_of(content) == ["买买提·吾买尔"]

    @pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
    def test_is_divided_by_whatever_divides_it(self, delimiter):
        assert names_of(text_of(HEAD, ROW, delimiter=delimiter)) == ["福州某公司"]

    def test_keeps_numbers_that_were_made_text_by_a_formula_sign(self):
        content = f'企业名称,统一社会信用代码\n福州某公司,="{CODE}"\n'.encode()

        assert rows_of(content)[0]["identifier"] == CODE

    def test_with_a_lost_quote_is_refused_with_its_line(self):
        content = '企业名称,统一社会信用代码\n"福州某公司,1\n乙公司,2\n'.encode()

        assert "行附近引号不配对" in refusal(content)

    def test_in_an_unknown_encoding_is_refused(self):
        content = "企业名称,统一社会信用代码\n".encode() + b"\xff\xfe\xff\xff,1\n"

        assert "文字编码无法识别" in refusal(content)


class TestCells:
    @pytest.mark.parametrize(
        "cell",
        [
            "2016-11-03",
            "2016/11/3",
            "2016.11.3",
            "2016年11月3日",
            "２０１６年１１月３日",
            "二〇一六年十一月三日",
            "20161103",
            "2016-11-03 08:30:00",
            42677,
            42677.0,
            20161103,
            (2016, 11, 3),
            (2016, 11, 3, 8, 30, 0),
        ],
    )
    def test_say_a_date_in_many_ways(self, cell):
        assert cells.date(cell).value == date(2016, 11, 3)

    def test_count_days_from_1904_where_the_workbook_does(self):
        assert cells.date(41215, mac_dates=True).value == date(2016, 11, 3)

    @pytest.mark.parametrize("cell", ["长期", "永久", "2099-12-31", "9999-09-09"])
    def test_say_that_there_is_no_end(self, cell):
        assert cells.date(cell).value == "permanent"

    @pytest.mark.parametrize(
        ("cell", "sentence"),
        [
            ("11/3/2016", "有歧义"),
            ("16-11-03", "有歧义"),
            ("2016-02-30", "不存在"),
            ("2016年11月", "缺少月或日"),
            ("去年", "无法识别"),
            (3.5, "无法识别"),
        ],
    )
    def test_that_say_no_certain_date_are_refused(self, cell, sentence):
        assert sentence in cells.date(cell).problem

    @pytest.mark.parametrize(
        "cell", [3.50102199003071e17, "3.50102E+17", "1.23E+17", 91350100000000001.0]
    )
    def test_in_which_a_number_was_destroyed_are_not_repaired(self, cell):
        assert "末几位已丢失，无法恢复" in cells.identifier(cell).problem

    @pytest.mark.parametrize("cell", [350100000012345.0, "'350100000012345"])
    def test_in_which_a_number_is_whole_are_taken(self, cell):
        assert cells.identifier(cell) == ("350100000012345", "", "")

    def test_in_which_a_number_became_a_date_are_refused(self):
        assert "被 Excel 当作日期" in cells.identifier((2016, 3, 1)).problem

    @pytest.mark.parametrize("cell", ["/", "无", "-", "--", "暂无", "　", "／"])
    def test_that_say_nothing_are_empty(self, cell):
        assert cells.plain(cell) == ""

    @pytest.mark.parametrize(
        ("cell", "unit", "value"),
        [
            ("5万元", 1, 50_000),
            (5.0, 10_000, 50_000),
            ("￥1,234.50", 1, 1234.5),
            ("人民币伍万元", 1, None),
            ("-3", 1, None),
        ],
    )
    def test_say_an_amount(self, cell, unit, value):
        assert cells.amount(cell, unit).value == value

    def test_keep_no_invisible_characters(self):
        assert cells.text("\ufeff福州\u200b某公司\xa0") == "福州某公司"

    def test_of_dates_in_a_workbook_come_as_dates(self):
        content = workbook(HEAD, [*ROW[:3], datetime(2026, 10, 9)])  # noqa: DTZ001

        assert rows_of(content)[0]["decided_on"] == (2026, 10, 9)

    def test_with_a_formula_that_has_no_result_are_a_problem(self):
        content = workbook(HEAD, [*ROW[:3], "=TODAY()"])
        listfile = ListFile(io.BytesIO(content))
        [table] = [t for t in listfile.tables() if [*t.blocks()]]

        assert "公式无缓存值" in table.sheet.problems[2, 3]

    def test_with_an_error_for_a_value_are_a_problem(self):
        content = files.in_sheet(
            workbook(HEAD, [*ROW[:3], 5]),
            b'<c r="D2" t="n"><v>5</v>',
            b'<c r="D2" t="e"><v>#REF!</v>',
        )
        listfile = ListFile(io.BytesIO(content))
        [table] = [t for t in listfile.tables() if [*t.blocks()]]

        assert "单元格是错误值" in table.sheet.problems[2, 3]


class TestOldFormats:
    def test_excel_2003_xml_is_read(self):
        content = files.spreadsheetml(HEAD, [*ROW[:3], 46304])

        [row] = rows_of(content)
        assert (row["name"], row["decided_on"]) == ("福州某公司", 46304.0)

    def test_its_hidden_sheets_are_not(self):
        content = files.spreadsheetml(HEAD, ROW, hidden=True)

        assert "是隐藏的" in refusal(content)

    def test_it_may_declare_no_entities(self):
        content = files.spreadsheetml(HEAD, ROW).replace(
            b"<Workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><Workbook', 1
        )

        assert "不允许的 XML 声明" in refusal(content)


class TestTemplates:
    """The forms of a real system, as they were handed out."""

    def content(self, name):
        return (TEMPLATES / name).read_bytes()

    def filled(self, name, **cells):
        book = openpyxl.load_workbook(io.BytesIO(self.content(name)))
        for reference, value in cells.items():
            book.active[reference] = value
        file = io.BytesIO()
        book.save(file)
        return file.getvalue()

    @pytest.mark.parametrize(
        ("name", "skipped"),
        [
            ("favorable.xlsx", "标题或说明、示例行"),
            ("creditproveent.xlsx", "标题或说明、示例行"),
            ("pubotherpunish.xls", "标题或说明"),
            ("specialrecinfo.xls", "标题或说明"),
        ],
    )
    def test_empty_ones_are_recognised_and_said_to_be_empty(self, name, skipped):
        sentence = refusal(self.content(name))

        assert "认出了表头（第 2 行），但下面没有数据行" in sentence
        assert f"（跳过的行：{skipped}）" in sentence

    def test_a_filled_one_is_read(self):
        given = {"A4": CODE, "B4": "福州守信有限公司", "K4": "2026年10月9日"}

        [row] = rows_of(self.filled("favorable.xlsx", **given))

        assert (row["identifier"], row["name"]) == (CODE, "福州守信有限公司")
        assert row["decided_on"] == "2026年10月9日"

    def test_an_old_workbook_with_a_wrong_sheet_name_is_read(self):
        [row] = rows_of(self.content("xzcf.xls"))

        assert row["name"] == "大中华国际集团酒店管理有限公司"
        assert row["decided_on"] == (2016, 4, 13)
        assert row["penalty_kind"] == "北京食药监局"  # swapped in the sample, kept so


GOOD = workbook(HEAD, ROW)
ENCRYPTED = files.container("Root Entry", "EncryptionInfo", "EncryptedPackage")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "文件是空的（0 字节）"),
        (b"   \n  ", "文件里没有任何内容"),
        (GOOD[: len(GOOD) // 2], "文件不完整或已损坏，可能没有传完。"),
        (GOOD[:3], "文件不完整或已损坏，可能没有传完。"),
        (GOOD[:-30], "文件不完整或已损坏，可能没有传完。"),
        (ENCRYPTED, "文件已加密，请取消密码后另存为 .xlsx 再上传。"),
        (files.container("Root Entry", "Workbook", "_VBA_PROJECT"), "文件含有宏（VBA）"),
        (files.zipped({"xl/workbook.xml": "", "xl/vbaProject.bin": ""}), "文件含有宏（VBA）"),
        (files.container("Root Entry", "WordDocument"), "这是 Word 文件"),
        (files.container("Root Entry", "Workbook"), "文件不完整或已损坏"),
        (files.zipped({"word/document.xml": ""}), "这是 Word 文件"),
        (files.zipped({"ppt/presentation.xml": ""}), "这是演示文稿"),
        (files.zipped({"xl/workbook.bin": ""}), "这是 .xlsb"),
        (files.zipped({"content.xml": ""}), "这是 OpenDocument 文件"),
        (files.zipped({"名单.xlsx": GOOD}), "这是压缩包或其他文件"),
        (files.zipped({f"{n}": "" for n in range(1001)}), "文件内部的组成部分过多"),
        (b"%PDF-1.7\n", "这是 PDF 文件"),
        (b"Rar!\x1a\x07", "这是压缩包"),
        (b"\x1f\x8b\x08", "这是压缩包"),
        (b"<html><table><tr><td>x</td></tr></table></html>", "这是网页文件"),
        (b"<?xml version='1.0'?><list/>", "不是能识别的表格文件"),
        (b"\x00\x01\x02\x03" * 99, "不是能识别的表格文件"),
        (b"x" * (50 * 1024**2 + 1), "文件超过 50 MB"),
        (files.bomb(), "文件解压后超过 300 MB"),
        (files.far_out("XFD2"), "超出 52 列（AZ 列）的上限"),
        (files.far_out("A1048576"), "超出 200000 行的上限"),
        (text_of(["x"] * 60, ["y"] * 60), "超过 52 列"),
        (files.in_sheet(GOOD, b"<worksheet", b"<!DOCTYPE x><worksheet"), "不允许的 XML 声明"),
        (files.halved(GOOD), "文件不完整或已损坏"),
    ],
    ids=lambda value: value[:12] if isinstance(value, str) else "",
)  # fmt: skip
def test_a_bad_file_is_refused_with_a_sentence_that_helps(content, sentence):
    assert sentence in refusal(content)


def test_a_wrong_extension_is_no_obstacle():
    """Only the content is looked at; nobody is asked to rename a file that can be read."""
    assert names_of(GOOD) == names_of(text_of(HEAD, ROW)) == ["福州某公司"]


def test_a_reader_that_is_killed_takes_nothing_with_it(monkeypatch):
    monkeypatch.setattr("registry.parsing.workbook.ROOT", "/")  # no such module there

    assert "文件无法读取" in refusal(GOOD)
