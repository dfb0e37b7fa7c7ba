"""The public check as strangers use it: with paper, without paper, and with bad intent."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from certificates.actions.revoking import revoke
from certificates.codes import grouped, new_token
from certificates.files import issued_bytes
from certificates.limits import address_of
from certificates.models import Certificate
from certificates.pdf import MONTHS_ID
from tests.certificates.classes import Class, past_the_triggers
from tests.certificates.test_pdf import FORBIDDEN, decoded_qr, page_texts, squeezed

UNKNOWN = "verdict-unknown"
CANARY = "Kenarikuning"


@pytest.fixture(autouse=True)
def fresh_limits(db):
    """Counts of earlier transactional tests are forgotten."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM certificates_checkcount")


def text_of(page: str) -> str:
    return squeezed(re.sub(r"<[^>]+>", "", page).replace("&#x27;", "'").replace("&amp;", "&"))


def test_every_form_of_the_address_leads_to_the_certificate(school, client):
    certificate = school.issued()
    token, typed = certificate.token, certificate.typed_code
    addresses = [
        f"/v/{token}/", f"/v/{token}", f"/V/{token}", f"/V/{token}/", f"/v/{token.lower()}/", f"/v/{typed}/",
        f"/v/{grouped(typed)}", f"/v/{grouped(typed).lower()}/", f"/v/?kode={grouped(typed)}", f"/V/?kode=+{token}+",
        f"/v/?kode={grouped(typed).replace('-', ' ')}",
    ]  # fmt: skip

    answers = {address: client.get(address) for address in addresses}

    assert {address: answer.status_code for address, answer in answers.items()} == dict.fromkeys(addresses, 200)
    assert all(certificate.number in answer.content.decode() for answer in answers.values())


def test_the_qr_on_the_stored_file_leads_to_the_certificate(school, client, tmp_path: Path, settings):
    settings.VERIFICATION_ORIGIN = "https://periksa.example.id"
    certificate = school.issued()

    [address] = decoded_qr(issued_bytes(certificate), tmp_path)

    assert address == f"https://periksa.example.id/v/{certificate.token}".upper()
    assert client.get(address.removeprefix("HTTPS://PERIKSA.EXAMPLE.ID")).status_code == 200


def test_everything_certified_on_the_sheet_is_on_the_page(school, client):
    certificate = school.issued()
    record = certificate.as_printed
    sheet = "".join(page_texts(issued_bytes(certificate)))
    page = text_of(client.get(f"/v/{certificate.token}/").content.decode())

    certified = [
        record.number, record.holder_name, record.holder_birth_place, printed(record.holder_birth_date),
        record.programme, record.field, record.kind, str(record.lesson_hours), printed(record.starts_on),
        printed(record.ends_on), record.place, record.issuer, record.issuer_owner, record.signatory_name,
        record.signatory_position, record.printed_nip, printed(record.issued_on), record.results, record.printed_code,
        *(unit.title for unit in record.units), *(unit.code for unit in record.units),
    ]  # fmt: skip

    assert [text for text in certified if squeezed(text) not in sheet] == []
    assert [text for text in certified if squeezed(text) not in page] == []


def printed(day: date) -> str:
    return f"{day.day} {MONTHS_ID[day.month - 1]} {day.year}"


def test_the_page_says_when_it_looked_and_in_which_zone(school, client):
    page = client.get(f"/v/{school.issued().token}/").content.decode()

    assert re.search(r"<time datetime=\"[^\"]+\+07:00\">[^<]+ \d\d\.\d\d WIB</time>", page)


def test_the_page_sets_no_cookie_and_is_kept_by_nobody(school, client):
    token = school.issued().token

    for address in (f"/v/{token}/", "/v/", "/v/salah/", "/v/?kode=x"):
        answer = client.get(address)
        assert not answer.cookies
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer["Referrer-Policy"] == "no-referrer"
    assert not client.cookies


