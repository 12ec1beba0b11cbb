"""The Celery app; tasks are found in `tasks` and `notices` of every app."""

import os

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "credit_fuzhou.settings")

app = Celery("credit_fuzhou")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(related_name="notices")


@signals.setup_logging.connect
def keep_logging(**kwargs):
    """Do nothing: with a receiver of this signal Celery leaves logging as the settings have it."""
