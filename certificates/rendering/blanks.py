"""A certificate typeset once with gaps, and filled for many (docs/decisions/typeset-once-fill-many.md)."""

from __future__ import annotations

import io
from collections.abc import Callable
from xml.sax.saxutils import escape

import pikepdf
from weasyprint import Document
from weasyprint.urls import FatalURLFetchingError

from certificates.pdf import first_fit, lay_out, write
from certificates.record import CertificateRecord, digest
from papers.assets import ONE_AT_A_TIME

from .file import FileOfGaps, text_string
from .gaps import Gap, NotExactError, Wording, specimen
from .squares import squares
from .typography import Line, all_letters, all_letters_shown, lines_with_gaps

Part = bytes | Line | Callable[[CertificateRecord], bytes]
"""A piece of a page's drawing: static, a line with gaps, or the QR code."""

LEAST_STATIC = 600
"""Bytes from which a static piece is worth a stream of its own, compressed once."""


class Blank:
    """What `blank_key` says is the same for many records. Filling is safe in any thread."""

    def __init__(self, record: CertificateRecord, gaps: tuple[Gap, ...]) -> None:
        """Typesets the record with specimens in its gaps. Raises NotExactError when it cannot be filled exactly."""
        self._specimen = specimen(record, gaps)
        self._wording = Wording(self._specimen, gaps)
        typeset, pages = self._typeset(record)
        with pikepdf.open(io.BytesIO(typeset)) as pdf:
            self._gaps: list[list[Part]] = []
            for page, parts in zip(pdf.pages, pages, strict=True):
                page.obj.Contents = pikepdf.Array([pdf.make_indirect(part) for part in self._streams(pdf, parts)])
            self._metadata = pdf.Root.Metadata.read_bytes().decode()
            self._info = {str(key): str(value) for key, value in pdf.docinfo.items()}
            self._file = FileOfGaps(pdf, len(self._gaps), without=self._wording.specimens)

    def fill(self, record: CertificateRecord) -> bytes:
        """The file of a record with this blank's key. Raises NotExactError when only a plain render would be right."""
        texts = self._wording.texts(record)
        put = self._wording.put
        drawn = [b"".join(self._drawn(part, record, texts) for part in parts) for parts in self._gaps]
        metadata = put(self._metadata, {name: escape(text) for name, text in texts.items()})
        info = {key: text_string(put(value, texts)) for key, value in self._info.items()}
        return self._file.write(drawn, metadata.encode(), info, identifier=digest(record)[:32])

    def _drawn(self, part: Part, record: CertificateRecord, texts: dict[str, str]) -> bytes:
        if isinstance(part, bytes):
            return part
        return part.draw(self._wording, texts) if isinstance(part, Line) else part(record)

    def _typeset(self, record: CertificateRecord) -> tuple[bytes, list[list[Part]]]:
        try:
            with ONE_AT_A_TIME:
                document = self._laid_out(record)
                typeset = write(document, self._specimen)
                with pikepdf.open(io.BytesIO(typeset)) as pdf:
                    drawings = [page.obj.Contents.read_bytes() for page in pdf.pages]
                return typeset, [self._parts(document, page, drawing) for page, drawing in enumerate(drawings)]
        except FatalURLFetchingError as error:  # a BaseException, which no caller expects
            raise RuntimeError("the certificate asked for a file that is not bundled") from error

    def _laid_out(self, record: CertificateRecord) -> Document:
        """As roomy as the record itself: a specimen can take a line more, and with it a tighter setting."""
        fit, document = lay_out(self._specimen, like=record, more=(all_letters(),))
        if fit != first_fit(record) and fit != lay_out(record)[0]:
            raise NotExactError("the specimens ask for a tighter setting")
        return document

    def _parts(self, document: Document, page: int, drawing: bytes) -> list[Part]:
        """The page's drawing, cut at every gap."""
        cuts: list[tuple[int, int, Part]] = [
            (line.runs[0].start, line.runs[-1].end, line)
            for line in lines_with_gaps(document, page, drawing, self._wording)
        ]
        if page == 0:
            cuts += [(start, end, b"") for start, end in all_letters_shown(document, drawing)]
        code = squares(self._specimen)
        for _found in range(drawing.count(code)):
            start = drawing.index(code)
            cuts.append((start, start + len(code), squares))
        parts: list[Part] = []
        at = 0
        for start, end, part in sorted(cuts, key=lambda cut: cut[:2]):
            parts += [drawing[at:start], part]
            at = end
        return [*parts, drawing[at:]]

    def _streams(self, pdf: pikepdf.Pdf, parts: list[Part]) -> list[pikepdf.Stream]:
        """Long static pieces as streams; all between two of them is one gap's stream, written for each record."""
        streams = []
        gap: list[Part] = []
        for part in [*parts, None]:
            static = part if isinstance(part, bytes) and len(part) >= LEAST_STATIC else None
            if gap and (static or part is None):
                streams.append(pdf.make_stream(b"", Gap=len(self._gaps)))
                self._gaps.append(gap)
                gap = []
            if static:
                streams.append(pdf.make_stream(static))
            elif part is not None:
                gap.append(part)
        return streams
