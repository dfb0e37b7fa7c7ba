"""The keys of the seal in words, with the face of the check."""

from certificates.models import SealCertificate


def test_the_page_says_in_both_languages_whose_seal_it_is_and_sets_no_cookie(school, client):
    school.issued()
    seal = SealCertificate.objects.get()

    indonesian, english = client.get("/v/segel/"), client.get("/v/segel/?bahasa=en")

    for answer, words in ((indonesian, "tidak membuktikan apa pun"), (english, "proves nothing")):
        text = answer.content.decode()
        assert (answer.status_code, text.count(seal.fingerprint), words in text) == (200, 1, True)
        assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex, nofollow, noarchive", "no-store")
        assert not answer.cookies
        assert len(answer.content) < 50_000
    assert (indonesian["Content-Language"], english["Content-Language"]) == ("id", "en")


def test_the_page_stands_before_the_first_certificate(db, client):
    assert client.get("/v/segel/").status_code == 200


def test_a_name_is_read_from_the_subject():
    named = SealCertificate(subject=r"CN=UPTD BLK Kota\, Seksi Dua,O=Dinas Tenaga Kerja,C=ID")

    assert (named.name, SealCertificate(subject="O=Dinas").name) == ("UPTD BLK Kota, Seksi Dua", "O=Dinas")
