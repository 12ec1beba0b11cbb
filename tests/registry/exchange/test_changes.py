"""The change feed."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import timezone
from rest_framework.test import APIClient

from registry import actions
from registry.apikit import tokens
from registry.commit_order import START, Position
from registry.errors import Refused
from registry.exchange import change_log, feed
from registry.models import ApiToken, Change, FeedReader, Scope, What
from tests import bystander, factories
from tests.registry.cast import Cast
from tests.registry.settled import all_settled

URL = "/api/v1/changes/"


def client_of(official, *scopes):
    """A client with a key of `official` that reaches as far as `scopes`."""
    key = tokens.fresh()
    now = timezone.now()
    ApiToken.objects.create(
        official=official,
        name="试验",
        digest=tokens.digest(key),
        hint=key[:4],
        created_at=now,
        created_by=official,
        expires_at=now + timezone.timedelta(days=1),
        scopes=list(scopes),
    )
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {key}")
    return client


class Fed(Cast):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        all_settled()
        cls.system = factories.make_official("system", cls.department, ["view_entry"])
        cls.client_system = client_of(cls.system, Scope.FEED)
        cls.behind_bystander = str(feed.head())

    def get(self, expect=200, **query):
        answer = self.client_system.get(URL, query)
        self.assertEqual(answer.status_code, expect, answer.content)
        return answer.json()

    def changes(self):
        """What the feed has behind the changes of the bystander."""
        return self.get(after=self.behind_bystander)["changes"]


class NoteTests(Fed):
    def test_every_kind_of_change_is_in_the_feed_in_its_order(self):
        entry = self.published()
        hold = actions.holds.place(
            entry, kind="objection", reason="异议", by=self.reviewer
        )
        actions.holds.release(hold, by=self.reviewer, reason="无误")
        actions.entries.correct(
            entry, by=self.reviewer, changes={"facts": "改"}, reason="笔误"
        )
        actions.entries.end(entry, because="early", reason="提前移出", by=self.reviewer)

        changes = self.changes()

        self.assertEqual([one["what"] for one in changes], What.values)
        self.assertEqual({one["entry"] for one in changes}, {entry.pk})
        self.assertEqual(changes[-1]["because"], "early")

    def test_a_change_has_numbers_and_codes_only(self):
        entry = self.published()

        [change] = self.changes()

        self.assertEqual(
            set(change),
            {
                "cursor",
                "what",
                "because",
                "at",
                "entry",
                "cause",
                "list",
                "standard",
                "version",
                "department",
            },
        )
        self.assertNotIn(entry.subject.identifier, str(change))

    def test_a_refused_action_leaves_no_change(self):
        entry = self.draft()

        with self.assertRaises(Refused):
            actions.entries.approve(entry, by=self.reviewer)

        self.assertEqual(self.changes(), [])
        self.assertFalse(entry.changes.exists())

    def test_derived_entries_are_in_the_feed_too(self):
        entry = self.draft()
        person = factories.make_person()
        actions.entries.name_responsible(
            entry,
            person=person,
            role="direct",
            by=self.clerk,
            notice_served_on=entry.notice_served_on,
            notice_proof="送达",
        )
        actions.entries.submit(entry, by=self.clerk)
        actions.entries.approve(entry, by=self.reviewer)

        causes = [one["cause"] for one in self.changes()]

        self.assertEqual(causes, [None, entry.pk])


class FollowTests(Fed):
    def test_pages_end_to_end_give_everything_once(self):
        entries = [self.published() for _ in range(5)]

        seen, after, more = [], "", True
        while more:
            page = self.get(after=after, limit=2)
            seen += [one["entry"] for one in page["changes"]]
            after, more = page["next"], page["more"]

        listed, held, repaired = sorted(bystander.kept().entries)
        of_bystander = [listed, held, repaired, listed, held, held]
        self.assertEqual(seen, [*of_bystander, *(entry.pk for entry in entries)])
        self.assertEqual(
            self.get(after=after), {"changes": [], "next": after, "more": False}
        )

    def test_a_cursor_from_the_future_is_refused_with_a_sentence(self):
        self.published()
        head = feed.head()

        for cursor in (f"{head.moment}-{head.pk + 1}", f"{head.moment + 1}-0"):
            with self.subTest(cursor):
                self.assertIn("游标在最新变动之后", str(self.get(400, after=cursor)))

    def test_nonsense_is_refused_with_a_sentence(self):
        for query in (
            {"after": "x"},
            {"after": "1-"},
            {"after": f"1-{2**63}"},
            {"limit": 0},
            {"limit": 1001},
            {"limit": "x"},
        ):
            with self.subTest(query):
                self.get(400, **query)

    def test_the_number_of_statements_does_not_grow(self):
        for number in (1, 2):
            for _ in range(number):
                self.published()
            self.get()
            with self.assertNumQueries(9 if connection.vendor == "sqlite" else 11):
                self.get()

    def test_only_keys_that_reach_so_far(self):
        stranger = client_of(factories.make_official("nobody"), Scope.FEED)
        reader = client_of(self.system, Scope.READ)

        self.assertEqual(APIClient().get(URL).status_code, 401)
        self.assertEqual(stranger.get(URL).status_code, 403)
        self.assertEqual(reader.get(URL).status_code, 403)


class AcknowledgeTests(Fed):
    def acknowledge(self, cursor, expect=200):
        answer = self.client_system.post(
            f"{URL}acknowledgements/", {"cursor": cursor}, format="json"
        )
        self.assertEqual(answer.status_code, expect, answer.content)
        return answer.json()

    def test_keeps_how_far_a_system_has_come(self):
        entry = self.published()
        cursor = self.get()["next"]

        self.assertEqual(self.acknowledge(cursor), {"cursor": cursor})
        self.assertEqual(FeedReader.objects.get().done_pk, entry.changes.get().pk)

    def test_does_not_go_back(self):
        self.published()
        first = self.get()["next"]
        self.published()
        second = self.get()["next"]
        self.acknowledge(second)

        self.assertEqual(self.acknowledge(first), {"cursor": second})

    def test_what_was_never_read_cannot_be_acknowledged(self):
        self.published()

        self.acknowledge(str(feed.head()), 409)

    def test_the_future_cannot_be_acknowledged(self):
        self.published()
        self.get()

        self.acknowledge("9000000000000000000-1", 400)


@pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="SQLite has one writer at a time"
)
class ParallelTests(TransactionTestCase):
    def setUp(self):
        factories.make_calendar()
        department = factories.make_department()
        clerk = factories.make_official("chen", department)
        reviewer = factories.make_official("lin", department)
        self.entry = factories.make_published(
            factories.make_standard(department), clerk, reviewer
        )

    def followed(self, until, after=START):
        """Follow the feed until `until()` and everything has been given; returns the numbers."""
        seen = []
        for _ in range(2400):
            finished = until()
            changes, after, _ = feed.page(after, 7)
            seen += [change.pk for change in changes]
            if finished and len(seen) >= Change.objects.count():
                break
            Event().wait(0.02)
        return seen

    def test_the_later_commit_of_an_earlier_number_is_not_skipped(self):
        begun, release_hold = Event(), Event()

        def slow():
            with transaction.atomic():
                change_log.record(What.HELD, [self.entry.pk], at=timezone.now())
                begun.set()
                release_hold.wait(10)
            connection.close()

        writer = Thread(target=slow)
        writer.start()
        begun.wait(10)
        change_log.record(What.RELEASED, [self.entry.pk], at=timezone.now())

        early, after, _ = feed.page(START, 100)
        self.assertNotIn(What.RELEASED, [change.what for change in early])
        release_hold.set()
        writer.join()
        self.followed(lambda: True)

        late, _, _ = feed.page(after, 100)
        self.assertEqual(
            {change.what for change in [*early, *late]},
            {What.PUBLISHED, What.HELD, What.RELEASED},
        )

    def test_many_writers_at_once_lose_nothing_and_repeat_nothing(self):
        def write(number):
            for turn in range(20):
                with transaction.atomic():
                    change_log.record(What.HELD, [self.entry.pk] * 2, at=timezone.now())
                    Event().wait(0.001 * ((number * 7 + turn * 3) % 5))
            connection.close()

        writers = [Thread(target=write, args=[number]) for number in range(6)]
        for writer in writers:
            writer.start()
        seen = self.followed(lambda: not any(writer.is_alive() for writer in writers))
        for writer in writers:
            writer.join()

        self.assertEqual(len(seen), 1 + 6 * 20 * 2)
        self.assertEqual(len(seen), len(set(seen)))


def test_positions_are_ordered_by_moment_then_number():
    assert Position(2, 1) > Position(1, 9)
    assert str(Position(2, 1)) == "2-1"
