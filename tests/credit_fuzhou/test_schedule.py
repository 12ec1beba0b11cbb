"""The scheduled tasks exist, and the file broker delivers complete messages."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from kombu import Connection

from credit_fuzhou.celery import app


@pytest.mark.parametrize("name", settings.CELERY_BEAT_SCHEDULE)
def test_a_scheduled_task_exists(name):
    app.loader.import_default_modules()

    assert settings.CELERY_BEAT_SCHEDULE[name]["task"] in app.tasks


def test_a_message_is_a_complete_file_and_is_taken_once(tmp_path):
    folders = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path)}
    options = {**folders, "control_folder": str(tmp_path / "control")}
    link = Connection(
        "filesystem://localhost",
        transport="credit_fuzhou.file_broker:Transport",
        transport_options=options,
    )

    with link, link.SimpleQueue("bells") as queue:
        queue.put({"batch": 7})
        [file] = tmp_path.glob("*.msg")
        assert json.loads(file.read_text())["body"]
        assert queue.get(timeout=5).payload == {"batch": 7}
        assert not list(Path(tmp_path).glob("*.msg*"))


def test_a_half_written_message_is_not_seen(tmp_path):
    options = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path)}
    link = Connection(
        "filesystem://localhost",
        transport="credit_fuzhou.file_broker:Transport",
        transport_options=options | {"control_folder": str(tmp_path / "control")},
    )
    (tmp_path / "1_x.bells.msg.draft").write_text('{"half')

    with link, link.SimpleQueue("bells") as queue, pytest.raises(queue.Empty):
        queue.get(block=False)
