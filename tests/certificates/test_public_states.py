"""Each state says its word, guessing finds nothing, and a certificate stands when its people are forgotten."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import Error, models, transaction
from django.db.models import ProtectedError, Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from certificates.codes import new_token, new_typed_code, read_code
from certificates.models import Certificate
from certificates.public import STATUS, verify
from tests.certificates.classes import register_of
from tests.certificates.test_pdf import sheet
from trainees.models import Inmate

TODAY = dt.date(2025, 1, 31)
WORDS = {
    "valid": "In force",
    "expired": "Lapsed",
    "revoked": "Revoked",
    "replaced": "Replaced",
    "unknown": "Not known",
    "foreign": "Not a file of ours",
    "nothing": "No file chosen",
    "large": "File too large",
    "limited": "Too many checks",
    "unavailable": "Cannot check now",
}
OURS = {"valid", "expired", "revoked", "replaced"}


def heading(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page.partition("<h1>")[2].partition("</h1>")[0]).strip()


def shown(state: str, language: str = "en", **more: Any) -> str:
    context = {"state": state, "record": sheet() if state in OURS else None, "checked_at": timezone.now(), **more}
    with override(language):
        return render_to_string("certificates/verify.html", {"origin": "https://periksa.example.id", **context})


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_state_has_a_word_of_its_own_and_only_one_says_in_force(language: str):
    states = [state for state in STATUS if state]

    words = {state: heading(shown(state, language)) for state in states}

    assert len(set(words.values())) == len(states)
    assert "" not in words.values()
    if language == "en":
        assert words == WORDS


@pytest.mark.parametrize("state", sorted(set(WORDS) - {"valid"}))
def test_no_other_state_says_in_force_anywhere(state: str):
    assert "verdict-valid" not in shown(state)
    assert WORDS["valid"] not in shown(state)


@pytest.mark.parametrize("state", sorted(set(WORDS) - OURS))
def test_what_is_not_ours_or_not_known_shows_nothing_of_anybody(state: str):
    assert "<dl>" not in shown(state)


def test_a_replaced_one_names_the_number_that_counts_now():
    page = shown("replaced", successor="0012/LAS/BLK/VII/2021")

    assert "replaced this certificate by number <b>0012/LAS/BLK/VII/2021</b>" in page


def test_a_lapsed_one_names_its_last_day():
    assert "in force until Friday, 31 January 2025" in shown("expired", valid_until=TODAY)


def test_english_is_one_link_away_and_needs_no_cookie(school, client):
    certificate = school.issued()
    indonesian = client.get(f"/v/{certificate.token}/").content.decode()
    (link,) = re.findall(r'hreflang="en" href="([^"]+)"', indonesian)

    english = client.get(link)

    assert heading(indonesian) == "Berlaku"
    assert heading(english.content.decode()) == "In force"
    assert english["Content-Language"] == "en"
    assert not english.cookies


@pytest.mark.parametrize("language", ["xx", "en-GB", "../en", "<b>"])
def test_a_language_that_we_do_not_speak_changes_nothing(db, client, language):
    answer = client.get("/v/", {"bahasa": language})

    assert (answer.status_code, answer["Content-Language"]) == (200, "id")


def test_ten_thousand_random_codes_find_nothing(db, settings, rf):
    settings.VERIFY_RATE_PER_MINUTE = settings.VERIFY_RATE_PER_MINUTE_OVERALL = 1_000_000
    register_of(9)
    codes = [make() for make in (new_token, new_typed_code) for _ in range(5_000)]
    request = rf.get("/v/x/")

    hits = Certificate.objects.filter(Q(token__in=codes) | Q(typed_code__in=codes)).count()
    answers = {verify(request, code).status_code for code in codes[4_900:5_100]}

    assert {read_code(code) for code in codes} == set(codes)
    assert (hits, answers) == (0, {404})


def test_a_certificate_stands_when_all_that_can_be_forgotten_is_forgotten(school, client):
    certificate = school.issued()

    forgotten = forget_all(Inmate) + forget_all(User)

    page = client.get(f"/v/{certificate.token}/").content.decode()
    assert forgotten >= 8
    assert not Inmate.objects.filter(name="Bagas Wirayudha").exists()
    assert heading(page) == "Berlaku"
    assert "Bagas Wirayudha" in page
    assert "Ratna Kepala" in page


def forget_all(model: type[models.Model]) -> int:
    """Overwrite every text and day that the database lets go; how many fields it was."""
    done = 0
    fields = (field for field in model._meta.concrete_fields if type(field) in (models.CharField, models.DateField))
    for field in fields:
        nothing = "-" if isinstance(field, models.CharField) else dt.date(1900, 1, 1)
        try:
            with transaction.atomic():
                done += bool(model._default_manager.update(**{field.name: nothing}))
        except Error:
            continue
    return done


def test_who_holds_a_certificate_cannot_be_deleted(school):
    certificate = school.issued()

    with pytest.raises(ProtectedError):
        Inmate.objects.get(name="Bagas Wirayudha").delete()

    assert Certificate.objects.filter(pk=certificate.pk).exists()
