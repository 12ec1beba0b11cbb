"""What the register said of somebody at an instant, as plain facts that can be certified."""

import hashlib

from django.utils import timezone

from registry import identifiers, ledger
from registry.models import Correction, Entry, FormerName, TrailEntry

FACTS = ["document_number", "decided_on", "valid_from", "valid_to", "facts"]


def facts_of(identifier, subject, at, *, full, name=""):
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
        "entries": said(rows, at),
    }


def name_at(subject, at):
    """The name that the subject bore at `at`."""
    on = timezone.localdate(at)
    former = FormerName.objects.filter(subject=subject, until__gt=on).order_by("until")
    return former.values_list("name", flat=True).first() or subject.name


def said(rows, at):
    """What each of the entries `rows` said at `at`, later corrections undone."""
    rows = rows.with_effect(at).with_held(at).order_by("decided_on", "pk")
    rows = list(rows.select_related("standard", "department"))
    undone = {row.pk: {} for row in rows}
    later = Correction.objects.filter(entry__in=undone, at__gt=at).order_by(
        "-at", "-pk"
    )
    for correction in later:
        undone[correction.entry_id].update(correction.before)
    return [{**stated(row), **kept(undone[row.pk])} for row in rows]


def stated(row):
    return {
        "entry": row.pk,
        "list": row.get_list_kind_display(),
        "standard": str(row.standard),
        "department": row.department.name,
        "in_effect": row.has_effect,
        "held": row.is_held,
        **{name: plain(getattr(row, name)) for name in FACTS},
    }


def kept(before):
    return {name: value for name, value in before.items() if name in FACTS}


def plain(value):
    return value if value is None else str(value)


def digest(facts) -> str:
    """The SHA-256 of the facts in their canonical form."""
    return hashlib.sha256(ledger.canonical(facts).encode()).hexdigest()


def is_genuine(proof) -> bool:
    """Whether the certificate is what was issued: its digest is that of its facts and of the trail."""
    line = (
        TrailEntry.objects.about(proof).filter(action="registry.proof.issued").first()
    )
    told = (line.after or {}).get("digest") if line else None
    return digest(proof.facts) == proof.digest == told


def as_json(proof):
    """The certificate for machines; `facts` in canonical form hash to `digest`."""
    return {
        "code": proof.code,
        "genuine": is_genuine(proof),
        "facts": veiled(proof),
        "digest": proof.digest,
        "issued_at": timezone.localtime(proof.issued_at).isoformat(),
        "ledger": proof.seal and {"number": proof.seal_id, "hash": proof.seal.hash},
    }


def veiled(proof):
    """The facts as the public may see them: of a person's name only the first character."""
    if not proof.facts["person"]:
        return proof.facts
    name = proof.facts["name"]
    return {**proof.facts, "name": name[:1] + "*" * max(len(name) - 1, 1)}
