"""Finding organisations by a part of their name: everything that LIKE finds, nothing else."""

from unittest import mock, skipUnless

from django.core.cache import cache
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from registry import actions, names, search
from registry.models import Subject, SubjectKind
from tests import factories

from .cast import Cast

ON_POSTGRESQL = connection.vendor == "postgresql"
ALPHABET = "福州榕%_\\A甲"
NAME = st.text(ALPHABET, min_size=2, max_size=7)


def among(subjects):
    return lambda pks: list(subjects.filter(pk__in=pks).order_by("-pk"))


def find(text, after=None):
    return search.organisations(text, among=among(Subject.objects), after=after)


def found(text):
    return [subject.name for subject in find(text).subjects]


class SearchTests(Cast):
    def test_finds_by_any_two_neighbouring_characters(self):
        factories.make_subject("福州榕江建材有限公司")
        factories.make_subject("福州闽江建材有限公司")

        self.assertEqual(found("榕江"), ["福州榕江建材有限公司"])
        self.assertEqual(len(found("建材")), 2)
        self.assertEqual(found("江榕"), [])

    def test_asks_for_more_than_one_character(self):
        factories.make_subject("福州榕江建材有限公司")

        for text in ("榕", " 榕 ", "（）", ""):
            with self.assertRaisesMessage(
                search.TooShort, "至少输入名称中连续的 2 个字"
            ):
                find(text)

    def test_brackets_blanks_widths_and_case_make_no_difference(self):
        factories.make_subject("福州（中国）ＡＢ实业有限公司")

        self.assertEqual(len(found("福州中国 ab实业")), 1)

    def test_a_former_name_finds_and_finds_once(self):
        subject = factories.make_subject("福州榕江建材有限公司")
        actions.subjects.rename(
            subject, name="福州榕江建材集团", by=self.clerk, reason="更名"
        )

        self.assertEqual(found("建材有限"), ["福州榕江建材集团"])
        self.assertEqual(found("榕江"), ["福州榕江建材集团"])

    def test_never_finds_a_person(self):
        factories.make_person("欧阳榕江")

        self.assertEqual(found("榕江"), [])
        self.assertEqual(found("欧阳榕江"), [])

    def test_a_subject_with_exactly_the_name_comes_first_and_once(self):
        exact = factories.make_subject("榕江建材")
        for _ in range(3):
            factories.make_subject("福州榕江建材店")

        page = find("榕江建材")

        self.assertEqual(page.subjects[0], exact)
        self.assertEqual(len(page.subjects), 4)

    def test_pages_meet_without_gap_or_repetition(self):
        everyone = {
            factories.make_subject(f"福州第{number}建材行").pk for number in range(45)
        }
        everyone.add(factories.make_subject("建材").pk)

        seen, after, pages = [], None, 0
        while pages == 0 or after is not None:
            page = find("建材", after)
            seen += [subject.pk for subject in page.subjects]
            after, pages = page.after, pages + 1

        self.assertEqual(len(seen), len(set(seen)))
        self.assertEqual((set(seen), pages), (everyone, 3))

    def test_shows_only_those_it_is_asked_to_look_among(self):
        hidden = factories.make_subject("福州榕江建材行")
        shown = factories.make_subject("福州榕江建材店")

        page = search.organisations(
            "榕江", among=among(Subject.objects.exclude(pk=hidden.pk))
        )

        self.assertEqual(page.subjects, [shown])

    def test_leads_on_past_many_that_may_not_be_shown(self):
        last = factories.make_subject("福州榕江建材行")
        for _ in range(search.ROUNDS * search.SCANNED):
            factories.make_subject("福州榕江建材店")
        only = among(Subject.objects.filter(pk=last.pk))

        page = search.organisations("榕江", among=only)
        onward = search.organisations("榕江", among=only, after=page.after)

        self.assertEqual((page.subjects, onward.subjects), ([], [last]))

    def test_takes_the_same_queries_for_one_result_and_for_three(self):
        factories.make_subject("福州榕江建材行")
        with self.assertNumQueries(QUERIES):
            find("榕江")
        factories.make_subject("福州榕江建材店")
        factories.make_subject("福州榕江建材厂")
        cache.clear()

        with self.assertNumQueries(QUERIES):
            self.assertEqual(len(find("榕江").subjects), 3)


