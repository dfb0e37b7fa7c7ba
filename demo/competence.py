"""What an invented LSP decided about Lampung's welders: certificates that lapsed, that soon will, and that hold."""

from __future__ import annotations

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.permissions import Role
from certificates.actions.competence import Letter, Said, propose_competence, record_decision
from certificates.actions.issuing import issue
from certificates.actions.letters import keep_letter
from certificates.models import Lsp, Scheme
from demo.houses import House, add
from programs.models import Batch, Enrollment

ASSESSOR = {"assessor_name": "Wiratama Adinugraha", "assessor_registration": "MET.000.009901.2019"}
EARLIER_LICENCE = dt.date(2019, 3, 1)


def decide_about_welders(house: House, admin: User, *, today: dt.date) -> None:
    """The first letter has lapsed, the second lapses within two months; the third is new, the fourth waits."""
    batch = Batch.objects.get(facility=house.facility, name="Las angkatan 1")
    scheme = scheme_of(batch, admin, today=today)
    recorder = house.users[Role.INSTRUCTOR]
    people = list(batch.enrollments.filter(state=Enrollment.State.COMPLETED).order_by("pk"))
    soon = (today + dt.timedelta(days=55)).replace(day=1)
    days = (batch.last_day + dt.timedelta(days=9), soon.replace(year=soon.year - scheme.years_valid))
    for number, (decided_on, found) in enumerate(zip(days, (people[:3], people[3:5]), strict=True), start=1):
        letter = letter_of(scheme, number, decided_on)
        copy(batch, letter, competent(found, decided_on), today=today, by=recorder)
        certify(batch, house, on=decided_on + dt.timedelta(days=6))
    decided_on = today - dt.timedelta(days=12)
    said = [*competent(people[5:7], decided_on), Said(people[7], "BK")]
    copy(batch, letter_of(scheme, 3, decided_on), said, today=today, by=recorder)
    certify(batch, house, on=today)
    yesterday = today - dt.timedelta(days=1)
    waiting = competent(people[8:9], yesterday)
    record_decision(batch, letter_of(scheme, 4, yesterday), waiting, today=today, by=recorder)


def copy(batch: Batch, letter: Letter, said: list[Said], *, today: dt.date, by: User) -> None:
    """The letter typed, and its scan kept."""
    keep_letter(record_decision(batch, letter, said, today=today, by=by), scan_of(letter), by=by)


def scan_of(letter: Letter) -> SimpleUploadedFile:
    lines = ("CONTOH PERAGAAN", str(letter.scheme.lsp), f"Nomor {letter.number}", f"{letter.decided_on:%d-%m-%Y}")
    return SimpleUploadedFile("surat.pdf", one_page(lines), content_type="application/pdf")


def one_page(lines: tuple[str, ...]) -> bytes:
    """A PDF of a few plain lines."""
    said = " ".join(f"({line}) Tj T*" for line in lines)
    text = f"BT /F1 14 Tf 20 TL 72 760 Td {said} ET"
    parts = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        "/Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    pdf, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(f"{len(pdf):010} 00000 n \n")
        pdf += f"{number} 0 obj\n{part}\nendobj\n"
    table = f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{''.join(places)}"
    return f"{pdf}{table}trailer << /Size {len(parts) + 1} /Root 1 0 R >>\nstartxref\n{len(pdf)}\n%%EOF\n".encode()


def certify(batch: Batch, house: House, *, on: dt.date) -> None:
    """Proposed by the staff, issued by the head."""
    issue(propose_competence(batch, on=on, by=house.centre_staff), on=on, by=house.centre_head)


def letter_of(scheme: Scheme, number: int, decided_on: dt.date) -> Letter:
    return Letter(scheme=scheme, number=f"{number:03}/SK/LSP-KAS/{decided_on.year}", decided_on=decided_on, **ASSESSOR)


def competent(people: list[Enrollment], decided_on: dt.date) -> list[Said]:
    """K, with numbers that look like BNSP's and are nobody's."""
    return [
        Said(row, "K", f"LAS 990 {row.pk:05} {decided_on.year}", f"25920 7212 2 {row.pk:07} {decided_on.year}")
        for row in people
    ]


def scheme_of(batch: Batch, admin: User, *, today: dt.date) -> Scheme:
    lsp: Lsp = add(
        Lsp(
            name="LSP Karya Andalan Sumatra",
            city="Kota Bandar Lampung",
            address="Jalan Contoh Teknik Nomor 12, Bandar Lampung",
            licence_number="BNSP-LSP-9901-ID",
            licence_from=EARLIER_LICENCE,
            licence_until=today.replace(day=1, year=today.year + 2),
            chair_name="Ir. Hasnawati Prameswari",
        ),
        by=admin,
    )
    scheme: Scheme = add(
        Scheme(
            lsp=lsp,
            code="SS.LAS-001-KAS-2021",
            title="Pengelasan SMAW Posisi Pelat",
            title_en="Shielded Metal Arc Welding of Plates",
            kind=Scheme.Kind.CLUSTER,
            field=batch.package.field,
        ),
        by=admin,
    )
    scheme.units.set(batch.package.units.all())
    return scheme
