"""The status of a certificate for employers' systems: what the page says, to everybody, and nothing of the inside."""

import datetime as dt

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone

from certificates import public
from certificates.actions.replacing import propose_replacement, replace
from certificates.actions.revoking import revoke
from certificates.codes import grouped, new_token, new_typed_code
from tests.certificates.test_public_file import told
from tests.certificates.test_verification_role import as_the_role, role  # noqa: F401

pytestmark = pytest.mark.django_db
HOST = "periksa.example.id"


def asked(code: str, client: Client | None = None, **kwargs):
    return (client or Client()).get(f"/api/v1/certificates/{code}", **kwargs)


def test_a_certificate_in_force_is_told_with_every_entry_of_the_page(school):
    certificate = school.issued()
    record = certificate.as_printed

    answer = asked(certificate.token)

    said = answer.json()
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json; charset=utf-8")
    assert (said["state"], said["revoked_on"], said["replaced_by"]) == ("valid", None, None)
    facts = said["certificate"]
    assert (facts["number"], facts["code"]) == (record.number, record.printed_code)
    assert facts["holder_birth_date"] == f"{record.holder_birth_date:%Y-%m-%d}"
    assert [unit["title"] for unit in facts["units"]] == [unit.title for unit in record.units]
    page = Client().get(f"/v/{certificate.token}/").content.decode()
    for entry in ("number", "holder_name", "holder_birth_place", "subject", "field", "place", "issuer"):
        assert facts[entry] in page


def test_typed_codes_are_read_as_on_the_page(school):
    certificate = school.issued()
    codes = [certificate.token.lower(), grouped(certificate.typed_code), certificate.typed_code.lower()]

    assert [asked(code).json()["certificate"]["number"] for code in codes] == [certificate.number] * 3


def test_a_revoked_one_says_since_when(school):
    certificate = school.issued()
    revoke(certificate, reason="Tertukar", by=school.head)

    said = asked(certificate.token).json()

    assert (said["state"], said["revoked_on"]) == ("revoked", f"{timezone.localdate():%Y-%m-%d}")
    assert "Tertukar" not in str(said)


def test_a_replaced_one_names_its_successor(school):
    old = school.issued()
    propose_replacement(old, end_class="DATA_ERROR", correction="Ejaan nama", on=timezone.localdate(), by=school.staff)
    new = replace(old, on=timezone.localdate(), by=school.head)

    before, after = asked(old.token).json(), asked(new.token).json()

    assert (before["state"], before["replaced_by"]) == ("replaced", new.number)
    assert (after["state"], after["certificate"]["replaces"]) == ("valid", old.number)


def test_the_four_states_are_those_of_the_page(school):
    certificate = school.issued()

    assert told(Client().get(f"/v/{certificate.token}/"))[1] == asked(certificate.token).json()["state"]


@pytest.mark.parametrize(
    "malformed", ["x", "a/b", "a//", "%0A", "a%0Ab", "%00", "..%2F..", "ü", "9" * 500, "openapi.json"]
)
def test_unknown_and_malformed_codes_get_the_same_answer(malformed):
    unknown, typed = asked(new_token()), asked(new_typed_code())
    answer = asked(malformed)

    assert answer.status_code == unknown.status_code == 404
    assert answer.content == unknown.content == typed.content
    shown = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    assert shown == {name: value for name, value in unknown.headers.items() if name != "X-Request-ID"}
    assert answer["Content-Type"] == "application/problem+json"


def test_unknown_and_malformed_codes_take_the_same_way(django_assert_num_queries):
    """One count against the limits; a malformed code saves the one look into the register, as on the page."""
    for ask in (asked, lambda code: Client().get(f"/v/{code}/")):
        ask("x")
        with django_assert_num_queries(2):
            ask(new_token())
        with django_assert_num_queries(1):
            ask("x")


def test_it_counts_against_the_same_limit_as_the_page(settings):
    settings.VERIFY_RATE_PER_MINUTE = 2

    statuses = [Client().get("/v/x/").status_code, asked("x").status_code, asked("x").status_code]
    answer = asked("x")

    assert statuses == [404, 404, 429]
    assert (answer["Retry-After"], answer.json()["code"]) == ("60", "limited")
    assert Client().get("/v/x/").status_code == 429


