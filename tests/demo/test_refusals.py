"""The demonstration never comes where it does not belong, and its password opens nothing elsewhere."""

import os
import subprocess
import sys

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as project
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.one_time_codes import app_with
from demo.cases import PASSWORD
from demo.checks import no_demonstration_codes_elsewhere, no_demonstration_password_elsewhere
from demo.loading import NotHereError, load
from demo.second_factor import SECRET, open_code
from facilities.models import Facility
from tests.demo.days import PEKALONGAN_DAYS
from tests.factories import FacilityFactory, UserFactory

pytestmark = pytest.mark.django_db

OFF = "This is not a demonstration: only DEMO=1 allows its data and passwords."
TAKEN = "This database holds people or places of its own; demonstration data stays out."


@pytest.mark.parametrize("command", ["load_demo", "demo_accounts"])
def test_commands_refuse_while_demo_is_off(command, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match=f"^{OFF}$"):
        call_command(command)

    assert not User.objects.exists()


def test_loading_past_the_command_is_refused_while_demo_is_off(settings):
    settings.DEMO = False

    with pytest.raises(NotHereError, match=OFF):
        load(today=PEKALONGAN_DAYS.starts_on)

    assert not Facility.objects.exists()


@pytest.mark.parametrize("command", ["load_demo", "demo_accounts"])
def test_a_person_at_a_terminal_of_a_real_server_reads_one_sentence(command):
    environment = os.environ | {"DEMO": "0", "DJANGO_SETTINGS_MODULE": "lapastraining.settings"}

    run = subprocess.run(
        [sys.executable, "manage.py", command],
        cwd=project.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (run.returncode, run.stdout, run.stderr) == (1, "", f"CommandError: {OFF}\n")


def test_a_database_with_a_person_of_its_own_is_refused():
    UserFactory.create()

    with pytest.raises(CommandError, match=TAKEN):
        call_command("load_demo")

    assert User.objects.count() == 1


def test_a_database_with_a_place_of_its_own_is_refused():
    FacilityFactory.create()

    with pytest.raises(CommandError, match=TAKEN):
        call_command("load_demo")

    assert not User.objects.exists()


def test_the_table_of_accounts_says_when_there_are_none():
    with pytest.raises(CommandError, match="not loaded yet"):
        call_command("demo_accounts")


def test_a_real_server_does_not_start_over_accounts_with_the_printed_password(settings):
    UserFactory.create(username="kalapas.pekalongan", password=PASSWORD)
    UserFactory.create(username="kalapas.padang", password="sandi-milik-sendiri")
    settings.DEMO = False

    errors = no_demonstration_password_elsewhere(databases=["default"])

    assert [(error.id, error.level, error.msg) for error in errors] == [
        (
            "demo.E001",
            40,
            "The demonstration's password still opens 1 accounts, among them kalapas.pekalongan.",
        )
    ]


def test_the_demonstration_itself_may_have_its_password():
    UserFactory.create(username="kalapas.pekalongan", password=PASSWORD)

    assert no_demonstration_password_elsewhere(databases=["default"]) == []


def test_people_with_passwords_of_their_own_disturb_nobody(settings):
    UserFactory.create(username="kalapas.pekalongan", password="sandi-milik-sendiri")
    settings.DEMO = False

    assert no_demonstration_password_elsewhere(databases=["default"]) == []


def test_a_real_server_does_not_start_over_accounts_with_the_printed_second_factor(settings):
    mine, theirs = (UserFactory.create(username=name) for name in ("kepala.baru", "kepala.lama"))
    app_with("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", user=mine).save()
    app_with(SECRET, user=theirs).save()
    settings.DEMO = False

    errors = no_demonstration_codes_elsewhere(databases=["default"])

    assert [(error.id, error.level, error.msg) for error in errors] == [
        ("demo.E002", 40, "The demonstration's codes still open 1 accounts, among them kepala.lama.")
    ]


def test_a_second_factor_sealed_with_a_lost_key_does_not_stop_the_start(settings):
    app_with(SECRET, user=UserFactory.create()).save()
    settings.DEMO = False
    settings.NIK_KEYS = [Fernet.generate_key().decode()]

    assert no_demonstration_codes_elsewhere(databases=["default"]) == []


def test_the_demonstration_itself_may_have_its_codes_and_shows_them():
    user = UserFactory.create()
    app_with(SECRET, user=user).save()

    assert no_demonstration_codes_elsewhere(databases=["default"]) == []
    assert len(open_code(user)) == 6


def test_no_code_is_shown_outside_the_demonstration(settings):
    user = UserFactory.create()
    app_with(SECRET, user=user).save()
    settings.DEMO = False

    assert open_code(user) == ""


def test_no_code_is_shown_for_an_app_of_ones_own():
    user = UserFactory.create()
    app_with("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", user=user).save()

    assert open_code(user) == ""
