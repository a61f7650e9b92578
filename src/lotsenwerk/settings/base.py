"""Settings for a real town: safe unless somebody decides otherwise in the environment."""

import base64
import os
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django.conf.locale
from csp.constants import NONE, SELF
from psycopg.conninfo import conninfo_to_dict

PACKAGE = Path(__file__).resolve().parent.parent


def database(url: str) -> dict[str, Any]:
    """Django's description of the database that a libpq address names."""
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    known = {"dbname", "user", "password", "host", "port"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.get("dbname", "lotsenwerk"),
        "USER": parts.get("user", "lotsenwerk_app"),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "CONN_MAX_AGE": 0,
        # The pool tries a connection before it hands it out, so that pages live on after a restart of the database.
        "CONN_HEALTH_CHECKS": True,
        # Our questions are small: a second process for one of them costs more than it saves.
        "OPTIONS": {"options": "-c max_parallel_workers_per_gather=0 -c jit=off"}
        | {key: value for key, value in parts.items() if key not in known},
    }


def key_list(text: str) -> list[tuple[str, bytes]]:
    """Keys written as ``id:base64,id:base64``; the first one encrypts, every one decrypts."""
    pairs = (part.split(":", 1) for part in text.split(",") if part)
    return [(name, base64.b64decode(key)) for name, key in pairs]


# --- where and who --------------------------------------------------------------------------------------------------
DEBUG = False
SECRET_KEY = os.environ.get("LOTSENWERK_SECRET_KEY", "")
PUBLIC_URL = os.environ.get("PUBLIC_URL", "").rstrip("/")
ALLOWED_HOSTS = [host for host in [urlsplit(PUBLIC_URL).hostname] if host]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if PUBLIC_URL else []
ROOT_URLCONF = "lotsenwerk.urls"
WSGI_APPLICATION = "lotsenwerk.wsgi.application"
DEMO = False

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "procrastinate.contrib.django",
    # Before allauth, whose templates it replaces.
    "lotsenwerk.web.entrance",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "lotsenwerk.kit",
    "lotsenwerk.domain.journal",
    "lotsenwerk.domain.places",
    "lotsenwerk.domain.organisations",
    "lotsenwerk.domain.accounts",
    "lotsenwerk.domain.rules",
    "lotsenwerk.domain.people",
    "lotsenwerk.domain.notifications",
    "lotsenwerk.domain.publishing",
    "lotsenwerk.domain.gatherings",
    "lotsenwerk.domain.training",
    "lotsenwerk.domain.assistance",
    "lotsenwerk.domain.funding",
    "lotsenwerk.domain.privacy",
    "lotsenwerk.web.shown",
    "lotsenwerk.web.writing",
    "lotsenwerk.web.hosting",
    "lotsenwerk.web.api",
    "lotsenwerk.web.desk",
    "lotsenwerk.web.mine",
    "lotsenwerk.web.partner",
    "lotsenwerk.web.portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [("lotsenwerk.kit.folding.Loader", ["django.template.loaders.app_directories.Loader"])],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- the database, and the roles that come to it --------------------------------------------------------------------
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASE_OWNER_URL = os.environ.get("DATABASE_OWNER_URL", "")
DATABASES = {"default": database(DATABASE_URL)}
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
DATABASE_APP_ROLE = DATABASES["default"]["USER"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
}

# --- keys for what is encrypted at rest -----------------------------------------------------------------------------
FIELD_KEYS = key_list(os.environ.get("LOTSENWERK_FIELD_KEYS", ""))
INDEX_KEY = base64.b64decode(os.environ.get("LOTSENWERK_INDEX_KEY", ""))

