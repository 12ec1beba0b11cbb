"""A company is found by a part of its name or by its code; no person is ever found."""

from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from registry import actions
from registry.models import Hold, ListKind
from tests import factories
from tests.registry.cast import Cast

NAME = "福州榕江建材有限公司"
QUERIES = 12 if connection.vendor == "postgresql" else 6


class SearchPageTests(Cast):
    def get(self, **query):
        return self.client.get(reverse("registry:search"), query)

    def listed(self, name=NAME, **fields):
        return self.published(subject=factories.make_subject(name), **fields)

    def test_finds_by_two_characters_of_the_name_and_says_in_which_list(self):
        entry = self.listed()

        page = self.get(q="榕江")

        self.assertContains(
            page,
            f'<a href="{reverse("registry:subject", args=[entry.subject.key])}">{NAME}</a>',
            html=True,
        )
        self.assertContains(page, '<span class="tag tag--black">黑名单</span>')

    def test_finds_by_a_former_name_and_shows_it(self):
        subject = self.listed().subject
        actions.subjects.rename(
            subject, name="福州新名有限公司", by=self.clerk, reason="更名"
        )

        page = self.get(q="榕江")

        self.assertContains(page, "福州新名有限公司")
        self.assertContains(page, f"曾用名：{NAME}")

    def test_the_code_leads_straight_to_the_page(self):
        subject = self.listed().subject
        other = factories.recognised(factories.code_of(980))
        actions.subjects.add_identifier(subject, identifier=other, by=self.clerk)

        for code in (subject.key, f" {subject.key.lower()} ", other.value):
            with self.subTest(code):
                self.assertRedirects(
                    self.get(q=code), reverse("registry:subject", args=[subject.key])
                )

    def test_an_unknown_code_is_answered_like_one_with_nothing_shown(self):
        drafted = self.draft(subject=factories.make_subject()).subject

        for code in (drafted.key, factories.code_of(981)):
            self.assertContains(self.get(q=code), "没有查到该代码的公示信息")

    def test_does_not_find_a_subject_with_nothing_shown(self):
        self.draft(subject=factories.make_subject("福州草稿建材行"))
        ended = self.listed("福州修复建材行")
        actions.entries.end(
            ended, because="repaired", reason="已修复", by=self.reviewer
        )

        page = self.get(q="建材")

        self.assertNotContains(page, "福州草稿建材行")
        self.assertNotContains(page, "福州修复建材行")

    def test_each_result_says_in_which_lists_it_is_and_no_others(self):
        both = factories.make_subject("福州榕江两栖行")
        for kind in (ListKind.GOOD, ListKind.BAD):
            standard = factories.make_standard(self.department, list_kind=kind)
            self.listed(f"福州榕江{kind}行", standard=standard)
            self.published(subject=both, standard=standard)
        self.draft(subject=factories.make_subject("福州榕江草稿行"))

        found = self.get(q="榕江").context["found"]

        self.assertEqual(
            {subject.name: subject.lists for subject in found},
            {
                "福州榕江good行": [("good", False)],
                "福州榕江bad行": [("bad", False)],
                "福州榕江两栖行": [("bad", False), ("good", False)],
            },
        )

    def test_a_held_entry_makes_nobody_blacklisted_in_the_results(self):
        entry = self.listed()
        actions.holds.place(entry, kind=Hold.Kind.OBJECTION, reason="异议", by=None)

        page = self.get(q="榕江")

        self.assertContains(page, "黑名单：存在异议")
        self.assertNotContains(page, '<span class="tag tag--black">')

    def test_never_finds_a_person_by_name_or_number(self):
        person = factories.make_person("欧阳榕江", number=77)
        self.published(subject=person)

        self.assertNotContains(self.get(q="欧阳榕江"), person.identifier)
        self.assertContains(self.get(q="欧阳榕江"), "没有名称中含")
        number = factories.number_of(77)
        slipped = number[:-1] + ("1" if number[-1] != "1" else "2")
        for typed in (number, slipped, f"{number[:6]} {number[6:14]} {number[14:]}"):
            page = self.get(q=typed)
            self.assertContains(page, "请不要在这里输入身份证")
            self.assertNotContains(page, typed)

    def test_asks_for_more_characters_politely(self):
        for query in ("榕", "（ ）"):
            self.assertContains(self.get(q=query), "请至少输入名称中连续的 2 个字")
        self.assertContains(self.get(q="榕" * 101), "查询内容过长")

    def test_is_an_empty_form_without_a_question(self):
        page = self.get()

        self.assertContains(page, 'name="q"')
        self.assertNotContains(page, "查询结果")

    def test_leads_from_page_to_page(self):
        for number in range(21):
            self.listed(f"福州第{number}建材行")

        first = self.get(q="建材")
        second = self.client.get(first.context["page"].next_url)

        self.assertEqual(
            (len(first.context["found"]), len(second.context["found"])), (20, 1)
        )
        self.assertContains(second, "回到第一页")

    def test_what_was_typed_is_kept_and_escaped(self):
        page = self.get(q='"><script>x')

        self.assertNotContains(page, "<script>x")
        self.assertContains(page, "&quot;&gt;&lt;script&gt;x")

    def test_takes_the_same_queries_for_one_row_and_for_three(self):
        self.listed()
        with self.assertNumQueries(QUERIES):
            self.get(q="建材")
        self.listed("福州闽江建材行")
        self.listed("福州乌龙江建材行")
        cache.clear()

        with self.assertNumQueries(QUERIES):
            self.get(q="建材")
