"""What the register said of somebody at an instant, as plain facts that can be certified."""

import hashlib
from datetime import datetime

from django.utils import timezone

from registry import identifiers, ledger
from registry.entry_facts import Use, arranged, as_plain, names_for, used_for
from registry.models import Correction, Entry, FormerName, Proof, Subject, TrailEntry

# The facts that the table of a certificate shows, or that are too long for it.
IN_TABLE = {"document_number", "decided_on", "facts"}
FACTS = arranged([*names_for(Use.CERTIFY), "valid_from", "valid_to"], last=["facts"])
OTHERS = [fact for fact in used_for(Use.CERTIFY) if fact.name not in IN_TABLE]


def facts_of(
    identifier, subject: Subject | None, at: datetime, *, full: bool, name=""
) -> dict:
    """What the register said at `at` of the bearer of `identifier`; of nobody it knows, nothing.

    `full` is everything that stood, for the subject itself and for courts; otherwise what the
    public could read. Persons' numbers are masked.
    """
    rows = Entry.objects.none()
    if subject is not None:
        mine = Entry.objects.of(subject)
        rows = mine.standing(at) if full else mine.shown(at)
    is_person = identifier.kind in identifiers.PERSON_KINDS
    number = identifiers.mask(identifier) if is_person else identifier.value
    return {
        "at": timezone.localtime(at).isoformat(),
        "scope": "full" if full else "public",
        "name": name_at(subject, at) if subject else name,
        "number_kind": identifiers.Kind(identifier.kind).label,
        "number": number,
        "person": is_person,
        "known": subject is not None,
        "entries": statements_of(rows, at),
    }


def name_at(subject: Subject, at: datetime) -> str:
    """The name of the subject at the instant `at`."""
    on = timezone.localdate(at)
    former = FormerName.objects.filter(subject=subject, until__gt=on).order_by("until")
    return former.values_list("name", flat=True).first() or subject.name


def statements_of(rows, at) -> list[dict]:
    """What each of the entries `rows` stated at `at`, later corrections undone."""
    rows = rows.with_effect(at).with_held(at).order_by("decided_on", "pk")
    rows = list(rows.select_related("standard", "department"))
    earlier = {row.pk: {} for row in rows}
    later = Correction.objects.filter(entry__in=earlier, at__gt=at).order_by(
        "-at", "-pk"
    )
    # Newest first, so that of several corrections the earliest has the last word.
    for correction in later:
        earlier[correction.entry_id].update(correction.before)
    return [{**statement_of(row), **certified(earlier[row.pk])} for row in rows]


def statement_of(row) -> dict:
    """What the entry `row`, annotated with has_effect and is_held, states today."""
    return {
        "entry": row.pk,
        "list": row.get_list_kind_display(),
        "standard": str(row.standard),
        "department": row.department.name,
        "in_effect": row.has_effect,
        "held": row.is_held,
        **{name: as_plain(getattr(row, name)) for name in FACTS},
    }


def certified(values: dict) -> dict:
    """Those of the facts `values` that certificates carry."""
    return {name: value for name, value in values.items() if name in FACTS}


def readable(facts: dict) -> dict:
    """The facts of a certificate as pages and paper show them.

    The table has columns of its own for document and date; each other certified fact stands
    under its label, in the certificates that were issued since it is certified.
    """
    entries = [
        {
            **entry,
            "others": [
                (fact.label, entry[fact.name])
                for fact in OTHERS
                if entry.get(fact.name) not in (None, "")
            ],
        }
        for entry in facts["entries"]
    ]
    return {**facts, "entries": entries}


def digest(facts: dict) -> str:
    """The SHA-256 of the facts in their canonical form."""
    return hashlib.sha256(ledger.canonical(facts).encode()).hexdigest()


def is_genuine(proof: Proof) -> bool:
    """Whether the certificate is what was issued: its digest is that of its facts and of the trail."""
    line = (
        TrailEntry.objects.about(proof).filter(action="registry.proof.issued").first()
    )
    digest_kept = (line.after or {}).get("digest") if line else None
    return digest(proof.facts) == proof.digest == digest_kept


def as_json(proof: Proof) -> dict:
    """The certificate for machines; `facts` in canonical form hash to `digest`."""
    return {
        "code": proof.code,
        "genuine": is_genuine(proof),
        "facts": veiled(proof),
        "digest": proof.digest,
        "issued_at": timezone.localtime(proof.issued_at).isoformat(),
        "ledger": proof.seal and {"number": proof.seal_id, "hash": proof.seal.hash},
    }


def veiled(proof: Proof) -> dict:
    """The facts as the public may see them: of a person's name only the first character."""
    if not proof.facts["person"]:
        return proof.facts
    name = proof.facts["name"]
    return {**proof.facts, "name": name[:1] + "*" * max(len(name) - 1, 1)}
