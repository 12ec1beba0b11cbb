"""Plain makers for catalogue, memoranda and orders; everything published by the real actions."""

from datetime import date

from registry.models import Department
from sanctions import actions
from sanctions.models import Edition, Measure, Memorandum, Provision
from tests import factories

LONG_AGO = date(2020, 1, 1)
PUBLISHED = {
    "published_on": LONG_AGO,
    "published_where": "信用福州网站",
    "valid_from": LONG_AGO,
}


def measure_of(edition, code=None, **fields):
    """An unsaved punishment of organisations, mandatory by law, for `edition`."""
    defaults = {
        "code": code or f"measure-{factories.next_number()}",
        "name": "限制参与政府采购",
        "content": "一定期限内禁止参加政府采购活动。",
        "polarity": Measure.Polarity.PUNISHMENT,
        "force": Measure.Force.MANDATORY,
        "kind": Measure.Kind.ADMINISTRATIVE,
        "subject_kinds": ["organisation", "individual_business"],
        "roles": [],
        "document": "《中华人民共和国政府采购法》",
        "article": "第二十二条",
        "level": "law",
        "clause": "二（二）",
    }
    return Measure(edition=edition, **{**defaults, **fields})


def make_edition(*measures, published=True, **dates):
    """An edition with `measures` (keywords of each); published unless said otherwise."""
    edition = actions.catalogue.draft_edition(
        name=f"措施清单{factories.next_number()}", by=None
    )
    for fields in measures:
        actions.catalogue.save_measure(measure_of(edition, **fields), by=None)
    if published:
        actions.catalogue.publish_edition(edition, by=None, **{**PUBLISHED, **dates})
    return edition


def make_memorandum(standard, provisions, *, published=True, **dates):
    """A memorandum that covers `standard`; `provisions` are (measure, department) or keywords."""
    memorandum = actions.memoranda.draft(
        Memorandum(
            title=f"备忘录{factories.next_number()}", initiator=standard.department
        ),
        standards=[standard],
        by=None,
    )
    for one in provisions:
        fields = (
            one
            if isinstance(one, dict)
            else dict(zip(("measure", "department"), one, strict=True))
        )
        actions.memoranda.save_provision(
            Provision(memorandum=memorandum, **fields), by=None
        )
    if published:
        actions.memoranda.publish(memorandum, by=None, **{**PUBLISHED, **dates})
    return memorandum


def make_bank():
    return factories.make_department("yinhang", Department.Kind.FINANCIAL)


def current_edition():
    return Edition.objects.get(status=Edition.Status.PUBLISHED)
