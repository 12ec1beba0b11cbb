"""What the admin classes are built from: tones of tags, buttons and actions on a set."""

import ast
import re
import sys
from dataclasses import fields

import pytest
from django.conf import settings
from django.contrib import admin
from django.template.loader import render_to_string

from registry.adminkit import BulkAction, Button, Tone, tag
from registry.models import ListKind

STYLES = (settings.BASE_DIR / "static" / "tokens.css").read_text(encoding="utf-8")
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))


def tones_in(text):
    return set(re.findall(r"\btag--(\w+)", text))


def test_every_tone_is_drawn_and_everything_that_is_drawn_is_a_tone():
    assert tones_in(STYLES) == set(Tone)


def test_templates_name_tones_alone():
    named = [(path.name, tones_in(path.read_text("utf-8"))) for path in TEMPLATES]

    assert [(name, tones) for name, tones in named if tones - set(Tone)] == []
    assert any(tones for _, tones in named)


def test_every_table_of_tones_has_tones_alone():
    tables = {
        name: set(module.TONES.values())
        for name, module in sys.modules.items()
        if ".admin." in name and hasattr(module, "TONES")
    }

    assert {name: tones - {""} for name, tones in tables.items() if tones - {""} - set(Tone)} == {}  # fmt: skip
    assert len(tables) > 3


def test_both_lists_have_a_tone():
    assert set(ListKind.values) <= set(Tone)


def test_a_tag_says_its_word_in_its_tone():
    assert tag("已发布", Tone.DONE) == '<span class="tag tag--done">已发布</span>'
    assert tag("已发布", "done") == tag("已发布", Tone.DONE)
    assert tag("草稿") == '<span class="tag">草稿</span>'
    with pytest.raises(ValueError, match="wait"):
        tag("待确认", "wait")


def test_a_button_and_an_action_on_a_set_take_the_same_words_in_the_same_order():
    button = [field.name for field in fields(Button)]
    bulk = [field.name for field in fields(BulkAction)]

    shared = [name for name in button if name in bulk]
    assert shared == [name for name in bulk if name in button]
    assert shared == ["name", "label", "do", "permission", "form", "note", "danger"]


def every_button():
    """Each button of each admin, by a name that says where it is."""
    for model, desk in sorted(admin.site._registry.items(), key=lambda pair: str(pair)):
        for button in getattr(desk, "buttons", ()):
            yield pytest.param(button, id=f"{model._meta.label_lower}-{button.name}")


@pytest.mark.parametrize("button", list(every_button()))
def test_what_has_a_form_a_preview_or_no_way_back_is_asked_about_first(button):
    shown = {"button": button, "url": "/where/"}
    page = render_to_string("admin/kit/_buttons.html", {"buttons": [shown], "seen": 7})

    asks = button.form is not None or button.preview is not None or button.danger
    assert ('<a class="button' in page) == asks
    assert ('<form method="post"' in page) == (not asks)


def test_every_tone_that_a_page_gives_a_tag_exists():
    named = {
        (path.name, node.args[1].value)
        for app in ("registry", "sanctions", "disputes", "repair", "reporting")
        for path in (settings.BASE_DIR / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "tag"
        and len(node.args) > 1
        if isinstance(node.args[1], ast.Constant)
    }

    assert {(file, tone) for file, tone in named if tone not in set(Tone)} == set(), (
        "take one of adminkit.Tone"
    )
