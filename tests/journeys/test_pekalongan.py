"""The Pekalongan case in a real browser: 60 of 253 people, six packages, ten seats a class, sixty certificates less
those who are not yet competent; walked by the people who would walk it, on the pages they would see."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from certificates.models import Certificate
from demo.cases import PASSWORD
from demo.houses import Founder, House
from demo.inmates import admit
from demo.readiness import review
from facilities.models import Agreement
from programs.models import Batch, Enrollment, Package
from programs.reference import load_reference_data
from tests.certificates.test_pdf import decoded_qr
from tests.journeys.people import Person

# Field code, name of the batch, and the package the centre writes for it.
CLASSES = (
    ("JAHIT", "Menjahit 2021"),
    ("BATIK", "Membatik 2021"),
    ("BARBER", "Potong rambut 2021"),
    ("AC", "Servis AC 2021"),
    ("MOTOR", "Servis sepeda motor 2021"),
    ("LAS", "Teknik las 2021"),
)

CRITERIA = 5


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


@pytest.mark.browser
def test_sixty_of_253_are_trained_and_certified(
    house: House, browser: Any, live_server: Any, settings: Any, tmp_path: Path
) -> None:
    settings.PUBLIC_ORIGIN = live_server.url

    def person(username: str) -> Person:
        return Person(browser, live_server.url, username, PASSWORD)

    staff, head = person("giatja.pekalongan"), person("kalapas.pekalongan")
    centre, centre_head = person("blk.pekalongan"), person("kablk.pekalongan")
    instructor, colleague = person("instruktur.jahit"), person("bimker.pekalongan")

    agree(staff, head)
    batches = [choose_class(staff, colleague, head, centre, house, code, name) for code, name in CLASSES]
    for batch, (code, _name) in zip(batches, CLASSES, strict=True):
        teacher, assessor = (instructor, instructor) if code == "JAHIT" else (staff, centre)
        run_class(staff, centre, teacher, assessor, house, batch, code)
        certify(centre, centre_head, batch)

    assert house.facility.inmates.count() == 253
    trained = Enrollment.objects.filter(state__in=("COMPLETED", "DROPPED"))
    assert trained.values("inmate").distinct().count() == 60
    assert trained.filter(state="COMPLETED").count() == 54
    assert Certificate.objects.count() == 54
    for someone in (staff, colleague, head, centre, centre_head, instructor):
        assert someone.problems == []
    anybody_scans(browser, live_server.url, downloaded(centre_head), tmp_path)


def agree(staff: Person, head: Person) -> None:
    """An agreement in force: drafted by the prison's staff, signed by its head."""
    staff.shot("home-giatja-empty")
    staff.open("facilities:agreement-add")
    staff.fill(
        title="Kerja sama pelatihan kerja 2021",
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


def package_for(centre: Person, house: House, code: str, name: str) -> Package:
    """The centre's package for the field: there already, or written now with its units."""
    found = house.centre.packages.filter(field__code=code).first()
    if found is not None:
        return found
    centre.open("programs:package-add")
    centre.fill(name=name.removesuffix(" 2021"), lesson_hours="144", least_participants="8", most_participants="10")
    centre.choose("field", house.workshops[code].fields.get().name)
    centre.save()
    hours = centre.page.locator("input[name^=hours_]")
    hours.nth(0).fill("100")
    hours.nth(1).fill("44")
    centre.shot(f"package-units-{code}")
    centre.save()
    return Package.objects.get(field__code=code, centre=house.centre)


def choose_class(
    staff: Person, colleague: Person, head: Person, centre: Person, house: House, code: str, name: str
) -> Batch:
    """A batch from its plan to its timetable: twelve proposed, the ten best accepted, two in reserve."""
    package = package_for(centre, house, code, name)
    staff.open("programs:batch-add")
    staff.fill(name=name, starts_on="2021-06-10", ends_on="2021-07-03", tested_on="2021-07-05", seats="10")
    staff.choose("package", package.name)
    staff.choose("agreement", "Kerja sama pelatihan kerja 2021")
    staff.choose("workshop", house.workshops[code].name)
    staff.save()
    batch = Batch.objects.get(name=name)
    staff.shot(f"batch-planned-{code}")
    staff.press(".page-actions form button")

    staff.open("programs:batch-candidates", batch.pk)
    boxes = staff.page.locator("input[name=inmates]")
    assert boxes.count() >= 12
    for index in range(12):
        boxes.nth(index).check()
    staff.shot(f"candidates-{code}")
    staff.save()
    for officer in (staff, colleague):
        officer.open("programs:batch-selection", batch.pk)
        for index, box in enumerate(officer.page.locator("input[name^=score_]").all()):
            box.fill(str(90 - index // CRITERIA))
        officer.save()
    staff.shot(f"ranking-{code}")
    staff.open("programs:tpp-add")
    staff.fill(held_on="2021-06-07", minutes_number=f"TPP-{batch.pk}")
    staff.fill(chair_name="Ketua Sidang", chair_position="Kepala Seksi Binadik")
    staff.save()
    staff.shot(f"tpp-{code}")
    staff.save()

    head.open("programs:batch-decree", batch.pk)
    head.fill(number=f"W13-{batch.pk} TAHUN 2021", on="2021-06-08")
    head.shot(f"decree-{code}")
    head.save()
    centre.open("programs:batch-timetable", batch.pk)
    centre.choose("instructor", house.instructors[code].name)
    centre.save()
    centre.shot(f"timetable-{code}")
    return batch


def run_class(
    staff: Person, centre: Person, teacher: Person, assessor: Person, house: House, batch: Batch, code: str
) -> None:
    """From the first day to the close: one of the ten is not yet competent in one unit.

    Where the instructor signs in, the sheets and the results are the instructor's; elsewhere staff type them.
    """
    staff.open("programs:batch-detail", batch.pk)
    staff.press(".page-actions form button")
    teach(teacher, batch)
    centre.open("programs:batch-detail", batch.pk)
    centre.press(".page-actions form button")
    assessor.page.goto(f"/angkatan/{batch.pk}/hasil/?isi=K")
    assessor.choose("assessor", house.instructors[code].name)
    assessor.fill(on="2021-07-05")
    assessor.page.locator("select[name^=verdict_]").first.select_option("BK")
    assessor.shot(f"results-{code}")
    assessor.save()
    centre.open("programs:batch-close", batch.pk)
    centre.shot(f"close-{code}")
    centre.save()
    centre.shot(f"batch-closed-{code}")


def teach(teacher: Person, batch: Batch) -> None:
    """Eighteen lesson days: one day somebody is sick; each sheet leads on to the next."""
    first = batch.sessions.held().first()
    assert first is not None
    teacher.open("programs:session-attendance", first.pk)
    teacher.page.locator("select[name^=status_]").nth(2).select_option("S")
    teacher.shot(f"attendance-{batch.pk}")
    teacher.save()
    for _day in range(17):
        teacher.save()
    teacher.shot(f"attendance-recap-{batch.pk}")
    assert batch.sessions.filter(attendances__isnull=True).count() == 0


def certify(centre: Person, centre_head: Person, batch: Batch) -> None:
    centre.open("certificates:batch-propose", batch.pk)
    centre.shot(f"propose-{batch.pk}")
    centre.save()
    centre_head.open("certificates:batch-issue", batch.pk)
    centre_head.shot(f"issue-{batch.pk}")
    centre_head.save()
    centre_head.confirm(PASSWORD)
    centre_head.shot(f"issued-{batch.pk}")


def downloaded(centre_head: Person) -> bytes:
    """The PDF of one certificate, as the page hands it out."""
    certificate = Certificate.objects.first()
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
