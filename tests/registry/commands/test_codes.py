import json
from io import StringIO

from django.core.management import call_command
from django.test import TestCase

from registry.models import Standard
from tests import factories


def run(*args):
    out = StringIO()
    call_command("codes", *args, stdout=out)
    return out.getvalue()


class CodesTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.department = factories.make_department(
            short_name="市环保局", name="福州市生态环境局"
        )
        cls.standard = factories.make_standard(
            cls.department, code="shengtai", name="生态环境"
        )
        factories.make_standard(cls.department, code="caogao", published=False)

    def test_lists_codes_and_names_as_json(self):
        self.assertEqual(
            json.loads(run("--json")),
            {
                "departments": [
                    {
                        "code": "huanbao",
                        "name": "市环保局",
                        "full_name": "福州市生态环境局",
                        "kind": "行政机关",
                        "closed_on": "",
                    }
                ],
                "fields": [{"code": "huanjing", "name": "环境保护"}],
                "standards": [
                    {
                        "code": "shengtai",
                        "name": "生态环境",
                        "list": "black",
                        "department": "huanbao",
                    }
                ],
                "accounts": [],
            },
        )

    def test_lists_the_accounts_alone_where_asked(self):
        self.assertEqual(json.loads(run("--json", "--accounts")), {"accounts": []})

    def test_aligns_chinese_and_latin_columns(self):
        lines = run().splitlines()

        self.assertEqual(
            lines[lines.index("认定标准（1）") :],
            [
                "认定标准（1）",
                "  代码      名称      名单   单位",
                "  shengtai  生态环境  black  huanbao",
                "",
            ],
        )

    def test_says_nothing_of_a_password_without_the_demonstration(self):
        self.assertNotIn("口令", run())

    def test_leaves_out_standards_that_are_not_in_force(self):
        self.assertEqual(Standard.objects.count(), 2)
        self.assertNotIn("caogao", run())
