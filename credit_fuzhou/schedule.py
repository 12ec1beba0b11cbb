"""The scheduled tasks. Each handles everything that is due, so a missed run loses nothing."""

from celery.schedules import crontab

TASKS = {
    "registry.tasks.end_expired": crontab(hour=0, minute=10),
    "registry.tasks.resume_batches": crontab(),
    "credit_fuzhou.heartbeat.beat": crontab(),
    "registry.tasks.recompute_deadlines": crontab(minute=20),
    "registry.tasks.remind": crontab(hour="8-20", minute=30),
    "registry.tasks.send_messages": crontab(),
    "registry.tasks.seal_trail": crontab(),
    "registry.tasks.deliver": crontab(),
    "registry.tasks.chase_recalls": crontab(hour=9, minute=0),
    "registry.tasks.take_snapshot": crontab(hour=2, minute=30),
    "registry.tasks.forget_answers": crontab(hour=3, minute=0),
    "registry.tasks.forget_lists": crontab(hour=3, minute=10),
    "sanctions.tasks.close_groundless": crontab(hour=0, minute=20),
    "sanctions.tasks.chase_orders": crontab(hour=9, minute=5),
    "disputes.tasks.deem_received": crontab(minute=5),
    "disputes.tasks.remind_of_court_dates": crontab(hour="8-20", minute=35),
    "reporting.tasks.open_reports": crontab(minute=15),
}
BEAT = {name: {"task": name, "schedule": when} for name, when in TASKS.items()}
