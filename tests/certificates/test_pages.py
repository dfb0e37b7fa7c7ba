"""The pages of certificates: whose they are, what they show, how often they ask; the stored file."""

import hashlib
import re
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import Role
from certificates.actions.issuing import issue
from certificates.models import Certificate
from tests.certificates.classes import TODAY, Class
from tests.certificates.pages import issue_url
from tests.certificates.test_pdf import page_texts
from tests.factories import posted


def test_the_stored_pdf_is_handed_out_under_a_neutral_name(school, signed_in):
    certificate = school.issued()
    head = signed_in(school.head)

    answer = head.get(reverse("certificates:certificate-pdf", args=[certificate.pk]))
    file = b"".join(answer.streaming_content)

    assert hashlib.sha256(file).hexdigest() == certificate.file_sha256
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'inline; filename="sertifikat-{certificate.typed_code}.pdf"'
    assert "no-store" in answer["Cache-Control"]
    assert "BagasWirayudha" in page_texts(file)[0]


@pytest.mark.parametrize("fault", ["changed", "cut", "lost"])
def test_a_file_that_is_not_the_issued_one_is_never_handed_out(school, signed_in, fault):
    certificate = school.issued()
    path = Path(default_storage.path(certificate.file.name))
    pdf = path.read_bytes()
    if fault == "lost":
        path.unlink()
    else:
        path.write_bytes(pdf[:-1] if fault == "cut" else pdf.replace(b"%PDF-1.7", b"%PDF-1.6", 1))
    head = signed_in(school.head)

    answer = head.get(reverse("certificates:certificate-pdf", args=[certificate.pk]))

    assert path.exists() == (fault != "lost")
    assert answer.status_code == 500
    assert answer["Content-Type"].startswith("text/html")
    assert certificate.number in answer.content.decode()


ROLES = {
    "certificate-list": {"CENTRE_STAFF", "CENTRE_HEAD", "GIATJA_STAFF", "FACILITY_HEAD", "REGIONAL_HEAD", "AUDITOR"},
    "certificate-detail": {"CENTRE_STAFF", "CENTRE_HEAD", "GIATJA_STAFF", "FACILITY_HEAD", "REGIONAL_HEAD", "AUDITOR"},
    "certificate-pdf": {"CENTRE_STAFF", "CENTRE_HEAD", "GIATJA_STAFF", "FACILITY_HEAD", "REGIONAL_HEAD", "AUDITOR"},
    "certificate-revoke": {"CENTRE_HEAD"},
    "certificate-replace": {"CENTRE_HEAD"},
    "replacement-propose": {"CENTRE_STAFF"},
    "batch-conditions": {"CENTRE_STAFF", "CENTRE_HEAD", "GIATJA_STAFF", "FACILITY_HEAD", "REGIONAL_HEAD", "AUDITOR"},
    "batch-propose": {"CENTRE_STAFF"},
    "batch-issue": {"CENTRE_HEAD"},
}


def url_of(name: str, certificate: Certificate) -> str:
    args = {"certificate-list": [], "batch-propose": [certificate.enrollment.batch_id]}
    args["batch-issue"] = args["batch-conditions"] = args["batch-propose"]
    return reverse(f"certificates:{name}", args=args.get(name, [certificate.pk]))


@pytest.mark.parametrize("name", ROLES)
def test_each_page_opens_for_its_roles_alone(school, signed_in, client, name):
    certificate = school.issued()
    url = url_of(name, certificate)
    places = {
        Role.GIATJA_STAFF: school.facility,
        Role.FACILITY_HEAD: school.facility,
        Role.CENTRE_STAFF: school.centre,
        Role.INSTRUCTOR: school.centre,
        Role.REGIONAL_HEAD: school.facility.region,
    }
    users = {role: posted(role, places.get(role)) for role in Role if role != Role.CENTRE_HEAD}
    users[Role.CENTRE_HEAD] = school.head

    opened = {role.value for role, user in users.items() if signed_in(user).get(url).status_code == 200}

    assert opened == ROLES[name]
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("name", [name for name in ROLES if name != "certificate-list"])
def test_another_centre_finds_nothing(school, signed_in, name):
    certificate = school.issued()
    other = Class()
    user = other.staff if name in ("batch-propose", "replacement-propose") else other.head

    assert signed_in(user, confirmed=True).get(url_of(name, certificate)).status_code == 404
    assert signed_in(user, confirmed=True).post(url_of(name, certificate)).status_code in (404, 405)


