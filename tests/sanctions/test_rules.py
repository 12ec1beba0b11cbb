"""The rules on measures and orders, asked with facts and dates alone, at their boundaries."""

from datetime import UTC, date, datetime, timedelta

from django.test import SimpleTestCase

from registry.models import Department, Entry, ListKind, Standard, Subject
from sanctions import rules
from sanctions.models import Band, Measure, Order, Provision

DAY = date(2026, 6, 15)
ONE = timedelta(days=1)


def measure(**fields):
    defaults = {
        "name": "限制",
        "polarity": "punishment",
        "force": "mandatory",
        "subject_kinds": ["organisation"],
        "roles": [],
        "document": "《法》",
        "article": "第一条",
        "level": "law",
        "carried_by": "organ",
        "valid_from": DAY,
    }
    return Measure(**{**defaults, **fields})


class MeasureTests(SimpleTestCase):
    def obstacles(self, implementers=(), **fields):
        return list(
            rules.measure_obstacles(measure(**fields), implementers=implementers)
        )

    def test_a_measure_based_on_a_law_a_regulation_or_a_state_document_may_be_mandatory(
        self,
    ):
        for level in ("law", "regulation", "state"):
            self.assertEqual(self.obstacles(level=level), [], level)

    def test_a_measure_may_be_aimed_at_kinds_of_subjects_or_at_roles_alone(self):
        self.assertEqual(self.obstacles(roles=["shareholder"], subject_kinds=[]), [])
        self.assertEqual(
            self.obstacles(roles=[], subject_kinds=[]),
            ["“限制”没有指明对象主体类别或者责任身份。"],
        )

    def test_a_recommended_measure_may_have_a_weaker_basis_and_be_a_bank_s(self):
        bank = Department(kind=Department.Kind.FINANCIAL)

        self.assertEqual(
            self.obstacles([bank], force="recommended", level="normative"), []
        )
        self.assertEqual(
            self.obstacles(force="recommended", carried_by="association"), []
        )

    def test_only_the_guided_bodies_are_named(self):
        organ = Department(kind=Department.Kind.ORGAN, name="机关", short_name="机关")
        bank = Department(
            kind=Department.Kind.FINANCIAL, name="银行", short_name="银行"
        )

        self.assertEqual(self.obstacles([organ]), [])
        (reason,) = self.obstacles([organ, bank])
        self.assertEqual(reason, "“限制”由银行实施，属于引导，只能列为推荐性措施。")
        (reason,) = self.obstacles(carried_by="rating")
        label = Department.Kind.RATING.label
        self.assertEqual(reason, f"“限制”由{label}实施，属于引导，只能列为推荐性措施。")


class ProvisionTests(SimpleTestCase):
    def obstacles(self, implementers, kind="organ", **fields):
        department = Department(pk=7, kind=kind, name="单位", short_name="单位")
        provision = Provision(measure=measure(**fields), department=department)
        return list(rules.provision_obstacles(provision, implementers=implementers))

    def test_a_measure_without_implementers_may_be_given_to_any_authority(self):
        self.assertEqual(self.obstacles([]), [])
        self.assertEqual(self.obstacles([7, 8]), [])
        self.assertEqual(len(self.obstacles([8])), 1)

    def test_a_bank_is_given_recommended_measures_alone(self):
        self.assertEqual(len(self.obstacles([], "financial")), 1)
        self.assertEqual(self.obstacles([], "financial", force="recommended"), [])


class ExecutionTests(SimpleTestCase):
    def obstacles(self, on=DAY, stands=True, held=False, holds=(), **fields):
        defaults = {"pk": 1, "entry_id": 5, "status": "pending", "measure": measure()}
        return list(
            rules.execution_obstacles(
                Order(**{**defaults, **fields}),
                on=on,
                entry_stands=stands,
                entry_held=held,
                holds=holds,
            )
        )

    def test_nothing_is_against_an_order_of_which_all_stands(self):
        for status in ("pending", "executed"):
            self.assertEqual(self.obstacles(status=status, until=DAY), [])

    def test_an_order_that_does_not_stand_is_not_executed(self):
        for status in ("declined", "lifting", "lifted", "void"):
            (reason,) = self.obstacles(status=status)
            self.assertIn("不能执行", reason)

    def test_an_entry_that_is_over_is_not_called_held(self):
        (reason,) = self.obstacles(stands=False, held=True)

        self.assertIn("已经退出或者期限届满", reason)

    def test_every_hold_is_named(self):
        (reason,) = self.obstacles(held=True, holds=["异议核查", "投诉办理"])
        self.assertIn("正在异议核查、投诉办理，期间暂不执行", reason)
        (reason,) = self.obstacles(held=True)
        self.assertIn("正在核查，期间暂不执行", reason)

    def test_a_measure_is_applied_from_its_first_to_its_last_day(self):
        last = measure(valid_to=DAY + ONE)
        for days, number in ((-1, 1), (0, 0), (1, 0), (2, 1)):
            on = DAY + timedelta(days=days)
            self.assertEqual(len(self.obstacles(on=on, measure=last)), number, on)

    def test_a_measure_without_a_basis_is_not_applied(self):
        (reason,) = self.obstacles(measure=measure(document=""))

        self.assertEqual(reason, "措施“限制”没有依据，不得执行。")

    def test_the_term_of_the_order_counts_to_its_last_day(self):
        self.assertEqual(self.obstacles(until=DAY), [])
        self.assertEqual(
            self.obstacles(until=DAY - ONE), [f"措施期限已于 {DAY - ONE} 届满。"]
        )


