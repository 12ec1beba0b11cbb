"""The columns of entries, and of what lists would make entries of, as their facts describe them."""

from django.db import models

from registry.entry_facts import FACTS, Fact, FactKind, Use


def column(fact: Fact) -> models.Field | None:
    """The column of an entry that keeps `fact`; None where the model writes it itself."""
    may_be_empty = {"blank": not fact.required, "help_text": fact.help_text}
    if fact.kind is FactKind.DATE:
        return models.DateField(fact.label, null=not fact.required, **may_be_empty)
    if fact.kind is FactKind.TEXT:
        return models.CharField(fact.label, max_length=fact.longest, **may_be_empty)
    if fact.kind is FactKind.LONG_TEXT:
        return models.TextField(fact.label, **may_be_empty)
    if fact.kind is FactKind.PARTICULARS:
        return models.JSONField(fact.label, default=dict, **may_be_empty)
    return None


def staged_column(fact: Fact) -> models.Field | None:
    """The same for a staged row: it is always written whole and never shown in a form."""
    if fact.kind is FactKind.DATE:
        return models.DateField(fact.label, null=not fact.required)
    if fact.kind is FactKind.TEXT:
        return models.CharField(fact.label, max_length=fact.longest)
    if fact.kind is FactKind.LONG_TEXT:
        return models.TextField(fact.label)
    if fact.kind is FactKind.PARTICULARS:
        return models.JSONField(fact.label)
    return None


class EntryFacts(models.Model):
    """What is stated of a recognition; one column for each fact described."""

    class Meta:
        abstract = True


class StagedFacts(models.Model):
    """The facts that a list can state."""

    class Meta:
        abstract = True


for _fact in FACTS:
    if _column := column(_fact):
        EntryFacts.add_to_class(_fact.name, _column)
    if Use.IMPORT in _fact.uses and (_column := staged_column(_fact)):
        StagedFacts.add_to_class(_fact.name, _column)
