"""Forgeries made with nothing but an editor for bytes."""

import io
import re
import zipfile

from .kinds import forgery

RANGE = re.compile(rb"/ByteRange\s*\[([^\]]*)\]")


def hole(pdf: bytes) -> tuple[int, int]:
    """Where the signature's hexadecimal digits begin and end."""
    _start, first, second, _rest = map(int, RANGE.search(pdf)[1].split())
    return first + 1, second - 1


def with_range(pdf: bytes, *numbers: int) -> bytes:
    said = RANGE.search(pdf)
    new = b" ".join(b"%d" % number for number in numbers)
    return pdf[: said.start(1)] + new.ljust(len(said[1])) + pdf[said.end(1) :]


def unsealed(pdf: bytes) -> bytes:
    return pdf[: pdf.index(b"%%EOF") + 6]


@forgery
def newline_appended(pdf, other):
    return pdf + b"\n"


@forgery
def junk_appended(pdf, other):
    return pdf + b"\n%" + b"x" * 999


@forgery
def other_certificate_appended(pdf, other):
    return pdf + other


@forgery
def other_certificate_before(pdf, other):
    return other + pdf


@forgery
def repeated(pdf, other):
    return pdf + pdf


@forgery
def junk_before(pdf, other):
    return b"x" * 20 + b"\n" + pdf


@forgery
def web_page_before(pdf, other):
    return b"<html><script>alert(1)</script><!--\n" + pdf + b"-->"


@forgery
def archive_behind(pdf, other):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("sertifikat.txt", "LULUS")
    return pdf + packed.getvalue()


@forgery
def last_byte_cut(pdf, other):
    return pdf[:-1]


@forgery
def half_cut(pdf, other):
    return pdf[: len(pdf) // 2]


@forgery
def end_mark_removed(pdf, other):
    return pdf[: pdf.rindex(b"%%EOF")]


@forgery
def seal_cut_off(pdf, other):
    return unsealed(pdf)


@forgery
def older_version_in_header(pdf, other):
    return b"%PDF-1.3" + pdf[8:]


@forgery
def binary_mark_changed(pdf, other):
    return pdf[:10] + bytes([pdf[10] ^ 0x20]) + pdf[11:]


@forgery
def lines_of_another_system(pdf, other):
    return pdf.replace(b"\nendobj", b"\r\nendobj")


@forgery
def nulls_behind(pdf, other):
    return pdf + b"\0" * 512


@forgery
def signature_zeroed(pdf, other):
    start, end = hole(pdf)
    return pdf[:start] + b"0" * (end - start) + pdf[end:]


@forgery
def signature_in_other_letters(pdf, other):
    start, end = hole(pdf)
    return pdf[:start] + pdf[start:end].swapcase() + pdf[end:]


@forgery
def message_behind_the_signature(pdf, other):
    end = hole(pdf)[1]
    return pdf[: end - 16] + b"48616c6f2064756e" + pdf[end:]


@forgery
def signature_of_another_certificate(pdf, other):
    (start, end), (other_start, other_end) = hole(pdf), hole(other)
    return pdf[:start] + other[other_start:other_end] + pdf[end:]


@forgery
def seal_of_another_certificate_behind(pdf, other):
    return unsealed(pdf) + other[len(unsealed(other)) :]


@forgery
def range_leaves_out_the_end(pdf, other):
    start, end = hole(pdf)
    return with_range(pdf, 0, start - 1, end + 1, len(pdf) - end - 31)


@forgery
def range_leaves_out_more(pdf, other):
    start, end = hole(pdf)
    return with_range(pdf, 0, start - 301, end + 1, len(pdf) - end - 1)


@forgery
def range_of_nothing(pdf, other):
    return with_range(pdf, 0, 0, 0, 0)


@forgery
def range_begins_later(pdf, other):
    start, end = hole(pdf)
    return with_range(pdf, 9, start - 10, end + 1, len(pdf) - end - 1)


@forgery
def range_beyond_the_end(pdf, other):
    start, end = hole(pdf)
    return with_range(pdf, 0, start - 1, end + 1, 10**9)


@forgery
def range_below_zero(pdf, other):
    return with_range(pdf, -1, -2, -3, -4)


@forgery
def range_without_numbers(pdf, other):
    said = RANGE.search(pdf)
    return pdf[: said.start(1)] + b"x" * len(said[1]) + pdf[said.end(1) :]


@forgery
def table_of_objects_nowhere(pdf, other):
    start = pdf.rindex(b"startxref")
    return pdf[:start] + b"startxref\n999999999\n%%EOF\n"


@forgery
def table_of_objects_of_before(pdf, other):
    first = re.search(rb"startxref\s+(\d+)", pdf)[1]
    return pdf + b"\nstartxref\n" + first + b"\n%%EOF\n"


@forgery
def table_of_objects_in_a_circle(pdf, other):
    last = re.findall(rb"startxref\s+(\d+)", pdf)[-1]
    return re.sub(rb"/Prev\s+\d+", b"/Prev " + last, pdf)


@forgery
def language_changed_in_place(pdf, other):
    return pdf.replace(b"/Lang (id", b"/Lang (en") if b"/Lang (id" in pdf else pdf.replace(b"/Lang", b"/Lanx", 1)
