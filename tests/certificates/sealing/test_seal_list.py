"""Anybody may read with which keys our files were sealed."""

from certificates.models import SealCertificate


def test_the_list_says_whose_seal_it_is_and_that_a_development_key_proves_nothing(school, client):
    school.issued()

    answer = client.get("/v/segel.txt")

    seal = SealCertificate.objects.get()
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "kunci pengembangan, tidak membuktikan apa pun" in text
    assert text.count(seal.sha256) == 1
    assert text.count(seal.pem) == 1
    assert not answer.cookies


def test_the_list_stands_before_the_first_certificate(db, client):
    answer = client.get("/v/segel.txt")

    assert (answer.status_code, answer.content.decode().count("BEGIN CERTIFICATE")) == (200, 0)
