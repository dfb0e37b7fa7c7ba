"""The one strict check of a sealed file, made before it is stored; any doubt and any fault is a no.

A check of signatures alone accepts forgeries (docs/trust.md 2); a stolen key would pass even this one. So it guards
what we store, and never decides what a stranger shows: that is the register's hash and the ledger.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Iterator

import pikepdf
from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from .keys import SealFaultError

NO_CHANGES = 1
"""Of DocMDP (ISO 32000-1, 12.8.2.2)."""
WITHIN = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")


def accept(sealed: bytes, *, original: bytes, signer_sha256: str) -> None:
    """Raises SealFaultError unless `sealed` is `original` and exactly one seal, of the pinned certificate, over all."""
    if reason := fault(sealed, original=original, signer_sha256=signer_sha256):
        raise SealFaultError(f"the sealed file is not accepted: {reason}")


def fault(sealed: bytes, *, original: bytes, signer_sha256: str) -> str:
    """Why the file is not accepted, or nothing."""
    if not sealed.startswith(original):
        return "it does not begin with the file that was sent"
    return strict_fault(sealed, signer_sha256=signer_sha256, signed_after=len(original))


def strict_fault(sealed: bytes, *, signer_sha256: str, signed_after: int = 0) -> str:
    """The rule for a file whose original is not at hand: one signature, all covered, pinned signer, nothing later."""
    try:
        return _fault(sealed, signer_sha256, signed_after)
    except Exception as error:
        return f"it cannot be checked ({type(error).__name__})"


def _fault(sealed: bytes, signer_sha256: str, signed_after: int) -> str:
    ranges = WITHIN.findall(sealed)
    if len(ranges) != 1:
        return "it has not exactly one signature"
    start, length, rest, rest_length = map(int, ranges[0])
    hole = sealed[length:rest]
    if start != 0 or length < signed_after or rest + rest_length != len(sealed):
        return "the signature does not cover the whole file"
    contents = bytes.fromhex(hole.strip(b"<>").decode())
    message = cms.ContentInfo.load(contents).dump()
    if hole != b"<%s>" % message.hex().upper().encode().ljust(len(hole) - 2, b"0"):
        return "something else than the signature is left out"
    return _structure_fault(sealed, contents) or _signature_fault(
        message, sealed[:length] + sealed[rest:], signer_sha256
    )


def _structure_fault(sealed: bytes, contents: bytes) -> str:
    """As a reader finds it in the file: one signed field, this signature in it, and no change allowed after it."""
    with pikepdf.open(io.BytesIO(sealed), attempt_recovery=False) as pdf:
        found = list(_signatures(pdf.Root.AcroForm.Fields))
        if len(found) != 1 or bytes(found[0].Contents) != contents:
            return "the signature stands elsewhere"
        [rule] = found[0].Reference
        certifies = pdf.Root.Perms.DocMDP.objgen == found[0].objgen and rule.TransformMethod == "/DocMDP"
        if not certifies or rule.TransformParams.P != NO_CHANGES:
            return "it allows changes"
        return "it is damaged" if pdf.get_warnings() else ""


def _signatures(fields: Iterable[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    for field in fields:
        yield from _signatures(field.get("/Kids", []))
        if "/V" in field and field.get("/FT") == "/Sig":
            yield field.V


def _signature_fault(message: bytes, covered: bytes, signer_sha256: str) -> str:
    signed = cms.ContentInfo.load(message)["content"]
    if len(signed["signer_infos"]) != 1:
        return "it has not exactly one signer"
    info = signed["signer_infos"][0]
    # What is signed is the plain set (RFC 5652, 5.4), which differs in its first byte; taken before it is read.
    signed_set = b"\x31" + info["signed_attrs"].dump()[1:]
    certificate = _pinned(signed, signer_sha256)
    if certificate is None:
        return "the signer is another"
    attributes = {attribute["type"].native: attribute["values"] for attribute in info["signed_attrs"]}
    if info["digest_algorithm"]["algorithm"].native != "sha256":
        return "the hash is another"
    if attributes["message_digest"][0].native != hashlib.sha256(covered).digest():
        return "it was changed after it was signed"
    named = attributes["signing_certificate_v2"][0]["certs"][0]["cert_hash"].native
    if named.hex() != signer_sha256:
        return "the signer is another"
    try:
        _verify(certificate, info["signature"].native, signed_set)
    except InvalidSignature:
        return "the signature is not the signer's"
    return ""


def _pinned(signed: cms.SignedData, signer_sha256: str) -> x509.Certificate | None:
    for one in signed["certificates"]:
        der = one.chosen.dump()
        if hashlib.sha256(der).hexdigest() == signer_sha256:
            return x509.load_der_x509_certificate(der)
    return None


def _verify(certificate: x509.Certificate, signature: bytes, attributes: bytes) -> None:
    public = certificate.public_key()
    if isinstance(public, rsa.RSAPublicKey):
        public.verify(signature, attributes, padding.PKCS1v15(), SHA256())
    elif isinstance(public, ec.EllipticCurvePublicKey):
        public.verify(signature, attributes, ec.ECDSA(SHA256()))
    else:
        raise InvalidSignature
