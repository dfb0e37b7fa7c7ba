from django.urls import path, re_path

from certificates import public
from certificates.views import (
    audits,
    batch_certificates,
    certificates,
    competence,
    conditions,
    handovers,
    issuing,
    ledger,
    letters,
    replacing,
    revoking,
    runs,
    seals,
)

app_name = "certificates"
urlpatterns = [
    path("sertifikat/", certificates.CertificateList.as_view(), name="certificate-list"),
    path("sertifikat/<int:pk>/petunjuk/", handovers.CertificateLeaflet.as_view(), name="certificate-leaflet"),
    path("angkatan/<int:pk>/sertifikat/petunjuk/", handovers.BatchLeaflets.as_view(), name="batch-leaflets"),
    path("sertifikat/terbitkan/", runs.IssueRunAdd.as_view(), name="issue-run-add"),
    path("sertifikat/terbitkan/<int:pk>/", runs.IssueRunDetail.as_view(), name="issue-run-detail"),
    path("sertifikat/terbitkan/<int:pk>/hentikan/", runs.IssueRunStop.as_view(), name="issue-run-stop"),
    path("sertifikat/<int:pk>/", certificates.CertificateDetail.as_view(), name="certificate-detail"),
    path("sertifikat/<int:pk>/pdf/", certificates.CertificatePdf.as_view(), name="certificate-pdf"),
    path("sertifikat/<int:pk>/cabut/", revoking.CertificateRevoke.as_view(), name="certificate-revoke"),
    path("sertifikat/<int:pk>/usulkan-ganti/", replacing.ReplacementPropose.as_view(), name="replacement-propose"),
    path("sertifikat/<int:pk>/ganti/", replacing.CertificateReplace.as_view(), name="certificate-replace"),
    path(
        "sertifikat/<int:pk>/usulkan-ganti/tarik/", replacing.ReplacementWithdraw.as_view(), name="replacement-withdraw"
    ),
    path(
        "sertifikat/<int:pk>/usulkan-ganti/tolak/", replacing.ReplacementDecline.as_view(), name="replacement-decline"
    ),
    path("sertifikat/<int:pk>/serahkan/", handovers.CertificateHandover.as_view(), name="certificate-handover"),
    path("sertifikat/<int:pk>/serahkan/ubah/", handovers.HandoverCorrect.as_view(), name="handover-correct"),
    path(
        "sertifikat/<int:pk>/serah-terima.pdf",
        handovers.CertificateHandoverMinutes.as_view(),
        name="certificate-handover-minutes",
    ),
    path("sertifikat/<int:pk>/lembar/", handovers.SheetEnd.as_view(), name="sheet-end"),
    path("angkatan/<int:pk>/sertifikat/", batch_certificates.BatchCertificates.as_view(), name="batch-certificates"),
    path("angkatan/<int:pk>/sertifikat/cetak/", batch_certificates.BatchReprint.as_view(), name="batch-reprint"),
    path("angkatan/<int:pk>/sertifikat/serahkan/", handovers.BatchHandover.as_view(), name="batch-handover"),
    path(
        "angkatan/<int:pk>/sertifikat/serah-terima.pdf",
        handovers.BatchHandoverMinutes.as_view(),
        name="batch-handover-minutes",
    ),
    path("angkatan/<int:pk>/sertifikat/syarat/", conditions.BatchConditions.as_view(), name="batch-conditions"),
    path("angkatan/<int:pk>/sertifikat/usulkan/", issuing.BatchPropose.as_view(), name="batch-propose"),
    path("angkatan/<int:pk>/sertifikat/terbitkan/", issuing.BatchIssue.as_view(), name="batch-issue"),
    path("angkatan/<int:pk>/uji-kompetensi/", competence.BatchCompetence.as_view(), name="batch-competence"),
    path("angkatan/<int:pk>/uji-kompetensi/catat/", competence.DecisionAdd.as_view(), name="decision-add"),
    path(
        "angkatan/<int:pk>/uji-kompetensi/usulkan/", competence.CompetencePropose.as_view(), name="competence-propose"
    ),
    path("keputusan-lsp/<int:pk>/", competence.DecisionEdit.as_view(), name="decision-edit"),
    path("keputusan-lsp/<int:pk>/surat/", letters.DecisionScanAdd.as_view(), name="decision-scan-add"),
    path("keputusan-lsp/<int:pk>/surat/unduh/", letters.DecisionScanFile.as_view(), name="decision-scan"),
    path("skema-sertifikasi/", competence.SchemeList.as_view(), name="scheme-list"),
    path("buku-besar/", ledger.LedgerPage.as_view(), name="ledger"),
    path("buku-besar/simpan/", ledger.LedgerKeep.as_view(), name="ledger-keep"),
    path("buku-besar/bandingkan/", ledger.LedgerCompare.as_view(), name="ledger-compare"),
    path("buku-besar/titik-periksa.txt", ledger.LedgerNote.as_view(), name="ledger-note"),
    path("buku-besar/laporan.pdf", ledger.LedgerMonth.as_view(), name="ledger-month"),
    path("buku-besar/peringatan/<int:pk>/terima/", ledger.AlarmAccept.as_view(), name="ledger-alarm-accept"),
    path("audit-sertifikat/", audits.AuditRunList.as_view(), name="audit-run-list"),
    path("audit-sertifikat/<int:pk>/", audits.AuditRunDetail.as_view(), name="audit-run-detail"),
    path("kejanggalan/", audits.AnomalyList.as_view(), name="anomaly-list"),
    path("v/", public.verify, name="verify"),
    path("v/berkas/", public.verify_file, name="verify-file"),
    path("v/segel/", seals.seal_page, name="seal-page"),
    path("v/segel.txt", seals.seal_list, name="seal-list"),
    path("v/<str:code>/", public.verify, name="verify-code"),
    # As the QR writes it, as people type it, and whatever else somebody puts behind it.
    re_path(r"^[vV](?:/(?P<code>[\s\S]*?)/?)?\Z", public.verify),
]