# --- accounts -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["lotsenwerk.domain.accounts.backends.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "entrance:arrive"
ACCOUNT_ADAPTER = "lotsenwerk.web.entrance.adapter.EntranceAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PREVENT_ENUMERATION = True
_BY_STRANGERS = "10/m/ip,60/h/ip"
_PUBLIC_ACTIONS = ("check_card", "show_interest", "ask_first", "come_to_date")
ACCOUNT_RATE_LIMITS = dict.fromkeys(_PUBLIC_ACTIONS, _BY_STRANGERS)
"""Beside allauth's own: whoever tries numbers of helpers' cards is stopped long before she finds one; a whole library
that would like to help is let in."""
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_USER_DISPLAY = "lotsenwerk.web.entrance.adapter.display_name"
ACCOUNT_FORMS = {
    "login": "lotsenwerk.web.entrance.forms.LoginForm",
    "request_login_code": "lotsenwerk.web.entrance.forms.RequestLoginCodeForm",
    "confirm_login_code": "lotsenwerk.web.entrance.forms.ConfirmLoginCodeForm",
    "reauthenticate": "lotsenwerk.web.entrance.forms.ReauthenticateForm",
    "change_password": "lotsenwerk.web.entrance.forms.ChangePasswordForm",
    "set_password": "lotsenwerk.web.entrance.forms.SetPasswordForm",
    "reset_password": "lotsenwerk.web.entrance.forms.ResetPasswordForm",
    "reset_password_from_key": "lotsenwerk.web.entrance.forms.ResetPasswordKeyForm",
}
# Six digits, three tries and a quarter of an hour: one in 333,000 for somebody who guesses.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# How many proxies of our own stand in front: rate limits count the address that the first of them saw.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("LOTSENWERK_PROXIES", "0"))
MFA_ADAPTER = "lotsenwerk.web.entrance.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "lotsenwerk.web.entrance.forms.AuthenticateForm",
    "reauthenticate": "lotsenwerk.web.entrance.forms.SecondReauthenticateForm",
    "activate_totp": "lotsenwerk.web.entrance.forms.ActivateTOTPForm",
    "add_webauthn": "lotsenwerk.web.entrance.forms.AddPasskeyForm",
}
# One step of 30 seconds to either side, for telephones whose clock is a little off.
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Lotsenwerk"

# --- what the browser is told ---------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = True
SESSION_ENGINE = "lotsenwerk.domain.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = False
CSRF_FAILURE_VIEW = "lotsenwerk.web.entrance.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 11 * 1024 * 1024

# --- files of the program itself ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT: str | None = os.environ.get("LOTSENWERK_STATIC", str(PACKAGE.parent.parent / "build" / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FORM_RENDERER = "lotsenwerk.kit.form_rendering.Renderer"

# --- languages, time, numbers ---------------------------------------------------------------------------------------
django.conf.locale.LANG_INFO.update(
    {
        "ti": {"bidi": False, "code": "ti", "name": "Tigrinya", "name_local": "ትግርኛ"},
        "de-simple": {"bidi": False, "code": "de-simple", "name": "German (easy)", "name_local": "Leichte Sprache"},
    },
)
LANGUAGES = [
    ("de", "Deutsch"),
    ("de-simple", "Leichte Sprache"),
    ("en", "English"),
    ("uk", "Українська"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("fa", "فارسی"),
    ("tr", "Türkçe"),
    ("fr", "Français"),
    ("ti", "ትግርኛ"),
]
LANGUAGE_CODE = "de"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# --- letters --------------------------------------------------------------------------------------------------------
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("LOTSENWERK_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("LOTSENWERK_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("LOTSENWERK_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("LOTSENWERK_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("LOTSENWERK_SMTP_TLS", "yes") == "yes"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("LOTSENWERK_MAIL_FROM", "lotsenwerk@localhost")
# Any gateway that takes an HTTP request; docs/how-to/run-a-town.md says how it is described.
SMS_URL = os.environ.get("LOTSENWERK_SMS_URL", "")
SMS_METHOD = os.environ.get("LOTSENWERK_SMS_METHOD", "POST")
SMS_BODY = os.environ.get("LOTSENWERK_SMS_BODY", "to={to}&text={text}")
SMS_HEADER = os.environ.get("LOTSENWERK_SMS_HEADER", "")
SMS_TIMEOUT = float(os.environ.get("LOTSENWERK_SMS_TIMEOUT", "20"))
SMS_ENABLED = bool(SMS_URL)
# Between these hours letters leave, in towns that have set no others.
SENDING_HOURS = (time(8), time(20))
# Where regions of Integreat are read, by a job and never while a page is made; docs/how-to/speaks-with-others.md.
INTEGREAT_URL = os.environ.get("LOTSENWERK_INTEGREAT_URL", "https://cms.integreat-app.de").rstrip("/")
INTEGREAT_SECONDS = 60.0
INTEGREAT_MOST_BYTES = 20_000_000
# Plain http on this very machine: the tests' own server, and nobody else's.
INTEGREAT_IS_NEAR = False
LETTER_FOLDER = os.environ.get("LOTSENWERK_LETTER_FOLDER", "")

# --- work in the background -----------------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- logs: never a name, never a token ------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"tokens": {"()": "lotsenwerk.web.entrance.tokens_in_logs.CutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["tokens"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # It tells of every job that it registers and does.
        "procrastinate": {"level": "WARNING"},
        # The web server names the address of a request that fails; its own handlers would not cut a token.
        "gunicorn.error": {"handlers": ["console"], "propagate": False},
    },
}