def test_the_list_shows_own_certificates_only_and_finds_by_number_holder_year_and_state(school, signed_in):
    own, foreign = school.issued(), Class(("Kenari Asing",)).issued()
    head = signed_in(school.head)
    url = reverse("certificates:certificate-list")

    def found(query: str) -> list[str]:
        return [row.holder_name for row in head.get(f"{url}?{query}").context["page_obj"]]

    assert found("") == [own.holder_name]
    assert found(f"q={own.number[:6]}") == found("q=bagas") == found("year=2021&state=valid") == [own.holder_name]
    assert found("q=kenari") == found("year=2020") == found("state=revoked") == []
    assert foreign.holder_name not in head.get(url).content.decode()


@pytest.mark.parametrize(
    "query", ["year=abad", "year=99999999999", "state=x", "page=0", "page=x", "q=%00", "q='%22<b>", "sort=x"]
)
def test_the_list_bears_any_query(school, signed_in, query):
    school.issued()

    assert signed_in(school.head).get(f"{reverse('certificates:certificate-list')}?{query}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_much_for_one_row_as_for_three(db, signed_in, django_assert_num_queries, count):
    school = Class(("Ayu", "Budi", "Citra")[:count])
    issue(school.proposals(), on=TODAY, by=school.head)
    head = signed_in(school.head)
    head.get("/sertifikat/")

    with django_assert_num_queries(7):
        assert len(head.get("/sertifikat/").context["page_obj"]) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["propose", "issue"])
def test_the_batch_pages_ask_as_much_for_one_person_as_for_three(db, signed_in, django_assert_num_queries, count, page):
    school = Class(("Ayu", "Budi", "Citra")[:count])
    school.proposals()
    client = signed_in(school.staff if page == "propose" else school.head)
    url = reverse(f"certificates:batch-{page}", args=[school.batch.pk])
    client.get(url)

    with django_assert_num_queries({"propose": 13, "issue": 13}[page]):
        client.get(url)


def test_names_with_quotes_and_html_are_shown_as_text(db, signed_in, client):
    name = '<b>O\'Agung</b> & "Anak"'
    certificate = Class((name,)).issued()

    page = client.get(f"/v/{certificate.token}/").content.decode()

    assert "<b>O" not in page
    assert "&lt;b&gt;O&#x27;Agung&lt;/b&gt; &amp; &quot;Anak&quot;" in page


def test_the_numbers_and_hashes_on_the_detail_page_are_the_registers(school, signed_in):
    certificate = school.issued()

    page = signed_in(school.head).get(certificate.get_absolute_url()).content.decode()

    shown = {certificate.number, certificate.file_sha256, certificate.record_sha256}
    assert {value for value in shown if value in page} == shown
    assert re.search(rf"/v/{certificate.token}/", page)


def section_of(school: Class, user: User) -> str:
    template = Template("{% load certificates %}{% batch_certificates batch %}")
    with override("en"):
        return template.render(Context({"batch": school.batch, "user": user}))


def test_the_section_for_the_batch_page_leads_each_to_the_own_next_step(school):
    propose_url = reverse("certificates:batch-propose", args=[school.batch.pk])

    assert propose_url in section_of(school, school.staff)
    assert propose_url not in section_of(school, school.head)
    school.proposals()
    assert issue_url(school) in section_of(school, school.head)
    assert "1 proposal waits for the head" in section_of(school, school.staff)
    certificate = school.issued()
    assert certificate.get_absolute_url() in section_of(school, school.head)
    assert certificate.number not in section_of(school, posted(Role.INSTRUCTOR, school.centre))


def test_the_section_is_empty_while_the_batch_is_open(db):
    school = Class(state="TESTING", person_state="ACTIVE")

    assert section_of(school, school.staff).strip() == ""


def test_equal_days_of_issue_are_sorted_by_id(db, signed_in):
    school = Class(("Ayu", "Budi", "Citra"))
    issue(school.proposals(), on=TODAY, by=school.head)
    head, url = signed_in(school.head), reverse("certificates:certificate-list")
    pages = [head.get(f"{url}?sort={order}").context["page_obj"] for order in ("issued_on", "-issued_on")]

    assert [[row.holder_name for row in page] for page in pages] == [["Ayu", "Budi", "Citra"]] * 2
