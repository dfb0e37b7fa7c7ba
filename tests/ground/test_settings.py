"""Settings come from the environment and stop the start with one sentence when they are wrong."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

INSTALLATION = {
    "DATABASE_URL": "postgres://nobody:secret@127.0.0.1:1/none",
    "SECRET_KEY": "k" * 50,
    "NIK_KEYS": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
    "ALLOWED_HOSTS": "example.org",
    "PUBLIC_ORIGIN": "https://example.org",
    "EMAIL_URL": "smtp://mail.example.org",
    "DEMO": "0",
}
PRINT = "from django.conf import settings as s; print(({0}))"


def run(environment: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    clean = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        env=clean | {"DJANGO_SETTINGS_MODULE": "lapastraining.settings"} | environment,
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )


def shown(environment: dict[str, str], expression: str) -> str:
    done = run(environment, "-c", PRINT.format(expression))
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize("name", ["SECRET_KEY", "NIK_KEYS", "ALLOWED_HOSTS", "PUBLIC_ORIGIN", "EMAIL_URL"])
def test_an_installation_without_a_needed_value_does_not_start(name: str):
    environment = {key: value for key, value in INSTALLATION.items() if key != name}

    done = run(environment, "manage.py", "check")

    assert (done.returncode, done.stderr) == (
        1,
        f"{name} is not set; without DEMO=1 a server with its own database needs it.\n",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEMO", "perhaps"),
        ("DEBUG", "2"),
        ("SECRET_KEY", "short"),
        ("NIK_KEYS", "short"),
        ("NIK_KEYS", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=,c2hvcnQ="),
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("IDLE_TIMEOUT_MINUTES", "0"),
        ("TRUSTED_PROXIES", "-1"),
        ("LOG_LEVEL", "LOUD"),
        ("PUBLIC_ORIGIN", "example.org"),
        ("PUBLIC_ORIGIN", "https://example.org/path"),
        ("VERIFICATION_ORIGIN", "periksa.example.id"),
        ("VERIFICATION_ORIGIN", "https://periksa.example.id/v/"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("EMAIL_URL", "pigeon://loft"),
    ],
)
def test_a_malformed_value_is_named_in_one_sentence(name: str, value: str):
    done = run(INSTALLATION | {name: value}, "manage.py", "check")

    assert done.returncode == 1
    assert name in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_demonstration_and_debug_are_off_unless_asked_for():
    assert shown({k: v for k, v in INSTALLATION.items() if k != "DEMO"}, "s.DEMO, s.DEBUG") == "(False, False)"
    assert shown({}, "s.DEMO, s.DEBUG") == "(False, False)"


def test_the_check_of_certificates_stands_under_the_sites_name_or_one_of_its_own():
    names = "s.VERIFICATION_ORIGIN, s.ALLOWED_HOSTS"
    own = INSTALLATION | {"VERIFICATION_ORIGIN": "https://periksa.example.id"}

    assert shown(INSTALLATION, names) == "('https://example.org', ['example.org'])"
    assert shown(own, names) == "('https://periksa.example.id', ['example.org', 'periksa.example.id'])"


def test_an_installation_insists_on_https():
    names = "s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS"

    assert shown(INSTALLATION, names) == "(True, True, True, 31536000)"


def test_the_demonstration_works_without_https():
    names = "s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS"

    assert shown({"DEMO": "1"}, names) == "(False, False, 0)"


def test_the_demonstration_keeps_its_secret_key_from_start_to_start():
    first, second = (shown({"DEMO": "1"}, "s.SECRET_KEY") for _ in range(2))

    assert first == second
    assert len(first) >= 50
    assert (settings.BASE_DIR / "var" / "secret_key").stat().st_mode & 0o077 == 0


def test_qr_codes_of_the_demonstration_name_the_port_it_is_served_on():
    assert shown({"DEMO": "1", "PORT": "8123"}, "s.PUBLIC_ORIGIN") == "http://localhost:8123"


def test_an_address_of_a_proxy_is_believed_only_when_proxies_are_announced():
    names = "s.SECURE_PROXY_SSL_HEADER, s.ALLAUTH_TRUSTED_PROXY_COUNT"

    assert shown(INSTALLATION, names) == "(None, 0)"
    assert shown(INSTALLATION | {"TRUSTED_PROXIES": "1"}, names) == "(('HTTP_X_FORWARDED_PROTO', 'https'), 1)"


def test_the_database_given_is_used_and_no_private_one_started():
    assert shown(INSTALLATION, "s.PRIVATE_CLUSTER, s.DATABASES['default']['HOST']") == "(None, '127.0.0.1')"


def test_options_of_the_database_given_stay_beside_those_of_the_planner():
    own = {**INSTALLATION, "DATABASE_URL": f"{INSTALLATION['DATABASE_URL']}?options=-c%20lock_timeout%3D9s"}

    options = shown(own, "s.DATABASES['default']['OPTIONS']['options']")

    assert options == "-c lock_timeout=9s -c jit=off -c random_page_cost=1.1"


def test_processes_that_start_together_agree_on_the_secret_key(tmp_path):
    code = (
        f"from pathlib import Path; from lapastraining.settings import kept_secret as k; print(k(Path('{tmp_path}/k')))"
    )
    clean = {"PATH": os.environ["PATH"], "DEMO": "1"}
    processes = [
        subprocess.Popen([sys.executable, "-c", code], env=clean, cwd=settings.BASE_DIR, stdout=subprocess.PIPE)
        for _ in range(3)
    ]

    keys = {process.communicate()[0].strip() for process in processes}

    assert [len(key) >= 50 for key in keys] == [True]
    assert [path.name for path in tmp_path.iterdir()] == ["k"]
    assert (tmp_path / "k").stat().st_mode & 0o077 == 0


def test_a_server_for_people_is_not_served_with_guessed_values():
    done = run({"DEMO": "0", "SECRET_KEY": "k" * 50}, "manage.py", "serve")

    assert (done.returncode, done.stderr) == (
        1,
        "CommandError: Not set: NIK_KEYS, ALLOWED_HOSTS, PUBLIC_ORIGIN, EMAIL_URL. "
        "A server for people needs them; to try it out, set DEMO=1.\n",
    )
