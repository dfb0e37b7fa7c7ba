"""The manual on the screen: who reads what, what stands on it, and where Bantuan leads."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.permissions import Role
from facilities.models import TrainingCentre
from manual.pages import slugs
from tests.factories import BatchFactory, TrainingCentreFactory, posted

pytestmark = pytest.mark.django_db


def signed_in(role: Role = Role.AUDITOR, place: TrainingCentre | None = None) -> Client:
    client = Client()
    client.force_login(posted(role, place))
    return client


def test_every_page_of_the_manual_opens() -> None:
    client = signed_in()

    answers = {slug: client.get(reverse("manual:page", kwargs={"slug": slug})).status_code for slug in slugs()}

    assert answers == dict.fromkeys(slugs(), 200)


def test_a_page_that_is_not_there_is_not_found() -> None:
    client = signed_in()

    asked = [client.get(f"/bantuan/{slug}/").status_code for slug in ("tidak-ada", "README")]

    assert asked == [404, 404]


def test_the_index_shows_ones_own_tasks_first() -> None:
    said = signed_in(Role.INSTRUCTOR, TrainingCentreFactory.create()).get(reverse("manual:index")).content.decode()

    own = said.partition('class="panel manual-own"')[2].partition("</section>")[0]
    assert '<a href="/bantuan/kehadiran/">Kehadiran</a>' in own
    assert "/bantuan/mencabut-sertifikat/" not in own
    assert "/bantuan/mencabut-sertifikat/" in said


def test_who_cannot_sign_in_reads_how_to() -> None:
    answer = Client().get("/bantuan/masuk/")

    assert answer.status_code == 200
    assert "<h2 id=" in answer.content.decode()


def test_whoever_checks_a_certificate_reads_how_to_and_nothing_of_prisons() -> None:
    answer = Client().get("/v/bantuan/")

    said = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"], answer.cookies) == (200, "no-store", {})
    assert "Pindai kode QR" in said
    assert [word for word in ("Lapas", "Warga Binaan", "narapidana", '"/bantuan/') if word in said] == []


def test_how_to_check_is_there_in_english_and_leads_on_in_english() -> None:
    answer = Client().get("/v/bantuan/?bahasa=en")

    said = answer.content.decode()
    links = re.findall(r'href="(/v/[^"]*)"', said)
    assert (answer["Content-Language"], answer.cookies) == ("en", {})
    assert "<h1>Checking a certificate</h1>" in said
    assert links == ["/v/bantuan/?bahasa=en", "/v/bantuan/?bahasa=id", "/v/?bahasa=en"]
    assert [word for word in ("Lapas", "prison", "inmate", "Pindai") if word in said] == []


def test_help_of_the_administration_is_its_page() -> None:
    client = signed_in(Role.NATIONAL_ADMIN)

    said = client.get("/admin/").content.decode()

    assert '<a href="/bantuan/administrasi/">Bantuan</a>' in said


def test_help_leads_to_the_page_of_the_task_at_hand() -> None:
    client = signed_in()
    batch = BatchFactory.create()

    asked = [reverse("programs:batch-detail", args=[batch.pk]), reverse("facilities:agreement-list"), "/tidak-ada/"]
    help_urls = [client.get(address).context["help_url"] for address in asked]

    assert help_urls == ["/bantuan/angkatan/", "/bantuan/perjanjian/", "/bantuan/"]


def test_help_of_the_sign_in_page_is_open() -> None:
    said = Client().get(reverse("account_login")).content.decode()

    assert 'class="page-help" href="/bantuan/masuk/"' in said


def test_the_neutral_host_serves_how_to_check_with_its_picture_and_no_other_help(settings: Any) -> None:
    settings.PUBLIC_ORIGIN, settings.VERIFICATION_ORIGIN = "https://lapas.example.org", "https://cek.example.org"
    settings.ALLOWED_HOSTS = ["cek.example.org"]
    client = Client(HTTP_HOST="cek.example.org")

    said = [client.get(f"/v/bantuan/?bahasa={language}", secure=True).content.decode() for language in ("id", "en")]
    pictures = [picture for text in said for picture in re.findall(r'<img src="([^"]+)"', text)]
    answers = [client.get(path, secure=True) for path in (*pictures, "/bantuan/masuk/", "/bantuan/")]
    for answer in answers:
        answer.close()

    assert len(pictures) == 2
    assert [answer.status_code for answer in answers] == [200, 200, 404, 404]
