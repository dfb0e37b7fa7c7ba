from django.urls import path, re_path

from certificates import public
from certificates.views import certificates, issuing, revoking

app_name = "certificates"
urlpatterns = [
    path("sertifikat/", certificates.CertificateList.as_view(), name="certificate-list"),
    path("sertifikat/<int:pk>/", certificates.CertificateDetail.as_view(), name="certificate-detail"),
    path("sertifikat/<int:pk>/pdf/", certificates.CertificatePdf.as_view(), name="certificate-pdf"),
    path("sertifikat/<int:pk>/cabut/", revoking.CertificateRevoke.as_view(), name="certificate-revoke"),
    path("angkatan/<int:pk>/sertifikat/usulkan/", issuing.BatchPropose.as_view(), name="batch-propose"),
    path("angkatan/<int:pk>/sertifikat/terbitkan/", issuing.BatchIssue.as_view(), name="batch-issue"),
    path("v/", public.verify, name="verify"),
    path("v/<str:code>/", public.verify, name="verify-code"),
    # As the QR writes it, as people type it, and whatever else somebody puts behind it.
    re_path(r"^[vV](?:/(?P<code>[\s\S]*?)/?)?\Z", public.verify),
]
