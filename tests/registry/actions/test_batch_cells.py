"""What the cells of a row of a list say, and what is wrong with them."""

from datetime import date, timedelta

from django.utils import timezone

from registry.actions import batches
from registry.importing.people import opened
from registry.models import ListKind
from registry.terms import months_later
from tests import factories
from tests.registry import files
from tests.registry.lists import HEADINGS, Lists, csv_of, row, xlsx_of

IN_YUAN = "请核对是否误填为元"


class Cells(Lists):
    def read(self, *cells, headings=HEADINGS, **given):
        """The batch of one row, staged."""
        return self.stage(csv_of(cells, headings=headings), **given)

    def stage(self, content, **given):
        batch = self.receive(content, **given)
        batches.stage(batch)
        batch.refresh_from_db()
        return batch

    def with_columns(self, **columns):
        """The batch of a good row with more columns, by their headings."""
        return self.read(
            *row(1), *columns.values(), headings=[*HEADINGS, *columns.keys()]
        )

    def with_column(self, heading, cell):
        return self.with_columns(**{heading: cell})

    def only_row(self, batch):
        """The fate of the batch's one row, and its sentences."""
        return batch.rows.get().fate, " ".join(self.reasons(batch))


class AskedUntilTests(Cells):
    """Until when the document itself says that the entry has effect."""

    def asked_until(self, cell):
        return self.with_column("有效期", cell).staged.get().asked_until

    def decided_on(self):
        return timezone.localdate() - timedelta(days=30)

    def test_a_number_of_years_runs_from_the_decision(self):
        self.assertEqual(self.asked_until("3年"), months_later(self.decided_on(), 36))

    def test_a_number_of_months_runs_from_the_decision(self):
        expected = months_later(self.decided_on(), 6)

        self.assertEqual(self.asked_until("6个月"), expected)

    def test_a_number_of_months_may_be_written_short(self):
        self.assertEqual(self.asked_until("18 月"), months_later(self.decided_on(), 18))

    def test_a_date_is_taken_as_it_stands(self):
        self.assertEqual(self.asked_until("2098-05-01"), date(2098, 5, 1))

    def test_for_ever_is_no_end(self):
        self.assertIsNone(self.asked_until("长期"))

    def test_an_empty_cell_is_no_end(self):
        self.assertIsNone(self.asked_until(""))

    def test_what_is_no_date_is_refused_with_the_name_of_its_column(self):
        fate, reasons = self.only_row(self.with_column("有效期", "很久"))

        self.assertEqual(fate, "rejected")
        self.assertIn("有效期至：", reasons)

    def test_an_end_before_the_decision_is_refused(self):
        before = self.decided_on() - timedelta(days=1)

        fate, reasons = self.only_row(self.with_column("有效期", f"{before}"))

        self.assertEqual(fate, "rejected")
        self.assertIn("早于认定日期", reasons)

    def test_is_not_computed_without_a_date_of_decision(self):
        batch = self.read(*row(1, 认定日期=""), "3年", headings=[*HEADINGS, "有效期"])

        self.assertEqual(self.only_row(batch), ("rejected", "没有填写认定日期。"))


class AmountTests(Cells):
    def test_an_amount_in_ten_thousands_is_kept_in_yuan(self):
        batch = self.with_column("罚款金额（万元）", "5.5")

        self.assertEqual(batch.staged.get().details, {"罚款金额（元）": "55000"})
        self.assertEqual(batch.counts, {"new": 1})

    def test_an_amount_in_yuan_is_kept_as_it_is_however_large(self):
        batch = self.with_column("罚款金额", "200000000")

        details = {"罚款金额（元）": "200000000"}
        self.assertEqual(batch.staged.get().details, details)
        self.assertEqual(batch.counts, {"new": 1})

    def test_what_was_confiscated_is_kept_as_well(self):
        batch = self.with_columns(罚款金额="100", 没收金额="20")

        self.assertEqual(
            batch.staged.get().details,
            {"罚款金额（元）": "100", "没收金额（元）": "20"},
        )

    def test_an_amount_of_a_hundred_million_in_ten_thousands_is_to_be_looked_at(self):
        fate, reasons = self.only_row(self.with_column("罚款金额（万元）", "10000"))

        self.assertEqual(fate, "warned")
        self.assertIn(IN_YUAN, reasons)

    def test_less_than_that_is_not(self):
        batch = self.with_column("罚款金额（万元）", "9999")

        self.assertEqual(self.only_row(batch), ("new", ""))

    def test_what_is_no_number_is_refused(self):
        fate, reasons = self.only_row(self.with_column("罚款金额", "伍万"))

        self.assertEqual(fate, "rejected")
        self.assertIn("不是数字", reasons)

    def test_a_currency_sign_alone_says_nothing(self):
        batch = self.with_column("罚款金额", "¥")

        self.assertEqual(batch.staged.get().details, {})
        self.assertEqual(self.only_row(batch), ("new", ""))


