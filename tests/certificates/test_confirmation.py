"""Issuing and revoking ask for the second factor again: the password, the sign-in and another's code do not do."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.one_time_codes import app_with, code_at, open_steps
from accounts.second_factor import Backend
from certificates.models import Certificate
from tests import factories as make
from tests.certificates.pages import issue_url
from tests.second_factor import code_of, confirm, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


@pytest.fixture
def asked(school):
    """The head of the centre, signed in through the front door, who wants to issue and is asked."""
    [proposal] = school.proposals()
    head = Client()
    sign_in(head, school.head, make.PASSWORD)
    answer = head.post(issue_url(school), {"proposals": [proposal.pk]})
    assert answer.url.partition("?")[0] == reverse("mfa_reauthenticate")
    return head, answer.url


def test_the_second_factor_of_the_sign_in_is_not_enough(school, asked):
    assert not Certificate.objects.exists()


def test_the_code_given_again_goes_on_with_what_was_asked(school, asked):
    head, url = asked

    confirm(head, school.head, url)

    assert Certificate.objects.count() == 1


def test_the_password_given_again_issues_nothing(school, asked):
    head, url = asked

    answer = head.post(reverse("account_reauthenticate") + "?" + url.partition("?")[2], {"password": make.PASSWORD})

    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert not Certificate.objects.exists()


def test_another_persons_code_issues_nothing(school, asked):
    head, url = asked
    other = make.posted(school.head.role, school.batch.package.centre)
    other.authenticator_set.all().delete()
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    app = app_with(secret, user=other)
    app.save()

    answer = head.post(url, {"code": code_at(secret, next(open_steps(app)))})

    assert answer.status_code == 200
    assert not Certificate.objects.exists()


def test_a_code_that_was_used_at_the_sign_in_is_refused(school):
    [proposal] = school.proposals()
    head, code = Client(), code_of(school.head)
    head.post(reverse("account_login"), {"login": school.head.username, "password": make.PASSWORD})
    head.post(reverse("mfa_authenticate"), {"code": code})
    asked = head.post(issue_url(school), {"proposals": [proposal.pk]})

    answer = head.post(asked.url, {"code": code})

    assert answer.status_code == 200
    assert not Certificate.objects.exists()


def test_a_confirmation_too_old_is_asked_for_again(school, asked, settings):
    head, _url = asked
    confirm(head, school.head)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    [proposal] = school.batch.enrollments.first().proposals.all()

    answer = head.post(issue_url(school), {"proposals": [proposal.pk]})

    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    assert not Certificate.objects.exists()


def test_who_has_no_second_factor_is_sent_to_its_set_up_and_issues_nothing(school, signed_in):
    [proposal] = school.proposals()
    school.head.authenticator_set.all().delete()

    answer = signed_in(school.head).post(issue_url(school), {"proposals": [proposal.pk]})

    assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))
    assert not Certificate.objects.exists()


def test_no_private_part_of_allauths_accounts_is_touched():
    rooms = ("accounts", "audit", "facilities", "trainees", "programs", "certificates", "reports", "lapastraining")
    files = [path for room in rooms for path in (Path(settings.BASE_DIR) / room).rglob("*.py")]

    touching = [path.name for path in files if ".internal" in path.read_text(encoding="utf-8")]

    assert touching == []


def test_one_query_reads_the_person_and_whether_they_have_a_second_factor(school, django_assert_num_queries):
    with django_assert_num_queries(1):
        user = Backend().get_user(school.head.pk)
        assert user is not None
        assert user.has_second_factor
