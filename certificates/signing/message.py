"""The signed message (CMS) of a PAdES seal: the file's hash, and which certificate signs (ETSI EN 319 142-1, 6)."""

from __future__ import annotations

import hashlib

from asn1crypto import algos, cms, tsp  # type: ignore[import-untyped]
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from .keys import Key

SHA256 = algos.DigestAlgorithm({"algorithm": "sha256"})


def signed_message(document_sha256: bytes, key: Key) -> bytes:
    """DER of the ContentInfo. Raises SealFaultError when the key does not sign."""
    certificate = _parsed(key.certificate)
    attributes = _attributes(document_sha256, certificate)
    is_rsa = isinstance(key.certificate.public_key(), rsa.RSAPublicKey)
    issued = cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": issued}),
            "digest_algorithm": SHA256,
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": "sha256_rsa" if is_rsa else "sha256_ecdsa"},
            "signature": key.signature(hashlib.sha256(attributes.dump()).digest()),
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": cms.DigestAlgorithms([SHA256]),
            "encap_content_info": {"content_type": "data"},
            "certificates": [certificate, *map(_parsed, key.chain)],
            "signer_infos": [signer],
        }
    )
    der: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return der


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
