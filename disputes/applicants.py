"""Who brings a case: the number checked when typed, stored sealed, shown only with a reason."""

import json
from typing import NamedTuple

from disputes.models import Case
from registry import identifiers, identity, names, sealing
from registry.actions.subjects import numbered


class Applicant(NamedTuple):
    """Somebody who objects or complains; `identifier` is a checked one of registry.identifiers."""

    kind: str
    name: str
    identifier: identifiers.Identifier
    relation: str
    phone: str
    email: str = ""
    address: str = ""

    @property
    def key(self) -> str:
        """The look-up key under which the register would know this applicant."""
        return identity.lookup_key(self.identifier)


def columns(applicant: Applicant) -> dict:
    """The values of a case's columns that hold its applicant."""
    number = numbered(applicant.identifier)
    contact = {name: getattr(applicant, name) for name in ("phone", "email", "address")}
    return {
        "applicant_kind": applicant.kind,
        "applicant_name": names.display(applicant.name),
        "applicant_identifier": number["identifier"],
        "applicant_key": number["key"],
        "applicant_sealed": number["sealed"],
        "contact_sealed": sealing.seal(json.dumps(contact), Case.CONTACT),
        "relation": applicant.relation,
    }


def copied_columns(case) -> dict:
    """The same columns, copied from an earlier case of the same applicant."""
    columns_of_applicant = [
        "applicant_kind",
        "applicant_name",
        "applicant_identifier",
        "applicant_key",
        "applicant_sealed",
        "contact_sealed",
        "relation",
    ]
    return {name: getattr(case, name) for name in columns_of_applicant}


def number_of(case) -> str:
    """The applicant's whole number."""
    if case.applicant_sealed is None:
        return case.applicant_identifier
    return sealing.unseal(case.applicant_sealed)


def contact_of(case) -> dict:
    """How the applicant can be reached: phone, email, address."""
    return json.loads(sealing.unseal(case.contact_sealed, case.CONTACT))
