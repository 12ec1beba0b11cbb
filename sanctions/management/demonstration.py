"""Measures for the demonstration: the real actions, each on the day on which it would have happened."""

from django.utils import timezone

from registry import messages, roles, workdays
from registry.management.demonstration.acting import on_the_day
from registry.models import (
    Department,
    Entry,
    ListKind,
    Official,
    Standard,
    Subject,
    SubjectKind,
)
from sanctions import actions
from sanctions.checking.questions import Question, question
from sanctions.models import (
    Band,
    Check,
    Feedback,
    IndustryMeasure,
    Membership,
    Memorandum,
    Order,
    Promise,
    Purpose,
    Scheme,
)

ALLOWED = 5  # working days in which promised material is to be supplied
LEFT = 2  # orders that each department leaves unanswered


def play(today) -> int:
    """Play every part of joint measures; returns how many orders, checks, promises and reports."""
    calendar = workdays.load()

    def ago(number):
        return calendar.subtract(today, number)

    sign_memoranda(ago(40), ago(38), ListKind.BLACK)
    answer_orders(ago(37))
    sign_memoranda(ago(4), ago(3), ListKind.RED)
    close_orders(ago(5), ago(1))
    played = Order.objects.count() + check_subjects(ago) + give_promises(ago)
    class_subjects(ago)
    keep_associations(ago)
    with on_the_day(today):
        actions.notifications.chase(today)
    return played + issue_reports(ago(2))


def of(code, group=roles.CLERKS) -> Official:
    """The demonstration's official of the department `code`."""
    return messages.officials_of(Department.objects.get(code=code), group).first()


def office() -> Official:
    return of("xinyongban", roles.OFFICE)


def sign_memoranda(signed, triggered, list_kind) -> None:
    """The seeded examples about lists of this kind come into force and order what stands already."""
    drafts = Memorandum.objects.filter(
        status=Memorandum.Status.DRAFT, standards__list_kind=list_kind
    )
    for memorandum in drafts.distinct():
        with on_the_day(signed):
            actions.memoranda.publish(
                memorandum,
                by=of(memorandum.initiator.code, roles.REVIEWERS),
                published_on=signed,
                published_where="“信用福州”网站（演示）",
                valid_from=signed,
            )
        with on_the_day(triggered):
            actions.triggering.trigger(memorandum, by=office())


def answer_orders(day) -> None:
    """Each department takes most measures, a guided body leaves one to its discretion, some are forgotten."""
    for number, department in enumerate(ordered_departments(), 1):
        official = messages.officials_of(department, roles.CLERKS).first()
        with on_the_day(day):
            waiting = Order.objects.filter(department=department).executable(
                timezone.now()
            )
            orders = list(waiting.select_related("measure").order_by("pk"))
            taken = orders[:-LEFT] if number % 2 else orders
            if taken and not taken[0].measure.is_mandatory:
                decline(taken.pop(0), official)
            if taken:
                actions.orders.execute_all(
                    [order.pk for order in taken],
                    by=official,
                    executed_on=day,
                    document=f"{department}联惩（演示）〔{day.year}〕{number}号",
                )


def ordered_departments() -> list[Department]:
    """Those that have orders to answer and somebody to do it."""
    waiting = Order.objects.filter(status=Order.Status.PENDING)
    departments = Department.objects.filter(
        pk__in=waiting.order_by().values("department")
    )
    return [
        one
        for one in departments.order_by("pk")
        if messages.officials_of(one, roles.CLERKS).exists()
    ]


def decline(order, official) -> None:
    actions.orders.decline(
        order,
        by=official,
        ground=Order.Ground.UNSUITABLE,
        explanation="经裁量，暂不采取该项推荐性措施。（演示）",
    )


def close_orders(noticed, lifted) -> None:
    """The sweep asks for the lifting of measures whose ground is gone; one department has done so."""
    with on_the_day(noticed):
        actions.order_lifecycle.close_groundless(timezone.now())
    order = Order.objects.filter(status=Order.Status.LIFTING).order_by("pk").first()
    if order is not None:
        with on_the_day(lifted):
            official = messages.officials_of(order.department, roles.CLERKS).first()
            document = "解除联合惩戒措施通知（演示）1号"
            actions.orders.lift(order, by=official, lifted_on=lifted, document=document)


def check_subjects(ago) -> int:
    """Check subjects before a tender, most with feedback, then a list, then a name alone."""
    day, clerk = ago(4), of("shichang")
    listed = subjects(ListKind.BLACK)[:4] + subjects(ListKind.RED)[:4]
    with on_the_day(day):
        recorded = actions.checks.check_all(
            [question_about(subject, day) for subject in listed],
            purpose=Purpose.PROCUREMENT,
            case_number="榕采（演示）1号",
            by=clerk,
        )
        for one in recorded[:6]:
            check = Check.objects.get(receipt=one.receipt)
            taken = Feedback.Outcome.TAKEN if check.orders else Feedback.Outcome.NORMAL
            actions.checks.record_feedback(check, by=clerk, outcome=taken)
    with on_the_day(ago(1)):
        clerk = of("jianwei")
        case = {"purpose": Purpose.TRADING, "case_number": "榕建招（演示）2号"}
        actions.checks.check_batch(
            [question_about(one, day) for one in listed], by=clerk, **case
        )
        by_name = question(name=listed[0].name, today=day)
        actions.checks.check(by_name, by=clerk, **case)
    return Check.objects.count()


