"""PAdES baseline B over a whole file: one invisible field, certified against every later change (DocMDP 1)."""

from __future__ import annotations

import io
from typing import Any, Protocol

from cryptography import x509
from django.utils import timezone
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter, append_signature_field
from pyhanko.sign.signers import cms_embedder
from pyhanko.sign.signers.pdf_byterange import SignatureObject

from .acceptance import accept
from .keys import Key, SealFaultError, fingerprint
from .message import Message

FIELD_NAME = "Segel"
FIELD = SigFieldSpec(FIELD_NAME, readable_field_name="Segel elektronik")


class Signer(Protocol):
    """What issuing needs of a seal."""

    certificate: x509.Certificate

    def seal_many(self, pdfs: list[bytes]) -> list[bytes]:
        """Each file with its seal appended, in their order; all pass the acceptance check. Raises SealFaultError."""


class PadesSigner:
    def __init__(self, key: Key) -> None:
        self.certificate = key.certificate
        self._fingerprint = fingerprint(key.certificate)
        self._message = Message(key)

    def seal_many(self, pdfs: list[bytes]) -> list[bytes]:
        return [self._accepted(pdf) for pdf in pdfs]

    def _accepted(self, pdf: bytes) -> bytes:
        try:
            sealed = self._sealed(pdf)
        except SealFaultError:
            raise
        except Exception as error:
            raise SealFaultError(f"the file could not be sealed ({type(error).__name__})") from error
        accept(sealed, original=pdf, signer_sha256=self._fingerprint)
        return sealed

    def _sealed(self, pdf: bytes) -> bytes:
        """pyHanko leaves the hole and appends the field; the message that goes into the hole is ours."""
        writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
        append_signature_field(writer, FIELD)
        steps = cms_embedder.PdfCMSEmbedder().write_cms(FIELD_NAME, writer, existing_fields_only=True)
        next(steps)
        steps.send(
            cms_embedder.SigObjSetup(
                sig_placeholder=SignatureObject(
                    timestamp=timezone.now(), subfilter=SigSeedSubFilter.PADES, bytes_reserved=self._message.digits
                ),
                mdp_setup=cms_embedder.SigMDPSetup(
                    md_algorithm="sha256", certify=True, docmdp_perms=MDPPerm.NO_CHANGES
                ),
            )
        )
        hashed, out = steps.send(cms_embedder.SigIOSetup(md_algorithm="sha256", in_place=False))
        steps.send(self._message.of(hashed.document_digest))
        sealed: bytes = out.getvalue()
        return sealed
