"""Forgeries that leave the sealed bytes as they are and add behind them, or seal with a key of their own."""

import functools
import io
from collections.abc import Callable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from certificates.signing.development import new_key
from certificates.signing.pkcs12 import FileKey
from certificates.signing.seals import PadesSigner

from .kinds import FORGERIES, forgery
from .with_bytes import unsealed
from .with_pikepdf import saved

NAMESAKE = PadesSigner(FileKey(*new_key()))
"""A key whose certificate has the same name as ours."""
STRANGER = PadesSigner(FileKey(*new_key("Kementerian")))

Update = Callable[[Any], None]


def updated(pdf: bytes, other: bytes, update: Update) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    update(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def added(update: Update) -> Update:
    assert update.__name__ not in FORGERIES
    FORGERIES[update.__name__] = functools.partial(updated, update=update)
    return update


def first_page(writer):
    return writer.root["/Pages"]["/Kids"][0]


@added
def update_that_says_nothing(writer):
    writer.add_object(generic.NullObject())


@added
def update_that_turns_the_page(writer):
    first_page(writer)[pdf_name("/Rotate")] = generic.NumberObject(180)
    writer.update_container(first_page(writer))


@added
def update_of_the_text(writer):
    first_page(writer)[pdf_name("/Contents")] = writer.add_object(generic.StreamObject(stream_data=b"q Q"))
    writer.update_container(first_page(writer))


@added
def update_with_a_note(writer):
    note = generic.DictionaryObject(
        {
            pdf_name("/Type"): pdf_name("/Annot"),
            pdf_name("/Subtype"): pdf_name("/FreeText"),
            pdf_name("/Contents"): pdf_string("Orang Lain"),
            pdf_name("/Rect"): generic.ArrayObject(map(generic.NumberObject, (200, 250, 600, 310))),
        }
    )
    first_page(writer)[pdf_name("/Annots")] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(first_page(writer))


@added
def update_with_a_script(writer):
    script = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): pdf_string("app.alert(1)")}
    writer.root[pdf_name("/OpenAction")] = generic.DictionaryObject(script)
    writer.update_root()


@added
def update_of_the_title(writer):
    writer.set_info(generic.DictionaryObject({pdf_name("/Title"): pdf_string("Sertifikat lain")}))


@added
def update_that_hides_the_seal(writer):
    writer.root[pdf_name("/AcroForm")] = generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject()})
    writer.update_root()


@added
def update_that_swaps_the_pages(writer):
    pages = writer.root["/Pages"]
    pages[pdf_name("/Kids")] = generic.ArrayObject(reversed([pages["/Kids"].raw_get(at) for at in (0, 1)]))
    writer.update_container(pages)


@forgery
def sealed_by_a_namesake(pdf, other):
    return NAMESAKE._sealed(unsealed(pdf))


@forgery
def sealed_by_a_stranger(pdf, other):
    return STRANGER._sealed(unsealed(pdf))


@forgery
def changed_and_sealed_by_a_namesake(pdf, other):
    return NAMESAKE._sealed(saved(unsealed(pdf), other, lambda opened, another: opened.pages.reverse()))


@forgery
def shadow_prepared_before_sealing(pdf, other):
    """The text of another lies in the file already when it is sealed, and is called up afterwards."""
    hidden = saved(unsealed(pdf), other, lambda opened, another: opened.pages.append(another.pages[0]))
    sealed = NAMESAKE._sealed(hidden)
    last = len(PdfFileReader(io.BytesIO(sealed)).root["/Pages"]["/Kids"]) - 1

    def call_up(writer: Any) -> None:
        kids = writer.root["/Pages"]["/Kids"]
        writer.root["/Pages"][pdf_name("/Kids")] = generic.ArrayObject([kids.raw_get(last), kids.raw_get(1)])
        writer.root["/Pages"][pdf_name("/Count")] = generic.NumberObject(2)
        writer.update_container(writer.root["/Pages"])

    return updated(sealed, other, call_up)
