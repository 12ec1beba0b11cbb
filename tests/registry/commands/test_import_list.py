import json
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.core.management import call_command
from django.utils import timezone

from registry.models import Batch, Entry, Subject, TrailEntry
from tests import factories
from tests.registry.files import workbook
from tests.registry.lists import HEADINGS, Lists, csv_of, row


class ImportListTests(Lists):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.standard = factories.make_standard(cls.department, code="paifang")

    def setUp(self):
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "名单.csv"

    def run_with(self, *options, content=None, **given):
        """The exit status, what was printed and what was complained of."""
        if content is not None:
            self.path.write_bytes(content)
        named = {"department": "huanbao", "standard": "paifang", "by": "chen", **given}
        args = [f"--{name}={value}" for name, value in named.items()]
        out, err = StringIO(), StringIO()
        try:
            call_command(
                "import_list", str(self.path), *args, *options, stdout=out, stderr=err
            )
        except SystemExit as end:
            return end.code, out.getvalue(), err.getvalue()
        return 0, out.getvalue(), err.getvalue()

    def drafts(self):
        return Entry.objects.filter(standard=self.standard)

    def found(self, *options, **given):
        status, out, _ = self.run_with("--json", *options, **given)
        return status, json.loads(out)

    def test_drafts_every_row_of_a_good_list(self):
        status, found = self.found(content=csv_of(row(1), row(2)))

        self.assertEqual(status, 0)
        self.assertEqual((found["rows"], found["new"]), (2, 2))
        self.assertEqual(found["errors"], [])
        self.assertEqual(
            list(self.drafts().values_list("status", flat=True)), ["draft", "draft"]
        )

    def test_drafts_the_others_where_a_row_is_refused_and_says_so(self):
        bad = row(2, 统一社会信用代码="91350100000000001A")

        status, found = self.found(content=csv_of(row(1), bad))

        self.assertEqual(status, 1)
        self.assertEqual(self.drafts().count(), 1)
        [error] = found["errors"]
        self.assertEqual(
            (error["sheet"], error["row"], error["column"]),
            ("", 3, "统一社会信用代码"),
        )
        self.assertIn("校验码不符", error["reason"])

    def test_counts_the_rows_of_every_fate(self):
        self.found(content=csv_of(row(1), row(2)))

        _, found = self.found(
            content=csv_of(
                row(1),
                row(2, 违法事实="另一事实"),
                row(3),
                row(3),
                row(4, 处罚决定书文号=""),
                row(5, 认定日期=""),
            )
        )

        counted = {
            fate: found[fate]
            for fate in ["rows", "new", "unchanged", "changed", "duplicate", "warned", "rejected"]
        }  # fmt: skip
        self.assertEqual(
            counted,
            {"rows": 6, "new": 1, "unchanged": 1, "changed": 1, "duplicate": 1, "warned": 1, "rejected": 1},
        )  # fmt: skip

    def test_the_same_file_twice_changes_nothing(self):
        self.found(content=csv_of(row(1)))
        lines = TrailEntry.objects.count()

        status, found = self.found()

        self.assertEqual((status, found["unchanged"], found["new"]), (0, 1, 0))
        self.assertIn("同一文件已于", found["notes"][-1])
        self.assertEqual(Batch.objects.count(), 1)
        self.assertEqual(TrailEntry.objects.count(), lines)

    def test_a_rehearsal_leaves_nothing_behind(self):
        models = (Batch, Entry, Subject)
        before = [model.objects.count() for model in models]

        status, found = self.found("--dry-run", content=csv_of(row(1), row(2)))

        self.assertEqual((status, found["new"], found["dry_run"]), (0, 2, True))
        self.assertEqual([model.objects.count() for model in models], before)

    def test_a_rehearsal_says_what_the_import_would_say(self):
        content = csv_of(
            row(1), row(2, 认定日期="2026.13.1"), row(3, 处罚决定书文号="")
        )

        rehearsed = self.found("--dry-run", content=content)
        done = self.found(content=content)

        differing = {"batch": None, "dry_run": True}
        self.assertEqual(rehearsed[0], done[0])
        self.assertEqual(rehearsed[1], {**done[1], **differing})

    def test_a_workbook_is_named_with_its_sheet(self):
        content = workbook(HEADINGS, row(1, 认定日期="2026.13.1"), name="十月")

        _, found = self.found(content=content)

        self.assertEqual(found["errors"][0]["sheet"], "十月")

    def test_says_in_words_what_happened(self):
        _, out, _ = self.run_with(content=csv_of(row(1), row(2, 认定日期="")))

        self.assertIn("共 2 行：新增 1", out)
        self.assertIn("第 3 行“认定日期”：没有填写认定日期。", out)

    def test_what_cannot_be_used_leaves_nothing_and_says_why(self):
        good = csv_of(row(1))
        for given, sentence in [
            ({"content": b""}, "文件是空的（0 字节）"),
            ({"content": b"PK\x03\x04 cut"}, "文件不完整或已损坏"),
            ({"content": "甲,乙\n1,2\n".encode()}, "没有认出表头"),
            ({"content": good, "department": "nobody"}, "没有代码为“nobody”的单位"),
            ({"content": good, "standard": "nothing"}, "没有代码为“nothing”的认定标准"),
            ({"content": good, "by": "ghost"}, "没有账号“ghost”"),
            ({"content": good, "by": "lin"}, "没有导入名单的权限"),
            ({"content": good, "by": "wang"}, "不能为该单位导入名单"),
            ({"content": good, "department": "jianwei"}, "不能据以认定"),
        ]:
            with self.subTest(sentence):
                status, out, err = self.run_with(**given)
                self.assertEqual((status, out), (2, ""))
                self.assertIn(sentence, err)
                self.assertFalse(self.drafts().exists())

    def test_a_file_that_is_not_there_is_said_to_be_missing(self):
        status, found = self.found()

        self.assertEqual((status, found["rows"], found["errors"]), (2, 0, []))
        self.assertIn("打不开文件", found["error"])

    def test_a_list_without_a_good_row_is_given_up_and_may_come_again(self):
        bad = csv_of(row(1, 认定日期=""))
        first, _ = self.found(content=bad)

        again, found = self.found()

        self.assertEqual((first, again), (1, 1))
        self.assertEqual(found["rejected"], 1)

    def test_uses_the_version_of_the_standard_that_is_in_force_today(self):
        self.found(content=csv_of(row(1)))

        self.assertTrue(self.drafts().get().standard.is_in_force(timezone.localdate()))
