"""What associations keep of their members, as their own data (二(四))."""

from datetime import date

from django.db import transaction
from django.utils import timezone

import registry.actions
from registry import trail
from registry.errors import Refused
from registry.models import Department, Official, SubjectKind
from sanctions.models import IndustryMeasure, MemberGrade, Membership


def association_of(by: Official) -> Department:
    """The association that `by` acts for; raises Refused for officials of other departments."""
    department = by.department
    if department is None or department.kind != Department.Kind.ASSOCIATION:
        raise Refused(
            "会员、行业措施和会员等级由行业协会商会自行登记，其他单位不能代为登记。"
        )
    return department


@transaction.atomic
def admit(membership: Membership, *, by: Official) -> Membership:
    """Record that a subject is a member of the association that `by` acts for; no natural person."""
    membership.department = association_of(by)
    if membership.subject.kind == SubjectKind.PERSON:
        raise Refused("会员信用档案只登记单位会员。")
    membership.full_clean()
    registry.actions.reference.save(membership, by=by)
    return membership


@transaction.atomic
def leave(membership: Membership, *, by: Official, left_on: date) -> None:
    """Record that the member has left; Refused if it has before."""
    refuse_unless_own(membership, by)
    if membership.left_on is not None:
        raise Refused("该会员已经退会。")
    membership.left_on = left_on
    membership.full_clean()
    registry.actions.reference.save(membership, by=by)


def refuse_unless_own(instance: Membership | IndustryMeasure, by: Official) -> None:
    """Raise Refused where another association than that of `by` keeps the `instance`."""
    if association_of(by).pk != instance.department_id:
        raise Refused(f"该信息由{instance.department}登记，应由该协会办理。")


@transaction.atomic
def grade_member(
    membership: Membership,
    *,
    by: Official,
    grade: str,
    rules: str,
    graded_on: date,
    valid_to: date | None = None,
) -> MemberGrade:
    """Record the association's own grade of its member, by its `rules`; it binds no authority."""
    refuse_unless_own(membership, by)
    made = MemberGrade(
        membership=membership,
        grade=grade,
        rules=rules,
        graded_on=graded_on,
        valid_to=valid_to,
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    made.full_clean()
    made.save()
    trail.record(made, "added", by=by, after={"grade": grade, "rules": rules})
    return made


@transaction.atomic
def take_industry_measure(measure: IndustryMeasure, *, by: Official) -> IndustryMeasure:
    """Record what the association did by its own rules: warned, censured, refused or expelled."""
    measure.department = association_of(by)
    measure.recorded_at, measure.recorded_by = timezone.now(), by
    measure.full_clean()
    registry.actions.reference.save(measure, by=by)
    return measure


@transaction.atomic
def lift_industry_measure(
    measure: IndustryMeasure, *, by: Official, lifted_on: date
) -> None:
    """Record that the association has lifted its measure; once, and not for a day to come."""
    refuse_unless_own(measure, by)
    # Locked and read again, so that two officials cannot lift it on two days.
    measure.refresh_from_db(from_queryset=IndustryMeasure.objects.select_for_update())
    if measure.lifted_on is not None:
        raise Refused("该项行业措施已经解除。")
    if not measure.taken_on <= lifted_on <= timezone.localdate():
        raise Refused("解除日期应不早于采取日期，且不晚于今天。")
    measure.lifted_on = lifted_on
    measure.save(update_fields=["lifted_on"])
    trail.record(measure, "lifted", by=by, after={"lifted_on": str(lifted_on)})
