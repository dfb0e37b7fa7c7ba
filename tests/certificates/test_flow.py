"""From a closed batch to a certificate: proposed by one, issued by another, read, revoked."""

import hashlib
import re
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from accounts.permissions import Role
from audit.models import AuditEvent
from certificates.actions import issue, propose, revoke
from certificates.gates import GATE_SENTENCES
from certificates.models import Certificate, NumberSeries, Proposal
from programs.models import Standard, UnitResult
from tests.certificates.classes import TODAY, Class, past_the_triggers
from tests.certificates.conftest import confirm
from tests.certificates.test_pdf import page_texts
from tests.factories import PASSWORD, StandardFactory, UnitFactory, posted


def issue_url(school: Class) -> str:
    return reverse("certificates:batch-issue", args=[school.batch.pk])


def test_staff_propose_the_head_issues_and_the_public_reads_it(school, signed_in, client):
    staff, head = signed_in(school.staff), signed_in(school.head)
    propose_url = reverse("certificates:batch-propose", args=[school.batch.pk])

    assert "Propose 1 certificate" in english(staff, propose_url)
    assert staff.post(propose_url).status_code == 302
    proposal = Proposal.objects.get()
    asked = head.post(issue_url(school), {"proposals": [proposal.pk]})
    assert (asked.status_code, asked.url.partition("?")[0]) == (302, "/akun/reauthenticate/")
    assert not Certificate.objects.exists()
    head.post(asked.url, {"password": PASSWORD, "next": issue_url(school)})

    certificate = Certificate.objects.get()
    assert certificate.number.startswith("0001/")
    public = client.get(f"/v/{certificate.token}/")
    assert public.status_code == 200
    assert public.content.decode().count("Bagas Wirayudha") == 1
    verbs = AuditEvent.objects.filter(object_type__startswith="certificates.").order_by("id")
    assert [(event.verb, event.by) for event in verbs] == [("propose", school.staff), ("issue", school.head)]


def english(client, url: str) -> str:
    client.cookies["django_language"] = "en"
    return client.get(url).content.decode()


def test_a_wrong_password_issues_nothing(school, signed_in):
    head = signed_in(school.head)
    [proposal] = school.proposals()

    asked = head.post(issue_url(school), {"proposals": [proposal.pk]})
    head.post(asked.url, {"password": "salah", "next": issue_url(school)})

    assert not Certificate.objects.exists()


def test_the_password_of_the_sign_in_is_not_enough(school, client):
    [proposal] = school.proposals()
    client.post("/akun/login/", {"login": school.head.username, "password": PASSWORD})

    asked = client.post(issue_url(school), {"proposals": [proposal.pk]})

    assert asked.url.startswith("/akun/reauthenticate/")
    assert not Certificate.objects.exists()


def test_an_error_after_the_password_shows_a_form_that_leads_back_to_its_own_page(school, signed_in):
    proposal = school.proposals(by=school.head)[0]
    head = signed_in(school.head)

    asked = head.post(issue_url(school), {"proposals": [proposal.pk]})
    answer = head.post(asked.url, {"password": PASSWORD, "next": issue_url(school)})

    assert f'action="{issue_url(school)}"' in answer.content.decode()
    assert str(GATE_SENTENCES["certificate_needs_another_proposer"]) in answer.content.decode()


def test_two_clicks_on_issue_make_one_certificate(school, signed_in):
    head = signed_in(school.head, confirmed=True)
    [proposal] = school.proposals()

    answers = [head.post(issue_url(school), {"proposals": [proposal.pk]}).status_code for _ in range(2)]

    assert answers == [302, 302]
    assert Certificate.objects.count() == 1
    assert NumberSeries.objects.get().last == 1


def test_only_the_ticked_ones_are_issued(db, signed_in):
    school = Class(("Ayu Satu", "Budi Dua"))
    head = signed_in(school.head, confirmed=True)
    proposals = school.proposals()

    head.post(issue_url(school), {"proposals": [proposals[1].pk]})

    assert [certificate.holder_name for certificate in Certificate.objects.all()] == ["Budi Dua"]
    assert list(Proposal.objects.waiting()) == [proposals[0]]


@pytest.mark.parametrize("ticked", [[], ["x"], ["999999"], ["-1"], ["1' OR 1=1"], [""]])
def test_a_wrong_tick_is_refused_in_words(school, signed_in, ticked):
    head = signed_in(school.head, confirmed=True)
    school.proposals()

    answer = head.post(issue_url(school), {"proposals": ticked})

    assert answer.status_code == 200
    assert answer.context["form"].errors["proposals"]
    assert not Certificate.objects.exists()


