"""What holds of every model of the project."""

import pytest
from django.apps import apps
from django.db.models import Model

OURS = ["registry", "sanctions", "repair", "disputes", "reporting"]
MODELS = [model for label in OURS for model in apps.get_app_config(label).get_models()]
STATEFUL = [model for model in MODELS if hasattr(model, "Status")]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_has_a_docstring_and_a_text_of_its_own(model):
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}(")
    assert model.__str__ is not Model.__str__


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_and_its_fields_have_chinese_names(model):
    named = [model._meta.verbose_name]
    named += [
        field.verbose_name for field in model._meta.fields if not field.primary_key
    ]
    for name in named:
        assert any(ord(sign) > 0x2E80 for sign in str(name)), name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_row_is_deleted_by_a_cascade(model):
    for field in model._meta.fields:
        if field.is_relation and field.related_model in MODELS:
            assert field.remote_field.on_delete.__name__ in ("PROTECT", "DO_NOTHING"), (
                field
            )


@pytest.mark.parametrize("model", STATEFUL, ids=lambda model: model._meta.label)
def test_every_status_has_its_moves(model):
    assert set(model.MOVES) == set(model.Status)
    assert set().union(*model.MOVES.values()) <= set(model.Status)


@pytest.mark.parametrize("model", STATEFUL, ids=lambda model: model._meta.label)
def test_every_status_but_the_first_can_be_reached(model):
    reachable = set().union(*model.MOVES.values())
    assert set(model.Status) - reachable <= {model._meta.get_field("status").default}
