"""Settings of the tests: the demonstration's, without a pool and with cheap passwords."""

from lotsenwerk.settings.base import SENDING_HOURS as HOURS_OF_A_TOWN
from lotsenwerk.settings.demo import *  # noqa: F403
from lotsenwerk.settings.demo import DATABASES

SENDING_HOURS = HOURS_OF_A_TOWN
PUBLIC_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["OPTIONS"].pop("pool", None)
WHITENOISE_AUTOREFRESH = True
LOGGING = {"version": 1, "disable_existing_loggers": False}
