"""Settings of the demonstration: this machine only, invented people, no secrets worth the name."""

import hashlib
import os
from datetime import time

from lotsenwerk.settings.base import *  # noqa: F403
from lotsenwerk.settings.base import DATABASES, INSTALLED_APPS

DEMO = True
PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SECRET_KEY = os.environ.get("LOTSENWERK_SECRET_KEY", "demonstration only: nothing behind this key is real")
FIELD_KEYS = [("demo", hashlib.sha256(b"demonstration field key").digest())]
INDEX_KEY = hashlib.sha256(b"demonstration index key").digest()

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False

SMS_ENABLED = True
SMS_URL = ""
# Whoever looks at the demonstration in the evening wants to see letters leave.
SENDING_HOURS = (time.min, time.max)
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Style sheets come straight from the source: nothing has to be gathered before the first page.
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
INSTALLED_APPS = [*INSTALLED_APPS]