def test_the_page_with_its_assets_stays_under_50_kb(db):
    school = Class()
    page = Client().get(f"/v/{school.issued().token}/").content
    css = Path(finders.find("certificates/verify.css"))
    fonts = [css.parent / name for name in re.findall(r'url\("([^"]+)"\)', css.read_text())]

    linked = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.decode())

    assert linked == ["/static/certificates/verify.css", "/static/certificates/verify.js"]
    assert len(page) + sum(file.stat().st_size for file in [css, css.with_suffix(".js"), *fonts]) < 50_000


def test_it_costs_four_queries(school, client, django_assert_num_queries):
    address = f"/v/{school.issued().token}/"
    client.get(address)

    with django_assert_num_queries(4):
        client.get(address)


WRONG = [
    "x", "0" * 26, "Z" * 26, "0" * 17, "5KDM-8CS3-C3V1-P1NR-N", "A" * 25, "A" * 81, "A" * 1500, "' OR 1=1 --",
    "%27%3B%20DROP%20TABLE%20certificates_certificate%3B--", "%00", "%0A", "%FF%FE", "..%2F..%2Fetc%2Fpasswd", "a/b/c",
    "<script>alert(1)</script>", "%3Cscript%3E", "\u0661\u0662", "{{7*7}}", "-", "%20", "1e400", "\U0001f600",
]  # fmt: skip


@pytest.mark.parametrize("code", WRONG)
def test_unknown_and_malformed_codes_get_the_very_same_page(school, client, code):
    school.issued()
    reference = neutral(client.get(f"/v/{new_token()}/"))

    by_path, by_form = client.get(f"/v/{code}"), client.get("/v/", {"kode": code})

    assert (by_path.status_code, by_form.status_code) == (404, 404)
    assert neutral(by_path) == neutral(by_form) == reference
    assert UNKNOWN in reference


def neutral(answer) -> str:
    return re.sub(r"<time.*?</time>", "", answer.content.decode())


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_nothing_can_be_sent_to_it(db, client, method):
    assert getattr(client, method)("/v/").status_code == 405


def test_a_revoked_certificate_says_so_at_once_and_never_why(school, client):
    certificate = school.issued()
    assert "verdict-valid" in client.get(f"/v/{certificate.token}/").content.decode()

    revoke(certificate, reason="Rahasia dapur", by=school.head)

    page = client.get(f"/v/{certificate.token}/").content.decode()
    assert "verdict-revoked" in page
    assert "verdict-valid" not in page
    assert "Rahasia dapur" not in page


@pytest.mark.parametrize("failing", ["certificates_certificate", "certificates_checkcount"])
def test_without_the_database_it_says_that_it_cannot_check_now(school, client, failing):
    token = school.issued().token

    def fail(execute, sql, params, many, context):
        if failing in sql:
            raise OperationalError("the server closed the connection")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(fail):
        answer = client.get(f"/v/{token}/")

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "verdict-unavailable" in page
    assert "Bagas" not in page
    assert not answer.cookies


def test_a_record_changed_behind_our_back_is_never_called_valid(school, client):
    certificate = school.issued()
    with past_the_triggers():
        Certificate.objects.filter(pk=certificate.pk).update(record={**certificate.record, "programme": "Pengacara"})

    answer = client.get(f"/v/{certificate.token}/")

    assert answer.status_code == 503
    assert "Pengacara" not in answer.content.decode()


def test_nothing_of_prison_is_on_page_or_sheet(db, client):
    school = Class(name=CANARY, decree_number=CANARY)
    inmate = school.people[0].inmate
    type(school.facility).objects.filter(pk=school.facility.pk).update(name=CANARY, city=CANARY)
    type(inmate).objects.filter(pk=inmate.pk).update(
        register_serial=CANARY[:8], health_note=CANARY, **{name: CANARY for name in ("nik",) if hasattr(inmate, name)}
    )
    certificate = school.issued()

    page = client.get(f"/v/{certificate.token}/").content.decode()
    file = issued_bytes(certificate)

    told = page + "".join(page_texts(file)) + file.decode("latin-1") + certificate.file.name
    assert CANARY[:8].lower() not in told.lower()
    assert FORBIDDEN.findall(re.sub(r"<[^>]+>", " ", page)) == []
    assert str(inmate.get_register_kind_display()).partition(" ")[0] not in page


