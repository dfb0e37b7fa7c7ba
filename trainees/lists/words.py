"""Words of Indonesian registers for what the models hold: each list is what may stand in a column."""

from __future__ import annotations

from trainees.models import CrimeClass, Education, PlannedRelease, Sex

SEXES = {
    "LAKI-LAKI": Sex.MALE.value,
    "PEREMPUAN": Sex.FEMALE.value,
    "L": Sex.MALE.value,
    "P": Sex.FEMALE.value,
    "LAKI LAKI": Sex.MALE.value,
    "PRIA": Sex.MALE.value,
    "WANITA": Sex.FEMALE.value,
}
SEX_WORDS = ("Laki-laki", "Perempuan")

EDUCATIONS = {
    "TIDAK SEKOLAH": Education.NONE.value,
    "TIDAK TAMAT SD": Education.NONE.value,
    "BELUM SEKOLAH": Education.NONE.value,
    "TIDAK BERIJAZAH": Education.NONE.value,
    **dict.fromkeys(("SD", "MI", "PAKET A", "SEKOLAH DASAR"), Education.SD.value),
    **dict.fromkeys(("SMP", "SLTP", "MTS", "PAKET B"), Education.SMP.value),
    **dict.fromkeys(("SMA", "SMK", "SMA/SMK", "SLTA", "MA", "STM", "PAKET C"), Education.SMA.value),
    **dict.fromkeys(("D1", "D2", "D3", "DIII", "D-III", "DIPLOMA"), Education.D3.value),
    **dict.fromkeys(("S1", "D4", "S2", "S3", "SARJANA"), Education.S1.value),
}
EDUCATION_WORDS = ("Tidak sekolah", "SD", "SMP", "SMA", "SMK", "D3", "S1")

# Which of the two narcotics classes it is follows from the sentence (rule 4.2).
NARCOTICS = "NARC"
CRIMES = {
    **dict.fromkeys(("UMUM", "PIDANA UMUM", "TINDAK PIDANA UMUM"), CrimeClass.GEN.value),
    **dict.fromkeys(("NARKOTIKA", "NARKOBA", "PSIKOTROPIKA"), NARCOTICS),
    **dict.fromkeys(("KORUPSI", "TIPIKOR"), CrimeClass.CORR.value),
    **dict.fromkeys(("TERORISME", "TERORIS"), CrimeClass.TERR.value),
    "KEAMANAN NEGARA": CrimeClass.STATE.value,
    **dict.fromkeys(("HAM BERAT", "PELANGGARAN HAM BERAT"), CrimeClass.HR.value),
    **dict.fromkeys(("TRANSNASIONAL", "KEJAHATAN TRANSNASIONAL"), CrimeClass.TOC.value),
}
CRIME_WORDS = ("Umum", "Narkotika", "Korupsi", "Terorisme", "Keamanan negara", "HAM berat", "Transnasional")
# Ways to leave before the term ends (rule 4.7).
RELEASES = {
    **dict.fromkeys(("PB", "PEMBEBASAN BERSYARAT"), PlannedRelease.PB.value),
    **dict.fromkeys(("CMB", "CUTI MENJELANG BEBAS"), PlannedRelease.CMB.value),
    **dict.fromkeys(("CB", "CUTI BERSYARAT"), PlannedRelease.CB.value),
}
RELEASE_WORDS = ("PB", "CMB", "CB")
FLAG_WORDS = ("Ya", "Tidak")


def sex_shown(value: str | None) -> str:
    return str(Sex(value).label) if value else "–"


def education_shown(value: str | None) -> str:
    return str(Education(value).label) if value else "–"


def crime_shown(value: str | None) -> str:
    return str(CrimeClass(value).label) if value in CrimeClass.values else (value or "–")


def release_shown(value: str | None) -> str:
    return str(PlannedRelease(value).label) if value else "–"
