"""How long an entry has effect and is shown: dates from a standard's version, with the computation."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from .models import Standard


class Term(NamedTuple):
    """The dates of an entry and, for each, one sentence on how it was computed."""

    valid_from: date
    valid_to: date | None
    public_until: date | None
    is_public: bool
    basis: dict


def months_later(day, months) -> date:
    """The last day of a period of `months` that begins on `day`.

    The corresponding day of the month, or the month's last where there is none (《民法典》第 202 条).
    """
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def compute(
    standard, *, decided_on, published_on, asked_until=None, minor=False
) -> Term:
    """The dates of an entry decided on `decided_on` and published on `published_on`.

    `asked_until`, an end named by the decision itself, counts where it is earlier than the
    standard's. A minor's entry is not shown to the public (《未成年人保护法》第 103 条).
    """
    starts = {
        Standard.RunsFrom.DECISION: decided_on,
        Standard.RunsFrom.PUBLICATION: published_on,
    }
    valid_from = starts[standard.term_runs_from]
    valid_to, term = _end(
        "有效期限",
        valid_from,
        standard.term_months,
        standard.get_term_runs_from_display(),
        standard,
    )
    if asked_until and (valid_to is None or asked_until < valid_to):
        valid_to = asked_until
        term = f"文书载明有效期至 {asked_until}，以此为准。"
    is_public = standard.is_public and not minor
    public_until, window = _end(
        "公示期",
        starts[standard.public_runs_from],
        standard.public_max_months,
        standard.get_public_runs_from_display(),
        standard,
    )
    if not is_public:
        window = "未成年人信息不向社会公示。" if minor else "本标准规定不向社会公示。"
    basis = {"valid_to": term, "public_until": window}
    return Term(valid_from, valid_to, public_until, is_public, basis)


def _end(what, start, months, event, standard):
    if months is None:
        return None, f"{standard}未规定{what}的届满日。"
    end = months_later(start, months)
    return end, (
        f"{what}自{event} {start} 起 {months} 个月，至 {end} 届满"
        f"（{standard}；{standard.citation}）。"
    )


def mirrored(start, end) -> date:
    """The day until which something is shown that must be shown as long as from `start` to `end`."""
    return end + max(end - start, timedelta(days=1))
