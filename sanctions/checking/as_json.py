"""Checks as plain data for the API; the same for one and for ten thousand."""

from registry.identity import Status


def register(recorded) -> dict:
    """The state of the register that the result rests on."""
    return {"version": recorded.version, "at": recorded.as_of.isoformat()}


def result_data(result) -> dict:
    """The result alone, without receipt and state of the register."""
    return {
        "status": str(result.status),
        "strength": str(result.strength),
        "settles": result.settles,
        "candidates": result.candidates,
        "subject": result.subject,
        "entries": result.entries,
        "held": result.held,
        "measures": result.measures,
    }


def check(recorded) -> dict:
    """The answer to one question (an `actions.checks.RecordedCheck`)."""
    return {
        "receipt": recorded.receipt,
        **result_data(recorded.result),
        "register": register(recorded),
    }


def batch_item(recorded) -> dict:
    """One answer of a batch; for a number that is none, the sentence why."""
    if recorded.result is None:
        return {"receipt": "", "status": "wrong", "detail": recorded.question.wrong}
    return {"receipt": recorded.receipt, **result_data(recorded.result)}


def receipt(check) -> dict:
    """A `Check` as it was kept: numbers of entries and orders, and the feedback on it."""
    feedback = getattr(check, "feedback", None)
    return {
        "receipt": check.receipt,
        "purpose": check.purpose,
        "case_number": check.case_number,
        "asked_at": check.asked_at.isoformat(),
        "status": check.status,
        "strength": check.strength,
        "entries": check.entries,
        "held": check.held,
        "measures": check.orders,
        "candidates": check.candidates,
        "register": {"version": check.version, "at": check.as_of.isoformat()},
        "feedback": feedback
        and {"outcome": feedback.outcome, "at": feedback.at.isoformat()},
    }


def without_verdict(recorded) -> dict:
    """The green channel's answer on who is not in the register: open to a number unknown here.

    Who was asked about by name alone gets no verdict (`open` is None), but the way to one.
    """
    unknown = recorded.result.status == Status.CLEAR
    if unknown and recorded.question.identifier is not None:
        return {
            "open": True,
            "reasons": ["名单库中没有该主体的任何记录，连续 3 年无不良信用记录。"],
            "register": register(recorded),
        }
    return {
        "open": None,
        "reasons": [recorded.result.settles],
        "register": register(recorded),
    }
