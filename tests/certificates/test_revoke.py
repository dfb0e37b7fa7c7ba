"""Revoking: by the head, with a reason, for good; and the corrected certificate after it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from certificates.actions.revoking import revoke
from certificates.models import Certificate
from tests.certificates.classes import Class
from tests.second_factor import confirm


def test_the_head_revokes_with_a_reason_and_the_public_page_says_so_without_it(school, signed_in, client):
    certificate = school.issued()
    head = signed_in(school.head)
    url = reverse("certificates:certificate-revoke", args=[certificate.pk])

    asked = head.post(url, {"reason": "Nama salah tulis", "end_class": "DATA_ERROR"})
    assert asked.url.startswith(reverse("mfa_reauthenticate"))
    confirm(head, school.head)
    head.post(url, {"reason": "Nama salah tulis", "end_class": "DATA_ERROR"})

    certificate.refresh_from_db()
    assert (certificate.state, certificate.revoked_by) == (Certificate.State.REVOKED, school.head)
    public = client.get(f"/v/{certificate.typed_code}/")
    text = public.content.decode()
    assert public.status_code == 200
    assert "verdict-revoked" in text
    assert "Nama salah tulis" not in text
    assert text.index("verdict-revoked") < text.index("Bagas Wirayudha")
    assert "Nama salah tulis" in head.get(certificate.get_absolute_url()).content.decode()


def test_revoking_needs_a_reason_and_happens_once(school, signed_in):
    certificate = school.issued()
    head = signed_in(school.head, confirmed=True)
    url = reverse("certificates:certificate-revoke", args=[certificate.pk])

    empty = head.post(url, {"reason": "   ", "end_class": "DATA_ERROR"})
    head.post(url, {"reason": "Nama salah tulis", "end_class": "DATA_ERROR"})
    again = head.post(url, {"reason": "Sekali lagi", "end_class": "FRAUD"})

    certificate.refresh_from_db()
    assert empty.context["form"].errors["reason"]
    assert again.context["form"].non_field_errors()
    assert certificate.revocation_reason == "Nama salah tulis"


def test_only_the_head_of_the_issuing_centre_revokes(school):
    certificate = school.issued()

    for other in (school.staff, Class().head):
        with pytest.raises(ValidationError):
            revoke(certificate, reason="Salah", by=other)

    certificate.refresh_from_db()
    assert certificate.revoked_at is None


def test_the_day_of_revocation_is_the_day_in_the_country_not_in_greenwich():
    certificate = Certificate(revoked_at=dt.datetime(2021, 7, 19, 18, 0, tzinfo=dt.UTC))

    assert certificate.revoked_on == dt.date(2021, 7, 20)