def test_a_proposal_of_another_batch_cannot_be_slipped_in(school, signed_in):
    [stranger] = Class().proposals()
    head = signed_in(school.head, confirmed=True)

    answer = head.post(issue_url(school), {"proposals": [stranger.pk]})

    assert answer.context["form"].errors["proposals"]
    assert not Certificate.objects.exists()


def test_proposing_twice_proposes_once_and_says_so(school, signed_in):
    staff = signed_in(school.staff)
    url = reverse("certificates:batch-propose", args=[school.batch.pk])

    answers = [staff.post(url, follow=True) for _ in range(2)]

    levels = [[message.level_tag for message in answer.context["messages"]] for answer in answers]
    assert levels == [["success"], ["info"]]
    assert Proposal.objects.count() == 1


def test_the_propose_page_says_what_each_person_lacks_and_proposes_nobody(db, signed_in):
    school = Class(state="TESTING", person_state="ACTIVE", days_attended=1, verdicts=("K", "BK"))
    staff = signed_in(school.staff)
    url = reverse("certificates:batch-propose", args=[school.batch.pk])

    page = english(staff, url)
    answer = staff.post(url)

    assert "8 of 13 needed" in page
    assert "1 of 2" in page
    assert "Nobody is left to propose" in page
    assert answer.context["form"].non_field_errors()
    assert not Proposal.objects.exists()


def test_names_are_issued_in_order_and_numbers_follow_each_other(db):
    school = Class(("Citra", "Ayu", "Budi"))

    issue(school.proposals(), on=TODAY, by=school.head)

    issued = Certificate.objects.order_by("number").values_list("holder_name", "number")
    assert [(name, number[:4]) for name, number in issued] == [("Ayu", "0001"), ("Budi", "0002"), ("Citra", "0003")]


def test_a_refused_issue_leaves_no_hole_in_the_numbers(db):
    first, second = Class(), Class()
    second.centre.certificate_number_pattern = "{seq:03}/LAIN/{year}"
    second.centre.save()
    proposals = second.proposals(by=second.head)

    with pytest.raises(ValidationError):
        issue(proposals, on=TODAY, by=second.head)
    Proposal.objects.filter(pk=proposals[0].pk).update(proposed_by=second.staff)
    certificate = issue(second.proposals(), on=TODAY, by=second.head)[0]

    assert certificate.number == "001/LAIN/2021"
    assert first.issued().number.startswith("0001/")


def test_all_or_none_are_issued(db):
    school = Class(("Ayu Wangi", "Budi \u65e5\u672c"))

    with pytest.raises(ValidationError) as refused:
        issue(school.proposals(), on=TODAY, by=school.head)

    assert refused.value.code == "unprintable"
    assert "Budi" in refused.value.messages[0]
    assert "\u65e5" in refused.value.messages[0]
    assert not Certificate.objects.exists()
    assert not NumberSeries.objects.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Budi\u200b Santoso", "hidden characters that cannot be printed in: name"),
        ("\u0627\u0644\u0642", "letters that cannot be printed in: name (\u0627 \u0642 \u0644)"),
    ],
)
def test_the_issue_page_names_whoever_cannot_be_printed(db, signed_in, name, said):
    school = Class((name,))
    head = signed_in(school.head, confirmed=True)
    [proposal] = school.proposals()

    page = english(head, issue_url(school))
    answer = head.post(issue_url(school), {"proposals": [proposal.pk]})

    assert f"{name}: {said}." in page
    assert answer.context["form"].non_field_errors() == [f"{name}: {said}."]
    assert not Certificate.objects.exists()


def test_a_name_of_200_letters_is_printed_as_it_is(db):
    name = ("Wijayakusumah Hadiningrat Suryaningprang " * 5)[:200].strip()

    assert Class((name,)).issued().holder_name == name


def test_texts_too_long_for_two_pages_are_refused_by_name(db):
    school = Class(("Budi Santoso",))
    _add_units(school, StandardFactory.create(field=school.batch.package.field), 60)

    with pytest.raises(ValidationError) as refused:
        school.issued()

    assert refused.value.code == "unprintable"
    assert refused.value.messages[0].startswith("Budi Santoso: ")


def _add_units(school: Class, standard: Standard, count: int) -> None:
    with past_the_triggers():
        for number in range(count):
            unit = UnitFactory.create(standard=standard, title=f"{number} " + "sangat panjang " * 19)
            school.batch.package.package_units.create(unit=unit, position=10 + number, lesson_hours=1)
            UnitResult.objects.create(
                enrollment=school.people[0],
                unit=unit,
                verdict="K",
                assessor=school.instructor,
                assessed_on=school.batch.tested_on,
                recorded_by=school.staff,
            )


