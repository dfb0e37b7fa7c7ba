"""The Pekalongan case in a real browser: from an Excel file of 253 people to one decree of 60 names in six classes, and
for one class on to its certificates; walked by the people who would walk it, on the pages they would see.

The other five classes are taught, tested and certified by the same actions without the browser.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from certificates.models import Certificate
from demo import journeys, results
from demo.cases import PASSWORD
from demo.houses import Founder, House
from demo.lists import people_list, workbook_of
from demo.readiness import review
from facilities.models import Agreement
from programs.actions.batches import start
from programs.actions.timetable import lay_out_timetable
from programs.models import Batch, Decree, Enrollment, Package
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
OPENING = dt.date(2021, 6, 10)
# A quarter of an hour at three seconds for each thing opened, pressed, chosen, ticked or filled in.
FIFTEEN_MINUTES = 15 * 60 // 3


@pytest.fixture
def house(transactional_db: None) -> House:
    """The prison and its centre with workshops found ready, and nobody yet who could be trained."""
    with translation.override("id"):
        load_reference_data()
        house = Founder().found("pekalongan")
        for code in house.workshops:
            review(house, code, on=dt.date(2021, 6, 1))
    return house


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

    agree(staff, head)
    packages = [package_for(centre, house, code, name) for code, name in CLASSES]
    before = staff.steps + head.steps
    bring_people(staff, tmp_path)
    batches = [
        propose(staff, house, package, code, name, page)
        for page, (package, (code, name)) in enumerate(zip(packages, CLASSES, strict=True), start=1)
    ]
    score(staff, colleague, batches)
    advise(staff, batches)
    decree(head, batches)
    steps = staff.steps + head.steps - before

    first, *others = batches
    lay_out(centre, house, first)
    run_class(staff, head, centre, instructor, house, first)
    certify(centre, centre_head, first)
    for batch in others:
        finish(house, batch)

    assert steps < FIFTEEN_MINUTES
    assert house.facility.inmates.count() == 253
    trained = Enrollment.objects.filter(state__in=("COMPLETED", "DROPPED"))
    assert trained.values("inmate").distinct().count() == 60
    assert trained.filter(state="COMPLETED").count() == 54
    assert Certificate.objects.count() == 54
    for someone in (staff, colleague, head, centre, centre_head, instructor):
        assert someone.problems == []
    anybody_scans(browser, live_server.url, downloaded(centre_head), tmp_path)


def bring_people(staff: Person, folder: Path) -> None:
    """A list with five mistakes: the others are saved, the five corrected and brought again."""
    for name, mistakes in (("warga-binaan", 5), ("perbaikan", 0)):
        file = folder / f"{name}.xlsx"
        file.write_bytes(workbook_of(people_list(on=OPENING, mistakes=mistakes)))
        staff.open("imports:import-add")
        staff.page.set_input_files("input[type=file]", file)
        staff.shot(f"import-{name}")
        staff.save()
        staff.shot(f"preview-{name}")
        staff.press("main form[action$='/simpan/'] button")
        staff.shot(f"imported-{name}")


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


def propose(staff: Person, house: House, package: Package, code: str, name: str, page: int) -> Batch:
    """A batch from its plan to its candidates: twelve for ten seats, those of this page of the list."""
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
    staff.page.goto(f"{staff.page.url}?page={page}")
    staff.steps += page - 1
    staff.check("inmates", 12)
    staff.shot(f"candidates-{code}")
    staff.save()
    return batch


def score(staff: Person, colleague: Person, batches: list[Batch]) -> None:
    """Two officers type their points; that is the assessment's own work and not counted as clicking."""
    for batch in batches:
        for officer in (staff, colleague):
            officer.open("programs:batch-selection", batch.pk)
            officer.page.evaluate(
                "each => document.querySelectorAll('input[name^=score_]')"
                ".forEach((box, index) => { box.value = 90 - Math.floor(index / each) })",
                CRITERIA,
            )
            officer.shot(f"scores-{batch.pk}")
            officer.save()
    staff.open("programs:batch-ranking", batches[0].pk)
    staff.shot("ranking")


