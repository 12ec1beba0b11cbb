from datetime import date
from io import StringIO

from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import TestCase

from registry import workdays
from registry.data import blacklists, fields, groups, holidays, places, standards
from registry.models import (
    CalendarDay,
    CalendarYear,
    Department,
    Field,
    Lead,
    ListKind,
    Region,
    Standard,
    TrailEntry,
)

TABLES = [
    Region,
    Department,
    Field,
    Lead,
    CalendarYear,
    CalendarDay,
    Group,
    Group.permissions.through,
    Standard,
    TrailEntry,
]
NOTICE_DAY = date(2016, 12, 31)


def seed():
    out = StringIO()
    call_command("seed", stdout=out)
    return out.getvalue()


def counts():
    return {model._meta.label: model.objects.count() for model in TABLES}


class SeedTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.said = seed()

    def test_says_what_was_loaded(self):
        self.assertIn(f"认定标准 {len(standards.RULES)}", self.said)

    def test_changes_nothing_the_second_time(self):
        before = counts()

        said = seed()

        self.assertEqual(counts(), before)
        self.assertIn("没有改动", said)

    def test_leaves_what_officials_changed(self):
        Department.objects.filter(code="huanbao").update(phone="0591-12345")
        Lead.objects.filter(field__code="huanjing").update(valid_to=date(2026, 12, 31))
        CalendarDay.objects.get(date=date(2026, 1, 2)).delete()
        Standard.objects.filter(code="huilu").update(term_months=12)
        clerks = Group.objects.get(name="单位经办人")
        clerks.permissions.remove(Permission.objects.get(codename="export_entry"))
        before = counts()

        seed()

        self.assertEqual(counts(), before)
        self.assertEqual(Department.objects.get(code="huanbao").phone, "0591-12345")
        self.assertEqual(Standard.objects.get(code="huilu").term_months, 12)

    def test_adds_what_is_missing(self):
        CalendarYear.objects.filter(year=2016).delete()
        CalendarDay.objects.filter(date__year=2016).delete()

        seed()

        self.assertEqual(
            CalendarDay.objects.filter(date__year=2016).count(),
            sum(day.year == 2016 for day in holidays.exceptional_days()),
        )

    def test_grants_a_permission_that_is_new_to_a_group(self):
        systems = Group.objects.get(name="接口账号")
        export = Permission.objects.get(codename="export_entry")

        with self.settings():
            groups.GROUPS["接口账号"].append("registry.export_entry")
            try:
                seed()
            finally:
                groups.GROUPS["接口账号"].remove("registry.export_entry")

        self.assertIn(export, systems.permissions.all())

    def test_every_line_of_the_trail_is_the_systems(self):
        self.assertEqual(
            set(TrailEntry.objects.values_list("actor_name", flat=True)), {"系统"}
        )

    def test_about_sixty_units_and_every_division_of_the_city(self):
        self.assertEqual(Department.objects.count(), len(places.UNITS))
        self.assertGreater(Department.objects.in_force(date(2026, 11, 24)).count(), 60)
        self.assertEqual(
            Region.objects.filter(parent__code="350100").in_force(NOTICE_DAY).count(),
            13,
        )

    def test_both_codes_of_changle_hold_in_their_time(self):
        self.assertFalse(
            Region.objects.get(code="350112").is_in_force(date(2016, 12, 31))
        )
        self.assertFalse(
            Region.objects.get(code="350182").is_in_force(date(2018, 1, 1))
        )

    def test_merged_tax_offices_are_closed_and_succeeded(self):
        for code in ["guoshui", "dishui"]:
            office = Department.objects.get(code=code)
            self.assertFalse(office.is_in_force(date(2018, 7, 5)))
            self.assertEqual(office.successor.code, "shuiwu")

    def test_renamed_units_stay_open_under_the_name_of_the_notice(self):
        bureau = Department.objects.get(code="huanbao")

        self.assertEqual(bureau.short_name, "市环保局")
        self.assertEqual(bureau.name, "福州市生态环境局")
        self.assertTrue(bureau.is_in_force(date(2026, 11, 24)))

    def test_fields_are_led_as_the_notice_says(self):
        leads = Lead.objects.in_force(NOTICE_DAY).order_by("pk")

        self.assertEqual(
            [(lead.field.name, lead.department.short_name) for lead in leads],
            [
                ("工程建设", "市建委"),
                ("交通运输", "市交通委"),
                ("安全生产", "市安监局"),
                ("工商行政管理", "市市场监管局"),
                ("食品和药品", "市市场监管局"),
                ("产品质量", "市市场监管局"),
                ("电子商务", "市商务局"),
                ("税务管理", "市国税局"),
                ("税务管理", "市地税局"),
                ("环境保护", "市环保局"),
                ("公务员诚信", "市公务员局"),
                ("教育管理", "市教育局"),
                ("公共资源交易", "市行政（市民）服务中心管委会"),
                ("法院审务公开", "市法院"),
            ],
        )

    def test_every_led_field_has_a_lead_today(self):
        led = Lead.objects.in_force(date(2026, 11, 24)).values_list(
            "field__code", flat=True
        )

        self.assertEqual(set(led), {code for code, *_ in fields.LED})

    def test_key_occupations_are_a_field(self):
        self.assertIn("导游", Field.objects.get(name="重点职业人群").description)

    def test_every_field_named_in_the_four_classes_has_its_blacklist(self):
        named = {
            "life": ["食品药品", "生态环境", "工程质量", "安全生产", "消防安全", "劳动保护", "强制性产品认证"],
            "market": [
                "贿赂", "逃税骗税", "恶意逃废债务", "恶意拖欠货款或服务费", "恶意欠薪", "恶意骗保",
                "拒不依法参保", "非法集资", "合同欺诈", "传销", "无证照经营", "制售假冒伪劣产品",
                "故意侵犯知识产权", "出借和借用资质投标", "围标串标", "虚假广告", "侵害消费者",
                "证券期货投资者", "严重破坏网络空间传播秩序", "聚众扰乱社会秩序",
            ],
            "justice": ["失信被执行人", "拒不履行行政决定"],
            "defence": ["拒绝、逃避兵役", "拒绝、拖延民用资源征用", "阻碍对被征用的民用资源进行改造", "破坏国防设施"],
        }  # fmt: skip
        for category, parts in named.items():
            names = Standard.objects.filter(category=category).values_list(
                "name", flat=True
            )
            for part in parts:
                self.assertTrue(any(part in name for name in names), part)

    def test_court_defaulters_may_be_persons_or_organisations(self):
        defaulters = Standard.objects.get(code="shixin_beizhixing")

        self.assertEqual(set(defaulters.subject_kinds), set(standards.ALL))

    def test_standards_are_published_provisional_and_cite_the_notice(self):
        for standard in Standard.objects.all():
            self.assertEqual(standard.status, Standard.Status.PUBLISHED)
            self.assertTrue(standard.provisional)
            standard.clean_fields(exclude=["drafted_by"])
            self.assertIn("待认定单位确认", standard.citation)
            self.assertIn("榕政办〔2016〕264号", standard.legal_basis)

    def test_no_closed_unit_keeps_a_standard(self):
        closed = Standard.objects.filter(department__valid_to__isnull=False)

        self.assertFalse(closed.exists())

    def test_penalties_are_shown_for_the_time_of_their_severity(self):
        shown = Standard.objects.filter(
            list_kind=ListKind.BAD, department__code="huanbao"
        ).values_list("severity", "is_public", "public_min_months", "public_max_months")

        self.assertEqual(
            set(shown),
            {
                ("minor", False, None, 3),
                ("ordinary", True, 3, 12),
                ("serious", True, 12, 36),
            },
        )

    def test_good_conduct_has_its_four_sources(self):
        for code in [
            "pingding",
            "rongyu",
            "qita_lianghao",
            "zhiyuan_fuwu",
            "xianxue",
            "juanzeng",
        ]:
            self.assertEqual(Standard.objects.get(code=code).list_kind, ListKind.GOOD)

    def test_the_calendar_is_official_from_2016_to_2026(self):
        deadline = workdays.load().add(date(2026, 9, 15), 20)

        self.assertEqual(deadline.due, date(2026, 10, 19))
        self.assertFalse(deadline.provisional)

    def test_only_the_office_and_the_auditors_oversee(self):
        overseers = Group.objects.filter(permissions__codename="oversee")

        self.assertEqual(
            set(overseers.values_list("name", flat=True)), {"信用办管理员", "督查审计"}
        )

    def test_auditors_change_nothing(self):
        verbs = Permission.objects.filter(group__name="督查审计").values_list(
            "codename", flat=True
        )

        self.assertEqual({verb.split("_")[0] for verb in verbs}, {"view", "oversee"})

    def test_clerks_do_not_approve_and_reviewers_do_not_draft(self):
        def may(group, codename):
            return Permission.objects.filter(
                group__name=group, codename=codename
            ).exists()

        self.assertTrue(may("单位经办人", "add_entry"))
        self.assertFalse(may("单位经办人", "approve_entry"))
        self.assertTrue(may("单位审核人", "approve_entry"))
        self.assertFalse(may("单位审核人", "add_entry"))


class DataTests(TestCase):
    def test_codes_are_given_once(self):
        for codes in [
            [code for code, *_ in places.REGIONS],
            [unit.code for unit in places.UNITS],
            [code for code, *_ in fields.FIELDS],
            [rule.code for rule in standards.RULES],
            [code for code, *_ in blacklists.BLACKLISTS],
        ]:
            self.assertEqual(len(codes), len(set(codes)))