def test_a_package_that_betrays_the_place_is_refused_by_name(school, signed_in):
    school.batch.package.name = "Menjahit di Lapas"
    school.batch.package.save()
    head = signed_in(school.head, confirmed=True)
    [proposal] = school.proposals()

    page = english(head, issue_url(school))
    answer = head.post(issue_url(school), {"proposals": [proposal.pk]})

    assert "“Lapas” (name of the package)" in page
    assert "Lapas" in answer.context["form"].non_field_errors()[0]
    assert not Certificate.objects.exists()


@pytest.mark.parametrize("pattern", ["{seq", "{seq}/{0}", "{seq.x}/{year}", "{tahun}/{seq}", "{seq:!}/{year}", "}{"])
def test_a_malformed_number_pattern_gives_a_sentence_and_no_certificate(school, signed_in, pattern):
    type(school.centre).objects.filter(pk=school.centre.pk).update(certificate_number_pattern=pattern)
    head = signed_in(school.head, confirmed=True)
    [proposal] = school.proposals()

    page = head.get(issue_url(school))
    answer = head.post(issue_url(school), {"proposals": [proposal.pk]})

    assert page.status_code == 200
    assert school.centre.name in answer.context["form"].non_field_errors()[0]
    assert not Certificate.objects.exists()


def test_two_centres_whose_patterns_give_one_number_are_told_so(db):
    first, second = Class(), Class()
    for school, pattern in ((first, "{seq:04}/{year}"), (second, "{seq:04}/{year:04}")):
        type(school.centre).objects.filter(pk=school.centre.pk).update(certificate_number_pattern=pattern)
    first.issued()

    with pytest.raises(ValidationError) as refused:
        issue(second.proposals(), on=TODAY, by=second.head)

    assert refused.value.code == "number_taken"
    assert "0001/2021" in refused.value.messages[0]


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


def test_the_head_revokes_with_a_reason_and_the_public_page_says_so_without_it(school, signed_in, client):
    certificate = school.issued()
    head = signed_in(school.head)
    url = reverse("certificates:certificate-revoke", args=[certificate.pk])

    asked = head.post(url, {"reason": "Nama salah tulis"})
    assert asked.url.startswith("/akun/reauthenticate/")
    confirm(head)
    head.post(url, {"reason": "Nama salah tulis"})

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

    empty = head.post(url, {"reason": "   "})
    head.post(url, {"reason": "Nama salah tulis"})
    again = head.post(url, {"reason": "Sekali lagi"})

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


ROLES = {
    "certificate-list": {"CENTRE_STAFF", "CENTRE_HEAD", "GIATJA_STAFF", "FACILITY_HEAD", "REGIONAL_HEAD", "AUDITOR"},
    "certificate-detail": {"CENTRE_STAFF", "CENTRE_HEAD", "GIATJA_STAFF", "FACILITY_HEAD", "REGIONAL_HEAD", "AUDITOR"},
    "certificate-pdf": {"CENTRE_STAFF", "CENTRE_HEAD", "GIATJA_STAFF", "FACILITY_HEAD", "REGIONAL_HEAD", "AUDITOR"},
    "certificate-revoke": {"CENTRE_HEAD"},
    "batch-propose": {"CENTRE_STAFF"},
    "batch-issue": {"CENTRE_HEAD"},
}


def url_of(name: str, certificate: Certificate) -> str:
    args = {"certificate-list": [], "batch-propose": [certificate.enrollment.batch_id]}
    args["batch-issue"] = args["batch-propose"]
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
    user = other.staff if name == "batch-propose" else other.head

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

    with django_assert_num_queries({"propose": 10, "issue": 11}[page]):
        client.get(url)


def test_names_with_quotes_and_html_are_shown_as_text(db, signed_in, client):
    name = '<b>O\'Agung</b> & "Anak"'
    certificate = Class((name,)).issued()

    page = client.get(f"/v/{certificate.token}/").content.decode()

    assert "<b>O" not in page
    assert "&lt;b&gt;O&#x27;Agung&lt;/b&gt; &amp; &quot;Anak&quot;" in page


def test_propose_refuses_while_the_batch_is_open(db):
    school = Class(state="TESTING", person_state="ACTIVE")

    with pytest.raises(ValidationError):
        propose(school.batch, by=school.staff)


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


def test_the_preview_gives_the_next_free_numbers_to_who_can_be_printed(db, signed_in):
    school = Class(("Ayu", "Budi \u65e5", "Citra"))
    school.proposals()

    rows = signed_in(school.head).get(issue_url(school)).context["waiting"]

    assert [row.record.number[:4] if row.record else None for row in rows] == ["0001", None, "0002"]
