"""The Pekalongan case: 60 of 253 people, six packages, ten seats a class, sixty certificates less those who are not
yet competent. Sewing is walked in a real browser by the people who would walk it, the other five by the same forms."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation

from certificates.models import Certificate, Proposal
from demo.cases import PASSWORD
from demo.houses import Founder, House
from demo.inmates import admit
from demo.readiness import review
from facilities.models import Agreement
from programs.models import Batch, Decree, Enrollment, Package
from programs.reference import load_reference_data
from tests.certificates.test_pdf import decoded_qr
from tests.journeys.people import Person, Walker

# Field code, name of the batch, and the package the centre writes for it.
CLASSES = (
    ("JAHIT", "Menjahit 2021"),
    ("BATIK", "Membatik 2021"),
    ("BARBER", "Potong rambut 2021"),
    ("AC", "Servis AC 2021"),
    ("MOTOR", "Servis sepeda motor 2021"),
    ("LAS", "Teknik las 2021"),
)

SEWING, OTHERS = CLASSES[0], CLASSES[1:]
AGREEMENT = "Kerja sama pelatihan kerja 2021"
DAYS = {"starts_on": "2021-06-10", "ends_on": "2021-07-03", "tested_on": "2021-07-05"}
PROPOSED, CRITERIA = 12, 5


@pytest.fixture
def house(transactional_db: None) -> House:
    with translation.override("id"):
        load_reference_data()
        founder = Founder()
        house = founder.found("pekalongan")
        admit(house, not_called=founder.names, today=dt.date(2021, 6, 10))
        for code in house.workshops:
            review(house, code, on=dt.date(2021, 6, 1))
    return house


@dataclass
class Clerks:
    """Who sends the forms of the other five classes, which nobody needs to watch."""

    staff: Walker
    colleague: Walker
    centre: Walker
    centre_head: Walker


@pytest.mark.browser
def test_sixty_of_253_are_trained_and_certified(
    house: House, browser: Any, live_server: Any, settings: Any, tmp_path: Path, no_rate_limits: None
) -> None:
    settings.PUBLIC_ORIGIN = live_server.url

    def person(username: str) -> Person:
        return Person(browser, live_server.url, username, PASSWORD)

    staff, head = person("giatja.pekalongan"), person("kalapas.pekalongan")
    centre, centre_head = person("blk.pekalongan"), person("kablk.pekalongan")
    instructor, colleague = person("instruktur.jahit"), person("bimker.pekalongan")
    clerks = Clerks(*(Walker(f"{name}.pekalongan") for name in ("giatja", "bimker", "blk", "kablk")))

    agree(staff, head)
    sewing = score_class(staff, colleague, house, *SEWING)
    others = [score_by_forms(clerks, house, code, name) for code, name in OTHERS]
    decide(staff, clerks, sewing, others)
    decree(head, sewing)
    lay_out(centre, house, sewing)
    run_class(staff, centre, instructor, house, sewing)
    certify(centre, centre_head, sewing)
    for batch in others:
        run_by_forms(clerks, house, batch)

    assert house.facility.inmates.count() == 253
    decreed = Decree.objects.get().record["batches"]
    assert [len(batch["accepted"]) for batch in decreed] == [10] * len(CLASSES)
    trained = Enrollment.objects.filter(state__in=("COMPLETED", "DROPPED"))
    assert trained.values("inmate").distinct().count() == 60
    assert trained.filter(state="COMPLETED").count() == 54
    assert Certificate.objects.count() == 54
    for someone in (staff, colleague, head, centre, centre_head, instructor):
        assert someone.problems == []
    anybody_scans(browser, live_server.url, downloaded(centre_head, sewing), tmp_path)


# -- Sewing, in the browser


def agree(staff: Person, head: Person) -> None:
    """An agreement in force: drafted by the prison's staff, signed by its head."""
    staff.shot("home-giatja-empty")
    staff.open("facilities:agreement-add")
    staff.fill(
        title=AGREEMENT,
        starts_on="2021-06-01",
        ends_on="2021-12-31",
    )
    staff.tick("centres", "UPTD BLK Kota Pekalongan")
    staff.shot("agreement-add")
    staff.save()
    staff.fill(quota="60")
    for box in staff.page.locator("input[name=fields]").all():
        box.check()
    staff.save()
    agreement = Agreement.objects.get()
    ours, theirs = agreement.parties.all()
    staff.fill(
        **{
            f"party_{ours.pk}_number": "W13.PAS.PAS8-UM.01.01-12 TAHUN 2021",
            f"party_{ours.pk}_signatory_name": "Drs. Wiryo Santosa",
            f"party_{ours.pk}_signatory_position": "Kepala Lapas",
            f"party_{theirs.pk}_number": "500.15/214/2021",
            f"party_{theirs.pk}_signatory_name": "Retno Palupi, S.T.",
            f"party_{theirs.pk}_signatory_position": "Kepala UPTD BLK",
        }
    )
    staff.save()
    staff.shot("agreement-check")
    head.open("facilities:agreement-sign", agreement.pk)
    head.fill(signed_on="2021-06-01")
    head.save()
    head.shot("agreement-detail")
    assert Agreement.objects.in_force(on=dt.date(2021, 6, 10)).exists()


