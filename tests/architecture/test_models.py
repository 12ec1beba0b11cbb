"""Foreign keys point down, and no model gives a way up into another app."""

from types import SimpleNamespace

from django.apps import apps
from django.db.models import ForeignObjectRel

from .source import MAY_USE

MODELS = [model for name in MAY_USE for model in apps.get_app_config(name).get_models()]
RELATIONS = [
    field
    for model in MODELS
    for field in model._meta.get_fields()
    if field.is_relation and not isinstance(field, ForeignObjectRel)
]


def points_up(field):
    """Whether `field` leads to an app above its own; Django's own lie under everything."""
    app = field.model._meta.app_label
    beneath = {app, "auth", "contenttypes", *MAY_USE[app]}
    return field.related_model._meta.app_label not in beneath


def can_be_walked_up(field):
    """Whether `field` gives a model of an app below a way to the model that points to it."""
    app, other = field.model._meta.app_label, field.related_model._meta.app_label
    return other in MAY_USE and other != app and not field.remote_field.hidden


def relation(app, other, *, hidden):
    def model(label):
        return SimpleNamespace(_meta=SimpleNamespace(app_label=label))

    remote = SimpleNamespace(hidden=hidden)
    return SimpleNamespace(
        model=model(app), related_model=model(other), remote_field=remote
    )


def test_relations_point_down():
    assert [str(field) for field in RELATIONS if points_up(field)] == []
    assert points_up(relation("registry", "sanctions", hidden=True))
    assert points_up(relation("repair", "disputes", hidden=True))


def test_no_model_can_walk_up_into_another_app():
    assert [str(field) for field in RELATIONS if can_be_walked_up(field)] == []
    assert can_be_walked_up(relation("sanctions", "registry", hidden=False))
