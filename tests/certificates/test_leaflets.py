"""The holder's leaflet: the certificate's own words, its code, and nothing of where the holder was."""

import io

import pypdf
import pytest
from django.urls import reverse

from accounts.permissions import Role
from certificates.actions.issuing import issue
from certificates.actions.revoking import revoke
from tests.certificates.classes import TODAY, Class
from tests.factories import posted


@pytest.fixture
def trained(db: None) -> Class:
    return Class(("Bagas Wirayudha", "Citra Melati"))


def pages_of(answer) -> list[str]:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    pages = pypdf.PdfReader(io.BytesIO(b"".join(answer.streaming_content))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


def test_it_says_what_is_certified_and_how_to_check_it(trained, signed_in):
    [row, _other] = issue(trained.proposals(), on=TODAY, by=trained.head)

    [text] = pages_of(signed_in(trained.staff).get(reverse("certificates:certificate-leaflet", args=[row.pk])))

    record = row.as_printed
    told = (record.holder_name, row.number, record.programme, record.issuer, f"{record.origin}/v/")
    # A long number goes on in the next line.
    assert [part for part in told if part.replace(" ", "") not in text.replace(" ", "")] == []
    assert record.printed_code.replace("-", "") in text.replace("-", "").replace(" ", "")
    assert [unit.title for unit in record.units if unit.title not in text] == []


def test_it_betrays_nothing_of_the_prison_whoever_prints_it(trained, signed_in):
    [row, _other] = issue(trained.proposals(), on=TODAY, by=trained.head)
    giatja = posted(Role.GIATJA_STAFF, trained.facility)
    url = reverse("certificates:certificate-leaflet", args=[row.pk])

    answer = signed_in(giatja).get(url)

    assert answer["Content-Disposition"] == f'inline; filename="petunjuk-{row.typed_code}.pdf"'
    pdf = b"".join(answer.streaming_content)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    said = " ".join([*(page.extract_text() for page in reader.pages), *map(str, (reader.metadata or {}).values())])
    assert trained.facility.official_name not in said
    for word in ("lapas", "warga binaan", "wbp", "narapidana", "rutan", "pemasyarakatan"):
        assert word not in said.lower()


def test_a_batch_gives_a_sheet_for_each_certificate_that_stands(trained, signed_in):
    [first, second] = issue(trained.proposals(), on=TODAY, by=trained.head)
    revoke(first, end_class="FRAUD", reason="Tidak pernah diuji", by=trained.head)
    url = reverse("certificates:batch-leaflets", args=[trained.batch.pk])

    pages = pages_of(signed_in(trained.staff).get(url))

    assert [second.number in page.replace(" ", "") for page in pages] == [True]
    one = reverse("certificates:certificate-leaflet", args=[first.pk])
    assert signed_in(trained.staff).get(one).status_code == 404
