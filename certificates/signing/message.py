"""The signed message (CMS) of a PAdES seal: the file's hash, and which certificate signs (ETSI EN 319 142-1, 6)."""

from __future__ import annotations

import hashlib

from asn1crypto import algos, cms, tsp  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from .keys import Key, SealFaultError

SHA256 = algos.DigestAlgorithm({"algorithm": "sha256"})
DIGEST_GAP, SIGNATURE_GAP = (hashlib.sha256(name).digest() for name in (b"digest", b"signature"))
LONGEST_P256_SIGNATURE = 72
SPARE = 64
"""Bytes kept free beyond the longest message."""


class Message:
    """The messages of one key: its certificates and names are encoded once, digest and signature filled in."""

    def __init__(self, key: Key) -> None:
        self._key, self._certificate = key, _parsed(key.certificate)
        self._attributes: bytes = _attributes(DIGEST_GAP, self._certificate).dump()
        self._around: dict[int, bytes] = {}

    def of(self, document_sha256: bytes) -> bytes:
        """DER of the ContentInfo. Raises SealFaultError when the key does not sign."""
        attributes = _filled(self._attributes, DIGEST_GAP, document_sha256)
        signature = self._key.signature(hashlib.sha256(attributes).digest())
        around = _filled(self._message(len(signature)), DIGEST_GAP, document_sha256)
        return _filled(around, _signature_gap(len(signature)), signature)

    @property
    def digits(self) -> int:
        """How many hexadecimal digits a file keeps free for it: readers pay for each of them."""
        public = self._key.certificate.public_key()
        longest = public.key_size // 8 if isinstance(public, rsa.RSAPublicKey) else LONGEST_P256_SIGNATURE
        return 2 * (len(self._message(longest)) + SPARE)

    def _message(self, signature_length: int) -> bytes:
        """With gaps for the digest and for a signature of so many bytes; ECDSA's differ by a few."""
        if signature_length not in self._around:
            self._around[signature_length] = self._encoded(_signature_gap(signature_length))
        return self._around[signature_length]

    def _encoded(self, signature: bytes) -> bytes:
        certificate = self._certificate
        is_rsa = isinstance(self._key.certificate.public_key(), rsa.RSAPublicKey)
        issued = cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier({"issuer_and_serial_number": issued}),
                "digest_algorithm": SHA256,
                "signed_attrs": _attributes(DIGEST_GAP, certificate),
                "signature_algorithm": {"algorithm": "sha256_rsa" if is_rsa else "sha256_ecdsa"},
                "signature": signature,
            }
        )
        signed = cms.SignedData(
            {
                "version": "v1",
                "digest_algorithms": cms.DigestAlgorithms([SHA256]),
                "encap_content_info": {"content_type": "data"},
                "certificates": [certificate, *map(_parsed, self._key.chain)],
                "signer_infos": [signer],
            }
        )
        der: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
        return der


def _signature_gap(length: int) -> bytes:
    return (SIGNATURE_GAP * (length // len(SIGNATURE_GAP) + 1))[:length]


def _filled(encoded: bytes, gap: bytes, value: bytes) -> bytes:
    """Lengths stay, so the encoding does. Raises SealFaultError unless there is exactly one such gap."""
    if len(gap) != len(value) or encoded.count(gap) != 1:
        raise SealFaultError("the message of the seal cannot be filled in")
    return encoded.replace(gap, value)


def _attributes(document_sha256: bytes, certificate: asn1_x509.Certificate) -> cms.CMSAttributes:
    named = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate.dump()).digest()})
    said = {
        "content_type": "data",
        "message_digest": document_sha256,
        "signing_certificate_v2": tsp.SigningCertificateV2({"certs": [named]}),
    }
    return cms.CMSAttributes([cms.CMSAttribute({"type": name, "values": [value]}) for name, value in said.items()])


def _parsed(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