def test_a_signed_in_reader_sees_the_same_page(school, signed_in, client):
    address = f"/v/{school.issued().token}/"

    assert neutral(signed_in(school.head).get(address)) == neutral(client.get(address))


def test_one_address_is_limited_and_others_are_not(school, settings):
    settings.VERIFY_RATE_PER_MINUTE = 3
    address = f"/v/{school.issued().token}/"

    here = [Client(REMOTE_ADDR="203.0.113.5").get(address).status_code for _ in range(5)]
    there = Client(REMOTE_ADDR="203.0.113.6").get(address)

    assert here == [200, 200, 200, 429, 429]
    assert there.status_code == 200


def test_beyond_the_limit_the_page_says_so_in_words(school, settings, client):
    settings.VERIFY_RATE_PER_MINUTE = 0

    answer = client.get(f"/v/{school.issued().token}/")

    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"
    assert "verdict-limited" in answer.content.decode()
    assert "Bagas" not in answer.content.decode()


def test_beyond_the_limit_nothing_is_looked_up(school, settings, client, django_assert_num_queries):
    """Whoever guesses costs one count and a page, not a search for each guess."""
    settings.VERIFY_RATE_PER_MINUTE = 0
    addresses = [f"/v/{school.issued().token}/", "/v/tidak-ada/", f"/v/berkas/?sidik={'0' * 64}"]

    for address in addresses:
        with django_assert_num_queries(1):
            assert client.get(address).status_code == 429


def test_everybody_together_is_limited_but_one_address_cannot_use_it_up(school, settings):
    settings.VERIFY_RATE_PER_MINUTE, settings.VERIFY_RATE_PER_MINUTE_OVERALL = 2, 5
    address = f"/v/{school.issued().token}/"

    def ask(number: int) -> int:
        return Client(REMOTE_ADDR=f"203.0.113.{number}").get(address).status_code

    assert [ask(1) for _ in range(9)] == [200, 200] + [429] * 7
    assert [ask(2), ask(3), ask(4), ask(5)] == [200, 200, 200, 429]


def test_a_forged_forwarding_header_does_not_help(school, settings):
    settings.VERIFY_RATE_PER_MINUTE = 2
    address = f"/v/{school.issued().token}/"

    def ask(number: int) -> int:
        return Client().get(address, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code

    assert [ask(number) for number in range(4)] == [200, 200, 429, 429]


def test_behind_our_proxy_only_its_own_entry_counts(school, settings):
    settings.VERIFY_RATE_PER_MINUTE, settings.TRUSTED_PROXIES = 2, 1
    address = f"/v/{school.issued().token}/"

    def ask(forged: str, real: str) -> int:
        return Client().get(address, headers={"X-Forwarded-For": f"{forged}, {real}"}).status_code

    assert [ask(f"198.51.100.{n}", "203.0.113.9") for n in range(3)] == [200, 200, 429]
    assert ask("203.0.113.9", "203.0.113.10") == 200


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.5", "203.0.113.5"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.5", "203.0.113.5"),
        ("", ""),
        ("bukan alamat", "bukan alamat"),
    ],
)
def test_addresses_are_counted_by_what_one_visitor_holds(rf, address, counted):
    assert address_of(rf.get("/v/", REMOTE_ADDR=address)) == counted


def test_counts_are_forgotten_and_name_nobody(school, client):
    address = f"/v/{school.issued().token}/"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO certificates_checkcount VALUES ('lama', %s, 5)", [timezone.now().replace(year=2020)]
        )

    client.get(address)

    with connection.cursor() as cursor:
        cursor.execute("SELECT who FROM certificates_checkcount")
        kept = {who for (who,) in cursor.fetchall()}
    assert len(kept) == 2
    assert not {"lama", "127.0.0.1"} & kept


def test_it_answers_after_the_cache_was_emptied(school, client):
    cache.clear()

    assert client.get(f"/v/{school.issued().token}/").status_code == 200
