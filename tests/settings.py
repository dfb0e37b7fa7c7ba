"""The application's settings as the tests need them: the demonstration without HTTPS, quick and apart."""

import os
from pathlib import Path

for name in set(os.environ) & {
    "ALLOWED_HOSTS",
    "EMAIL_URL",
    "IDLE_TIMEOUT_MINUTES",
    "LEDGER_KEY_FILE",
    "NIK_KEYS",
    "PORT",
    "PUBLIC_ORIGIN",
    "VERIFICATION_ORIGIN",
}:
    del os.environ[name]
os.environ |= {"DEMO": "1", "DEBUG": "0", "SECRET_KEY": "of-the-tests-" * 4, "LOG_LEVEL": "WARNING"}

from lapastraining.settings import *  # noqa: E402
from lapastraining.settings import DATABASES, Q_CLUSTER  # noqa: E402

# The process id keeps two sessions at once out of each other's database.
DATABASES["default"]["TEST"] = {"NAME": f"test_lapastraining_{os.getpid()}"}
DATABASES["default"]["CONN_MAX_AGE"] = 0
DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Each test has a folder of its own (conftest); in the one of the settings nobody can write, root neither.
MEDIA_ROOT = NOWHERE = Path("/dev/null/nowhere")
# Straight from the source folders: collecting and compressing is script/serve's work and has its own test.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
# Jobs are done where they are queued; tests/imports/test_queue.py runs a real cluster.
Q_CLUSTER = {**Q_CLUSTER, "sync": True}
# Enough codes open at once for a test that signs the same person in again and again.
MFA_TOTP_TOLERANCE = 30
