"""Every setting, from the environment. A missing or malformed value stops the start with one sentence.

README and docs list the variables; the block below is where they are read, all of them.
"""

import datetime as dt
import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pghistory
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env, EnvValidationError, ValidationError, validate

from lapastraining.addresses import allowed_hosts, public_origin
from lapastraining.logging import configure_structlog, logging_settings
from lapastraining.postgres import NAME, SOCKET, Cluster

BASE_DIR = Path(__file__).resolve().parent.parent

# -- What the environment says


def b64encode(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()


def are_fernet_keys(keys: list[str]) -> None:
    """32 random bytes each in URL-safe base64, as `manage.py nik_keys` makes them. Raises ValidationError."""
    with suppress(ValueError):
        if all(len(urlsafe_b64decode(key)) == 32 for key in keys):
            return
    raise ValidationError("Each must be 32 bytes in URL-safe base64; `manage.py nik_keys` makes one.")


env = Env(eager=False)
DEMO: bool = env.bool("DEMO", False)
DEBUG: bool = env.bool("DEBUG", False)
SECRET_KEY: str = env.str("SECRET_KEY", "", validate=lambda key: key == "" or validate.Length(min=32)(key))
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])
NIK_KEYS: list[str] = env.list("NIK_KEYS", [], validate=are_fernet_keys)
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
# Papers of this day and later bear the letterhead of the ministry of today (rule 6.1).
NEW_MINISTRY_FROM: dt.date = env.date("NEW_MINISTRY_FROM", dt.date(2025, 1, 1))
SCAN_MAX_BYTES: int = env.int("SCAN_MAX_MB", 10) * 1024 * 1024
PUBLIC_ORIGIN: str = env.str("PUBLIC_ORIGIN", "", validate=validate.Regexp(r"^$|^https?://[^/\s]+$"))
# Where certificates are checked, printed into them; a name of its own tells no employer where the holder learnt.
VERIFICATION_ORIGIN: str = env.str("VERIFICATION_ORIGIN", "", validate=validate.Regexp(r"^$|^https?://[^/\s]+$"))
VERIFY_RATE_PER_MINUTE: int = env.int("VERIFY_RATE_PER_MINUTE", 60, validate=validate.Range(min=1))
VERIFY_RATE_PER_MINUTE_OVERALL: int = env.int("VERIFY_RATE_PER_MINUTE_OVERALL", 3000, validate=validate.Range(min=1))
TRUSTED_PROXIES: int = env.int("TRUSTED_PROXIES", 0, validate=validate.Range(min=0))
CONFIRMATION_MINUTES: int = env.int("CONFIRMATION_MINUTES", 5, validate=validate.Range(min=1, max=60))
CERTIFICATE_EXPIRY_DAYS: int = env.int("CERTIFICATE_EXPIRY_DAYS", 90, validate=validate.Range(min=1, max=365))
# After how many months people who were released are asked what they do, and for how many months more it is asked for.
OUTCOME_MONTHS: list[int] = env.list("OUTCOME_MONTHS", [3, 6], subcast=int, validate=validate.Length(min=1, max=6))
OUTCOME_ASKED_FOR_MONTHS: int = env.int("OUTCOME_ASKED_FOR_MONTHS", 12, validate=validate.Range(min=1, max=36))
# How long a note on the labour market counts when its writer says nothing else.
DEMAND_NOTE_MONTHS: int = env.int("DEMAND_NOTE_MONTHS", 12, validate=validate.Range(min=1, max=60))
IDLE_TIMEOUT_MINUTES: int = env.int("IDLE_TIMEOUT_MINUTES", 30, validate=validate.Range(min=1, max=720))
LOG_LEVEL: str = env.str("LOG_LEVEL", "INFO", validate=validate.OneOf(["DEBUG", "INFO", "WARNING", "ERROR"]))
JOB_WORKERS: int = env.int("JOB_WORKERS", 2, validate=validate.Range(min=1, max=64))
# The name under which checkpoints of the ledger are signed, the key (PEM, Ed25519), and public keys of earlier years.
LEDGER_ORIGIN: str = env.str("LEDGER_ORIGIN", "buku-besar-sertifikat", validate=validate.Regexp(r"^[^\s+]+$"))
LEDGER_KEY_FILE: Path | None = env.path("LEDGER_KEY_FILE", None)
LEDGER_RETIRED_KEYS: list[str] = env.list("LEDGER_RETIRED_KEYS", [])
# Where each checkpoint is written down outside the database, so that an older backup is noticed.
LEDGER_WITNESS_DIR: Path = env.path("LEDGER_WITNESS_DIR", BASE_DIR / "var" / "ledger")
# The key that seals certificates: a PKCS#12 file, a PKCS#11 module or a service; without one, a development key.
SIGNER: str = env.str("SIGNER", "pkcs12", validate=validate.OneOf(["pkcs12", "pkcs11", "remote"]))
SIGNER_FILE: Path | None = env.path("SIGNER_FILE", None)
SIGNER_SECRET_FILE: Path | None = env.path("SIGNER_SECRET_FILE", None)
SIGNER_CERTIFICATE: Path | None = env.path("SIGNER_CERTIFICATE", None)
SIGNER_MODULE: Path | None = env.path("SIGNER_MODULE", None)
SIGNER_TOKEN: str = env.str("SIGNER_TOKEN", "")
SIGNER_LABEL: str = env.str("SIGNER_LABEL", "")
SIGNER_URL: str = env.str(
    "SIGNER_URL", "", validate=validate.Regexp(r"^$|^https://|^http://(127\.0\.0\.1|localhost)[:/]")
)
# The operator's word that the key's certificate is of a certified provider (PSrE); the sheet then says so.
SIGNER_IS_CERTIFIED: bool = env.bool("SIGNER_IS_CERTIFIED", False)
SIGNER_MAY_BE_DEVELOPMENT: bool = env.bool("SIGNER_MAY_BE_DEVELOPMENT", False)
FILES_DIR: Path = env.path("FILES_DIR", BASE_DIR / "var" / "files")
DEFAULT_FROM_EMAIL: str = env.str("DEFAULT_FROM_EMAIL", "lapas-training@localhost")
SERVE_HOST: str = env.str("SERVE_HOST", "127.0.0.1")
PORT: int = env.int("PORT", 8000, validate=validate.Range(min=0, max=65535))
database: dict[str, Any] | None = env.dj_db_url("DATABASE_URL") if env.str("DATABASE_URL", "") else None
EMAIL_URL: str = env.str("EMAIL_URL", "")
NOTICE_KEPT_DAYS: int = env.int("NOTICE_KEPT_DAYS", 90, validate=validate.Range(min=7, max=730))
email: dict[str, Any] = env.dj_email_url("EMAIL_URL", "console:") or {}
try:
    env.seal()
