"""Settings, read from the environment or from `.env`; none is needed to try the platform."""

from datetime import timedelta
from pathlib import Path

import environ

from . import connections, documentation, keys, logs, schedule

BASE_DIR = Path(__file__).resolve().parent.parent

# --- environment -------------------------------------------------------------
env = environ.Env()
env.read_env(BASE_DIR / ".env")

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
connections.make_folders(VAR_DIR)


def secret(name: str) -> str:
    """The value of the environment variable `name`; the generated one where it is empty."""
    return env.str(name, default="") or keys.load_or_create(VAR_DIR / "keys.env")[name]


SECRETS = ("SECRET_KEY", "CREDIT_DATA_KEYS", "CREDIT_DIGEST_KEY")
GENERATED_SECRETS = [name for name in SECRETS if not env.str(name, default="")]
SECRET_KEY = secret("SECRET_KEY")
CREDIT_DATA_KEYS = keys.data_keys(secret("CREDIT_DATA_KEYS"))
CREDIT_DIGEST_KEY = keys.secret_key("CREDIT_DIGEST_KEY", secret("CREDIT_DIGEST_KEY"))
TIP_PUBLIC_KEY = env.str("TIP_PUBLIC_KEY", default="")  # if empty, tip-offs are closed
TIP_KEYS_DIR = env.str("TIP_KEYS_DIR", default=str(VAR_DIR / "tip-keys"))

# --- core --------------------------------------------------------------------
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
NUM_PROXIES = env.int("NUM_PROXIES", default=0)
WEBHOOKS_MAY_REACH_PRIVATE = env.bool("WEBHOOKS_MAY_REACH_PRIVATE", default=False)
ROOT_URLCONF = "credit_fuzhou.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
MEDIA_ROOT = VAR_DIR / "uploads"  # read by the worker; no URL leads here
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
SNAPSHOTS_DIR = VAR_DIR / "snapshots"
UPLOADS_KEPT = timedelta(days=env.int("UPLOADS_KEPT_DAYS", default=90))

# --- apps --------------------------------------------------------------------
INSTALLED_APPS = [
    "registry",
    "sanctions",
    "repair",
    "disputes",
    "reporting",
    "credit_fuzhou.apps.CreditAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "django_filters",
    "import_export",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

# --- middleware --------------------------------------------------------------
MIDDLEWARE = [
    "credit_fuzhou.middleware.request_number",
    "django.middleware.security.SecurityMiddleware",
    "credit_fuzhou.middleware.browser_policy",
    "credit_fuzhou.middleware.printable",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sanctions.checking.fast.middleware.plain_checks",  # before what only browsers need
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- database and cache ------------------------------------------------------
DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASES = {"default": connections.database(DATABASE_URL, VAR_DIR)}
ON_SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
REDIS_URL = env.str("REDIS_URL", default="")
CACHES = {"default": connections.cache(REDIS_URL)}

# --- auth --------------------------------------------------------------------
AUTH_USER_MODEL = "registry.Official"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"
    },
    {"NAME": "credit_fuzhou.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "admin:login"
SESSION_COOKIE_AGE = 8 * 60 * 60  # one working day
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=30)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/lockout.html"
AXES_CLIENT_IP_CALLABLE = "credit_fuzhou.middleware.client_address"
AXES_RESET_ON_SUCCESS, AXES_VERBOSE = True, False
AXES_ENABLE_ADMIN = False  # its pages are not in Chinese; a lock expires by itself
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"

# --- language and time -------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"

# --- static files ------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = connections.storages(collected=not WHITENOISE_USE_FINDERS)

# --- API ---------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "registry.apikit.tokens.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "rest_framework.throttling.ScopedRateThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": "60/min",
        "read": "600/min",
        "feed": "600/min",
        "push": "300/min",
        "check": "6000/min",
        "batch": "60/min",
    },
    "EXCEPTION_HANDLER": "credit_fuzhou.api.handle_exception",
    "NUM_PROXIES": NUM_PROXIES,
}
SPECTACULAR_SETTINGS = documentation.SETTINGS

# --- work that runs later ----------------------------------------------------
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost"
CELERY_BROKER_TRANSPORT = None if REDIS_URL else "credit_fuzhou.file_broker:Transport"
CELERY_BROKER_TRANSPORT_OPTIONS = connections.broker_options(VAR_DIR)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_IMPORTS = ["credit_fuzhou.heartbeat"]
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = schedule.BEAT

# --- mail --------------------------------------------------------------------
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{VAR_DIR / 'mail'}"))
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="信用福州 <noreply@localhost>")

# --- security ----------------------------------------------------------------
HTTPS = env.bool("HTTPS", default=False)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if NUM_PROXIES else None
SECURE_REDIRECT_EXEMPT = ["^(healthz|readyz)$"]
CSRF_FAILURE_VIEW = "credit_fuzhou.errors.csrf_failure"

# --- logging -----------------------------------------------------------------
LOGGING = logs.configuration(env.str("LOG_LEVEL", default="INFO"))
