"""The application's settings as the tests need them: the demonstration without HTTPS, quick and apart."""

import os
import tempfile

os.environ["DEMO"] = "1"
os.environ["DEBUG"] = "0"
os.environ.setdefault("LOG_LEVEL", "WARNING")
for name in ("PUBLIC_ORIGIN", "ALLOWED_HOSTS", "IDLE_TIMEOUT_MINUTES", "FILES_DIR", "EMAIL_URL", "PORT", "SECRET_KEY"):
    os.environ.pop(name, None)

from lapastraining.settings import *  # noqa: E402, F403
from lapastraining.settings import DATABASES, STORAGES  # noqa: E402

# The process id keeps two sessions at once out of each other's database.
DATABASES["default"]["TEST"] = {"NAME": f"test_lapastraining_{os.getpid()}"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["OPTIONS"] = {"options": "-c synchronous_commit=off"}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = tempfile.gettempdir() + f"/lapas-test-files-{os.getpid()}"
# Straight from the source folders: collecting and compressing is script/serve's work and has its own test.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