except EnvValidationError as error:
    wrong: Any = error.error_messages
    problems = "; ".join(f"{name}: {' '.join(map(str, texts))}" for name, texts in wrong.items())
    raise SystemExit(f"The environment is not right: {problems}") from None
if database is not None and database.get("ENGINE") != "django.db.backends.postgresql":
    raise SystemExit("DATABASE_URL must name a PostgreSQL database (postgres://user:password@host:port/name).")
# A mail server that does not answer holds a job up, not for ever.
email["EMAIL_TIMEOUT"] = email.get("EMAIL_TIMEOUT") or 20
if "EMAIL_BACKEND" not in email:
    raise SystemExit("EMAIL_URL must begin with smtp:, submission:, console: or another kind that Django knows.")
# Without these a server for people must not start: what is guessed below would be frozen into certificates, and mails
# hold the links that set passwords, which belong into the log (console:) only where somebody says so.
NEEDED = ("SECRET_KEY", "NIK_KEYS", "ALLOWED_HOSTS", "PUBLIC_ORIGIN", "EMAIL_URL")
MISSING: list[str] = [name for name in NEEDED if not globals()[name]]
if database is not None and not DEMO and not DEBUG and MISSING:
    raise SystemExit(f"{MISSING[0]} is not set; without DEMO=1 a server with its own database needs it.")
# A development key seals only where nobody can mistake it for the service.
SIGNER_MAY_BE_DEVELOPMENT = SIGNER_MAY_BE_DEVELOPMENT or DEMO or DEBUG or database is None


