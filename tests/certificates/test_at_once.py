"""Many at once: real connections, one certificate each, no number twice and none missing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from certificates.actions.issuing import issue
from certificates.models import Certificate, NumberSeries
from tests.certificates.classes import TODAY, Class

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("Ayu", "Budi", "Citra", "Dewi", "Eko", "Fajar", "Gita", "Hadi")


def all_at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return job()
        except ValidationError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def issuing_each_alone(school: Class) -> list[Any]:
    NumberSeries.objects.create(centre=school.centre, year=TODAY.year)
    proposals = school.proposals()
    return all_at_once(
        [partial(issue, [proposal], on=TODAY, by=User.objects.get(pk=school.head.pk)) for proposal in proposals]
    )


def numbers() -> list[int]:
    return sorted(int(number[:4]) for number in Certificate.objects.values_list("number", flat=True))


def test_eight_at_once_get_eight_numbers_without_a_hole():
    answers = issuing_each_alone(Class(NAMES))

    assert [len(answer) for answer in answers] == [1] * 8
    assert numbers() == [1, 2, 3, 4, 5, 6, 7, 8]


def test_without_the_lock_the_race_is_there(monkeypatch):
    """The control of the test above: the same eight, but no row is locked for its reader."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **kwargs: rows.all())

    answers = issuing_each_alone(Class(NAMES))

    refused = [answer for answer in answers if isinstance(answer, str)]
    assert refused
    assert len(numbers()) == 8 - len(refused)


def test_ten_submits_of_the_issue_page_at_once_make_one_certificate_each(signed_in):
    school = Class(NAMES[:2])
    url = reverse("certificates:batch-issue", args=[school.batch.pk])
    ticked = {"proposals": [proposal.pk for proposal in school.proposals()]}
    clients = [signed_in(school.head, confirmed=True) for _ in range(10)]

    answers = all_at_once([lambda client=client: client.post(url, ticked).status_code for client in clients])

    assert answers == [302] * 10
    assert numbers() == [1, 2]
    assert NumberSeries.objects.get().last == 2


def test_two_revocations_at_once_leave_one_reason(signed_in):
    school = Class()
    certificate = school.issued()
    url = reverse("certificates:certificate-revoke", args=[certificate.pk])
    clients = [signed_in(school.head, confirmed=True) for _ in range(2)]

    answers = all_at_once(
        [
            lambda n=n, client=client: client.post(url, {"reason": f"Alasan {n}", "end_class": "OTHER"}).status_code
            for n, client in enumerate(clients)
        ]
    )

    assert sorted(answers) == [200, 302]
    certificate.refresh_from_db()
    assert certificate.revocation_reason == f"Alasan {answers.index(302)}"
