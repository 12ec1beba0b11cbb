"""What speaks against a publication, in the words of each kind of document."""

from datetime import date

import pytest
from django.test import SimpleTestCase

from registry.adminkit.history import labelled_values
from registry.models import Official, Standard
from registry.publishing import publication_obstacles
from repair.models import Rule
from sanctions.models import Edition, Memorandum, Scheme

DRAFTER, OTHER = Official(pk=7), Official(pk=8)


def obstacles(document, **particulars):
    usual = {
        "by": OTHER,
        "published_on": date(2026, 3, 1),
        "published_where": "信用福州网站",
        "valid_from": date(2026, 4, 1),
        "on": date(2026, 3, 1),
    }
    return list(publication_obstacles(document, **usual | particulars))


@pytest.mark.parametrize(
    ("kind", "noun", "full_noun"),
    [
        (Standard, "标准", "认定标准"),
        (Edition, "措施清单", "措施清单"),
        (Memorandum, "备忘录", "备忘录"),
        (Scheme, "分类办法", "分类办法"),
    ],
)
def test_every_obstacle_is_named_in_the_words_of_the_kind(kind, noun, full_noun):
    document = kind(drafted_by_id=DRAFTER.pk)

    found = obstacles(
        document,
        by=DRAFTER,
        published_where="",
        published_on=date(2026, 3, 2),
        valid_from=date(2026, 3, 1),
    )

    assert found == [
        f"请填写公布载体（网址或文号），未向社会公布的{noun}不得施行。",
        f"施行日期 2026-03-01 早于公布日期 2026-03-02：{full_noun}应先公布、后施行。",
        "公布日期 2026-03-02 晚于今天，请在公布后登记。",
        f"起草人不能公布自己起草的{noun}，请由其他工作人员办理。",
    ]


class PublicationTests(SimpleTestCase):
    def test_another_official_may_publish_what_takes_effect_the_same_day(self):
        draft = Edition(drafted_by_id=DRAFTER.pk)

        self.assertEqual(obstacles(draft, valid_from=date(2026, 3, 1)), [])

    def test_the_system_publishes_what_nobody_drafted(self):
        self.assertEqual(obstacles(Edition(), by=None), [])

    def test_the_history_names_dates_of_older_lines_in_chinese(self):
        older = {"effective_from": "2020-01-01", "effective_to": "2021-12-31"}

        for model in (Standard, Rule):
            self.assertEqual(
                labelled_values(model, older),
                [("施行日期", "2020-01-01"), ("废止日期", "2021-12-31")],
            )
