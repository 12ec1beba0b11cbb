"""Where the settings keep data: folders, database, cache, static files and the queue of tasks."""

from pathlib import Path

import environ

FOLDERS = ("broker/queue", "broker/control", "static", "uploads")


def make_folders(var_dir: Path) -> None:
    """Create `var_dir`, readable by its owner only, and the folders inside it."""
    var_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    for folder in FOLDERS:
        (var_dir / folder).mkdir(parents=True, exist_ok=True)


def database(url: str, var_dir: Path) -> dict:
    """The entry of DATABASES for `url`; a SQLite file in `var_dir` where `url` is empty."""
    config = environ.Env.db_url_config(url or f"sqlite:///{var_dir / 'credit.sqlite3'}")
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {
            # Readers do not wait for the one writer.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            # A transaction that reads before it writes would fail at once if another wrote
            # in between; taking the lock at the start makes it wait instead.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,  # seconds
        }
    else:
        config |= {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    return config


def cache(redis_url: str) -> dict:
    """The entry of CACHES: Redis, or the memory of each process where `redis_url` is empty."""
    backend = "redis.RedisCache" if redis_url else "locmem.LocMemCache"
    return {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": redis_url}


def storages(*, collected: bool) -> dict:
    """STORAGES: static files as `collectstatic` left them, or where they lie in the source."""
    backend = (
        "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if collected
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    return {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": backend},
    }


def broker_options(var_dir: Path) -> dict:
    """Celery's transport options; the folders are read by `file_broker` alone."""
    return {
        "visibility_timeout": 2 * 60 * 60,  # Redis: longer tasks would be started twice
        "data_folder_in": str(var_dir / "broker/queue"),
        "data_folder_out": str(var_dir / "broker/queue"),
        "control_folder": str(var_dir / "broker/control"),
        "polling_interval": 0.2,
    }