class RegionTests(Cells):
    def test_is_found_by_its_code_and_by_its_name(self):
        region = factories.make_region("350102", "鼓楼区")

        for number, words in enumerate(("350102", "鼓楼区"), start=1):
            cells = [*row(number), words]
            batch = self.read(*cells, headings=[*HEADINGS, "行政区划"])
            self.assertEqual(batch.staged.get().region, region)
            self.assertEqual(batch.counts, {"new": 1})

    def test_one_that_is_unknown_is_left_out_and_said(self):
        batch = self.with_column("行政区划", "平潭岛外某区")

        fate, reasons = self.only_row(batch)
        self.assertEqual(fate, "warned")
        self.assertIn("区划“平潭岛外某区”不在区划表中，没有采用。", reasons)
        self.assertIsNone(batch.staged.get().region)


class DocumentTests(Cells):
    """The number of the document, in workbooks that keep numbers as numbers."""

    def in_workbook(self, number):
        cells = row(1)
        cells[2] = number
        return self.stage(xlsx_of(HEADINGS, cells), filename="名单.xlsx")

    def test_a_whole_number_is_a_document_number(self):
        batch = self.in_workbook(20260001)

        self.assertEqual(batch.staged.get().document_number, "20260001")

    def test_a_number_whose_last_digits_are_lost_is_refused(self):
        fate, reasons = self.only_row(self.in_workbook(20260000000000001))

        self.assertEqual(fate, "rejected")
        self.assertIn("认定文号被 Excel 当作数字，末几位已丢失", reasons)

    def test_is_missed_where_the_column_is_missing(self):
        heads = [heading for heading in HEADINGS if heading != "处罚决定书文号"]
        cells = [cell for cell in row(1) if cell != row(1)[2]]

        fate, reasons = self.only_row(self.read(*cells, headings=heads))

        self.assertEqual((fate, reasons), ("warned", "没有认定文号，请在审核前补充。"))

    def test_is_not_missed_in_a_list_of_praise(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        cells = [*row(1)[:2], "2026-10-09"]

        batch = self.read(*cells, headings=["企业名称", "统一社会信用代码", "认定日期"], standard=red)  # fmt: skip

        self.assertEqual(self.only_row(batch), ("new", ""))


class LostCellTests(Cells):
    def test_a_cell_with_an_error_is_refused_with_its_name(self):
        def break_it(book):
            book.active["D2"] = "#REF!"
            book.active["D2"].data_type = "e"

        content = files.workbook(HEADINGS, row(1), change=break_it)

        fate, reasons = self.only_row(self.stage(content, filename="名单.xlsx"))

        self.assertEqual(fate, "rejected")
        self.assertIn(
            "“列入事由”单元格是错误值（如 #REF!、#DIV/0!），请改正。", reasons
        )

    def test_an_error_in_a_column_that_is_not_used_does_no_harm(self):
        def break_it(book):
            book.active["J2"] = "#REF!"
            book.active["J2"].data_type = "e"

        content = files.workbook([*HEADINGS, "经办"], row(1), change=break_it)

        batch = self.stage(content, filename="名单.xlsx")

        self.assertEqual(self.only_row(batch), ("new", ""))


class FactsTests(Cells):
    def test_a_penalty_stands_for_the_facts(self):
        heads = ["处罚内容" if one == "违法事实" else one for one in HEADINGS]

        batch = self.read(*row(1, 违法事实="罚款五万元"), headings=heads)

        self.assertEqual(batch.staged.get().facts, "罚款五万元")

    def test_an_adverse_list_without_any_such_column_is_unusable(self):
        heads = ["某栏" if one == "违法事实" else one for one in HEADINGS]

        batch = self.read(*row(1), headings=heads)

        self.assertIn("表头里没有事由一列", batch.problem)

    def test_particulars_are_kept_by_their_names_and_empty_ones_are_not(self):
        batch = self.with_columns(处罚依据="第十条", 处罚类别="")

        self.assertEqual(batch.staged.get().details, {"依据": "第十条"})

    def test_praise_says_its_category_or_at_last_the_name_of_the_standard(self):
        red = factories.make_standard(self.department, list_kind=ListKind.RED)
        heads = ["企业名称", "统一社会信用代码", "认定日期", "荣誉名称", "信息类别"]

        for honour, category, facts in [
            ("诚信典型", "表彰", "诚信典型"),
            ("", "表彰", "表彰"),
            ("", "", red.name),
        ]:
            with self.subTest(facts):
                cells = [*row(1)[:2], "2026-10-09", honour, category]
                batch = self.read(*cells, headings=heads, standard=red)
                self.assertEqual(batch.staged.get().facts, facts)

    def test_a_text_as_long_as_its_column_is_taken(self):
        batch = self.read(*row(1, 处罚决定书文号="号" * 100))

        self.assertEqual(batch.counts, {"new": 1})

    def test_each_text_too_long_is_named(self):
        batch = self.read(*row(1, 告知书送达凭证="证" * 201))

        fate, reasons = self.only_row(batch)
        self.assertEqual(fate, "rejected")
        self.assertIn("告知书送达凭证超过 200 个字", reasons)

    def test_what_the_subject_said_is_kept_with_the_answer(self):
        batch = self.with_columns(陈述申辩意见="已整改", 复核意见="不予采纳")

        staged = batch.staged.get()
        self.assertEqual(staged.statement, "已整改")
        self.assertEqual(staged.statement_answer, "不予采纳")

    def test_dates_of_the_hearing_and_of_the_act_are_kept(self):
        acted = self.on(60)

        staged = self.with_column("行为发生日期", f"{acted}").staged.get()

        self.assertEqual(staged.occurred_on, acted)
        self.assertEqual(staged.decided_on, self.on(30))
        self.assertEqual(staged.notice_served_on, self.on(70))
        self.assertEqual(staged.decision_served_on, self.on(30))
        self.assertEqual(staged.decision_proof, "送达回证")

    def test_a_date_that_cannot_be_read_is_refused(self):
        fate, reasons = self.only_row(self.with_column("行为发生日期", "去年"))

        self.assertEqual(fate, "rejected")
        self.assertIn("发生日期：", reasons)

    def on(self, days):
        return timezone.localdate() - timedelta(days=days)


class RuleTests(Cells):
    def test_the_first_day_of_the_republic_is_not_too_early(self):
        _, reasons = self.only_row(self.read(*row(1, 认定日期="1949-10-01")))

        self.assertNotIn("早于 1949-10-01", reasons)

    def test_an_act_after_its_decision_is_refused(self):
        fate, reasons = self.only_row(
            self.with_column("行为发生日期", f"{timezone.localdate()}")
        )

        self.assertEqual(fate, "rejected")
        self.assertIn("晚于认定日期", reasons)

    def test_who_was_fourteen_at_the_act_is_listed_among_bad_records(self):
        decided = timezone.localdate() - timedelta(days=30)
        born = decided.replace(year=decided.year - 14)
        bad = factories.make_standard(self.department, list_kind=ListKind.BAD)
        cells = row(1, 企业名称="林大明", 统一社会信用代码=factories.number_of(1, born))

        self.assertEqual(self.read(*cells, standard=bad).counts, {"new": 1})


class PersonalNumberTests(Cells):
    def test_in_a_particular_is_refused_and_hidden(self):
        number = factories.number_of(1)

        batch = self.with_column("处罚内容", f"对林某（{number}）罚款")

        fate, reasons = self.only_row(batch)
        self.assertEqual(fate, "rejected")
        self.assertIn("文字中含有身份证号码", reasons)
        self.assertNotIn(number, str(batch.rows.get().cells))

    def test_in_a_column_that_is_not_used_is_hidden_alone(self):
        number = factories.number_of(1)

        batch = self.with_column("经办栏", f"承办：{number}")

        self.assertEqual(self.only_row(batch), ("new", ""))
        cell = batch.rows.get().cells[-1]
        self.assertNotIn(number, str(batch.rows.get().cells))
        self.assertEqual(opened(cell), f"承办：{number}")

    def test_eighteen_digits_of_an_organisations_own_code_stay_readable(self):
        batch = self.read(*row(1))

        self.assertEqual(batch.rows.get().cells[1], row(1)[1])


class ResponsibleTests(Cells):
    HEADS = (
        "法定代表人", "法定代表人身份证号", "法定代表人告知日期", "法定代表人告知送达凭证",
    )  # fmt: skip

    def with_person(self, name, number, served="2026-08-01", proof="直接送达"):
        cells = [*row(1), name, number, served, proof]
        return self.read(*cells, headings=[*HEADINGS, *self.HEADS])

    def test_a_number_that_fails_its_checks_spoils_the_row(self):
        fate, reasons = self.only_row(self.with_person("王小二", "350102199003070000"))

        self.assertEqual(fate, "rejected")
        self.assertIn("法定代表人：", reasons)

    def test_several_names_in_the_cell_of_one_person_are_refused(self):
        batch = self.with_person("王小二、林大明", factories.number_of(5))

        fate, reasons = self.only_row(batch)
        self.assertEqual(fate, "rejected")
        self.assertIn("一格里写了几个人名", reasons)

    def test_a_person_without_number_is_not_taken(self):
        batch = self.with_person("王小二", "")

        self.assertEqual(batch.counts, {"new": 1})
        self.assertFalse(batch.staged_persons.exists())

    def test_a_notice_whose_date_cannot_be_read_is_refused(self):
        batch = self.with_person("王小二", factories.number_of(5), served="上周")

        fate, reasons = self.only_row(batch)
        self.assertEqual(fate, "rejected")
        self.assertIn("法定代表人告知书送达日期：", reasons)

    def test_a_notice_without_date_is_none(self):
        batch = self.with_person("王小二", factories.number_of(5), served="", proof="")

        person = batch.staged_persons.get()
        self.assertIsNone(person.notice_served_on)
        self.assertEqual(person.notice_proof, "")

    def test_a_proof_of_the_notice_is_cut_to_its_column(self):
        batch = self.with_person("王小二", factories.number_of(5), proof="证" * 300)

        self.assertEqual(batch.staged_persons.get().notice_proof, "证" * 200)
