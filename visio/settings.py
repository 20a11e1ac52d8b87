"""Django's settings, derived from the operator's configuration; nothing here is read from the environment."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urlsplit

from visio.addresses import ANYWHERE, LOOPBACK, in_url
from visio.configuration import HERE, configuration

SECRET_KEY = configuration.signing_key
DEBUG = False
# Loopback too: LiveKit's webhooks and the supervisor's ready check come from this machine.
HOSTS = {configuration.public_host, configuration.host, urlsplit(configuration.livekit_webhook_url).hostname, *LOOPBACK}
ALLOWED_HOSTS = sorted(in_url(host) for host in HOSTS - {*ANYWHERE, None} if host)
ROOT_URLCONF = "visio.urls"
WSGI_APPLICATION = "visio.wsgi.application"
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.User"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django_tasks",
    "django_tasks_db",
    "visio.people",
    "visio.rooms",
    "visio.meetings",
    "visio.recordings",
    "visio.transcripts",
    "visio.oversight",
]

MIDDLEWARE = [
    "visio.web.manners.every_answer",
    "visio.web.manners.remembers_who_asks",
    "visio.web.files.front_end_files",
    "visio.web.manners.api_manners",
    "visio.web.manners.no_part_of_other_sites",
    "visio.web.manners.no_session_that_cannot_be",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

if url := configuration.database_url.get_secret_value():
    parts = urlsplit(url)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            # A connection that died with a restarted server is found out before a request gets it.
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                "connect_timeout": 2,
                # A server or a firewall that went away without a word is noticed, and no question holds a thread for ever.
                "keepalives_idle": 10,
                "keepalives_interval": 5,
                "keepalives_count": 3,
                "options": "-c statement_timeout=20s",
                # The operator's own: sslmode, sslrootcert, host, options and whatever else libpq knows.
                **dict(parse_qsl(parts.query, keep_blank_values=True)),
                # The pool waits twice as long before each next try; given up early, it tries anew with the next request
                # instead, so that a database that was away for an hour is used as soon as it is back.
                "pool": {"min_size": 1, "max_size": 8, "timeout": 2, "reconnect_timeout": 2},
            },
        }
    }
else:
    configuration.sqlite_file.parent.mkdir(parents=True, exist_ok=True)
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(configuration.sqlite_file),
            # Kept by each thread: closing the last connection folds the whole journal back into the file, 3 ms each time.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 10,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    }

# django-tasks keeps what happens later in the same database.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# It finds the session's account again; signing in is ours (visio/people/signin.py), and there are no passwords.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]

SESSION_COOKIE_NAME = "__Host-session" if configuration.is_tls else "session"
SESSION_COOKIE_SECURE = configuration.is_tls
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
BROWSER_MARK_COOKIE_NAME = "__Host-browser" if configuration.is_tls else "browser"
CSRF_COOKIE_SECURE = configuration.is_tls
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [configuration.public_url]

# Other headers: visio/headers.py.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if configuration.trusted_proxies else None

# A body larger than this is refused before it is parsed (64 kB is thirty times our longest message).
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024

APPEND_SLASH = False

# Hashed names never change their content. Nothing of ours is for other origins.
FRONT_END = HERE.parent / "frontend" / "dist"
WHITENOISE_ROOT = FRONT_END if FRONT_END.is_dir() else None
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/assets/"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_URL = None

if mail := configuration.mail_url.get_secret_value():
    mail_parts = urlsplit(mail)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = mail_parts.hostname or "localhost"
    EMAIL_PORT = mail_parts.port or (465 if mail_parts.scheme == "smtps" else 25)
    EMAIL_HOST_USER = unquote(mail_parts.username or "")
    EMAIL_HOST_PASSWORD = unquote(mail_parts.password or "")
    EMAIL_USE_SSL = mail_parts.scheme == "smtps"
    # Plain only to a relay that asks for no password, on this machine or beside it.
    EMAIL_USE_TLS = mail_parts.scheme == "smtp" and (bool(EMAIL_HOST_USER) or EMAIL_PORT == 587)
    EMAIL_TIMEOUT = 5
else:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = configuration.mail_from

# Refusals are answers, not events: only what breaks is logged, once, with its request's path.
LOGGING_CONFIG = "visio.running.logs.configure"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"not_twice": {"()": "visio.running.logs.NotTwice"}},
    "formatters": {"line": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": configuration.log_level.upper()},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR", "filters": ["not_twice"]},
        "django.security": {"level": "ERROR"},
        # Whoever knocks with another host's name is answered; each time a traceback would let strangers fill the disk.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
