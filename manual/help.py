"""Which page of the manual is each page's *Bantuan*: by room, by task. A page of ours without a line fails a test."""

from __future__ import annotations

from typing import Final

ACCOUNTS: Final = {
    "masuk": "login logout reset_password reset_password_done reset_password_from_key reset_password_from_key_done "
    "signup inactive email_verification_sent confirm_email confirm_login_code",
    "masuk#kata-sandi": "change_password set_password email",
    "masuk#ditanya-sekali-lagi": "reauthenticate",
}
SECOND_FACTOR: Final = {
    "masuk#memasang-pertama-kali-sekitar-tiga-menit": "index activate_totp add_webauthn generate_recovery_codes "
    "view_recovery_codes download_recovery_codes",
    "masuk#masuk-setiap-hari": "authenticate login_webauthn",
    "masuk#ditanya-sekali-lagi": "reauthenticate reauthenticate_webauthn",
    "masuk#telepon-baru-telepon-hilang": "deactivate_totp list_webauthn remove_webauthn",
}
PEOPLE: Final = {"administrasi#akun": "password-link second-factor-remove"}
AUDIT: Final = {
    "jejak-audit": "event-list",
    "daftar#tampilan-dan-kolom": "view-add view-remove",
    "daftar#mengunduh-sebagai-excel-atau-csv": "download-detail download-file",
}
FACILITIES: Final = {
    "lapas-dan-blk": "facility-list facility-detail centre-list centre-detail",
    "lapas-dan-blk#hari-libur": "closed-day-list closed-day-add closed-day-edit closed-day-remove",
    "bengkel-kerja": "workshop-list workshop-detail workshop-add workshop-edit",
    "bengkel-kerja#daftar-alat": "workshop-tools",
    "bengkel-kerja#peninjauan": "review-list review-detail photo-file review-paper review-add review-checklist "
    "review-submit review-discard",
    "menyatakan-siap": "review-confirm review-reject",
    "perjanjian": "agreement-list agreement-detail agreement-add agreement-edit agreement-scope agreement-signatories "
    "agreement-check",
    "perjanjian#memperpanjang-dan-mengubah": "agreement-renew agreement-amend",
    "perjanjian#naskah-yang-ditandatangani": "agreement-scan-add agreement-scan",
    "menandatangani-perjanjian": "agreement-sign agreement-terminate",
    "rapat": "meeting-list meeting-detail meeting-add meeting-edit meeting-minutes meeting-paper",
    "rapat#menyetujui-notulen": "minutes-confirm minutes-withdraw",
    "rapat#tindak-lanjut": "action-item-list action-item-done",
}
IMPORTS: Final = {
    "impor": "import-list import-add import-template import-detail import-confirm import-cancel import-corrections",
}
TRAINEES: Final = {
    "warga-binaan": "inmate-list inmate-detail inmate-add inmate-edit",
    "warga-binaan#pidana-remisi-dan-penilaian": "sentence-edit remission-add risk-add conduct-add",
    "tanggal-dan-asimilasi": "inmate-dates override-add override-withdraw",
    "tanggal-dan-asimilasi#asimilasi": "inmate-assimilation assimilation-decide document-add",
    "minat": "interest-sheet interest-edit officer-interests officer-interest-sheet",
    "petugas": "officer-list officer-detail officer-add officer-edit",
}
PROGRAMS: Final = {
    "rencana-tahun": "year-plan",
    "minat#kejuruan-yang-diminati": "demand",
    "pasar-kerja": "demand-note-list demand-note-add demand-note-edit demand-note-remove",
    "setelah-bebas": "released-list released-detail released-ask outcome-edit",
    "setelah-bebas#bila-persetujuan-ditarik": "outcome-withdraw",
    "kehadiran-sppn": "conduct-hours",
    "keadaan": "circumstance-list circumstance-handle inmate-transfer inmate-release inmate-death inmate-illness "
    "illness-end sanction-add",
    "warga-binaan#riwayat-pelatihan": "inmate-record",
    "paket": "package-list package-detail package-add package-edit package-units package-publish package-syllabus-add "
    "package-syllabus syllabus-file",
    "paket#lembar-penilaian": "package-scores",
    "paket#meniru-paket-blk-lain": "catalogue catalogue-package package-copy",
    "instruktur": "instructor-list instructor-detail instructor-add instructor-edit instructor-certificate-add "
    "instructor-certificate-edit instructor-gaps",
    "instruktur#hari-kosong-dan-cuti": "instructor-days instructor-calendar absence-add absence-remove",
    "instruktur#mitra-pembelajaran": "batch-helpers helper-leave",
    "angkatan": "batch-list batch-detail batch-add batch-edit batch-start",
    "angkatan#menunda-dan-membatalkan": "batch-postpone batch-plan-again batch-cancel",
    "angkatan#di-luar-lapas": "batch-permits permit-remove permit-scan",
    "angkatan#kelas-kecil": "batch-exceptions",
    "rapat#rapat-suatu-angkatan": "batch-meetings",
    "rotasi": "rotation-list rotation-detail rotation-add rotation-edit rotation-cell rotation-propose "
    "rotation-create rotation-remove",
    "seleksi": "batch-open-selection batch-candidates batch-selection batch-ranking batch-shortlist "
    "batch-selection-paper batch-tpp tpp-list tpp-add tpp-detail tpp-edit tpp-paper tpp-decide",
    "seleksi#petugas-sebagai-peserta": "batch-officers batch-decide",
    "seleksi#sesudah-sk": "seat-change seat-change-seen seat-change-choose",
    "menetapkan-peserta": "batch-decree batch-decree-draft decree-paper decree-list enrollment-lift",
    "menetapkan-peserta#adendum": "batch-addendum",
    "peserta": "enrollment-detail enrollment-suspend enrollment-resume enrollment-drop",
    "jadwal": "batch-timetable batch-sessions session-edit week",
    "pertemuan-batal": "session-cancel session-restore session-make-up session-make-up-take session-made-up "
    "batch-make-ups make-up-list",
    "pertemuan-batal#memperpanjang-angkatan": "batch-extend",
    "kehadiran": "session-attendance batch-attendance batch-attendance-export batch-sheet session-sheet "
    "session-history",
    "kehadiran#memperbaiki-belakangan": "session-correct session-redate",
    "pantauan-jam": "batch-radar hours-radar batch-add-lesson",
    "catatan-alat": "session-tools session-close session-tool-sheet tool-log-settle batch-tools",
    "hasil-uji": "batch-open-tests batch-results batch-written-tests",
    "hasil-uji#asesor-dan-koreksi": "batch-assessor result-correct",
    "hasil-uji#unit-yang-sudah-lulus": "batch-recognition",
    "menutup-angkatan": "batch-close batch-progress batch-test-minutes batch-score-list",
    "surat#laporan-pelaksanaan": "batch-report-edit batch-photo-add report-photo report-photo-remove",
    "anggaran": "budget-list budget-detail budget-add budget-edit budget-spend expense-edit expense-remove",
    "hasil-karya": "work-list work-detail work-add work-edit work-sell sale-deposit sale-remove",
    "hasil-karya#pembagian": "split-list split-add",
}
CERTIFICATES: Final = {
    "memeriksa-sertifikat": "verify verify-code verify-file seal-list seal-page",
    "sertifikat": "certificate-list certificate-detail certificate-pdf",
    "mengusulkan-sertifikat": "batch-conditions batch-propose",
    "menerbitkan-sertifikat": "batch-issue issue-run-add issue-run-detail issue-run-stop",
    "mengganti-sertifikat": "replacement-propose replacement-withdraw",
    "mengganti-sertifikat#kepala-blk": "certificate-replace replacement-decline",
    "mencabut-sertifikat": "certificate-revoke",
    "menyerahkan-sertifikat": "batch-certificates batch-handover batch-handover-minutes certificate-handover "
    "certificate-handover-minutes handover-correct",
    "menyerahkan-sertifikat#cetak-ulang": "batch-reprint",
    "menyerahkan-sertifikat#petunjuk-untuk-pemegang": "batch-leaflets certificate-leaflet",
    "menyerahkan-sertifikat#lembar-yang-dicabut-atau-diganti": "sheet-end",
    "sertifikat-kompetensi": "scheme-list batch-competence decision-add decision-edit competence-propose "
    "decision-scan decision-scan-add",
    "audit": "audit-run-list audit-run-detail",
    "kejanggalan": "anomaly-list",
    "buku-besar": "ledger ledger-note ledger-keep ledger-month",
    "buku-besar#membandingkan-simpanan-lama": "ledger-compare",
    "buku-besar#bila-muncul-peringatan": "ledger-alarm-accept",
}
REPORTS: Final = {
    "pekerjaan-saya": "home tasks",
    "daftar#mencari-di-semua-data": "search",
    "dasbor": "dashboard dashboard-paper dashboard-workbook figure",
    "administrasi#contoh-tampilan": "gallery",
    "surat": "batch-papers batch-timetable batch-month batch-register batch-report centre-register agreement-request",
    "rekap-triwulan": "quarter quarter-paper",
    "data-terbuka": "open-data",
    "pemberitahuan": "notice-list notice-open notices-read",
    "pemberitahuan#ringkasan-surel": "digest",
}
API: Final = {
    "api": "docs openapi certificate-code figures places token-list token-add token-revoke",
}
MANUAL: Final = {
    "README": "index page",
    "masuk": "sign-in",
    "memeriksa-sertifikat": "check",
}

# Of every page of Django's admin.
ADMINISTRATION: Final = "administrasi"

# By the words that the rooms' names begin with.
BY_ROOM: Final = {
    "account_": ACCOUNTS,
    "mfa_": SECOND_FACTOR,
    "usersessions_": {"masuk#sesi-saya": "list"},
    "people:": PEOPLE,
    "audit:": AUDIT,
    "facilities:": FACILITIES,
    "imports:": IMPORTS,
    "trainees:": TRAINEES,
    "programs:": PROGRAMS,
    "certificates:": CERTIFICATES,
    "reports:": REPORTS,
    "api:": API,
    "manual:": MANUAL,
}
LINES: Final = [
    (room + name, place)
    for room, places in BY_ROOM.items()
    for place, names in places.items()
    for name in names.split()
]
HELP: Final = dict(LINES)