def question_about(subject, day) -> Question:
    return question(identifier=subject.identifier, name=subject.name, today=day)


def subjects(list_kind) -> list[Subject]:
    """Companies with an entry of this kind in effect, each once."""
    entries = Entry.objects.in_effect(timezone.now()).filter(list_kind=list_kind)
    companies = Subject.objects.filter(
        kind=SubjectKind.ORGANISATION, pk__in=entries.values("subject")
    )
    return list(companies.order_by("pk"))


def give_promises(ago) -> int:
    """Missing material promised by three of good repute: supplied, not supplied, still to come."""
    clerk = of("huanbao")
    kept, broken, running = (
        promised(subject, day, clerk)
        for subject, day in zip(
            subjects(ListKind.RED), (ago(30), ago(25), ago(2)), strict=False
        )
    )
    with on_the_day(ago(27)):
        actions.promises.mark_kept(kept, by=clerk, supplied_on=ago(27))
    with on_the_day(ago(18)):
        actions.promises.mark_broken(
            broken,
            by=clerk,
            standard=Standard.objects.in_force(ago(18)).get(
                code="chufa_ordinary_huanbao"
            ),
            document_number="榕环承诺（演示）1号",
        )
    return len([kept, broken, running])


def promised(subject, day, clerk) -> Promise:
    with on_the_day(day):
        return actions.promises.record(
            subject,
            by=clerk,
            matter="排污许可证延续",
            case_number=f"榕环许（演示）{subject.pk}号",
            items=["自行监测方案", "执行报告"],
            workdays_allowed=ALLOWED,
            deferrable=True,
        )


def class_subjects(ago) -> None:
    """A scheme of classes in force, and grades that the State gave."""
    scheme = Scheme(
        department=Department.objects.get(code="huanbao"),
        name="环境保护领域信用分类监管办法（演示）",
        basis="榕政办〔2016〕264号一（四）、三（二）",
    )
    bands = [
        ("重点监管", [ListKind.BLACK], 1, "提高检查频次，每季度至少检查一次。"),
        ("关注", [ListKind.BAD], 2, "每半年检查一次。"),
        ("守信", [ListKind.RED], 1, "减少检查频次，以非现场检查为主。"),
        ("一般", [], 1, "按常规比例抽查。"),
    ]
    with on_the_day(ago(30)):
        actions.classes.draft_scheme(
            scheme,
            by=of("huanbao"),
            bands=[
                Band(rank=rank, name=name, list_kinds=kinds, at_least=least, inspection=how)
                for rank, (name, kinds, least, how) in enumerate(bands, 1)
            ],
        )  # fmt: skip
    with on_the_day(ago(29)):
        actions.classes.publish_scheme(
            scheme,
            by=of("huanbao", roles.REVIEWERS),
            published_on=ago(29),
            published_where="“信用福州”网站（演示）",
            valid_from=ago(29),
        )
        for grade, subject in zip("AAB", subjects(ListKind.RED), strict=False):
            actions.classes.record_grade(
                subject,
                grade=grade,
                source="全国信用信息共享平台（演示）",
                graded_on=ago(29),
                by=office(),
            )


def keep_associations(ago) -> None:
    """An association keeps two members, a grade of one and a warning to the other."""
    clerk = of("tuanwei")
    rules = "《会员自律公约》（演示）"
    good, bad = subjects(ListKind.RED)[0], subjects(ListKind.BLACK)[0]
    with on_the_day(ago(20)):
        for subject in (good, bad):
            member = Membership(subject=subject, joined_on=ago(20))
            actions.associations.admit(member, by=clerk)
            if subject == good:
                actions.associations.grade_member(
                    member, by=clerk, grade="优秀", rules=rules, graded_on=ago(20)
                )
        actions.associations.take_industry_measure(
            IndustryMeasure(
                subject=bad,
                kind=IndustryMeasure.Kind.WARNING,
                rules=rules,
                document="警告函（演示）1号",
                facts="违反会员自律公约。（演示）",
                taken_on=ago(20),
            ),
            by=clerk,
        )


def issue_reports(day) -> int:
    """A company's report, and a person's to that person."""
    person = Subject.objects.filter(kind=SubjectKind.PERSON).order_by("pk").first()
    with on_the_day(day):
        for subject, proof in [
            (subjects(ListKind.BLACK)[0], ""),
            (person, "窗口核验居民身份证原件，人证一致（演示）"),
        ]:
            actions.reports.issue(
                subject, by=office(), purpose="参加投标（演示）", identity_proof=proof
            )
    return 2