def test_when_it_cannot_know_it_says_so(school, monkeypatch):
    certificate = school.issued()

    def broken(*args: object) -> bool:
        raise DatabaseError("secret detail")

    monkeypatch.setattr(public, "may_check", broken)
    answer = asked(certificate.token)

    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert "secret" not in answer.content.decode()


def test_no_cookie_is_set_and_no_cache_keeps_it(school):
    certificate = school.issued()

    for answer in (asked(certificate.token), asked("x")):
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer["Referrer-Policy"] == "no-referrer"


def test_it_needs_no_more_than_the_role_of_the_check_may_read(school, role):  # noqa: F811
    certificate = school.issued()

    with as_the_role():
        statuses = [asked(certificate.token).status_code, asked("x").status_code]

    assert statuses == [200, 404]


def test_head_brings_the_length_and_no_body(school):
    certificate = school.issued()
    path = f"/api/v1/certificates/{certificate.token}"

    head, unknown = Client().head(path), Client().head("/api/v1/certificates/x")

    assert (head.status_code, head.content, unknown.status_code) == (200, b"", 404)
    assert abs(int(head["Content-Length"]) - len(Client().get(path).content)) < 10


@pytest.mark.parametrize("path", ["certificates/x", "figures", "places", "nothing"])
def test_other_methods_are_refused_by_name(path):
    client = Client(enforce_csrf_checks=True)

    options = client.options(f"/api/v1/{path}")
    answers = [getattr(client, method)(f"/api/v1/{path}") for method in ("post", "put", "patch", "delete", "trace")]

    assert (options.status_code, options["Allow"], options.content) == (204, "GET, HEAD, OPTIONS", b"")
    assert {(answer.status_code, answer["Allow"]) for answer in answers} == {(405, "GET, HEAD, OPTIONS")}
    assert {answer["Content-Type"] for answer in answers} == {"application/problem+json"}


@pytest.mark.parametrize("path", ["nothing", "figures/", "openapi.json/x", "a/b/c"])
def test_other_addresses_answer_as_the_api_does(path):
    answer = Client().get(f"/api/v1/{path}")

    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert set(answer.json()) == {"type", "code", "status", "title", "title_en"}


class TestNeutralHost:
    @pytest.fixture(autouse=True)
    def neutral_host(self, settings):
        settings.VERIFICATION_ORIGIN = f"https://{HOST}"
        settings.ALLOWED_HOSTS = ["testserver", HOST]

    @pytest.fixture
    def stranger(self) -> Client:
        return Client(headers={"host": HOST})

    def test_the_status_is_told_there_too(self, school, stranger):
        assert asked(school.issued().token, stranger).json()["state"] == "valid"

    @pytest.mark.parametrize("path", ["figures", "places", "nothing", "certificates"])
    def test_nothing_else_of_the_api_is(self, stranger, path):
        assert stranger.get(f"/api/v1/{path}")["Content-Type"] == "text/plain; charset=utf-8"

    @pytest.mark.parametrize("path", ["", "openapi.json", "certificates/x", "?bahasa=en"])
    def test_neither_answers_nor_description_tell_of_prisons(self, stranger, path):
        answer = stranger.get(f"/api/v1/{path}")

        said = f"{dict(answer.headers)} {answer.content.decode()}".lower()
        telling = ("lapas", "prison", "penjara", "warga binaan", "inmate", "figures", "sessionid", "csrftoken")
        assert [word for word in telling if word in said] == []
        assert not answer.cookies

    def test_the_description_there_knows_certificates_only(self, stranger):
        document = stranger.get("/api/v1/openapi.json").json()

        assert list(document["paths"]) == ["/api/v1/certificates/{code}"]
        assert set(document["components"]) == {"schemas"}
        assert set(document["components"]["schemas"]) == {
            "CertificateStatus",
            "CertificateFacts",
            "UnitOfCertificate",
            "Problem",
        }


def test_the_moment_of_the_check_has_its_time_zone(school):
    checked_at = dt.datetime.fromisoformat(asked(school.issued().token).json()["checked_at"])

    assert abs(timezone.now() - checked_at) < dt.timedelta(minutes=1)
