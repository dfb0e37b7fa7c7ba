"""Under its own host name the check stands alone: an employer's clerk learns nothing of where the holder learnt."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import get_resolver, reverse

from tests.certificates.test_pdf import FORBIDDEN

HOST = "periksa.example.id"
TELLING = ("lapas", "prison", "penjara", "pelatihan lapas", "sessionid", "csrftoken")


@pytest.fixture(autouse=True)
def neutral_host(settings):
    settings.VERIFICATION_ORIGIN = f"https://{HOST}"
    settings.ALLOWED_HOSTS = ["testserver", HOST]


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"host": HOST})


def test_new_sheets_send_the_reader_there(school, stranger):
    certificate = school.issued()

    answer = stranger.get(f"/v/{certificate.token}/")

    assert certificate.as_printed.origin == f"https://{HOST}"
    assert answer.status_code == 200
    assert answer.content.decode().count(f"<strong>https://{HOST}</strong>") == 2


def test_nothing_else_answers_there(db, stranger):
    inside = [
        reverse("account_login"),
        "/admin/",
        "/sertifikat/",
        "/buku-besar/",
        "/bahasa/",
        "/tidak-ada/",
        "/static/theme.css",
    ]
    inside += [f"/{pattern.pattern}" for pattern in get_resolver().url_patterns if "^" not in str(pattern.pattern)]
    shut = [path for path in inside if path not in {"/", "/healthz", "/readyz", "/v/", "/v/berkas/"}]

    statuses = {path: stranger.get(path).status_code for path in shut}

    assert set(statuses.values()) == {404}
    assert len(shut) > 12


@pytest.mark.parametrize("host", [HOST.upper(), f"{HOST}.", f"{HOST}:443"])
def test_other_spellings_of_the_host_are_the_same_host(db, host):
    assert Client(headers={"host": host}).get(reverse("account_login")).status_code == 404


def test_its_front_door_leads_to_the_check(db, stranger):
    answer = stranger.get("/")

    assert (answer.status_code, answer["Location"]) == (302, "/v/")


@pytest.mark.parametrize("path", ["/", "/v/", "/v/x/", "/v/berkas/", "/akun/login/", "/v/berkas/tidak/ada/", "/V"])
def test_neither_headers_nor_words_tell_of_prisons(db, stranger, path):
    answer = stranger.get(path)

    said = f"{dict(answer.headers)} {answer.content.decode()}".lower()
    assert [word for word in TELLING if word in said] == []
    assert FORBIDDEN.findall(answer.content.decode()) == []
    assert not answer.cookies


def test_its_style_and_script_tell_nothing_either():
    said = "".join(Path(finders.find(f"certificates/verify.{kind}")).read_text().lower() for kind in ("css", "js"))

    assert [word for word in TELLING if word in said] == []


def test_a_fault_of_the_site_shows_no_page_of_the_site(db, stranger, settings):
    stranger.raise_request_exception = False
    settings.VERIFY_RATE_PER_MINUTE = "not a number"

    answer = stranger.get("/v/x/")

    assert answer.status_code in (500, 503)
    assert [word for word in TELLING if word in answer.content.decode().lower()] == []


def test_a_signed_in_browser_is_nobody_there(school, signed_in):
    client = signed_in(school.head)

    answer = client.get(f"/v/{school.issued().token}/", headers={"host": HOST})

    assert answer.status_code == 200
    assert not answer.cookies


def test_the_sites_own_host_answers_as_before(db, client):
    assert client.get("/v/").status_code == 200
    assert client.get(reverse("account_login")).status_code == 200