def kept_secret(path: Path) -> str:
    """A secret made once on this machine, readable by its owner only; of two processes at once the first one's."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            new = path.with_name(f"{path.name}.{os.getpid()}")
            new.touch(mode=0o600)
            new.write_text(secrets.token_urlsafe(50))
            with suppress(FileExistsError):
                os.link(new, path)
            new.unlink()
        return path.read_text()
    except OSError as error:
        raise SystemExit(f"Cannot keep a secret key in {path}: {error.strerror}.") from None


SECRET_KEY = SECRET_KEY or kept_secret(BASE_DIR / "var" / "secret_key")
# The first seals identity numbers (trainees/nik.py), all of them open them.
NIK_KEYS_ARE_DERIVED = not NIK_KEYS
NIK_KEYS = NIK_KEYS or [b64encode(sha256(f"NIK_KEYS:{SECRET_KEY}".encode()).digest())]
PUBLIC_ORIGIN = PUBLIC_ORIGIN or public_origin(SERVE_HOST, PORT)
VERIFICATION_ORIGIN = VERIFICATION_ORIGIN or PUBLIC_ORIGIN
ALLOWED_HOSTS = ALLOWED_HOSTS or allowed_hosts(SERVE_HOST)
if VERIFICATION_ORIGIN != PUBLIC_ORIGIN:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, urlsplit(VERIFICATION_ORIGIN).hostname or ""]
IS_BEHIND_HTTPS = not (DEMO or DEBUG)

# -- Application

ROOT_URLCONF = "lapastraining.urls"
WSGI_APPLICATION = "lapastraining.wsgi.application"
INSTALLED_APPS = [
    "accounts",
    "audit",
    "papers",
    "facilities",
    "imports",
    "trainees",
    "programs",
    "certificates",
    "reports",
    "manual",
    "api",
    "demo",
    "lapastraining",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_filters",
    "csp",
    "django_q",
    "django_structlog",
    "pghistory",
    "pgtrigger",
    "accounts.apps.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
]
MIDDLEWARE = [
    "lapastraining.middleware.RequestLog",
    "lapastraining.neutral_host.NeutralHost",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lapastraining.middleware.Privacy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "lapastraining.middleware.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lapastraining.middleware.IdleTimeout",
    "lapastraining.middleware.LocalTime",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "lapastraining.middleware.SecondFactor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "lapastraining.middleware.HistoryContext",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reports.context.frame",
                "manual.context.help_here",
            ]
        },
    }
]
# Widgets' templates of our own rooms are found beside Django's.
FORM_RENDERER = "lapastraining.widgets.Renderer"
INSTALLED_APPS.append("django.forms")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# -- Database

PRIVATE_CLUSTER = Cluster(BASE_DIR / "var") if database is None else None
if PRIVATE_CLUSTER:
    database = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": NAME,
        "USER": NAME,
        "HOST": str(PRIVATE_CLUSTER.socket_folder),
        "PORT": SOCKET,
    }
# Compiling a statement costs more than our pages ask of it, and today's disks read rows out of order nearly as fast
# as in order (docs/decisions/planner.md).
PLANNER = "-c jit=off -c random_page_cost=1.1"
options: dict[str, Any] = (database or {}).get("OPTIONS", {})
DATABASES = {
    "default": {
        **(database or {}),
        "OPTIONS": {**options, "options": f"{options.get('options', '')} {PLANNER}".strip()},
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
# Shared by all processes: sign-in limits must count the same for each of them.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Row history sees deletions too, whatever path they came by.
PGHISTORY_DEFAULT_TRACKERS = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
PGHISTORY_FOREIGN_KEY_FIELD = pghistory.ForeignKey(db_constraint=False, db_index=True)

# -- Language, time, numbers

LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["lapastraining.formats"]
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# -- Files

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("manual", BASE_DIR / "docs" / "pictures")]
# Uploads and issued papers. No MEDIA_URL: a view that knows who may read hands each file out.
MEDIA_ROOT = FILES_DIR
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "lapastraining.uploads.BodyLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Bytes of a whole request: some photos, or a scanned agreement.
LARGEST_BODY = 31_457_280
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# An attendance grid of 60 people and a month of sessions is one form of some 4,000 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# -- Work beside the pages

# `manage.py qcluster`, on any number of machines; jobs wait in our own PostgreSQL (audit/jobs.py).
LONGEST_JOB = 600
Q_CLUSTER = {
    "name": "lapastraining",
    "orm": "default",
    "workers": JOB_WORKERS,
    # A worker takes a job only when it is free, or jobs that wait in its hands would come back as lost.
    "queue_limit": 1,
    "timeout": LONGEST_JOB,
    # Seconds until a job of a worker that died is done again: longer than any job takes.
    "retry": LONGEST_JOB + 60,
    "max_attempts": 3,
    "save_limit": -1,
    "poll": 0.5,
    "guard_cycle": 1,
    "recycle": 50,
    "log_level": LOG_LEVEL,
}

# -- Who is there

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.second_factor.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "audit.sign_in.RecordingAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Seconds for which somebody who proved once more to be there may issue, revoke and change what protects the account.
ACCOUNT_REAUTHENTICATION_TIMEOUT = CONFIRMATION_MINUTES * 60
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key"}
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "audit.second_factor.SignInCodeForm",
    "reauthenticate": "audit.second_factor.ConfirmationCodeForm",
    "authenticate_webauthn": "audit.second_factor.SignInPasskeyForm",
    "reauthenticate_webauthn": "audit.second_factor.ConfirmationPasskeyForm",
    "activate_totp": "audit.second_factor.AppForm",
    "add_webauthn": "audit.second_factor.PasskeyForm",
}
# A phone's clock may be half a minute off; no code is taken twice all the same (accounts/one_time_codes.py).
MFA_TOTP_TOLERANCE = 1
MFA_PASSKEY_LOGIN_ENABLED = True
# The page that shows the codes is asked for a second factor itself, and people lose what they see once.
MFA_RECOVERY_CODES_SHOW_ONCE = False
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_BEHIND_HTTPS
# Nobody types or confirms an address of their own here: the administrator enters it.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
USERSESSIONS_TRACK_ACTIVITY = False
# Longer than the idle limit, so that the middleware finds who was idle and writes the sign-out into the trail.
SESSION_COOKIE_AGE = IDLE_TIMEOUT_MINUTES * 60 + 86_400
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
vars().update(email)

# -- Safety

SECURE_SSL_REDIRECT = IS_BEHIND_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if IS_BEHIND_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_BEHIND_HTTPS
SECURE_HSTS_PRELOAD = IS_BEHIND_HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = IS_BEHIND_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# -- Logs

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10
configure_structlog()
LOGGING = logging_settings(LOG_LEVEL)