def score_class(staff: Person, colleague: Person, house: House, code: str, name: str) -> Batch:
    """A batch from its plan to its ranking: twelve proposed, each scored by two officers."""
    package = house.centre.packages.get(field__code=code)
    staff.open("programs:batch-add")
    staff.fill(name=name, seats="10", **DAYS)
    staff.choose("package", package.name)
    staff.choose("agreement", AGREEMENT)
    staff.choose("workshop", house.workshops[code].name)
    staff.save()
    batch = Batch.objects.get(name=name)
    staff.shot("batch-planned")
    staff.press(".page-actions form button")
    staff.open("programs:batch-candidates", batch.pk)
    boxes = staff.page.locator("input[name=inmates]")
    assert boxes.count() >= PROPOSED
    for index in range(PROPOSED):
        boxes.nth(index).check()
    staff.shot("candidates")
    staff.save()
    for officer in (staff, colleague):
        officer.open("programs:batch-selection", batch.pk)
        for index, box in enumerate(officer.page.locator("input[name^=score_]").all()):
            box.fill(str(90 - index // CRITERIA))
        officer.save()
    staff.shot("ranking")
    return batch


def decide(staff: Person, clerks: Clerks, sewing: Batch, others: list[Batch]) -> None:
    """One TPP session for all six: its agenda lists what is being chosen, its decisions follow the ranks."""
    staff.open("programs:tpp-add")
    staff.fill(held_on="2021-06-07", minutes_number="BA-TPP 21/2021")
    staff.fill(chair_name="Ketua Sidang", chair_position="Kepala Seksi Binadik")
    staff.save()
    staff.open("programs:tpp-decide", sewing.tpp_items.get().pk)
    staff.shot("tpp")
    staff.save()
    for batch in others:
        clerks.staff.saves("programs:tpp-decide", batch.tpp_items.get().pk)


def decree(head: Person, sewing: Batch) -> None:
    """One decree: the page of one batch offers the others that are ready."""
    head.open("programs:batch-decree", sewing.pk)
    head.fill(number="W13.PAS.PAS8-210.PK.05.09 TAHUN 2021", on="2021-06-08")
    head.shot("decree")
    head.save()


def lay_out(centre: Person, house: House, sewing: Batch) -> None:
    centre.open("programs:batch-timetable", sewing.pk)
    centre.choose("instructor", house.instructors["JAHIT"].name)
    centre.save()
    centre.shot("timetable")


def run_class(staff: Person, centre: Person, instructor: Person, house: House, batch: Batch) -> None:
    """From the first day to the close: one of the ten is not yet competent in one unit."""
    staff.open("programs:batch-detail", batch.pk)
    staff.press(".page-actions form button")
    teach(instructor, batch)
    centre.open("programs:batch-detail", batch.pk)
    centre.press(".page-actions form button")
    instructor.page.goto(f"/angkatan/{batch.pk}/hasil/?isi=K")
    instructor.choose("assessor", house.instructors["JAHIT"].name)
    instructor.fill(on=DAYS["tested_on"])
    instructor.page.locator("select[name^=verdict_]").first.select_option("BK")
    instructor.shot("results")
    instructor.save()
    centre.open("programs:batch-close", batch.pk)
    centre.shot("close")
    centre.save()
    centre.shot("batch-closed")


def teach(teacher: Person, batch: Batch) -> None:
    """Eighteen lesson days: one day somebody is sick; each sheet leads on to the next."""
    first = batch.sessions.held().first()
    assert first is not None
    teacher.open("programs:session-attendance", first.pk)
    teacher.page.locator("select[name^=status_]").nth(2).select_option("S")
    teacher.shot("attendance")
    teacher.save()
    for _day in range(17):
        teacher.save()
    teacher.shot("attendance-recap")
    assert batch.sessions.filter(attendances__isnull=True).count() == 0


def certify(centre: Person, centre_head: Person, batch: Batch) -> None:
    centre.open("certificates:batch-propose", batch.pk)
    centre.shot("propose")
    centre.save()
    centre_head.open("certificates:batch-issue", batch.pk)
    centre_head.shot("issue")
    centre_head.save()
    centre_head.confirm(PASSWORD)
    centre_head.shot("issued")


# -- The other five, by the same forms


def package_by_forms(centre: Walker, house: House, code: str, name: str) -> Package:
    """The centre's package for the field: there already, or written now with its units."""
    found = house.centre.packages.filter(field__code=code).first()
    if found is not None:
        return found
    facts = {"lesson_hours": 144, "least_participants": 8, "most_participants": 10}
    field = house.workshops[code].fields.get()
    centre.saves("programs:package-add", name=name.removesuffix(" 2021"), field=field.pk, **facts)
    package = Package.objects.get(field=field, centre=house.centre)
    first, second = [name for name in centre.form("programs:package-units", package.pk).fields if "hours_" in name][:2]
    centre.saves("programs:package-units", package.pk, **{first: 100, second: 44})
    return package


def score_by_forms(clerks: Clerks, house: House, code: str, name: str) -> Batch:
    package = package_by_forms(clerks.centre, house, code, name)
    places = {"agreement": Agreement.objects.get().pk, "workshop": house.workshops[code].pk}
    clerks.staff.sends("programs:batch-add", name=name, package=package.pk, seats=10, **places, **DAYS)
    batch = Batch.objects.get(name=name)
    clerks.staff.sends("programs:batch-open-selection", batch.pk)
    clerks.staff.sends("programs:batch-candidates", batch.pk, inmates=wanted_nowhere_else(clerks.staff, batch))
    for officer in (clerks.staff, clerks.colleague):
        points = {
            f"score_{row.pk}_{criterion}": 90 - place
            for place, row in enumerate(batch.enrollments.order_by("pk"))
            for criterion in range(1, CRITERIA + 1)
        }
        officer.sends("programs:batch-selection", batch.pk, **points)
    return batch


def wanted_nowhere_else(staff: Walker, batch: Batch) -> list[int]:
    """Twelve whom nothing blocks and nobody has proposed for a class before, page by page."""
    taken = set(Enrollment.objects.values_list("inmate", flat=True))
    found: list[int] = []
    for number in range(1, 10):
        page = staff.client.get(reverse("programs:batch-candidates", args=[batch.pk]), {"page": number})
        shown = [person.inmate.pk for person in page.context["people"] if not person.is_blocked]
        found += [key for key in shown if key not in taken]
        if len(found) >= PROPOSED:
            break
    return found[:PROPOSED]


def run_by_forms(clerks: Clerks, house: House, batch: Batch) -> None:
    """From the timetable to the certificates, the sheets typed by staff; one of the ten is not yet competent."""
    instructor = house.instructors[batch.package.field.code]
    clerks.centre.saves("programs:batch-timetable", batch.pk, instructor=instructor.pk)
    clerks.staff.sends("programs:batch-start", batch.pk)
    sessions = list(batch.sessions.held())
    sheet = {
        field.html_name: field.value() for field in clerks.staff.form("programs:session-attendance", sessions[0].pk)
    }
    for session in sessions:
        clerks.staff.sends("programs:session-attendance", session.pk, **sheet)
    clerks.centre.sends("programs:batch-open-tests", batch.pk)
    units = batch.package.package_units.values_list("unit", flat=True)
    verdicts = {f"verdict_{row.pk}_{unit}": "K" for row in batch.enrollments.active() for unit in units}
    verdicts[min(verdicts)] = "BK"
    clerks.centre.sends("programs:batch-results", batch.pk, assessor=instructor.pk, on=DAYS["tested_on"], **verdicts)
    clerks.centre.sends("programs:batch-close", batch.pk)
    clerks.centre.saves("certificates:batch-propose", batch.pk)
    proposals = Proposal.objects.filter(enrollment__batch=batch).values_list("pk", flat=True)
    clerks.centre_head.sends("certificates:batch-issue", batch.pk, proposals=list(proposals))


# -- The paper


def downloaded(centre_head: Person, sewing: Batch) -> bytes:
    """The PDF of one certificate, as the page hands it out."""
    certificate = Certificate.objects.filter(enrollment__batch=sewing).first()
    assert certificate is not None
    centre_head.open("certificates:certificate-detail", certificate.pk)
    link = centre_head.page.locator("a[href$='/pdf/']").first.get_attribute("href")
    answer = centre_head.context.request.get(f"{centre_head.page.url.split('/sertifikat')[0]}{link}")
    assert answer.headers["content-type"] == "application/pdf"
    return bytes(answer.body())


def anybody_scans(browser: Any, origin: str, sheet: bytes, folder: Path) -> None:
    """A stranger with a phone points it at the paper's QR and reads what was certified."""
    certificate = Certificate.objects.get(file_sha256=hashlib.sha256(sheet).hexdigest())
    [address] = decoded_qr(sheet, folder)
    visitor = Person(browser, origin, width=360)
    visitor.page.goto(address.lower().replace("/v/", "/V/"))
    text = visitor.page.inner_text("main")
    visitor.shot("verify")
    assert "berlaku" in text.lower()
    assert certificate.holder_name in text
    assert certificate.number in text
    assert visitor.context.cookies() == []
