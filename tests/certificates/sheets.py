"""Invented records for tests of the certificate's file and codes."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from certificates.competence_record import CompetenceRecord
from certificates.pdf import COMPETENCE_TEMPLATE_VERSION, TEMPLATE_VERSION
from certificates.record import CertificateRecord, CertificateUnit

TITLES = [
    ("G.45TSM01.018.2", "Melakukan Perawatan Karburator", "Service the carburettor"),
    ("G.45TSM01.019.2", "Melakukan Perawatan Sistem Injeksi", "Service the fuel injection system"),
    ("G.45TSM01.020.2", "Melakukan Perawatan Renggang Klep", "Adjust the valve clearance"),
    ("G.45TSM01.021.2", "Melakukan Perawatan Free Play Throttle Gas", ""),
    ("G.45TSM01.022.2", "Melakukan Perawatan Filter Udara", "Service the air filter"),
    ("G.45TSM01.023.2", "Melakukan Perawatan Sistem Clutch/Kopling", "Service the clutch"),
    (
        "G.45TSM01.024.2",
        "Melakukan Pemeriksaan dan Penggantian Oli Mesin, Oli Transmisi, dan Filter Oli",
        "Check and change engine oil, transmission oil and oil filter",
    ),
    ("G.45TSM01.025.2", "Melakukan Pemeriksaan Sistem Pelumasan Mesin", "Check the lubrication system"),
    ("G.45TSM01.026.2", "Melakukan Perawatan Busi", "Service the spark plug"),
    ("", "Melakukan Perawatan Sistem Pendinginan", "Service the cooling system"),
    ("G.45TSM01.029.2", "Melakukan Penggantian Rantai Roda", "Replace the drive chain"),
    ("G.45TSM01.031.2", "Melakukan Perawatan Sistem Pengereman", "Service the brakes"),
]
LONG_TITLE = (
    "Membuat Sambungan Las Fillet Sesuai WPS untuk Pengelasan Pelat ke Pelat, Pipa ke Pipa, dan Pelat ke "
    "Pipa Sesuai dengan Proses Las yang Digunakan pada Pekerjaan Konstruksi Baja"
)


def units(count: int = 12, **changes: Any) -> tuple[CertificateUnit, ...]:
    """Units in order; the tenth of each dozen has no code, the second an unverified one."""
    return tuple(_unit(number, **changes) for number in range(1, count + 1))


def _unit(number: int, **changes: Any) -> CertificateUnit:
    code, title, title_en = TITLES[(number - 1) % len(TITLES)]
    values: dict[str, Any] = {
        "order": number,
        "code": code,
        "code_verified": number != 2,
        "title": title,
        "title_en": title_en,
        "jp": 20,
    }
    return CertificateUnit(**values | changes)


def scored_units(count: int = 12, **changes: Any) -> tuple[CertificateUnit, ...]:
    return units(count, score=Decimal("87.5"), **changes)


def sheet(**changes: Any) -> CertificateRecord:
    values: dict[str, Any] = {
        "number": "0012/MOTOR/BLK-PKL/VII/2021",
        "holder_name": "Bagas Wirayudha Santosa",
        "holder_birth_place": "Kabupaten Batang",
        "holder_birth_date": date(1994, 2, 17),
        "programme": "Servis Sepeda Motor Injeksi",
        "field": "Teknik Otomotif, Sepeda Motor",
        "kind": "Klaster",
        "lesson_hours": 240,
        "minutes_per_jp": 45,
        "starts_on": date(2021, 6, 10),
        "ends_on": date(2021, 7, 15),
        "place": "Kota Pekalongan",
        "issuer": "UPTD Balai Latihan Kerja Kota Pekalongan",
        "issuer_owner": "Pemerintah Kota Pekalongan, Dinas Perindustrian dan Tenaga Kerja",
        "issuer_address": "Jalan Contoh Raya Nomor 7, Kota Pekalongan 51100",
        "signatory_name": "Dra. Ratna Kusumaningdyah, M.Si.",
        "signatory_position": "Kepala UPTD Balai Latihan Kerja",
        "signatory_nip": "197005121995032001",
        "issued_on": date(2021, 7, 19),
        "units": units(),
        "token": "7K3M9QXW2VD5RT8HNB6CPZ4FJA",
        "typed_code": "5KDM8CS3C3V1P1NRM",
        "origin": "http://localhost:8000",
        "template_version": TEMPLATE_VERSION,
    }
    return CertificateRecord(**values | changes)


def competence_sheet(**changes: Any) -> CompetenceRecord:
    """A competence certificate of the same holder, by an LSP."""
    values: dict[str, Any] = {
        **{field.name: getattr(sheet(), field.name) for field in fields(CertificateRecord)},
        "number": "25920 7212 2 0000134 2021",
        "registration_number": "MOT 990 00134 2021",
        "scheme": "Servis Sepeda Motor Injeksi",
        "scheme_en": "Service of Fuel-injected Motorcycles",
        "scheme_code": "SS.OTO-003-002-LSP",
        "lsp_licence": "BNSP-LSP-9901-ID",
        "issuer": "LSP Cipta Terampil Nusantara",
        "issuer_owner": "",
        "signatory_name": "Ir. Damar Prasetyaningtyas",
        "signatory_position": "Ketua LSP Cipta Terampil Nusantara",
        "signatory_nip": "",
        "assessor_name": "Wira Asesor Adinugraha",
        "assessor_registration": "MET.000.004321.2018",
        "decided_on": date(2021, 7, 17),
        "valid_until": date(2024, 7, 17),
        "time_zone": "Asia/Jakarta",
        "results": "KOMPETEN",
        "template_version": COMPETENCE_TEMPLATE_VERSION,
    }
    return CompetenceRecord(**values | changes)