# Exact name, containing and subjects; on PostgreSQL also two for the frequencies, savepoint, two
# of limits and release.
QUERIES = 9 if ON_POSTGRESQL else 3


class SearchOracleTests(HypothesisTestCase):
    @given(
        bearers=st.lists(NAME, min_size=1, max_size=12),
        text=st.text(ALPHABET, min_size=2, max_size=4),
    )
    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    def test_finds_exactly_the_names_that_contain_the_text(self, bearers, text):
        pks = enrolled(bearers)
        key = names.key(text)
        expected = {
            pk for pk, name in zip(pks, bearers, strict=True) if key in names.key(name)
        }

        for frequent in (0.0, 2.0):
            forget(frequent)
            answer = search.containing(key, limit=100)
            self.assertEqual(answer, sorted(expected, reverse=True))


def enrolled(bearers):
    """Subjects of these names, made in bulk; what enrols them is tested elsewhere."""
    rows = Subject.objects.bulk_create(
        Subject(
            kind=SubjectKind.ORGANISATION,
            name=name,
            name_key=names.key(name),
            identifier_kind="uscc",
            identifier=factories.code_of(number),
            key=factories.code_of(number),
        )
        for number, name in enumerate(bearers)
    )
    pks = [row.pk for row in rows]
    search.index_subjects(pks)
    return pks


def forget(share):
    """Let every pair of characters be known as `share` of the names: both forms are asked."""
    pairs = {
        (ord(first) << 21) | ord(second) for first in ALPHABET for second in ALPHABET
    }
    cache.set(
        "search.frequencies", search.Frequencies(1, dict.fromkeys(pairs, share)), 600
    )


@skipUnless(ON_POSTGRESQL, "the table of names is PostgreSQL's")
class SearchTableTests(Cast):
    def test_statistics_distinguish_frequent_pairs_from_rare_ones(self):
        enrolled(["福州建材"] * 90 + ["闽江建材"] * 10)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE registry_subject_search")

        known = search.frequencies()

        pair = {text: names.bigrams(text)[0] for text in ("福州", "闽江")}
        self.assertAlmostEqual(known.shares[pair["福州"]], 0.9, places=2)
        self.assertAlmostEqual(known.shares[pair["闽江"]], 0.1, places=2)

    def test_pairs_are_numbered_alike_in_the_database_and_here(self):
        key = names.key("福州𠮷A榕江%_")
        with connection.cursor() as cursor:
            cursor.execute("SELECT registry_bigrams(%s)", [key])
            (pairs,) = cursor.fetchone()

        self.assertEqual(pairs, names.bigrams(key))

    def test_indexing_twice_changes_nothing_and_follows_a_rename(self):
        subject = factories.make_subject("福州榕江建材行")
        search.index_subjects([subject.pk])
        actions.subjects.rename(
            subject, name="福州闽江行", by=self.clerk, reason="更名"
        )

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT name_key FROM registry_subject_search WHERE subject_id = %s ORDER BY 1",
                [subject.pk],
            )
            rows = [name for (name,) in cursor.fetchall()]
        self.assertEqual(rows, ["福州榕江建材行", "福州闽江行"])

    def test_says_what_to_do_when_looking_takes_too_long(self):
        factories.make_subject("福州榕江建材行")
        forget(0.0)

        slow = "SELECT 1 FROM pg_sleep(5)"
        with (
            mock.patch.multiple(search, PAIRED=slow, TIME_ALLOWED="20ms"),
            self.assertRaisesMessage(search.TooBroad, "请输入更完整的名称"),
        ):
            find("建材")

        self.assertEqual(len(find("建材").subjects), 1)
