"""What a check says, as plain data for the wire; the same for one and for ten thousand."""

from registry.identity import Status


def register(told):
    """The state of the register that the answer rests on."""
    return {"version": told.version, "at": told.as_of.isoformat()}


def answer_data(answer):
    return {
        "status": str(answer.status),
        "strength": str(answer.strength),
        "settles": answer.settles,
        "candidates": answer.candidates,
        "subject": answer.subject,
        "entries": answer.entries,
        "held": answer.held,
        "measures": answer.measures,
    }


def as_json(told):
    """The answer to one question."""
    return {
        "receipt": told.receipt,
        **answer_data(told.answer),
        "register": register(told),
    }


def in_batch(told):
    """One answer of a batch; in place of an answer to no number, why it is none."""
    if told.answer is None:
        return {"receipt": "", "status": "wrong", "detail": told.question.wrong}
    return {"receipt": told.receipt, **answer_data(told.answer)}


def kept(check):
    """A check as it is kept: numbers of entries and orders, and whether it was fed back."""
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


def unjudged(told):
    """Why there is no verdict on the green channel; somebody unknown here has no bad record."""
    if told.answer.status == Status.CLEAR and told.question.identifier is not None:
        return {
            "open": True,
            "reasons": ["名单库中没有该主体的任何记录，连续 3 年无不良信用记录。"],
            "register": register(told),
        }
    return {
        "open": None,
        "reasons": [told.answer.settles],
        "register": register(told),
    }