def advise(staff: Person, batches: list[Batch]) -> None:
    """One TPP session about all six classes, its decisions filled in by rank."""
    staff.open("programs:tpp-add")
    staff.fill(held_on="2021-06-07", minutes_number="W13.PAS.PAS8.PK.01.04-88")
    staff.fill(chair_name="Ketua Sidang", chair_position="Kepala Seksi Binadik")
    staff.check("batches", len(batches))
    staff.shot("tpp-session")
    staff.save()
    for _batch in batches:
        staff.shot("tpp-decisions")
        staff.save()
    staff.shot("tpp-decided")


def decree(head: Person, batches: list[Batch]) -> None:
    """One decree names the sixty; the head looks at it as it will be printed."""
    head.open("programs:batch-decree", batches[0].pk)
    head.fill(number="W13.PAS.PAS8-112.PK.05.09 TAHUN 2021", on="2021-06-08")
    head.shot("decree")
    head.save()
    head.shot("decreed")
    issued = Decree.objects.get()
    assert list(issued.batches.order_by("pk")) == batches
    answer = head.context.request.get(reverse("programs:decree-paper", args=[issued.pk]))
    head.steps += 1
    paper = PdfReader(BytesIO(answer.body()))
    text = " ".join(" ".join(page.extract_text() for page in paper.pages).split())
    joined = Enrollment.objects.filter(state="ACCEPTED")
    assert joined.count() == 60
    assert [row.person.name for row in joined.with_people() if row.person.name not in text] == []


def lay_out(centre: Person, house: House, batch: Batch) -> None:
    centre.open("programs:batch-timetable", batch.pk)
    centre.choose("instructor", house.instructors[batch.package.field.code].name)
    centre.save()
    centre.shot("timetable-preview")
    centre.press("main button[value=save]")
    centre.shot("timetable")


def run_class(staff: Person, head: Person, centre: Person, instructor: Person, house: House, batch: Batch) -> None:
    """From the first day to the close: one of the ten is not yet competent in one unit."""
    staff.open("programs:batch-detail", batch.pk)
    staff.press(".page-actions form button")
    teach(head, batch)
    centre.open("programs:batch-detail", batch.pk)
    centre.press(".page-actions form button")
    instructor.page.goto(f"/angkatan/{batch.pk}/hasil/?isi=K")
    instructor.choose("assessor", house.assessor.name)
    instructor.fill(on="2021-07-05")
    instructor.page.locator("select[name^=verdict_]").first.select_option("BK")
    instructor.shot("results")
    instructor.save()
    centre.open("programs:batch-close", batch.pk)
    centre.shot("close")
    centre.save()
    centre.shot("batch-closed")


def finish(house: House, batch: Batch) -> None:
    """Timetable, lessons, tests and certificates of a class by the actions that the pages call."""
    batch.refresh_from_db()
    lay_out_timetable(batch, journeys.WEEK, house.instructors[batch.package.field.code], by=house.centre_staff)
    start(batch, on=batch.starts_on, by=house.giatja)
    journeys.teach(house, batch, list(batch.sessions.held()))
    not_yet = batch.enrollments.active().order_by("pk").first()
    assert not_yet is not None
    results.test(house, batch, not_yet=not_yet)
    journeys.certify(house, batch, today=batch.last_day)


def teach(head: Person, batch: Batch) -> None:
    """Eighteen lesson days of 2021, which the head copies from paper: one day somebody is sick; each list leads on."""
    first = batch.sessions.held().first()
    assert first is not None
    head.open("programs:session-correct", first.pk)
    head.page.locator("input[name^=status_][value=S]").nth(2).check()
    head.shot("attendance")
    for _session in range(batch.sessions.held().count()):
        head.fill(reason="Disalin dari daftar hadir.")
        head.save()
    head.shot("attendance-recap")
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