class ExecutionDateTests(SimpleTestCase):
    def obstacles(self, **given):
        facts = {
            "executed_on": DAY,
            "until": None,
            "made_on": DAY,
            "ends_on": DAY,
            "on": DAY,
        }
        return list(rules.execution_date_obstacles(Order(), **{**facts, **given}))

    def test_an_order_may_be_made_executed_and_over_on_one_day(self):
        self.assertEqual(self.obstacles(until=DAY), [])

    def test_each_date_that_is_one_day_wrong_is_refused(self):
        wrong = {
            "晚于今天": {"on": DAY - ONE, "made_on": DAY - ONE},
            "早于任务发出日期": {"made_on": DAY + ONE},
            "早于执行日期": {"until": DAY - ONE},
            "措施期限不能晚于": {"until": DAY + ONE},
        }
        for sentence, given in wrong.items():
            (reason,) = self.obstacles(**given)
            self.assertIn(sentence, reason)

    def test_a_term_without_a_known_end_may_be_any(self):
        self.assertEqual(self.obstacles(until=date(2090, 1, 1), ends_on=None), [])


class LatestEndTests(SimpleTestCase):
    def latest(self, months, entry_ends):
        return rules.latest_end(
            executed_on=DAY, term_months=months, entry_ends=entry_ends
        )

    def test_the_earlier_of_both_terms_counts_and_either_may_be_missing(self):
        own, entry = date(2026, 12, 15), date(2026, 9, 1)

        self.assertEqual(self.latest(6, entry), entry)
        self.assertEqual(self.latest(6, own + ONE), own)
        self.assertEqual(self.latest(6, None), own)
        self.assertEqual(self.latest(None, entry), entry)
        self.assertIsNone(self.latest(None, None))


class AddresseeTests(SimpleTestCase):
    def test_punishment_follows_from_blame_and_incentives_from_praise(self):
        for polarity, fitting in (
            ("punishment", {"black", "bad"}),
            ("incentive", {"red", "good"}),
        ):
            found = {
                kind
                for kind in ListKind.values
                if rules.suits(measure(polarity=polarity), kind)
            }
            self.assertEqual(found, fitting)

    def test_a_role_is_reached_by_measures_on_that_role_alone(self):
        both = measure(roles=["shareholder"], subject_kinds=["person"])

        def targets(subject_kind, role):
            return rules.targets(both, subject_kind=subject_kind, role=role)

        self.assertTrue(targets("person", "shareholder"))
        self.assertTrue(targets("organisation", "shareholder"))
        self.assertFalse(targets("person", "legal_representative"))
        self.assertTrue(targets("person", ""))
        self.assertFalse(targets("organisation", ""))


class ChannelTests(SimpleTestCase):
    AT = datetime(2026, 6, 15, tzinfo=UTC)

    def counts(self, in_effect=False, **fields):
        entry = Entry(**{"decided_on": DAY, **fields})
        return rules.counts_against(entry, since=DAY, in_effect=in_effect, at=self.AT)

    def test_the_window_of_three_years(self):
        self.assertEqual(rules.clean_since(DAY), date(2023, 6, 15))

    def test_an_entry_counts_when_it_was_decided_after_the_first_day_or_has_effect(
        self,
    ):
        self.assertFalse(self.counts())
        self.assertTrue(self.counts(decided_on=DAY + ONE))
        self.assertTrue(self.counts(in_effect=True))

    def test_a_revoked_or_repaired_entry_counts_until_that_instant(self):
        for because in ("revoked", "repaired"):
            fields = {"ended_because": because, "decided_on": DAY + ONE}
            self.assertFalse(self.counts(ended_at=self.AT, **fields))
            later = self.AT + timedelta(seconds=1)
            self.assertTrue(self.counts(ended_at=later, **fields))

    def test_an_entry_that_ended_otherwise_counts(self):
        for because in ("expired", "early"):
            self.assertTrue(
                self.counts(
                    ended_because=because, ended_at=self.AT, decided_on=DAY + ONE
                )
            )


class BandTests(SimpleTestCase):
    def entry(self, kind, severity="ordinary"):
        return Entry(list_kind=kind, standard=Standard(severity=severity))

    def matches(self, entries, **fields):
        return rules.band_matches(Band(**{"list_kinds": ["bad"], **fields}), entries)

    def test_a_class_fits_from_its_number_of_entries_on(self):
        one, two = self.entry("bad"), self.entry("bad")

        self.assertIsNone(self.matches([one], at_least=2))
        self.assertEqual(self.matches([one, two], at_least=2), [one, two])

    def test_other_kinds_and_degrees_do_not_count(self):
        bad, black, minor = (
            self.entry("bad"),
            self.entry("black"),
            self.entry("bad", "minor"),
        )
        entries = [bad, black, minor]

        self.assertEqual(self.matches(entries), [bad, minor])
        self.assertEqual(self.matches(entries, severities=["ordinary"]), [bad])
        self.assertIsNone(self.matches([black]))

    def test_the_last_class_fits_because_of_no_entry(self):
        self.assertEqual(self.matches([self.entry("bad")], list_kinds=[]), [])

    def test_persons_alone_have_no_class(self):
        for kind, number in (("person", 1), ("organisation", 0)):
            obstacles = rules.class_obstacles(Subject(kind=kind))
            self.assertEqual(len(list(obstacles)), number)
