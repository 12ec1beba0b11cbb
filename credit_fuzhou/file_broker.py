"""The message broker of a machine without Redis: messages are files in a folder."""

import uuid
from pathlib import Path
from time import monotonic

from kombu.transport import filesystem
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    """Kombu's channel, but a message appears in the folder complete.

    Kombu writes into the final file; a worker that reads half a message stops for good.
    """

    def _put(self, queue, payload, **kwargs):
        folder = Path(self.data_folder_out)
        name = f"{monotonic() * 1000:.0f}_{uuid.uuid4()}.{queue}.msg"
        draft = folder / f"{name}.draft"
        draft.write_text(dumps(payload), encoding="utf-8")
        draft.rename(folder / name)


class Transport(filesystem.Transport):
    """Chosen by the setting `CELERY_BROKER_TRANSPORT`."""

    Channel = Channel
